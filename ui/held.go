package ui

import (
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// heldNote is a note about another sttwizard that has an attempt. It names a process to be
// ended, so it goes as soon as that is otherwise, and does not wait for the next key.
type heldNote struct {
	note  string // as it is shown
	words string // what was said of the holder
	id    string // of the attempt
}

// noteHeld remembers what the note says of who has an attempt, if it is about that.
func (m *Model) noteHeld(a *attempt.Attempt, words string) {
	m.held = heldNote{}
	if a != nil && words != "" && explain.HeldOf(a, m.now()).Key == words {
		m.held = heldNote{m.note, words, a.ID()}
	}
}

// dropHeld takes back the note about a holder that is another one now, does something
// again, or has gone.
func (m *Model) dropHeld() {
	if m.held.note == "" || m.note != m.held.note {
		return
	}
	for _, a := range m.back.attempts {
		if a.ID() == m.held.id && explain.HeldOf(a, m.now()).Key == m.held.words {
			return
		}
	}
	m.note, m.held = "", heldNote{}
}
