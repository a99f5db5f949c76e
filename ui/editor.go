package ui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/clock"
	"sttwizard/internal/editor"
	"sttwizard/presets"
)

// A preset is edited as a text in the person's own editor, which has the terminal
// meanwhile. What becomes of the text is the same as after presets edit.

// fileEdit is a preset's file that is edited.
type fileEdit struct {
	*presets.Editing
	argv []string // the editor
}

// editBegunMsg: the copy for the editor is there, or not.
type editBegunMsg struct {
	fileEdit
	err error
}

// editEndedMsg: the editor has ended, or could not be run, and what became of the text.
type editEndedMsg struct {
	fileEdit
	end presets.EndedEdit
}

// editFile opens a preset's file in the editor.
func (m *Model) editFile(name string) tea.Cmd {
	argv, err := m.o.Editor()
	if err != nil {
		m.say("", err)
		return nil
	}
	if m.inEditor.Editing != nil {
		m.inEditor.Close() // a question about it that was taken away never was answered
	}
	s := m.s
	return func() tea.Msg {
		e, err := s.Presets.Edit(name, false)
		return editBegunMsg{fileEdit{e, argv}, err}
	}
}

// editBegun runs the editor, after a question where an earlier text was left.
func (m *Model) editBegun(msg editBegunMsg) tea.Cmd {
	e := msg.fileEdit
	switch {
	case msg.err != nil:
		if e.Editing != nil {
			e.Close()
		}
		m.say("", msg.err)
		return nil
	case e.Left.IsZero():
		m.inEditor = e
		return m.runEditor(e)
	}
	m.inEditor = e
	q := &question{
		name: "Edit preset", text: "A text of " + e.Name + " was not saved. Go on with it?",
		answers: []binding{
			key("y", "go on", func() tea.Cmd { m.close(); return m.editAfter(e, e.GoOn) }),
			key("n", "begin anew, it is kept as a backup", func() tea.Cmd {
				m.close()
				return m.editAfter(e, func() error { _, err := e.Afresh(); return err })
			}),
			key("esc", "leave it", func() tea.Cmd { e.Close(); return m.close() }),
		},
	}
	if e.Stale {
		q.more = []string{"The preset was changed since: that text would take the place of the change, which is kept as a backup."}
	}
	return m.ask(q)
}

// editAfter does something with the copy and runs the editor then.
func (m *Model) editAfter(e fileEdit, first func() error) tea.Cmd {
	return func() tea.Msg {
		err := first()
		return editBegunMsg{e, err}
	}
}

// runEditor hands the terminal to the editor until that ends.
func (m *Model) runEditor(e fileEdit) tea.Cmd {
	return tea.Exec(&editorRun{of: e}, func(err error) tea.Msg { return editEndedMsg{e, e.After(err)} })
}

// goesOn says by what one goes on with a text that is kept.
const goesOn = "E goes on with it"

// said are the words or the error for an edit that has ended.
func (msg editEndedMsg) said() (string, error) {
	switch end := msg.end; end.What {
	case presets.EditSaved:
		text := end.Saved() + " " + msg.Name
		for _, n := range end.Notes {
			return text + "; note: " + n.Words(""), nil
		}
		return text, nil
	case presets.EditByHand:
		return presets.NothingChanged, msg.Drop()
	case presets.EditLeft:
		if _, told := errors.AsType[*presets.MeanwhileError](end.Err); told {
			return "", end.Err
		}
		return "", fmt.Errorf("%w; %s", end.Err, end.Next(goesOn))
	}
	return presets.NothingChanged, nil
}

// mostMistakes is how many are told at once; the others are told after the next edit.
const mostMistakes = 6

// editEnded tells what became of the text, and asks what shall where it is not right.
func (m *Model) editEnded(msg editEndedMsg) tea.Cmd {
	m.shownAt = m.now() // keys that were meant for the editor do nothing here
	if msg.end.What != presets.EditWrong {
		said, err := msg.said()
		msg.Close()
		return together(tea.ClearScreen, m.sayAfter(m.readHome(), said, err))
	}
	e := msg.fileEdit
	q := &question{name: "Edit preset", bad: true, text: e.Name + ": " + presets.NotRight + "."}
	for i, w := range msg.end.Wrong {
		if i == mostMistakes {
			q.more = append(q.more, fmt.Sprintf("and %d more", len(msg.end.Wrong)-i))
			break
		}
		q.more = append(q.more, w.Words(""))
	}
	q.answers = []binding{
		key("e", "edit again", func() tea.Cmd { m.close(); return m.runEditor(e) }),
		key("esc", "keep it aside", func() tea.Cmd {
			e.Close()
			m.close()
			m.say(msg.end.Next(goesOn), nil)
			return nil
		}),
		key("T", "throw it away", func() tea.Cmd {
			m.close()
			defer e.Close()
			return m.sayAfter(nil, presets.ThrownAway, e.Drop())
		}).Held(),
	}
	return together(tea.ClearScreen, m.ask(q))
}

// editorRun is the editor as Bubble Tea runs it.
type editorRun struct {
	of            fileEdit
	in, out, told *os.File
}

// Run runs it until it ends.
func (r *editorRun) Run() error {
	clock.Pause(rendererEnds)
	cmd := editor.Command(r.of.argv, r.of.Path())
	attach(cmd, r.in, r.out, r.told)
	return cmd.Run()
}

// attach gives a child those streams that are files: it has no others.
func attach(cmd *exec.Cmd, in, out, told *os.File) {
	if in != nil {
		cmd.Stdin = in
	}
	if out != nil {
		cmd.Stdout = out
	}
	if told != nil {
		cmd.Stderr = told
	}
}

// SetStdin takes the terminal's input, as the next two take its outputs.
func (r *editorRun) SetStdin(in io.Reader) { r.in, _ = in.(*os.File) }

// SetStdout takes the output.
func (r *editorRun) SetStdout(out io.Writer) { r.out, _ = out.(*os.File) }

// SetStderr takes the error output.
func (r *editorRun) SetStderr(told io.Writer) { r.told, _ = told.(*os.File) }
