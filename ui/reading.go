package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/ui/kit"
)

// reading is a screen of text, without rows to choose: what a small window can't
// show of it is scrolled to.
type reading interface{ isReading() bool }

// pageOfText is how far a page key goes.
const pageOfText = 8

// beyond gives how many lines of a text the window does not show.
func (m *Model) beyond(of screen) int {
	if r, ok := of.(reading); !ok || !r.isReading() {
		return 0
	}
	height := kit.TextRoom(m.height)
	return max(0, strings.Count(of.view(m, m.width, height), "\n")+1-height)
}

// scrollBindings are the keys that scroll a text which does not fit, but for those
// that the screen itself has a use for.
func (m *Model) scrollBindings(of screen, own []binding) []binding {
	if m.beyond(of) == 0 {
		return nil
	}
	by := func(n int) func() tea.Cmd {
		return func() tea.Cmd { m.scroll = max(0, min(m.scroll+n, m.beyond(of))); return nil }
	}
	out := []binding{
		key("down j", "read on", by(1)).As("↓").Rare(), key("up k", "read back", by(-1)).As("↑").Rare(),
		key("pgdown", "a page on", by(pageOfText)).As("page down").Rare(), key("pgup", "a page back", by(-pageOfText)).As("page up").Rare(),
	}
	for i := range out {
		out[i] = out[i].Without(own)
	}
	return out
}

// scrolled gives the part of a text that the window shows; where it goes on below,
// the last line says so.
func (m *Model) scrolled(body string, height int) string {
	lines := strings.Split(body, "\n")
	if r, ok := m.top().(reading); !ok || !r.isReading() || len(lines) <= height {
		return body
	}
	from := min(m.scroll, len(lines)-height)
	below := len(lines) - height - from
	lines = slices.Clone(lines[from : from+height])
	if below > 0 {
		lines[height-1] = "   " + m.styles.Dim.Render(fmt.Sprintf("%s %s below: ↓", m.styles.Marks.More, count(below+1, "more line")))
	}
	return strings.Join(lines, "\n")
}
