package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Click presses and releases the left button on a cell, counted from 0. A program that
// did not ask for the mouse gets nothing of it, as in a real terminal.
func (s *Screen) Click(x, y int) {
	s.button(ansi.MouseLeft, x, y, true)
}

// Wheel turns the wheel over a cell by so many notches, down above 0.
func (s *Screen) Wheel(x, y, by int) {
	button := ansi.MouseWheelDown
	if by < 0 {
		button, by = ansi.MouseWheelUp, -by
	}
	for range by {
		s.button(button, x, y, false)
	}
}

func (s *Screen) button(b ansi.MouseButton, x, y int, released bool) {
	if !s.hasMouse() {
		return
	}
	code := ansi.EncodeMouseButton(b, false, false, false, false)
	bytes := ansi.MouseSgr(code, x, y, false)
	if released {
		bytes += ansi.MouseSgr(code, x, y, true)
	}
	s.Send(bytes)
}

// Cursor returns where the cursor is, counted from 0, and whether it is shown.
func (t *Terminal) Cursor() (x, y int, shown bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := t.emu.CursorPosition()
	return at.X, at.Y, t.cursor
}

// FindText returns the cell where a text begins on the screen; it reports false where it
// is not.
func (t *Terminal) FindText(text string) (x, y int, ok bool) {
	for y, line := range t.Lines() {
		if before, _, found := strings.Cut(line, text); found {
			return ansi.StringWidth(before), y, true
		}
	}
	return 0, 0, false
}

// hasMouse reports whether the program asked for clicks, written as numbers.
func (t *Terminal) hasMouse() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.modes[ansi.ModeMouseButtonEvent.Mode()] && t.modes[ansi.ModeMouseExtSgr.Mode()]
}
