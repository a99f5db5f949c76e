package page

import (
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/samples"
)

// typedQuestions returns the questions of a version that are answered letter by letter.
func typedQuestions(d *form.Draft) []form.Question {
	return slices.DeleteFunc(form.Questions(d), func(q form.Question) bool {
		return q.Kind != form.Text && q.Kind != form.Number && q.Kind != form.Secret
	})
}

// everything is a draft in which all sections are on.
func everything(t *testing.T, p agora.Project) *form.Draft {
	d := draftWith(t, full)
	d.SetProject(p)
	return d
}

func TestAPlaceholderThatIsTypedStaysAtItsQuestion(t *testing.T) {
	texts, n := samples.Placeholders(), 0
	for _, p := range []agora.Project{v5, v6, v7} {
		for i, q := range typedQuestions(everything(t, p)) {
			text := texts[i%len(texts)]
			d := everything(t, p)
			d.Set(q.Path, "", form.Typed)
			page := pageAt(t, d, q.Key)
			typed(page, text)
			if do(page, "enter") != Stay || page.Focused().Key != q.Key {
				t.Fatalf("%s, %s: enter left the question with %q", p.Version, q.Key, text)
			}
			mine := q.Mine(d, d.Problems())
			if len(mine) != 1 || mine[0].Rule != agora.RulePlaceholder {
				t.Errorf("%s, %s: %q: %v", p.Version, q.Key, text, mine)
			}
			mustContain(t, "the page", strings.Join(strings.Fields(seen(page)), " "), "put the ")
			if n++; q.Kind == form.Secret && strings.Contains(seen(page), text) {
				t.Errorf("%s shows what was typed for a secret", q.Key)
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d questions", n)
	}
}
