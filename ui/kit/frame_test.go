package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestAFrameHasTheSizeOfTheScreen(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	for _, size := range [][2]int{{120, 40}, {80, 24}, {60, 20}, {40, 12}, {40, 10}} {
		for _, note := range []string{"", "saved", strings.Repeat("not saved, and why ", 20)} {
			f := Frame{
				Styles: &s, Width: size[0], Height: size[1], Name: "program", Title: "A title of many words",
				Where: "acme · v7", Warning: "real users", Note: note, Keys: " q quit",
			}
			body := strings.Repeat("a long line of a body ", 9) + "\n" + strings.Repeat("x\n", 50)
			lines := strings.Split(ansi.Strip(f.Draw(body)), "\n")
			if len(lines) != f.Height {
				t.Errorf("%d lines on a screen of %v with the note %q", len(lines), size, note)
			}
			for _, l := range lines {
				if ansi.StringWidth(l) > f.Width {
					t.Errorf("%q is too wide for %v", l, size)
				}
			}
			if !strings.HasSuffix(lines[0], "acme · v7") || !strings.HasPrefix(lines[1], "─── real users ──") {
				t.Errorf("it begins with %q and %q", lines[0], lines[1])
			}
			last := lines[len(lines)-1]
			if keys := strings.HasPrefix(last, " q quit"); keys == (note != "" && f.Height < low) {
				t.Errorf("at %v with the note %q it ends with %q", size, note, last)
			}
		}
	}
}

func TestAScreenThatIsTooSmallSaysSo(t *testing.T) {
	for size, want := range map[[2]int]string{
		{39, 10}: "program needs 40x10; this is 39x10", {0, 5}: "", {12, 1}: "…",
	} {
		f := Frame{Width: size[0], Height: size[1], Name: "program"}
		if got := f.TooSmall(); got != want || f.Fits() {
			t.Errorf("at %v it says %q, want %q", size, got, want)
		}
	}
}

func TestASCIIKeepsTheColumns(t *testing.T) {
	for drawn, want := range map[string]string{"❯ ● ♥ 東京…": "> * ? ????~", "\x1b[1m─\x1b[m": "\x1b[1m-\x1b[m", "é": "?"} {
		if got := ToASCII(drawn); got != want || ansi.StringWidth(got) != ansi.StringWidth(drawn) {
			t.Errorf("%q becomes %q, want %q", drawn, got, want)
		}
	}
}

func TestADividerIsJoinedWithTheRules(t *testing.T) {
	for name, c := range map[string]struct {
		f         Frame
		body      string
		rule, end string
	}{
		"a divider":          {Frame{}, "left │ right\nleft │ right", "─────┬", "─────┴"},
		"behind a warning":   {Frame{Warning: "x"}, "left     │\nleft     │", "─── x ───┬", "─────────┴"},
		"below the warning":  {Frame{Warning: "warning"}, "left │\nleft │", "─── warning ──", "─────┴"},
		"none at the bottom": {Frame{}, "left │\nleft", "─────┬", "──────"},
		"none":               {Frame{}, "left", "──────", "──────"},
	} {
		s := NewStyles(Look{Dark: true})
		c.f.Styles, c.f.Width, c.f.Height = &s, 40, 20
		lines := strings.Split(c.body, "\n")
		for len(lines) < c.f.Room() { // the last line is the body's own
			lines = append(lines[:1:1], lines...)
		}
		body := strings.ReplaceAll(strings.Join(lines, "\n"), "│", s.Rule.Render("│"))
		drawn := strings.Split(ansi.Strip(c.f.Draw(body)), "\n")
		rule, end := drawn[1], drawn[len(drawn)-2]
		if !strings.HasPrefix(rule, c.rule) || !strings.HasPrefix(end, c.end) || ansi.StringWidth(rule) != 40 || ansi.StringWidth(end) != 40 {
			t.Errorf("%s: the rules are\n%s\n%s", name, rule, end)
		}
		if n := strings.Count(rule+end, "┬") + strings.Count(rule+end, "┴"); n != strings.Count(c.rule+c.end, "┬")+strings.Count(c.rule+c.end, "┴") {
			t.Errorf("%s: %d joints", name, n)
		}
	}
}
