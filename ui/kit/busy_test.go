package kit

import (
	"strings"
	"testing"
	"time"

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

func TestABarOfATimeIsThereUntilItIsOver(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	from := time.Date(2024, 5, 6, 14, 0, 0, 0, time.UTC)
	to := from.Add(time.Minute)
	for passed, want := range map[time.Duration]string{
		0:                Margin + strings.Repeat("░", BarWidth),
		30 * time.Second: Margin + strings.Repeat("█", BarWidth/2) + strings.Repeat("░", BarWidth/2),
		time.Minute:      "", time.Hour: "",
	} {
		if got := ansi.Strip(s.TimeBar(from, to, from.Add(passed))); got != want {
			t.Errorf("after %v it is %q, want %q", passed, got, want)
		}
	}
	if got := s.TimeBar(from, time.Time{}, from); got != "" {
		t.Errorf("without an end it is %q", got)
	}
}
