package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Every answer to a question has its key in the footer, as narrow as the window may be.
func TestTheFooterNamesEveryAnswer(t *testing.T) {
	s := NewStyles(Look{})
	answers := []Binding{
		Key("t", "look at the tasks", nil), Key("y", "start anyway: two tasks may bill", nil).Held(), Key("n esc", "don't", nil),
	}
	keys := (&Buttons{}).Keys(answers)
	for width, want := range map[int]string{
		40: " t look…   y star…   esc don't   ? keys", 120: " enter don't   t look at the tasks   y start anyway: two tasks may bill ",
	} {
		got := ansi.Strip(s.Footer(keys, Key("?", "keys", nil), width))
		if !strings.HasPrefix(got, want) || ansi.StringWidth(got) > width {
			t.Errorf("%d columns: %q", width, got)
		}
	}
	for width := 40; width < 120; width++ {
		got := ansi.Strip(s.Footer(keys, Key("?", "keys", nil), width))
		if !strings.Contains(got, " t l") || !strings.Contains(got, " y s") || ansi.StringWidth(got) > width {
			t.Errorf("%d columns: %q", width, got)
		}
	}
}
