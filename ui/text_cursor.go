package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/ui/kit"
)

// textCursor returns the terminal's own cursor for a frame: where letters go now, so that
// screen readers, magnifiers and input methods find the place; nil while nothing is typed.
// It is a bar, since the field draws a block there, which another one would turn back on
// some terminals.
func (m *Model) textCursor(drawn kit.Over) *tea.Cursor {
	if t, ok := m.top().(typing); !ok || !t.isTyping() {
		return nil
	}
	before, _, has := strings.Cut(drawn.Card, m.styles.cursorBegins)
	if !has {
		return nil
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	c := tea.NewCursor(drawn.X+ansi.StringWidth(line), drawn.Y+strings.Count(before, "\n"))
	c.Shape, c.Blink = tea.CursorBar, false
	return c
}
