package ui

import (
	"slices"

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
	button entryButton                        // what has the focus below the lines
	quick  func() bool                        // whether enter does the thing now, also on an earlier line; nil: never
	opens  func()                             // what enter does instead where it is not quick; nil: goes on
}

// entryButton is a place below the lines.
type entryButton int

const (
	onLines entryButton = iota
	onVerb
	onCancel
)

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
func (e *entry) isTyping() bool      { return e.button == onLines && e.Line().Choices == nil }
func (e *entry) isEditing() bool     { return e.isTyping() }
func (e *entry) restyled(m *Model)   { e.Restyle(&m.styles.page) }

func (e *entry) heard(_ *Model, msg tea.Msg) tea.Cmd {
	if e.hears == nil {
		return nil
	}
	return e.hears(msg)
}

func (e *entry) bindings(m *Model) []binding {
	if e.button != onLines {
		return e.buttonBindings(m)
	}
	verb := "next"
	switch {
	case e.Beside(1) == e.At(), e.quick != nil && e.quick():
		verb = e.verb
	case e.quick != nil:
		verb = "open"
	}
	list, lists := e.List()
	if list.Takes && e.Beside(1) == e.At() {
		verb = "take and " + verb
	} else if list.Takes {
		verb = "take and go on"
	}
	enter := key("enter", verb, e.enter)
	if list.Lost { // it would only say so
		enter = enter.Rare()
	}
	out := []binding{enter}
	if e.Line().Choices != nil {
		press := func(k rune) func() tea.Cmd {
			return func() tea.Cmd { return e.typed(m, tea.KeyPressMsg{Code: k}) }
		}
		out = append(out, key("space right", "choose", press(tea.KeyRight)),
			key("left", "choose the one before", press(tea.KeyLeft)).As("←").Rare(),
			kit.Label("letters", "choose by its first letters").Rare())
	}
	on, back := "tab down", "shift+tab up"
	if lists { // its rows have the arrows
		on, back = "tab", "shift+tab"
		out = append(out, listBindings(list)...)
	}
	next := key(on, "next line", func() tea.Cmd { e.goOn(); return nil })
	if e.quick == nil && !lists { // enter goes there
		next = next.Rare()
	}
	out = append(out, next)
	if len(e.fields) > 1 {
		before := key(back, "line before", func() tea.Cmd { e.focus(e.Beside(-1)); return nil })
		if e.Beside(-1) == e.At() { // there is none
			before = before.Rare()
		}
		out = append(out, before)
	}
	out = append(out, key("esc", "cancel", func() tea.Cmd { return e.leave(m) }))
	if e.Line().Secret {
		out = append(out, key("ctrl+t", "show or hide", func() tea.Cmd { e.Reveal(); return nil }))
	}
	return out
}

// buttonBindings are the keys while a button has the focus.
func (e *entry) buttonBindings(m *Model) []binding {
	press, what := e.finish, e.verb
	if e.button == onCancel {
		press, what = func() tea.Cmd { return e.leave(m) }, "cancel"
	}
	other := func() tea.Cmd { e.button = onVerb + onCancel - e.button; return nil }
	return []binding{
		key("enter", what, press),
		key("up shift+tab", "back to the lines", func() tea.Cmd { e.button = onLines; return nil }).As("↑"),
		key("right left tab", "the other button", other).As("← →").Rare(),
		key("esc", "cancel", func() tea.Cmd { return e.leave(m) }),
	}
}

// goOn moves the focus to the next line, and from the last one to the buttons.
func (e *entry) goOn() {
	if next := e.Beside(1); next != e.At() {
		e.focus(next)
		return
	}
	e.button = onVerb
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

// enter goes on from a line that is right, and after the last does what the lines are
// for. Of the lines before nothing is said until then.
func (e *entry) enter() tea.Cmd {
	if e.busy != "" {
		return nil
	}
	if !e.Take() {
		return nil
	}
	switch quick := e.quick != nil && e.quick(); {
	case quick:
		return e.finish()
	case e.quick != nil:
		e.opens()
		e.focus(e.Beside(1))
		return nil
	}
	if e.wrong = e.check(e.At(), e.Values()); e.wrong != nil {
		return nil
	}
	if next := e.Beside(1); next != e.At() {
		e.focus(next)
		return nil
	}
	return e.finish()
}

// finish does what the lines are for, unless one is wrong, which then has the focus.
func (e *entry) finish() tea.Cmd {
	if e.busy != "" {
		return nil
	}
	values := e.Values()
	for i := range e.fields {
		if !e.There(i) {
			continue
		}
		if wrong := e.check(i, values); wrong != nil {
			e.focus(i)
			e.wrong = wrong
			return nil
		}
	}
	return e.done(values)
}

// focus moves the focus to a line, of which nothing wrong is known yet.
func (e *entry) focus(i int) {
	e.Focus(i)
	e.wrong, e.button = nil, onLines
}

func (e *entry) typed(_ *Model, msg tea.Msg) tea.Cmd {
	if e.button != onLines {
		return nil
	}
	press, pressed := msg.(tea.KeyPressMsg)
	switch choice := e.Line().Choices != nil; {
	case choice && pressed && press.Text != "" && press.Text != " ":
		if e.wrong = nil; !e.Type(press.Text) {
			e.wrong = errText("no choice begins with " + press.Text + ": ← and → choose, ↓ goes on")
		}
		return nil
	case choice && !pressed:
		if _, pasted := msg.(tea.PasteMsg); pasted {
			e.passOn()
		}
		if e.Line().Choices != nil {
			return nil
		}
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

func (e *entry) view(m *Model, width, height int) string {
	said := page.Said{Intro: e.intro, Wrong: sentence(e.wrong), Busy: e.busy, Left: e.button != onLines}
	lines, seen := e.View(said, width)
	if last := len(lines) - 1; lines[last] != "" {
		lines = append(lines, "")
	}
	cancel := kit.Button{Label: "cancel", Press: func() tea.Cmd { return e.leave(m) }}
	lines = append(lines, m.styles.ButtonRow(int(e.button-onVerb), kit.Button{Label: e.verb, Press: e.finish}, cancel))
	lines, seen = closer(lines, seen, height)
	return m.styles.Around(lines, seen, width, height)
}

// closer leaves out blank lines, those at the end first, until the others fit, so that the
// buttons are in sight; seen is the place of a line that moves along.
func closer(lines []string, seen, height int) ([]string, int) {
	for at := len(lines) - 1; at >= 0 && len(lines) > height; at-- {
		if lines[at] != "" {
			continue
		}
		if lines = slices.Delete(lines, at, at+1); at < seen {
			seen--
		}
	}
	return lines, seen
}

// errText is a sentence for people that is an error.
type errText string

func (e errText) Error() string { return string(e) }
