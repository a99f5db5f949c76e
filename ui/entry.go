package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/internal/terminal"
)

// entry is a short list of lines to fill in, above a screen: names, a secret, a
// connection. Enter goes on while a line is legal and does the thing after the last.
type entry struct {
	name   string
	verb   string // what enter does after the last line
	intro  string
	fields []*entryField
	at     int
	done   func(values []string) tea.Cmd
	check  func(i int, values []string) error // what is wrong with a line; nil: nothing
	wrong  error                              // shown under the line that has the focus
	cancel func() tea.Cmd                     // nil: closes
	hears  func(msg tea.Msg) tea.Cmd          // nil: nothing
	busy   string                             // what is being done with the lines; enter waits for it
}

// entryField is one line of an entry.
type entryField struct {
	label   string
	help    string
	text    string
	kept    string // what an empty line stands for: typing replaces it, enter keeps it
	secret  bool
	spaced  bool            // a secret of several words: white space stays in what is pasted
	choices func() []choice // of which one is chosen; nil: a line to type in
	when    func() bool     // whether the line is there now; nil: always
	input   *huh.Input
	began   string // the text before anything was typed
	bare    bool   // a secret that is shown while it is typed
}

func newEntry(m *Model, name, verb string, fields []*entryField, done func([]string) tea.Cmd, check func(int, []string) error) *entry {
	e := &entry{name: name, verb: verb, fields: fields, done: done, check: check}
	// huh takes a theme only once; this one follows the background.
	theme := huh.ThemeFunc(func(bool) *huh.Styles { return m.styles.Huh })
	for _, f := range fields {
		f.text = string(terminal.Safe(f.text, 0))
		f.kept = string(terminal.Safe(f.kept, 0))
		f.began = f.text
		f.input = huh.NewInput().Prompt("").Placeholder(f.kept).Value(&f.text)
		if f.secret {
			f.input.EchoMode(huh.EchoModePassword)
		}
		f.input.WithTheme(theme)
		f.input.WithKeyMap(&huh.KeyMap{})
	}
	e.focus(0)
	return e
}

func (e *entry) title(*Model) string { return e.name }
func (e *entry) isTyping() bool      { return e.fields[e.at].choices == nil }
func (e *entry) isEditing() bool     { return e.isTyping() }

func (e *entry) heard(_ *Model, msg tea.Msg) tea.Cmd {
	if e.hears == nil {
		return nil
	}
	return e.hears(msg)
}

func (e *entry) values() []string {
	out := make([]string, len(e.fields))
	for i, f := range e.fields {
		out[i] = f.value()
	}
	return out
}

// value gives what a line stands for, whether it was typed, kept or chosen.
func (f *entryField) value() string {
	switch text := strings.TrimSpace(f.text); {
	case f.choices != nil:
		return f.chosen().value
	case text != "":
		return text
	}
	return f.kept
}

// clear empties a line.
func (f *entryField) clear() {
	f.text = ""
	f.input.Value(&f.text)
}

// beside gives the next line that is there, that many lines on or back; the line
// itself where there is none.
func (e *entry) beside(by int) int {
	for i := e.at + by; i >= 0 && i < len(e.fields); i += by {
		if e.there(i) {
			return i
		}
	}
	return e.at
}

func (e *entry) there(i int) bool { return e.fields[i].when == nil || e.fields[i].when() }

func (e *entry) bindings(m *Model) []binding {
	verb := "next"
	if e.beside(1) == e.at {
		verb = e.verb
	}
	out := []binding{key("enter", verb, e.enter)}
	if f := e.fields[e.at]; f.choices != nil {
		out = append(out, key("space right", "choose", func() tea.Cmd { f.choose(1); return nil }),
			key("left", "choose the one before", func() tea.Cmd { f.choose(-1); return nil }).as("←").rare())
	}
	if len(e.fields) > 1 {
		out = append(out,
			key("tab down", "next line", func() tea.Cmd { e.focus(e.beside(1)); return nil }).rare(),
			key("shift+tab up", "line before", func() tea.Cmd { e.focus(e.beside(-1)); return nil }))
	}
	out = append(out, key("esc", "cancel", func() tea.Cmd { return e.leave(m) }))
	if e.fields[e.at].secret {
		out = append(out, key("ctrl+t", "show or hide", func() tea.Cmd { e.fields[e.at].reveal(!e.fields[e.at].bare); return nil }))
	}
	return out
}

