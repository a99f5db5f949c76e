package page

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
)

// What a folded row says is never cut: where it does not fit into a line it takes more.
func TestFoldsSayAllAtEveryWidth(t *testing.T) {
	for _, project := range []agora.Project{v5, v6, v7} {
		d := draftWith(t, unnamed)
		d.SetProject(project)
		for _, step := range form.Steps() {
			p := New(d, step, testStyles())
			for width := 40; width <= 120; width += 3 {
				p.Resize(width, 60)
				shown := strings.Join(strings.Fields(seen(p)), " ")
				for _, r := range p.rows {
					if !r.folds() {
						continue
					}
					if words := r.q.Fold.Words(d, p.ofStep()); !strings.Contains(shown, words) {
						t.Errorf("%v, %d columns: it does not show %q of %s:\n%s", project.Version, width, words, r.q.Title, seen(p))
					}
				}
			}
		}
	}
}

// What is out of sight is told, on whichever side it is and wherever the focus stands.
func TestAPageSaysWhatIsOutOfSight(t *testing.T) {
	told := 0
	for _, step := range form.Steps() {
		p := unfolded(New(draftWith(t, full), step, testStyles()))
		check := func() {
			p.body()
			all := p.usable // what is behind answers nothing
			lines := strings.Split(seen(p), "\n")
			above, below := p.top > 0, p.top+p.height < all
			first, last := lines[0], lines[len(lines)-1]
			up, down := "↑", "↓"
			if p.row().lists() && p.tells() { // there the arrows move in the list
				up, down = "above: shift+tab", "below: tab"
			}
			if above != strings.Contains(first, up) || below != strings.Contains(last, down) {
				t.Errorf("%dx%d, at %s, of %d lines from %d on:\n%s", p.width, p.height, p.Focused().Key, all, p.top, seen(p))
			}
			if hidden := p.body(); below && strings.TrimSpace(ansi.Strip(hidden[all-1])) == "" {
				t.Errorf("an empty line is said to be below, at %s", p.Focused().Key)
			}
			if above || below {
				told++
			}
		}
		for _, size := range [][2]int{{78, 20}, {58, 16}, {40, 9}, {40, 6}, {24, 6}} {
			p.Resize(size[0], size[1])
			for i := range p.rows {
				p.focus(i)
				check()
			}
			for range 4 {
				p.wheel(-3)
				check()
			}
		}
	}
	if told < 50 {
		t.Errorf("only %d pages were too long for the screen", told)
	}
}

// What is wrong with a line of a dialog names the line.
func TestADialogNamesTheLineThatIsWrong(t *testing.T) {
	d := NewDialog(testStyles(), &Line{Label: "App ID"})
	for wrong, want := range map[string]string{
		"is required: Agora shows it": "App ID is required: Agora shows it", "type the address": "type the address",
	} {
		lines, _ := d.View(Said{Wrong: wrong}, 80)
		mustContain(t, "the dialog", strings.Join(lines, "\n"), "   "+want)
	}
}
