package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/internal/convert"
	usecases "sttwizard/internal/tasks"
)

// importNotes returns all that is to know of an import, a sentence each.
func (m *Model) importNotes(im convert.Import) []string {
	if !m.hasConn {
		return im.Against(convert.Target{Version: m.project().Version})
	}
	return im.Against(usecases.ImportTarget(m.conn))
}

// useImport makes a draft of an import: what is wrong or open in it is asked for,
// else it stands on the review.
func (m *Model) useImport(im convert.Import) tea.Cmd {
	return m.withConnection(func() tea.Cmd {
		m.nextOp()
		its := m.draft != nil && m.unsentOf == m.draft
		m.draft, m.preset = m.emptyDraft(), ""
		if its { // the offer has said that it takes their place
			m.unsentOf = m.draft
		}
		wrong := m.draft.Import(im)
		m.draft.Begin("")
		return m.lookUpSecrets(func() tea.Cmd {
			cmd := m.goOnOpen(im)
			if len(wrong) > 0 {
				m.say("", errText(m.draft.Sentence(wrong[0])))
			}
			return cmd
		})
	})
}

// goOnOpen goes on with the draft of an import. Where nothing is wrong with it, the
// fields that the text left open are shown first: they may be empty, but the text
// had something there.
func (m *Model) goOnOpen(im convert.Import) tea.Cmd {
	var open []string
	for _, e := range form.ImportOpen(im) {
		if m.asks(e.Path) {
			open = append(open, e.Path)
		}
	}
	if len(open) == 0 || len(m.draft.Problems()) > 0 {
		return m.goOn()
	}
	return m.askFor(open, "The text had placeholders here: give the real values, or leave empty what is not needed")
}
