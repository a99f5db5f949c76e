package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/ui/kit"
)

// hosted is a screen of a package of its own among those of this one. What it does
// besides being seen it has methods for, see kit.Screen.
type hosted[S kit.Screen] struct{ of S }

func (h hosted[S]) title(*Model) string       { return h.of.Title() }
func (h hosted[S]) bindings(*Model) []binding { return h.of.Keys() }

func (h hosted[S]) view(m *Model, width, height int) string {
	return h.of.View(&m.styles.Styles, width, height)
}

func (h hosted[S]) typed(_ *Model, msg tea.Msg) tea.Cmd {
	if s, ok := any(h.of).(kit.Typing); ok {
		return s.Typed(msg)
	}
	return nil
}

func (h hosted[S]) heard(_ *Model, msg tea.Msg) tea.Cmd {
	if s, ok := any(h.of).(kit.Hearing); ok {
		return s.Heard(msg)
	}
	return nil
}

func (h hosted[S]) isTyping() bool {
	s, ok := any(h.of).(kit.Typing)
	return ok && s.IsTyping()
}

func (h hosted[S]) isReading() bool {
	s, ok := any(h.of).(kit.Reading)
	return ok && s.IsReading()
}

func (h hosted[S]) waits(*Model) bool {
	s, ok := any(h.of).(kit.Waiting)
	return ok && s.Waits()
}

func (h hosted[S]) counts(*Model) bool {
	s, ok := any(h.of).(kit.Counting)
	return ok && s.Counts()
}
