package form

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// broken returns a draft with everything that makes a broken request. A bot's uid
// that is missing breaks no rule in a draft, where it is automatic then; its rule
// holds again with a token for that bot, so these two rows, and no others, get one.
func broken(t *testing.T, b samples.Broken) *Draft {
	t.Helper()
	d := NewDraft(b.Project)
	settings := b.Settings()
	if i := botOf(b.Path); i >= 0 && b.Rule == "required" {
		settings = append(settings, samples.Setting{Path: bots[i].token, Text: "pretend-token"})
	}
	for _, s := range settings {
		if err := d.Set(s.Path, s.Text, File); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// theProblem returns the one problem of a broken request.
func theProblem(t *testing.T, d *Draft, b samples.Broken) agora.FieldError {
	t.Helper()
	problems := d.Problems()
	if len(problems) != 1 || problems[0].Field() != b.Path || problems[0].Rule != b.Rule {
		t.Fatalf("the problems are %v, not %s of %s", problems, b.Rule, b.Path)
	}
	return problems[0]
}

func allBroken(t *testing.T) []samples.Broken {
	t.Helper()
	all, err := samples.AllBroken()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryRuleIsKnownToTheDraftAndItsQuestion(t *testing.T) {
	for _, b := range allBroken(t) {
		t.Run(b.Name, func(t *testing.T) {
			d := broken(t, b)
			problem := theProblem(t, d, b)
			q, ok := QuestionFor(d, problem.Path)
			if !ok || len(q.Mine(d, d.Problems())) != 1 {
				t.Fatalf("the question %q does not know it", q.Key)
			}
			owners := 0
			for _, other := range Questions(d) {
				owners += len(other.Mine(d, d.Problems()))
			}
			if row, _ := rowOf(Review(d), q.Key); owners != 1 || len(row.Errors) != 1 {
				t.Errorf("%d questions know it, the review shows %v", owners, row.Errors)
			}
		})
	}
}

func TestEveryRuleIsToldInPlainMode(t *testing.T) {
	for _, b := range allBroken(t) {
		t.Run(b.Name, func(t *testing.T) {
			d := broken(t, b)
			problem := theProblem(t, d, b)
			q, _ := QuestionFor(d, problem.Path)
			s := &script{lines: []string{""}}
			err := s.plain().Ask(d, q.Key)
			if ended, ok := err.(*InputEnded); !ok || ended.Question.Key != q.Key || len(ended.Missing) != 1 {
				t.Errorf("enter passed the question: %v", err)
			}
			mustContain(t, "what was said", s.out.String(), "wrong: "+q.Sentence(problem))
			if strings.HasPrefix(problem.Text, "is required") && !strings.Contains(problem.Text, ": ") {
				t.Errorf("it does not say what to do: %s", problem.Text)
			}
		})
	}
}
