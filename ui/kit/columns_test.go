package kit

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
)

func TestColumnsStandBesideEachOther(t *testing.T) {
	got := Beside(3, Column{"one\ntwo", 6}, Column{"a\nb\nc\nd", 2}, Column{"x", 0})
	if want := "one   a x\ntwo   b  \n      c  "; got != want {
		t.Errorf("it is %q, want %q", got, want)
	}
}

func BenchmarkBeside(b *testing.B) {
	look := lipgloss.NewStyle().Foreground(lipgloss.Color("#E4E4E7"))
	text := func(n int) string {
		var out []string
		for range 36 {
			out = append(out, look.Render(strings.Repeat("w", n/2))+" "+look.Bold(true).Render("some words"))
		}
		return strings.Join(out, "\n")
	}
	columns := []Column{{text(10), 25}, {text(40), 50}, {text(30), 0}}
	for b.Loop() {
		Beside(37, columns...)
	}
}
