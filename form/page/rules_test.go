package page

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/samples"
	"sttwizard/internal/words"
)

// tokenBeside are the tokens that bind the uids.
var tokenBeside = map[string]string{agora.PathSubBotUID: agora.PathSubBotToken, agora.PathPubBotUID: agora.PathPubBotToken}

// broken returns a draft with everything that makes a broken request. A bot's uid
// that is missing breaks no rule in a draft, where it is automatic then; its rule
// holds again with a token for that bot, so these two rows, and no others, get one.
func broken(t *testing.T, b samples.Broken) *form.Draft {
	t.Helper()
	d := form.NewDraft(b.Project)
	settings := b.Settings()
	if token := tokenBeside[b.Path]; token != "" && b.Rule == "required" {
		settings = append(settings, samples.Setting{Path: token, Text: "pretend-token"})
	}
	for _, s := range settings {
		if err := d.Set(s.Path, s.Text, form.File); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// theProblem returns the one problem of a broken request.
func theProblem(t *testing.T, d *form.Draft, b samples.Broken) agora.FieldError {
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

// TestEveryRuleShowsAtItsQuestion walks the broken requests through the pages:
// the text is typed where it can be typed, and otherwise comes from a file.
func TestEveryRuleShowsAtItsQuestion(t *testing.T) {
	for _, b := range allBroken(t) {
		t.Run(b.Name, func(t *testing.T) {
			d := broken(t, b)
			problem := theProblem(t, d, b)
			q, _ := form.QuestionFor(d, problem.Path)
			if q.Kind == form.Text || q.Kind == form.Number || q.Kind == form.Secret {
				text := d.Text(q.Path)
				d.Set(q.Path, "", form.Typed)
				p := pageAt(t, d, q.Key)
				typed(p, text)
				if d.Text(q.Path) != text {
					t.Fatalf("typing %q gave %q", text, d.Text(q.Path))
				}
			}
			p := pageAt(t, d, q.Key)
			if p.EnterChooses() { // enter would answer it
				p.ShowErrors()
			} else if do(p, "enter") != Stay || p.Focused().Key != q.Key {
				t.Fatal("enter left the question")
			}
			told := strings.Join(strings.Fields(seen(p)), " ")
			mark := words.FineMarks.Error
			if d.Text(problem.Field()) == "" { // nothing is wrong yet
				mark = words.FineMarks.Needed
			}
			mustContain(t, "the page", told, mark+" "+q.Title, mark+" "+strings.Join(strings.Fields(q.Sentence(problem)), " "))
			theProblem(t, d, b)
		})
	}
}

func TestWithoutAnErrorTheWalkGoesThroughAllPages(t *testing.T) {
	for _, answers := range []map[string]string{legal, full} {
		d := draftWith(t, answers)
		before := d.Request()
		for _, step := range form.Steps() {
			p := pageOf(d, step)
			presses := 0
			for p.Enter() == Stay {
				if presses++; presses > 20 {
					t.Fatalf("%s: enter does not leave %s", step.Title(), p.Focused().Key)
				}
			}
		}
		if got := d.Request().JSON(v5, agora.Revealed); got != before.JSON(v5, agora.Revealed) {
			t.Errorf("walking through changed the request to %s", got)
		}
	}
}
