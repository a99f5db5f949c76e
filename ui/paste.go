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

// pasteWorld is what package paste asks for.
type pasteWorld struct{ m *Model }

func (w pasteWorld) Notes(read convert.Import) []string { return w.m.importNotes(read) }
func (w pasteWorld) Sign() string                       { return w.m.busy.Sign() }
