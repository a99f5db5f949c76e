package wizard

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/ui/kit/kittest"
)

// idling makes screens that stand on the idle time, which is right: as one of the steps, and
// as a question that the review led to.
func idling(t *testing.T) map[string]*Screen {
	t.Helper()
	tell, _ := teller()
	steps := New(answering(t, legal()), form.StepChannel, tell)
	steps.Focus(agora.PathMaxIdleTime)
	w := answering(t, legal())
	q, _ := form.QuestionFor(w.draft, agora.PathMaxIdleTime)
	return map[string]*Screen{"a step": steps, "an edited question": Edit(w, q, tell)}
}

func TestWhatIsBeingTypedIsNowhereToldAsWrong(t *testing.T) {
	for _, typed := range []string{"10min", "999999"} { // seconds, which are too many
		for name, s := range idling(t) {
			told := func() string { return kittest.Text(s, 140, 30) }
			for _, key := range letters(typed) {
				press(s, key)
				if text := told(); strings.Contains(text, "✗") || strings.Contains(text, "wrong") {
					t.Errorf("%s: while %q is typed it shows\n%s", name, typed, text)
				}
			}
			if text := told(); !strings.Contains(text, "▸ 1 Channel") { // nor is it right
				t.Errorf("%s: with %q it shows\n%s", name, typed, text)
			}
			press(s, tab)
			press(s, shiftTab)
			text := told()
			if wrong := typed != "10min"; wrong != (strings.Count(text, "✗ ") > 2) || wrong != strings.Contains(text, "1 wrong") {
				t.Errorf("%s: after %q was left it shows\n%s", name, typed, text)
			}
			press(s, tea.KeyPressMsg{Code: tea.KeyBackspace}) // it is told until it is mended
			if text := told(); strings.Contains(text, "✗") || strings.Contains(text, "wrong") {
				t.Errorf("%s: once %q is mended it shows\n%s", name, typed, text)
			}
		}
	}
}

// TestWhatIsBeingTypedMakesNothingElseWrong types a uid that the other bot has.
func TestWhatIsBeingTypedMakesNothingElseWrong(t *testing.T) {
	answers := legal()
	answers[agora.PathSubBotUID] = "4"
	tell, _ := teller()
	for _, path := range []string{agora.PathSubBotUID, agora.PathPubBotUID} {
		s := New(answering(t, answers), form.StepChannel, tell)
		s.Focus(path)
		press(s, ctrl('u'))
		for _, key := range letters("88222") {
			press(s, key)
		}
		for range len(s.world.Draft().Text(path)) {
			if text := kittest.Text(s, 140, 40); strings.Contains(text, "✗") || strings.Contains(text, "wrong") {
				t.Errorf("while %s is typed it shows\n%s", path, text)
			}
			press(s, tea.KeyPressMsg{Code: tea.KeyBackspace})
		}
	}
}

// TestAQuestionOfTheReviewIsToldAsWrongOnceItWasLeft types a name where all questions count
// as seen.
func TestAQuestionOfTheReviewIsToldAsWrongOnceItWasLeft(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	q, _ := form.QuestionFor(w.draft, agora.PathChannelName)
	s := Edit(w, q, tell)
	press(s, letters("ä")...)
	if text := kittest.Text(s, 140, 30); strings.Contains(text, "✗") || !strings.Contains(text, "hallä") {
		t.Errorf("while it is typed it shows\n%s", text)
	}
	press(s, enter)
	if text := kittest.Text(s, 140, 30); !strings.Contains(text, "✗ Channel name") || !focused(s, text, "Channel name") {
		t.Errorf("after enter it shows\n%s", text)
	}
}
