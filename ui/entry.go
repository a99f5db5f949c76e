package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/terminal"
)

// entry is a short list of lines to fill in, above a screen: names, a secret, a
// connection. Enter goes on while a line is legal and does the thing after the last.
type entry struct {
	quiet
	name   string
	verb   string // what enter does after the last line
	intro  string
	fields []*entryField
	at     int
	done   func(values []string) tea.Cmd
	check  func(i int, values []string) error // what is wrong with a line; nil: nothing
	wrong  error                              // shown under the line that has the focus
	cancel func() tea.Cmd                     // nil: closes
}

// entryField is one line of an entry.
type entryField struct {
	label  string
	help   string
	text   string
	kept   string // what an empty line stands for: typing replaces it, enter keeps it
	secret bool
	input  *huh.Input
}

func newEntry(m *Model, name, verb string, fields []*entryField, done func([]string) tea.Cmd, check func(int, []string) error) *entry {
	e := &entry{name: name, verb: verb, fields: fields, done: done, check: check}
	// huh takes a theme only once; this one follows the background.
	theme := huh.ThemeFunc(func(bool) *huh.Styles { return m.styles.Huh })
	for _, f := range fields {
		f.text = string(terminal.Safe(f.text, 0))
		f.kept = string(terminal.Safe(f.kept, 0))
		f.input = huh.NewInput().Prompt("").Placeholder(f.kept).Value(&f.text)
		if f.secret {
			f.input.EchoMode(huh.EchoModePassword)
		}
		f.input.WithTheme(theme)
		f.input.WithKeyMap(&huh.KeyMap{})
	}
	e.fields[0].input.Focus()
	return e
}

func (e *entry) title(*Model) string { return e.name }
func (e *entry) isTyping() bool      { return true }
func (e *entry) isEditing() bool     { return true }

func (e *entry) values() []string {
	out := make([]string, len(e.fields))
	for i, f := range e.fields {
		if out[i] = strings.TrimSpace(f.text); out[i] == "" {
			out[i] = f.kept
		}
	}
	return out
}

func (e *entry) bindings(m *Model) []binding {
	verb := "next"
	if e.at == len(e.fields)-1 {
		verb = e.verb
	}
	leave := e.cancel
	if leave == nil {
		leave = m.close
	}
	out := []binding{key("enter", verb, func() tea.Cmd { return e.enter() })}
	if len(e.fields) > 1 {
		out = append(out,
			key("tab down", "next line", func() tea.Cmd { e.focus(e.at + 1); return nil }).rare(),
			key("shift+tab up", "line before", func() tea.Cmd { e.focus(e.at - 1); return nil }))
	}
	return append(out, key("esc", "cancel", leave))
}

func (e *entry) enter() tea.Cmd {
	values := e.values()
	last := e.at == len(e.fields)-1
	for i := range e.fields {
		if i > e.at {
			break
		}
		if e.wrong = e.check(i, values); e.wrong != nil {
			e.focus(i)
			e.wrong = e.check(i, values)
			return nil
		}
	}
	if last {
		return e.done(values)
	}
	e.focus(e.at + 1)
	return nil
}

func (e *entry) focus(i int) {
	e.fields[e.at].input.Blur()
	e.at = max(0, min(i, len(e.fields)-1))
	e.fields[e.at].input.Focus()
	e.wrong = nil
}

func (e *entry) typed(_ *Model, msg tea.Msg) tea.Cmd {
	f := e.fields[e.at]
	switch m := msg.(type) {
	case tea.PasteMsg:
		text := m.Content
		if f.secret {
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

func (e *entry) view(m *Model, width, height int) string {
	s := m.styles
	lines := []string{""}
	for _, l := range terminal.SafeLines(e.intro, min(width-6, 76), 4) {
		lines = append(lines, "   "+s.Dim.Render(string(l)))
	}
	if e.intro != "" {
		lines = append(lines, "")
	}
	for i, f := range e.fields {
		if i != e.at {
			shown := string(terminal.Safe(e.values()[i], width-8))
			if f.secret {
				shown = agora.Secret(f.text).Masked()
			}
			lines = append(lines, "   "+s.Text.Render(f.label), "     "+s.Dim.Render(shown))
			continue
		}
		f.input.WithWidth(max(20, width-8))
		lines = append(lines, " "+s.Here.Render(s.Marks.Here+" "+f.label), "     "+f.input.View())
		if e.wrong != nil {
			mark := s.Marks.Error
			for _, l := range terminal.SafeLines(sentence(e.wrong), width-10, 3) {
				lines = append(lines, "     "+s.Error.Render(mark+" "+string(l)))
				mark = " "
			}
		}
		help := f.help
		if f.kept != "" && f.text == "" {
			help = "Enter keeps it, typing replaces it, → edits it. " + help
		}
		for _, l := range terminal.SafeLines(help, width-8, 3) {
			lines = append(lines, "     "+s.Dim.Render(string(l)))
		}
	}
	return strings.Join(window(lines, e.at*2+4, height), "\n")
}

// window cuts lines to a height so that the one at the mark is seen.
func window(lines []string, mark, height int) []string {
	if len(lines) <= height {
		return lines
	}
	from := max(0, min(mark-height/2, len(lines)-height))
	return lines[from : from+height]
}

// newSecretQuestion asks for the customer secret of a connection; it is kept in
// memory only.
func newSecretQuestion(m *Model, c connections.Connection) *entry {
	e := newEntry(m, "Customer secret", "go on", []*entryField{{
		label: "Customer secret of " + c.Name, secret: true,
		help: "From Agora's console, RESTful API. It stays in memory and is forgotten when sttwizard ends.",
	}}, func(values []string) tea.Cmd {
		m.clients.typed[c.Name] = agora.Secret(values[0])
		m.close()
		return m.makeClient(c, m.clients.typed[c.Name])
	}, func(_ int, values []string) error {
		if values[0] == "" {
			return errText("type or paste the customer secret")
		}
		return nil
	})
	e.cancel = func() tea.Cmd {
		delete(m.clients.waiting, c)
		return m.close()
	}
	return e
}

// errText is a sentence for people that is an error.
type errText string

func (e errText) Error() string { return string(e) }
