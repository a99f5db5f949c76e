package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/words"
)

// askToUnlock asks before answers are changed that the preset locks, and goes on then.
func (m *Model) askToUnlock(paths []string, then func() tea.Cmd) tea.Cmd {
	var titles []string
	for _, path := range paths {
		titles = append(titles, m.draft.NameOf(path))
	}
	text := "The preset locks " + words.And(titles...) + ". Change it all the same? The review will say that it was unlocked."
	return m.ask(&question{
		name: "Unlock", text: text,
		answers: []binding{
			key("y", "unlock", func() tea.Cmd {
				m.close()
				m.draft.Unlock(paths...)
				return then()
			}),
			key("n esc", "keep it locked", m.close),
		},
	})
}

// askUnlocked asks what was unlocked on the step that is shown.
func (m *Model) askUnlocked() tea.Cmd {
	if w, is := m.screen.(*wizardScreen); is {
		w.of.Return()
	}
	return nil
}
