package wizard

import (
	"slices"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

// edited makes the screen of a question that the review led to.
func edited(t *testing.T, w *world, path string) (*Screen, *[]Outcome) {
	t.Helper()
	q, ok := form.QuestionFor(w.draft, path)
	if !ok {
		t.Fatalf("there is no question about %s", path)
	}
	tell, told := teller()
	return Edit(w, q, tell), told
}

func TestTheStepsStandWhereAnEditedQuestionLedToTheReview(t *testing.T) {
	tell, told := teller()
	w := answering(t, legal())
	steps := New(w, form.StepLanguages, tell)
	edit, _ := edited(t, w, agora.PathMaxIdleTime)
	press(edit, enter)
	if !steps.StandAs(edit) || steps.page.Focused().Path != agora.PathMaxIdleTime {
		t.Errorf("the steps stand on %s", steps.page.Focused().Title)
	}
	press(steps, esc)
	if steps.Step() != form.StepLanguages || steps.page.Focused().Path != agora.PathLanguages {
		t.Errorf("esc leads to %s", steps.page.Focused().Title)
	}
	if press(steps, esc); (*told)[len(*told)-1] != GoHome {
		t.Errorf("then it tells %v", *told)
	}
	edit, _ = edited(t, w, agora.PathMaxIdleTime)
	if press(edit, esc); !steps.StandAs(edit) || steps.Step() != form.StepLanguages {
		t.Errorf("after esc in the question the steps stand on %s", steps.page.Focused().Title)
	}
}

func TestEscOfAnEditedQuestionLeadsBackOverTheSteps(t *testing.T) {
	w := answering(t, legal())
	edit, told := edited(t, w, agora.PathMaxIdleTime)
	if edit.HasWandered() {
		t.Error("it is not where it began")
	}
	press(edit, alt('4'))
	if !edit.HasWandered() || edit.Step() != form.StepCaptions {
		t.Fatalf("it stands on %v", edit.Step())
	}
	tell, _ := teller()
	if s := NewAt(w, edit, tell); s.Step() != form.StepCaptions || s.HasWandered() {
		t.Errorf("the steps stand on %v", s.Step())
	}
	press(edit, esc)
	if edit.page.Focused().Path != agora.PathMaxIdleTime || slices.Contains(*told, Outcome(Review)) {
		t.Errorf("esc leads to %s and tells %v", edit.page.Focused().Title, *told)
	}
	if press(edit, esc); (*told)[len(*told)-1] != Review {
		t.Errorf("then it tells %v", *told)
	}
}

func TestAPageOfAFewQuestionsHasOnlyThose(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	ask := Ask(w, []string{agora.PathChannelName, agora.PathPubBotUID}, "", tell)
	for path, has := range map[string]bool{agora.PathPubBotUID: true, agora.PathMaxIdleTime: false} {
		edit, _ := edited(t, w, path)
		if press(edit, enter); ask.StandAs(edit) != has || (ask.page.Focused().Path == path) != has && has {
			t.Errorf("at %s it stands on %s", path, ask.page.Focused().Title)
		}
	}
}
