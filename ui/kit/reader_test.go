package kit

import (
	"fmt"
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
	s := NewStyles(true, false)
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
	s := NewStyles(true, false)
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

func BenchmarkReader(b *testing.B) {
	s := NewStyles(true, false)
	r, text := NewReader(), manyLines(100)
	for b.Loop() {
		r.Fill(text, 120, 36)
		r.Draw(&s)
	}
}
