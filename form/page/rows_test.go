package page

import (
	"strings"
	"testing"

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
