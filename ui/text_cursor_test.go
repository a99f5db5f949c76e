package ui

import (
	"fmt"
	"testing"

	term "sttwizard/internal/screen"
	"sttwizard/ui/kit"
)

func TestTheTerminalsCursorStandsWhereLettersGo(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	at := func(text string, shown bool) {
		t.Helper()
		r.Settle(t)
		r.wait(fmt.Sprintf("the cursor behind %q, %v", text, shown), func() bool {
			x, y, is := r.Cursor()
			wantX, wantY, _ := r.FindText(text)
			return is == shown && (!shown || x == wantX+len(text) && y == wantY)
		})
	}
	r.see("new task")
	at("", false)
	r.keys("ntown-hall", "Channel name")
	at("town-hall", true)
	r.keys(term.Left+term.Left, "town-hall")
	at("town-ha", true)
	r.keys("\x1b2fren", "match")
	at("fren", true)
	r.keys(term.F1, "Keys")
	at("", false)
	r.keys(term.F1, "match")
	r.keys("\x1b3", "The channel is encrypted")
	at("", false)
}

// What marks the place in a frame is nothing else's look, with any number of colours.
func TestOneCellOfAFrameIsTheCursors(t *testing.T) {
	t.Parallel()
	for _, colors := range []kit.Colors{kit.ManyColors, kit.SixteenColors, kit.NoColors} {
		d := newDesk(t, rigOptions{})
		d.m.repaint(kit.Look{Dark: true, Colors: colors})
		d.press("n")
		d.types("hall")
		if c := d.m.View().Cursor; c == nil {
			t.Errorf("with colours of kind %d there is no cursor", colors)
		}
		d.press("alt+3")
		if c := d.m.View().Cursor; c != nil {
			t.Errorf("with colours of kind %d there is one at %d, %d", colors, c.X, c.Y)
		}
	}
}
