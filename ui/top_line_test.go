package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A v5 alone could be anything's version; a title that is cut is worse.
func TestTheTopLineSaysWhoseVersionItIsWhereTheTitleStaysWhole(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	top := func() string { line, _, _ := strings.Cut(d.text(), "\n"); return line }
	d.tell(tea.WindowSizeMsg{Width: 80, Height: 24})
	if !strings.Contains(top(), "Home") || !strings.Contains(top(), "  API v5 · nothing is billed") {
		t.Error(top())
	}
	d.tell(tea.WindowSizeMsg{Width: 60, Height: 20})
	if strings.Contains(top(), "API") || !strings.Contains(top(), "Home") || !strings.Contains(top(), "  v5") {
		t.Error(top())
	}
	d = newDesk(t, rigOptions{})
	d.m.o.SandboxMode = "start:reset-after"
	d.tell(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.minimalWalk("hall")
	if strings.Contains(top(), "API") || !strings.Contains(top(), "Review ") || !strings.Contains(top(), "  v5 · nothing is billed") {
		t.Error(top())
	}
}
