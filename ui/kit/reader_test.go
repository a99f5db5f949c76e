package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func manyLines(n int) string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d of a text that is read", i+1)
	}
	return strings.Join(lines, "\n")
}

// TestEveryLineOfALongTextIsReached goes down in pages and in lines and looks for
// lines that were never seen.
func TestEveryLineOfALongTextIsReached(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	for _, k := range []string{"down", "pgdown"} {
		r := NewReader()
		fill := func() { r.Fill(manyLines(40), 60, 7) }
		seen := map[string]bool{}
		for range 60 {
			fill()
			lines := strings.Split(ansi.Strip(r.Draw(&s)), "\n")
			if len(lines) != 7 {
				t.Fatalf("it draws %d lines", len(lines))
			}
			for _, l := range lines {
				seen[strings.TrimSpace(l)] = true
			}
			b, _ := Find(r.Bindings(fill), k)
			b.Do()
		}
		for i := range 40 {
			if l := fmt.Sprintf("line %d of a text that is read", i+1); !seen[l] {
				t.Errorf("by %s it never shows %q", k, l)
			}
		}
		if last := ansi.Strip(r.Draw(&s)); strings.Contains(last, "below") {
			t.Errorf("at the end it says that there is more:\n%s", last)
		}
	}
}

func TestATextThatGotShorterIsInSight(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	r := NewReader()
	long := func() { r.Fill(manyLines(40), 60, 7) }
	for range 60 {
		b, _ := Find(r.Bindings(long), "down")
		b.Do()
	}
	r.Fill(manyLines(9), 60, 7)
	if got := ansi.Strip(r.Draw(&s)); !strings.Contains(got, "line 3 ") || !strings.Contains(got, "line 9 ") {
		t.Errorf("of nine lines it shows\n%s", got)
	}
	r.Top()
	got := ansi.Strip(r.Draw(&s))
	if !strings.HasPrefix(got, "line 1 ") || !strings.HasSuffix(got, "… 3 more lines below: ↓") {
		t.Errorf("at the top it shows\n%s", got)
	}
}

func TestTheLinesRoundAMarkSayWhatIsAroundThem(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	lines := strings.Split(manyLines(20), "\n")
	around := func(lines []string, mark, height int) []string {
		return strings.Split(trimmed(ansi.Strip(s.Around(lines, mark, 60, height))), "\n")
	}
	got := around(lines, 9, 6)
	above, below := Margin+"… 7 more lines above: ↑", Margin+"… 9 more lines below: ↓"
	if want := slices.Concat([]string{above}, lines[7:11], []string{below}); !slices.Equal(got, want) {
		t.Errorf("round the tenth line there is %q, want %q", got, want)
	}
	if got := around(lines[:3], 1, 6); !slices.Equal(got, lines[:3]) {
		t.Errorf("all of a short text is %q", got)
	}
	got = around(lines, 9, 3)
	if !strings.HasSuffix(got[0], " 8 ↑") || !strings.HasSuffix(got[2], " 9 ↓") || strings.Contains(got[1], "↑") {
		t.Errorf("three lines are %q", got)
	}
	for height := 1; height < 12; height++ {
		for mark := range lines {
			got := around(lines, mark, height)
			shown := func(l string) bool { return strings.HasPrefix(l+" ", lines[mark]+" ") }
			if len(got) != height || !slices.ContainsFunc(got, shown) {
				t.Errorf("in %d lines round %q there is %q", height, lines[mark], got)
			}
			all := strings.Join(got, "\n")
			if !strings.Contains(all, "↑") && mark > height || !strings.Contains(all, "↓") && mark < len(lines)-1-height {
				t.Errorf("in %d lines round %q it is not said that there are more: %q", height, lines[mark], got)
			}
		}
	}
}

func BenchmarkReader(b *testing.B) {
	s := NewStyles(Look{Dark: true})
	r, text := NewReader(), manyLines(100)
	for b.Loop() {
		r.Fill(text, 120, 36)
		r.Draw(&s)
	}
}

func TestALineThatIsTooWideToReadSaysSo(t *testing.T) {
	r := NewReader()
	r.Fill("short\n\x1b[1mtoo wide for it\x1b[m", 9, 2)
	s := NewStyles(Look{})
	if got := ansi.Strip(r.Draw(&s)); !strings.Contains(got, "too wide…") || strings.Contains(got, "short…") {
		t.Errorf("it shows %q", got)
	}
}
