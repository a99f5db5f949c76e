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
	text := of.view(m, m.width, height)
	return text, kit.Height(text) > height
}

// scrollBindings are the keys that scroll a text which does not fit, but for those
// that the screen itself has a use for.
func (m *Model) scrollBindings(of screen, own []binding) []binding {
	if _, long := m.text(of); !long {
		return nil
	}
	r := m.reader()
	out := r.Bindings(func() {
		text, _ := m.text(of)
		r.Fill(text, m.width, kit.TextRoom(m.height))
	})
	for i := range out {
		out[i] = out[i].Without(own)
	}
	return out
}

// reader is the reader of the screen on top.
func (m *Model) reader() *kit.Reader {
	if m.over != nil {
		return &m.overText
	}
	return &m.screenText
}

// scrolled returns the part of a text that the window shows.
func (m *Model) scrolled(body string, height int) string {
	if r, ok := m.top().(reading); !ok || !r.isReading() {
		return body
	}
	r := m.reader()
	if kit.Height(body) <= height {
		r.Top()
		return body
	}
	r.Fill(body, m.width, height)
	return r.Draw(&m.styles.Styles)
}
