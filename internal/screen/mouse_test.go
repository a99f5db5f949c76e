package screen

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// clicks shows the last thing that the mouse did.
type clicks struct {
	last string
	off  bool
}

func (c clicks) Init() tea.Cmd { return nil }

func (c clicks) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		c.last = fmt.Sprintf("clicked at %d, %d", msg.X, msg.Y)
	case tea.MouseWheelMsg:
		c.last = fmt.Sprintf("%s at %d, %d", msg.Button, msg.X, msg.Y)
	case tea.KeyPressMsg:
		c.off = !c.off
		c.last = "off"
	}
	return c, nil
}

func (c clicks) View() tea.View {
	v := tea.NewView("\n  東京 " + c.last + ".")
	if v.AltScreen = true; !c.off {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

func TestTheMouseClicksOnCells(t *testing.T) {
	s := Start(clicks{}, Options{})
	defer s.Close()
	s.See(t, "東京 .")
	x, y, ok := s.FindText(".")
	if x != 7 || y != 1 || !ok {
		t.Errorf("the dot is at %d, %d, %v", x, y, ok)
	}
	s.Click(x, y)
	s.See(t, "clicked at 7, 1.")
	s.Wheel(3, 9, 1)
	s.See(t, "wheeldown at 3, 9.")
	s.Wheel(3, 9, -2)
	s.See(t, "wheelup at 3, 9.")
	s.Send("x")
	s.See(t, "off.")
	s.Click(1, 1)
	s.Settle(t)
	if _, _, ok := s.FindText("off."); !ok {
		t.Errorf("a program without a mouse was clicked on:\n%s", s.Text())
	}
}
