package ui

import (
	tea "charm.land/bubbletea/v2"
)

// askSoon asks for the open attempts as soon as there is room: somebody looks at them.
// Those that were asked for in the last moment are left alone.
func (b *background) askSoon(m *Model) tea.Cmd {
	for _, a := range b.open() {
		w := b.of(a)
		if !w.busy() && w.err == nil && m.now().Sub(w.answered) >= recent {
			b.line(m, w)
		}
	}
	return b.pump(m)
}

// check asks for the chosen attempt now; where the secret of its connection has to
// be typed for it, that is asked for, and all of that connection are checked.
func (t *tasks) check(m *Model, r taskRow) tea.Cmd {
	read := m.readHome()
	if r.broken != nil || !r.attempt.State().MayBill() && !r.attempt.WorthALook(m.now()) {
		return read
	}
	w := m.back.of(r.attempt)
	if w.settler != nil || w.theirs() {
		return read
	}
	return together(read, m.back.askNow(m, w))
}
