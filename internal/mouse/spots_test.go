package mouse

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

// keysOf names the keys at each cell of a line, "." where there is none.
func keysOf(f Frame, y, width int) string {
	var b strings.Builder
	for x := range width {
		name := "."
		if spots := f.At(x, y); len(spots) > 0 {
			name = spots[0].Key
		}
		b.WriteString(name)
	}
	return b.String()
}

func TestASpotIsWhereItsTextIsDrawn(t *testing.T) {
	s := &Spots{}
	bold := lipgloss.NewStyle().Bold(true)
	f := s.Read(func() string {
		left := s.Key("ab\n"+bold.Render("東"), "x") + "\n\nend"
		right := s.Key("  "+s.Key("cd", "y")+"e", "z")
		return lipgloss.JoinHorizontal(lipgloss.Top, left, right) + "\n" + ansi.Truncate(s.Key("longer", "l"), 3, "")
	})
	for y, want := range []string{"xx.zzyyz..", "xx........", "..........", "..........", "lll......."} {
		if got := keysOf(f, y, 10); got != want {
			t.Errorf("line %d has %s, want %s", y, got, want)
		}
	}
	if f.At(-1, 0) != nil || f.At(0, -1) != nil || f.At(0, 5) != nil {
		t.Error("there are spots beside the frame")
	}
}

func TestMarksAreOnlyInAFrameThatIsRead(t *testing.T) {
	s := &Spots{}
	draw := func() string { return s.Key("a", "x") + s.Row("b", 9, true, nil) }
	for _, again := range []bool{false, true} {
		if got := draw(); got != "ab" {
			t.Errorf("after a frame was read, %v: %q", again, got)
		}
		s.Read(draw)
	}
	if got := (*Spots)(nil).Key("a", "x"); got != "a" {
		t.Errorf("without spots it draws %q", got)
	}
}

func TestARowIsAsWideAsItsList(t *testing.T) {
	s, at := &Spots{}, 0
	f := s.Read(func() string {
		return s.Row("one", 6, at == 0, func() { at = 0 }) + "\n" + s.Row("two", 6, at == 1, func() { at = 1 })
	})
	if got := keysOf(f, 0, 8); got != strings.Repeat("enter", 6)+".." {
		t.Errorf("where one stands: %s", got)
	}
	if f.At(5, 1)[0].Do() != nil || at != 1 || len(f.At(6, 1)) != 0 {
		t.Errorf("a click goes to %d", at)
	}
}

// Text from outside has no mark left when it has passed the gate.
func TestNobodyCanForgeASpot(t *testing.T) {
	s := &Spots{}
	f := s.Read(func() string {
		forged := mark(1) + "forged" + mark(0) + "\x9b1z"
		return s.Mark("own", Spot{Do: func() tea.Cmd { return nil }}) + string(terminal.Safe(forged, 60))
	})
	for x := range 60 {
		if found := len(f.At(x, 0)) > 0; found != (x < 3) {
			t.Errorf("cell %d is a spot: %v", x, found)
		}
	}
}