// leave closes the lines. Where several were there to fill in and one was, that is
// asked first: a slip of a finger costs a minute of typing.
func (e *entry) leave(m *Model) tea.Cmd {
	leave := e.cancel
	if leave == nil {
		leave = m.close
	}
	typed := slices.ContainsFunc(e.fields, func(f *entryField) bool { return f.choices == nil && f.text != f.began })
	if len(e.fields) == 1 || !typed || e.busy != "" {
		return leave()
	}
	return m.ask(&question{
		name: e.name, text: "Throw away what was typed?",
		answers: []binding{
			key("y", "throw it away", leave),
			key("n esc", "go on typing", func() tea.Cmd { return m.ask(e) }),
		},
	})
}

// reveal shows a secret while it is typed, or hides it.
func (f *entryField) reveal(bare bool) {
	f.bare = bare
	mode := huh.EchoModePassword
	if bare {
		mode = huh.EchoModeNormal
	}
	f.input.EchoMode(mode)
}

func (e *entry) enter() tea.Cmd {
	if e.busy != "" {
		return nil
	}
	values := e.values()
	for i := 0; i <= e.at; i++ {
		if !e.there(i) {
			continue
		}
		if e.wrong = e.check(i, values); e.wrong != nil {
			e.focus(i)
			e.wrong = e.check(i, values)
			return nil
		}
	}
	if next := e.beside(1); next != e.at {
		e.focus(next)
		return nil
	}
	return e.done(values)
}

func (e *entry) focus(i int) {
	if f := e.fields[e.at]; f.choices == nil { // the input of a choice would write over it
		f.input.Blur()
		if f.bare {
			f.reveal(false)
		}
	}
	e.at = max(0, min(i, len(e.fields)-1))
	if f := e.fields[e.at]; f.choices == nil {
		f.input.Focus()
	}
	e.wrong = nil
}

func (e *entry) typed(_ *Model, msg tea.Msg) tea.Cmd {
	if _, pasted := msg.(tea.PasteMsg); pasted && e.fields[e.at].choices != nil {
		e.passOn()
	}
	f := e.fields[e.at]
	if f.choices != nil {
		return nil
	}
	switch m := msg.(type) {
	case tea.PasteMsg:
		text := m.Content
		if f.secret && !f.spaced {
			text = strings.Join(strings.Fields(text), "") // a wrapped one arrives in lines
		}
		text = string(terminal.Safe(strings.TrimSpace(text), 0))
		msg = tea.PasteMsg{Content: strings.ReplaceAll(text, "\uFFFD", "")} // what can't be drawn
	case tea.KeyPressMsg:
		if string(terminal.Safe(m.Text, 0)) != m.Text {
			return nil // typed by a terminal that does not mark its pastes
		}
		if k := m.String(); f.kept != "" && f.text == "" && (k == "right" || k == "end" || k == "backspace") {
			f.text, f.kept = f.kept, ""
			f.input.Value(&f.text)
		}
	}
	f.input.Update(msg)
	if e.wrong != nil {
		e.wrong = e.check(e.at, e.values())
	}
	return nil
}

// passOn goes from a choice to the line for the secret below it, where what is
// pasted belongs. A line that shows what it gets is not taken for it.
func (e *entry) passOn() {
	if next := e.beside(1); next != e.at && e.fields[next].secret {
		e.focus(next)
		return
	}
	e.wrong = errText("nothing can be pasted here, so that was left out: space chooses, and ↓ leads to the lines to type in")
}

// errText is a sentence for people that is an error.
type errText string

func (e errText) Error() string { return string(e) }
