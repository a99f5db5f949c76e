package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestEveryPartOfALineOfJSONHasItsLook(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	for line, want := range map[string]string{
		`  "name": "town, \"hall\"",`: s.JSONPunct.Render("  ") + s.JSONKey.Render(`"name"`) + s.JSONPunct.Render(": ") + s.JSONString.Render(`"town, \"hall\""`) + s.JSONPunct.Render(","),
		`"maxIdleTime": 600`:          s.JSONKey.Render(`"maxIdleTime"`) + s.JSONPunct.Render(": ") + s.JSONNumber.Render("600"),
		`"key": "•••• cd23"`:          s.JSONKey.Render(`"key"`) + s.JSONPunct.Render(": ") + s.JSONPunct.Render(`"•••• cd23"`),
		`"on": true`:                  s.JSONKey.Render(`"on"`) + s.JSONPunct.Render(": ") + s.JSONNumber.Render("true"),
		`"cut in the mid…`:            s.JSONString.Render(`"cut in the mid…`),
		`},`:                          s.JSONPunct.Render("},"),
	} {
		got := s.JSON(line, func(text string) bool { return text == "•••• cd23" })
		if got != want {
			t.Errorf("%s is drawn as %q, want %q", line, got, want)
		}
		if ansi.Strip(got) != line {
			t.Errorf("%s became %s", line, ansi.Strip(got))
		}
	}
}

func FuzzJSONKeepsTheText(f *testing.F) {
	s := NewStyles(Look{Dark: true})
	for _, seed := range []string{`"a": [1, "b"]`, `"\`, `"\"`, `{`, "\"•", "x\"y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\x1b\t\r\n") || ansi.Strip(line) != line {
			t.Skip("what is drawn passed terminal.Safe")
		}
		if got := ansi.Strip(s.JSON(line, func(string) bool { return false })); got != line {
			t.Errorf("%q became %q", line, got)
		}
	})
}
