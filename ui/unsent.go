package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/ui/kit"
)

// The unsent answers are those of one start, of which there is one file. Here it is
// decided what becomes of them: nothing else replaces them or drops them.

// worthKeeping reports whether the draft has answers that stand nowhere else. What was
// only looked at stands in its preset, in the last answers or in its task.
func (m *Model) worthKeeping() bool {
	d := m.draft
	if t, shown := m.screen.(*taskScreen); d == nil || d.Empty() || shown && t.lent {
		return false
	}
	return d.Sent() || d.Touched() || d.Origin() == "" && m.copied != d
}

// standsElsewhere notes that the draft, as it is now, need not be kept.
func (m *Model) standsElsewhere() { m.copied = m.draft }

// isUnsent reports whether the draft may be kept as the unsent answers: they are its
// own, were given up for it, or there are none.
func (m *Model) isUnsent() bool { return m.stored.unsent == nil || m.unsentOf == m.draft }

// unsentName is that of the questions about unsent answers.
const unsentName = "Unsent answers"

// orUnsent goes on to begin anew; where there are unsent answers it asks first whether
// those shall be gone on with.
func (m *Model) orUnsent(anew func() tea.Cmd) tea.Cmd {
	kept := m.stored.unsent.shown()
	if kept == nil {
		return anew()
	}
	return m.ask(&question{
		row: kit.Buttons{FirstIsSafe: true}, name: unsentName,
		text: "There are unsent answers: " + kept.Words() + ". A new task takes their place.",
		answers: []binding{
			key("g", "go on with them", func() tea.Cmd { m.close(); return m.resume(kept.Draft) }).Held(),
			key("y", "begin anew", func() tea.Cmd { m.close(); return anew() }).Held(),
			key("esc", "back", m.close), // no letter: a name may be typed already, as behind n
		},
	})
}

// leaveDraft goes on to where the draft is left behind; where it would take the place of
// the unsent answers of another start, it asks first which of both are kept.
func (m *Model) leaveDraft(then func() tea.Cmd) tea.Cmd {
	if m.isUnsent() || !m.worthKeeping() || m.draft.Sent() {
		return then()
	}
	kept := m.stored.unsent.shown()
	return m.ask(&question{
		name: unsentName, bad: true,
		text: "There are unsent answers of another start: " + kept.Words() + ". Only one start is kept unsent.",
		more: []string{"To keep both, go back and save these as a preset: ctrl+s."},
		answers: []binding{
			key("k", "keep the others", func() tea.Cmd { m.close(); return then() }).Held(),
			key("y", "keep these", func() tea.Cmd { m.close(); m.unsentOf = m.draft; return then() }).Held(),
			key("esc n", "back", m.close),
		},
	})
}

// dropUnsent forgets the unsent answers where they are those of the draft, which stands
// elsewhere now.
func (m *Model) dropUnsent() tea.Cmd {
	if m.stored.unsent == nil || m.unsentOf != m.draft {
		return nil
	}
	m.stored.unsent, m.stored.keptSince = nil, m.stored.asked
	s, keeper, n := m.s, m.keeper, m.keeper.next()
	return func() tea.Msg { return draftKeptMsg{keeper.keep(n, s.DropDraft)} }
}

// keptAs notes what a draft is kept as, until that is read from the disk.
func (m *Model) keptAs(d *form.Draft, data []byte) {
	m.stored.keptSince = m.stored.asked
	read, err := form.ReadDraft(data, m.project())
	if err != nil {
		return
	}
	kept := &keptDraft{draft: read, at: m.now()}
	if !d.Sent() {
		m.unsentOf, m.stored.unsent = m.draft, kept
		return
	}
	if m.stored.last = kept; m.isUnsent() {
		m.stored.unsent = nil
	}
}
