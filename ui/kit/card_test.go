package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestACardHasItsTitleInItsEdge(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	draw := func(title string, width, height int, lines ...string) string {
		return ansi.Strip(strings.Join(s.Card(title, lines, width, height), "\n"))
	}
	want := "╭─ Town hall ───╮\n│ one           │\n│ two           │\n╰───────────────╯"
	if got := draw("Town hall", 17, 9, "one", "two"); got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
	if got := draw("Town hall", 17, 4, "one", "two", "three"); got != strings.Replace(want, "two", "…  ", 1) {
		t.Errorf("without room it is\n%s", got)
	}
	if got := draw("Town hall", 17, 2, "one"); got != "" {
		t.Errorf("in two lines it is\n%s", got)
	}
	for _, l := range strings.Split(draw(strings.Repeat("long\x1b[2J", 9), 20, 9, strings.Repeat("w", 40)), "\n") {
		if ansi.StringWidth(l) != 20 || strings.Contains(l, "\x1b") {
			t.Errorf("%q is not 20 columns wide", l)
		}
	}
}
