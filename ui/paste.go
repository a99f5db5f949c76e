package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/convert"
	"sttwizard/ui/paste"
)

// pasteScreen takes a request that somebody has already.
type pasteScreen struct{ hosted[*paste.Screen] }

// showPaste asks for a request as a text.
func (m *Model) showPaste() tea.Cmd {
	m.nextOp()
	s := &pasteScreen{}
	s.of = paste.New(pasteWorld{m}, func(o paste.Outcome) tea.Cmd { return m.afterPaste(s, o) })
	m.show(s)
	return nil
}

// offerImport asks above the screen whether to start from a request that was pasted there,
// or of which the beginning was.
func (m *Model) offerImport(text string, whole bool) tea.Cmd {
	s := &pasteScreen{}
	s.of = paste.Offer(pasteWorld{m}, text, whole, func(o paste.Outcome) tea.Cmd { return m.afterPaste(s, o) })
	return together(m.ask(s), s.of.Begin())
}

// pasteWorld is what package paste asks for.
type pasteWorld struct{ m *Model }

func (w pasteWorld) Notes(read convert.Import) []string { return w.m.importNotes(read) }
func (w pasteWorld) HasAnswers() bool                   { return w.m.draft != nil && !w.m.draft.Empty() }
func (w pasteWorld) Sign() string                       { return w.m.busy.Sign() }
