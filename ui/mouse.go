package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/mouse"
	"sttwizard/ui/kit"
)

// mouse does what was clicked, or scrolls. Where nothing stands that can be clicked
// nothing happens; moves and releases of buttons mean nothing.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	at := msg.Mouse()
	switch msg.(type) {
	case tea.MouseClickMsg:
		if at.Button == tea.MouseLeft {
			return m.clicked(at.X, at.Y)
		}
	case tea.MouseWheelMsg:
		return m.wheel(at)
	}
	return nil
}

// clicked does what stands at a cell. In the first moment of a screen it does nothing:
// the click may be the second of two that were meant for the screen before.
func (m *Model) clicked(x, y int) tea.Cmd {
	if m.now().Sub(m.shownAt) < holdFor || len(m.early) > 0 {
		return nil
	}
	m.spots.Clicked(x, y, m.now())
	for _, spot := range m.frameOfSpots().At(x, y) {
		switch {
		case spot.Key != "":
			return m.pressNamed(spot.Key)
		case spot.Do != nil:
			m.note = ""
			return spot.Do()
		}
	}
	return nil
}

// frameOfSpots draws the screen once more with what can be clicked.
func (m *Model) frameOfSpots() mouse.Frame {
	return m.spots.Read(func() string { return m.draw().Drawn })
}

// fieldKeys are the keys that fields take themselves and the footer names.
var fieldKeys = map[string]tea.KeyPressMsg{
	"space": {Code: tea.KeySpace, Text: " "}, "backspace": {Code: tea.KeyBackspace}, "enter": {Code: tea.KeyEnter},
	"↑": {Code: tea.KeyUp}, "↓": {Code: tea.KeyDown}, "←": {Code: tea.KeyLeft}, "→": {Code: tea.KeyRight},
}

// pressNamed presses a key by the name that a spot has: of one that works now, or of
// the last that a field takes, such as the ↓ of "↑ ↓".
func (m *Model) pressNamed(name string) tea.Cmd {
	if b, ok := kit.Find(m.bindings(), name); ok {
		m.note = ""
		return m.do(b)
	}
	names := strings.Fields(name)
	if msg, ok := fieldKeys[names[len(names)-1]]; ok {
		return m.pressed(msg)
	}
	return nil
}

// wheel scrolls what is under the mouse, else moves or reads on as the arrows do. A
// text goes on by several lines, a list by one row.
func (m *Model) wheel(at tea.Mouse) tea.Cmd {
	by, key := 1, "down"
	switch at.Button {
	case tea.MouseWheelDown:
	case tea.MouseWheelUp:
		by, key = -1, "up"
	default:
		return nil
	}
	for _, spot := range m.frameOfSpots().At(at.X, at.Y) {
		if spot.Wheel != nil {
			spot.Wheel(by)
			return nil
		}
	}
	times := 1
	if _, long := m.text(m.top()); long {
		times = textLines
	}
	var cmds []tea.Cmd
	for range times {
		if b, ok := kit.Find(m.bindings(), key); ok && !b.IsHeld() {
			cmds = append(cmds, b.Do())
		}
	}
	return together(cmds...)
}

// textLines is how many lines of a text the wheel scrolls at a time.
const textLines = 3
