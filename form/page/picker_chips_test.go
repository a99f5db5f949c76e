package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
)

// lineOf returns the place of the line with a text, -1 for none.
func lineOf(view, text string) int {
	for i, line := range strings.Split(ansi.Strip(view), "\n") {
		if strings.Contains(line, text) {
			return i
		}
	}
	return -1
}

func TestNoRowMovesWhileSeveralAreChosen(t *testing.T) {
	for _, width := range []int{20, 34, 60, 100} {
		for height := 3; height <= 14; height++ {
			p, value := languagePicker(10, "")
			p.WithWidth(width)
			p.WithHeight(height)
			first := p.options[p.hits[0]].Value
			at := lineOf(p.View(), first)
			for i := range 10 {
				*value = strings.TrimPrefix(fmt.Sprintf("%s,%s", *value, p.options[p.hits[20+i]].Value), ",")
				p.scroll()
				view := p.View()
				if now := lineOf(view, first); now != at || strings.Count(view, "\n")+1 != min(height, p.rows()+3) {
					t.Fatalf("%dx%d: with %s the first row is on line %d, was %d:\n%s", width, height, *value, now, at, ansi.Strip(view))
				}
				for _, line := range strings.Split(view, "\n") {
					if ansi.StringWidth(line) > width {
						t.Errorf("%dx%d: %q is too wide", width, height, ansi.Strip(line))
					}
				}
			}
			if last := p.chosen()[9]; height >= chipsFrom && !strings.Contains(strings.Split(ansi.Strip(p.View()), "\n")[0], last) {
				t.Errorf("%dx%d: backspace takes back what is not seen:\n%s", width, height, ansi.Strip(p.View()))
			}
		}
	}
}

func TestWhatHasNoRoomAboveTheFilterIsShortened(t *testing.T) {
	for width, want := range map[int]string{
		80: "  [French fr-FR ×] [German de-DE ×] [Spanish es-ES ×]",
		50: "  [fr-FR ×] [de-DE ×] [es-ES ×]",
		26: "  +1 [de-DE ×] [es-ES ×]",
		20: "  +2 [es-ES ×]",
	} {
		p, _ := languagePicker(4, "fr-FR,de-DE,es-ES")
		p.WithWidth(width)
		if got, _, _ := strings.Cut(ansi.Strip(p.View()), "\n"); strings.TrimRight(got, " ") != want {
			t.Errorf("%d wide it shows %q, want %q", width, got, want)
		}
	}
	one, _ := languagePicker(1, "")
	if got := strings.Split(ansi.Strip(one.View()), "\n"); strings.TrimSpace(got[0]) == "" {
		t.Errorf("a list of which one is chosen begins with %q", got[0])
	}
}

// TestNoRowOfAPageMovesWhileSeveralAreChosen takes languages by space.
func TestNoRowOfAPageMovesWhileSeveralAreChosen(t *testing.T) {
	for _, size := range [][2]int{{76, 30}, {56, 15}, {38, 8}} {
		p := New(form.NewDraft(agora.Project{Version: agora.V7}), form.StepLanguages, testStyles())
		p.Resize(size[0], size[1])
		do(p, "down", "down")
		at := lineOf(p.View(), "Chinese (M")
		for range 3 {
			do(p, "space")
			if now := lineOf(p.View(), "Chinese (M"); now != at || at < 0 {
				t.Errorf("%v: the second row is on line %d, was %d:\n%s", size, now, at, ansi.Strip(p.View()))
			}
			do(p, "up")
		}
	}
}
