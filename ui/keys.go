package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/ui/kit"
)

// pressed finds what a key does: on the screen or above it, else everywhere.
// Every key that does nothing goes to the screen, which may have a field.
func (m *Model) pressed(msg tea.KeyPressMsg) tea.Cmd {
	m.note = ""
	if cmd, taken := m.spells(msg); taken {
		return cmd
	}
	b, ok := kit.Find(m.bindings(), msg.String())
	if m.comesEarly(msg, ok) {
		m.early = append(m.early, msg)
		return nil
	}
	if !ok {
		return m.top().typed(m, msg)
	}
	return m.do(b)
}

// do does what a key is bound to, unless it is held and its screen has just appeared.
func (m *Model) do(b binding) tea.Cmd {
	if b.IsHeld() && m.now().Sub(m.shownAt) < holdFor {
		m.note, m.noteBad = "this screen has just appeared: press "+b.Show()+" again", true
		return nil
	}
	return b.Do()
}

// comesEarly reports whether a key was typed before the screen knows what it lists: one
// that does nothing there yet, and those behind it. Leaving is never put off.
func (m *Model) comesEarly(msg tea.KeyPressMsg, known bool) bool {
	return m.listsNothingYet() && msg.String() != "ctrl+c" && (!known || len(m.early) > 0)
}

// listsNothingYet reports whether what the screen lists was not read so far.
func (m *Model) listsNothingYet() bool {
	switch m.top().(type) {
	case *homeScreen:
		return m.first == nil && !m.stored.ready() // something else comes up by itself otherwise
	case *connectionList:
		return !m.stored.hasChoices
	}
	return false
}

// pressEarly does what the keys mean that were typed before what they are for
// was read.
func (m *Model) pressEarly() tea.Cmd {
	if m.listsNothingYet() {
		return nil
	}
	keys := m.early
	m.early = nil
	var cmds []tea.Cmd
	for _, msg := range keys {
		cmds = append(cmds, m.pressed(msg))
	}
	return together(cmds...)
}

// bindings are all keys that work now: the screen's and those of everywhere.
func (m *Model) bindings() []binding {
	var own, out []binding
	if (kit.Frame{Width: m.width, Height: m.height}).Fits() { // what can't be seen is not done
		own = m.top().bindings(m)
		out = append(slices.Clone(own), m.scrollBindings(m.top(), own)...)
	}
	if _, taken := kit.Find(own, "ctrl+c"); !taken {
		out = append(out, key("ctrl+c", "leave", m.quit).Rare())
	}
	if b, ok := m.suspendBinding(); ok {
		out = append(out, b)
	}
	return append(out, m.keysBinding())
}

// keysBinding leads to the list of all keys: F1 everywhere, ? where it is no letter.
func (m *Model) keysBinding() binding {
	if h, open := m.over.(*helpScreen); open {
		return h.closing(m)
	}
	b := key("f1", "keys", m.showHelp).As("F1")
	if t, ok := m.top().(typing); !ok || !t.isTyping() {
		b = key("? f1", "keys", m.showHelp)
	}
	return b
}

func (m *Model) showHelp() tea.Cmd {
	return m.ask(&helpScreen{of: m.top(), under: m.over})
}

// quit leaves the program, unless the screen has something to ask first.
func (m *Model) quit() tea.Cmd {
	var before tea.Cmd
	if l, ok := m.screen.(leaving); ok {
		cmd, stays := l.leave(m)
		if stays {
			return cmd
		}
		before = cmd
	}
	leave := func() tea.Cmd { return m.leaveAsking(exitInterrupted) }
	if before != nil { // that gave a start up already
		leave = func() tea.Cmd { return m.leaveWith(exitInterrupted, before) }
	}
	if q, asked := m.over.(*question); asked && q.name == unsentName {
		return leave() // who insists keeps what was kept
	}
	return m.leaveDraft(leave)
}

// The exit codes of the screen.
const (
	exitDone        = 0
	exitFault       = 1
	exitUnknown     = 3
	exitInterrupted = 130
)

// end ends the program with an exit code, after the draft is kept and what else
// is to be done before. A start whose outcome nobody knows stays the exit code.
func (m *Model) end(code int, before ...tea.Cmd) tea.Cmd {
	if m.exit != exitUnknown || code != exitDone {
		m.exit = code
	}
	m.ends = true
	before = append(before, m.keepDraft())
	return func() tea.Msg {
		for _, cmd := range before {
			if cmd != nil {
				cmd() // the screen is gone before an error could be shown
			}
		}
		return tea.Quit()
	}
}
