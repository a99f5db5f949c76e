package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkKeyInReview moves through the lines of a request that can be sent, and
// through the exact request.
func BenchmarkKeyInReview(b *testing.B) {
	d := newDesk(b, rigOptions{})
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.minimalWalk("town-hall")
	d.must("ready to send")
	b.Run("lines", func(b *testing.B) {
		for b.Loop() {
			d.press("down", "up")
			d.m.View()
		}
	})
	d.tell(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.press("v")
	b.Run("exact request", func(b *testing.B) {
		for b.Loop() {
			d.press("down", "up")
			d.m.View()
		}
	})
}
