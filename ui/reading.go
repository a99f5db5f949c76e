package ui

import "sttwizard/ui/kit"

// reading is a screen of text, without rows to choose: what a small window can't
// show of it is scrolled to.
type reading interface{ isReading() bool }

// text draws a screen of text if it is too long for its window, and reports whether
// it is.
func (m *Model) text(of screen) (string, bool) {
	if r, ok := of.(reading); !ok || !r.isReading() {
		return "", false
	}
	height := kit.TextRoom(m.height)
	text := m.bodyOf(of, height)
	return text, kit.Height(text) > height
}

// body is what a screen draws in its room. Which keys a screen has depends on
// whether it fits, so it is kept while a frame is drawn instead of being drawn twice.
type body struct {
	of     screen
	height int
	text   string
}

// bodyOf returns what a screen draws in a room of that height.
func (m *Model) bodyOf(of screen, height int) string {
	if b := m.body; b != nil && b.of == of && b.height == height {
		return b.text
	}
	text := of.view(m, m.width, height)
	if m.body != nil {
		*m.body = body{of, height, text}
	}
	return text
}

// scrollBindings are the keys that scroll a text which does not fit, but for those
// that the screen itself has a use for.
func (m *Model) scrollBindings(of screen, own []binding) []binding {
	if _, long := m.text(of); !long {
		return nil
	}
	r := m.reader(of)
	out := r.Bindings(func() {
		text, _ := m.text(of)
		r.Fill(text, m.width, kit.TextRoom(m.height))
	})
	for i := range out {
		out[i] = out[i].Without(own)
	}
	return out
}

// reader is the reader of a screen.
func (m *Model) reader(of screen) *kit.Reader {
	if m.over == of {
		return &m.overText
	}
	return &m.screenText
}

// scrolled returns the part of a screen's text that the window shows.
func (m *Model) scrolled(of screen, body string, height int) string {
	if r, ok := of.(reading); !ok || !r.isReading() {
		return body
	}
	r := m.reader(of)
	if kit.Height(body) <= height {
		r.Top()
		return body
	}
	r.Fill(body, m.width, height)
	return r.Draw(&m.styles.Styles)
}
