package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form/page"
	"sttwizard/ui/kit"
)

// entry is a short list of lines to fill in, above a screen: names, a secret, a
// connection. Enter goes on while a line is legal and does the thing after the last.
type entry struct {
	*page.Dialog
	name   string
	verb   string // what enter does after the last line
	intro  string
	fields []*entryField
	done   func(values []string) tea.Cmd
	check  func(i int, values []string) error // what is wrong with a line; nil: nothing
	wrong  error                              // shown under the line that has the focus
	cancel func() tea.Cmd                     // nil: closes
	hears  func(msg tea.Msg) tea.Cmd          // nil: nothing
	busy   string                             // what is being done with the lines; enter waits for it
}

// entryField is a line to fill in, and choice one of the values that it can have.
type (
	entryField = page.Line
	choice     = page.Choice
)

func option(value, words, help string) choice {
	return choice{Value: value, Words: words, Help: help}
}

func newEntry(
	m *Model, name, verb string, fields []*entryField, done func([]string) tea.Cmd, check func(int, []string) error,
) *entry {
	lines := page.NewDialog(&m.styles.page, fields...)
	e := &entry{Dialog: lines, name: name, verb: verb, fields: fields, done: done, check: check}
	lines.Clicked = e.focus
	return e
}

func (e *entry) title(*Model) string { return e.name }
func (e *entry) isTyping() bool      { return e.Line().Choices == nil }
func (e *entry) isEditing() bool     { return e.isTyping() }
func (e *entry) restyled(m *Model)   { e.Restyle(&m.styles.page) }

func (e *entry) heard(_ *Model, msg tea.Msg) tea.Cmd {
	if e.hears == nil {
		return nil
	}
	return e.hears(msg)
}

func (e *entry) bindings(m *Model) []binding {
	verb := "next"
	if e.Beside(1) == e.At() {
		verb = e.verb
	}
	out := []binding{key("enter", verb, e.enter)}
	if e.Line().Choices != nil {
		press := func(k rune) func() tea.Cmd {
			return func() tea.Cmd { return e.typed(m, tea.KeyPressMsg{Code: k}) }
		}
		out = append(out, key("space right", "choose", press(tea.KeyRight)),
			key("left", "choose the one before", press(tea.KeyLeft)).As("←").Rare())
	}
	if len(e.fields) > 1 {
		out = append(out,
			key("tab down", "next line", func() tea.Cmd { e.focus(e.Beside(1)); return nil }).Rare(),
			key("shift+tab up", "line before", func() tea.Cmd { e.focus(e.Beside(-1)); return nil }))
	}
	out = append(out, key("esc", "cancel", func() tea.Cmd { return e.leave(m) }))
	if e.Line().Secret {
		out = append(out, key("ctrl+t", "show or hide", func() tea.Cmd { e.Reveal(); return nil }))
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
	if len(e.fields) == 1 || !e.Typed() || e.busy != "" {
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

func (e *entry) enter() tea.Cmd {
	if e.busy != "" {
		return nil
	}
	values := e.Values()
	for i := 0; i <= e.At(); i++ {
		if !e.There(i) {
			continue
		}
		if e.wrong = e.check(i, values); e.wrong != nil {
			e.focus(i)
			e.wrong = e.check(i, values)
			return nil
		}
	}
	if next := e.Beside(1); next != e.At() {
		e.focus(next)
		return nil
	}
	return e.done(values)
}

// focus moves the focus to a line, of which nothing wrong is known yet.
func (e *entry) focus(i int) {
	e.Focus(i)
	e.wrong = nil
}

func (e *entry) typed(_ *Model, msg tea.Msg) tea.Cmd {
	if _, pasted := msg.(tea.PasteMsg); pasted && e.Line().Choices != nil {
		e.passOn()
	}
	if _, press := msg.(tea.KeyPressMsg); !press && e.Line().Choices != nil {
		return nil
	}
	e.Update(msg)
	if e.wrong != nil {
		e.wrong = e.check(e.At(), e.Values())
	}
	return nil
}

// passOn goes from a choice to the line for the secret below it, where what is
// pasted belongs. A line that shows what it gets is not taken for it.
func (e *entry) passOn() {
	if next := e.Beside(1); next != e.At() && e.fields[next].Secret {
		e.focus(next)
		return
	}
	e.wrong = errText("nothing can be pasted here, so that was left out: space chooses, " +
		"and ↓ leads to the lines to type in")
}

func (e *entry) view(_ *Model, width, height int) string {
	said := page.Said{Intro: e.intro, Wrong: sentence(e.wrong), Busy: e.busy}
	lines, seen := e.View(said, width)
	return strings.Join(kit.Window(lines, seen, height), "\n")
}

// errText is a sentence for people that is an error.
type errText string

func (e errText) Error() string { return string(e) }
