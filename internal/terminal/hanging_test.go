package terminal

import (
	"slices"
	"testing"
)

func TestLinesHangAsDeepAsTheyBegin(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []Shown
	}{
		{"one two three", 8, []Shown{"one two", "three"}},
		{"   one two three", 10, []Shown{"   one two", "   three"}},
		{"\n1. One\n  two three", 8, []Shown{"", "1. One", "  two", "  three"}},
		{"one two three", 0, []Shown{"one two three"}},
		{"a\x1b[2Jb", 20, []Shown{"a\uFFFD[2Jb"}},
		{"", 8, []Shown{""}},
	} {
		if got := Hanging(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q", c.text, c.width, got)
		}
	}
}
