package kit

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestTheSignMovesWhenItIsToldTo(t *testing.T) {
	b := NewBusy()
	seen := map[string]bool{}
	for range 10 {
		first := b.Sign()
		if again := b.Sign(); again != first || ansi.StringWidth(first) != 1 {
			t.Errorf("without a step %q becomes %q", first, again)
		}
		if plain := ToASCII(first); plain == "?" || len(plain) != 1 {
			t.Errorf("in ASCII %q is %q", first, plain)
		}
		seen[first] = true
		b.Step()
	}
	if len(seen) != 10 {
		t.Errorf("ten steps show %d pictures", len(seen))
	}
}

func TestABarShowsHowMuchIsDone(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	for part, want := range map[float64]string{0: "░░░░", 0.5: "██░░", 1: "████", 7: "████", -1: "░░░░"} {
		got := ansi.Strip(s.Bar(part, 4))
		if got != want {
			t.Errorf("%v is %q, want %q", part, got, want)
		}
		if plain := ToASCII(got); len(plain) != 4 {
			t.Errorf("in ASCII it is %q", plain)
		}
	}
}
