package wizard

import (
	"slices"
	"strings"
	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestSentAnswersCountAsSeen(t *testing.T) {
	answers := legal()
	delete(answers, agora.PathLanguages)
	tell, _ := teller()
	w := answering(t, answers)
	w.draft.MarkSent()
	s := New(w, form.StepChannel, tell)
	press(s, alt('2'))
	if text := kittest.Text(s, 100, 30); !strings.Contains(text, "○ Spoken in the channel") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestAStepThatWasSeenShowsWhatIsMissing(t *testing.T) {
	answers := legal()
	delete(answers, agora.PathChannelName)
	tell, _ := teller()
	s := New(answering(t, answers), form.StepChannel, tell)
	if text := kittest.Text(s, 79, 30); strings.Contains(text, "○ Channel name") {
		t.Errorf("at first it shows\n%s", text)
	}
	press(s, alt('2'), alt('1'))
	if text := kittest.Text(s, 79, 30); !strings.Contains(text, "○ Channel name") {
		t.Errorf("then it shows\n%s", text)
	}
}

func TestTheStepBeforeIsEnteredFromItsEnd(t *testing.T) {
	tell, _ := teller()
	s := New(answering(t, legal()), form.StepLanguages, tell)
	press(s, shiftTab)
	if text := kittest.Text(s, 79, 30); s.page.Focused().Title != "Delivery" {
		t.Errorf("it shows\n%s", text)
	}
	press(s, alt('2'), esc) // which leads to the question that one came from
	if text := kittest.Text(s, 79, 30); !focused(s, text, "Delivery") {
		t.Errorf("after esc it shows\n%s", text)
	}
}

func TestAListSaysWhatItsKeysDo(t *testing.T) {
	tell, told := teller()
	answers := legal()
	delete(answers, agora.PathLanguages)
	w := answering(t, answers)
	s := New(w, form.StepLanguages, tell)
	press(s, letters("german")...)
	if b, _ := kit.Find(s.Keys(), "enter"); b.What() != "take and go on" {
		t.Errorf("enter is %s", b.What())
	}
	if text := helpOf(s); !strings.Contains(text, "then space takes") {
		t.Errorf("the keys are %s", text)
	}
	press(s, esc) // the filter first
	if text := helpOf(s); s.Step() != form.StepLanguages || strings.Contains(text, "then space takes") || len(*told) > 0 {
		t.Errorf("after esc it is step %v with %s, and tells %v", s.Step(), text, *told)
	}
	press(s, letters("german")...)
	press(s, enter)
	if w.draft.Text(agora.PathLanguages) == "" {
		t.Error("enter chooses nothing")
	}
}

// helpOf says what the keys do.
// A search without a hit offers nothing to take: the footer says how it goes on.
func TestNothingIsOfferedToBeTakenWhereNothingIsFound(t *testing.T) {
	tell, _ := teller()
	answers := legal()
	delete(answers, agora.PathLanguages)
	w := answering(t, answers)
	s := New(w, form.StepLanguages, tell)
	press(s, letters("qqq")...)
	for _, b := range s.Keys() {
		if strings.Contains(b.What(), "take") && !b.IsRare() {
			t.Errorf("%s is offered: %s", b.Show(), b.What())
		}
	}
	if text := helpOf(s); !strings.Contains(text, "widen the search") {
		t.Errorf("the keys are %s", text)
	}
	w.draft.Set(agora.PathLanguages, "en-US,fr-FR,de-DE,es-ES", form.Typed)
	full := New(w, form.StepLanguages, tell)
	press(full, letters("ital")...)
	if b, _ := kit.Find(full.Keys(), "enter"); !b.IsRare() {
		t.Errorf("where no more can be chosen enter is offered: %s", b.What())
	}
	w.draft.Set(agora.PathLanguages, "", form.Typed)
	press(s, enter)
	if text := kittest.Text(s, 100, 30); w.draft.Text(agora.PathLanguages) != "" || !strings.Contains(text, "nothing matches") {
		t.Errorf("enter leads to\n%s", text)
	}
}

func helpOf(s *Screen) string {
	var out []string
	for _, b := range s.Keys() {
		out = append(out, b.What())
	}
	return strings.Join(out, "; ")
}

func TestASwitchThatIsEditedAsksWhatItRaises(t *testing.T) {
	tell, told := teller()
	w := answering(t, legal())
	s := Edit(w, switchOf(t, w), tell)
	press(s, tea.KeyPressMsg{Code: ' ', Text: " "}, enter)
	if len(*told) > 0 || !w.draft.On(form.Encryption) {
		t.Errorf("it tells %v", *told)
	}
	if text := kittest.Text(s, 100, 30); !focused(s, text, "Encryption mode") {
		t.Errorf("it shows\n%s", text)
	}
}

// switchOf is the question whether the channel is encrypted.
func switchOf(t *testing.T, w *world) form.Question {
	t.Helper()
	all := form.Questions(w.draft)
	at := slices.IndexFunc(all, func(q form.Question) bool { return q.Key == string(form.Encryption) })
	if at < 0 {
		t.Fatal("there is none")
	}
	return all[at]
}

func TestTheSwitchOfEncryptionMarksTheMode(t *testing.T) {
	tell, _ := teller()
	answers := legal()
	answers[agora.PathCryptionMode], answers[agora.PathSecret] = "5", "secret"
	w := answering(t, answers)
	text := kittest.Text(Edit(w, switchOf(t, w), tell), 140, 30)
	if !strings.Contains(text, `▌     "cryptionMode": 5`) || strings.Contains(text, `"secret": "secret"`) {
		t.Errorf("it shows\n%s", text)
	}
}

func TestAKeyFocusesItsQuestion(t *testing.T) {
	tell, _ := teller()
	s := New(answering(t, legal()), form.StepChannel, tell)
	s.Focus(agora.PathPubBotUID)
	if text := kittest.Text(s, 100, 30); !focused(s, text, "The bot's uid") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestTheLooksFollowTheWorld(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	s := New(w, form.StepChannel, tell)
	plain := *w.looks
	plain.Marks = words.PlainMarks
	w.looks = &plain
	s.Restyle()
	if text := kittest.Text(s, 79, 30); !strings.Contains(text, "| hall") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestAnAnswerThatIsWrongByNowSaysSo(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	w.preset = "demo" // whose steps count as seen
	s := New(w, form.StepChannel, tell)
	w.draft.Set(agora.PathPubBotUID, "no number", form.Typed)
	if text := kittest.Text(s, 79, 30); strings.Contains(text, "✗") {
		t.Errorf("before it was told it shows\n%s", text)
	}
	s.Recheck()
	if text := kittest.Text(s, 79, 30); !strings.Contains(text, "✗") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestAllThatIsWrongOnAnEditedStepIsMendedFirst(t *testing.T) {
	tell, told := teller()
	answers := legal()
	answers[agora.PathPubBotUID] = "no number"
	w := answering(t, answers)
	q, _ := form.QuestionFor(w.draft, agora.PathChannelName)
	s := Edit(w, q, tell)
	press(s, enter)
	if text := kittest.Text(s, 79, 30); len(*told) > 0 || !strings.Contains(text, "✗ The bot's uid") {
		t.Errorf("it tells %v and shows\n%s", *told, text)
	}
}

func TestWhatIsTypedIsPutRightOnEveryWayOut(t *testing.T) {
	for name, out := range map[string]tea.KeyPressMsg{"review": ctrl('r'), "save": ctrl('s'), "another step": alt('1')} {
		tell, _ := teller()
		w := answering(t, legal())
		w.draft.Set(string(form.Captions), "on", form.Typed)
		s := New(w, form.StepCaptions, tell)
		s.Focus(agora.PathBucket)
		press(s, append(letters("s3://acme/a/b "), out)...)
		if bucket, folder := w.draft.Text(agora.PathBucket), w.draft.Text(agora.PathFileNamePrefix); bucket != "acme" || folder != "a/b" {
			t.Errorf("%s: bucket %q, folder %q", name, bucket, folder)
		}
	}
}

func TestARequestIsNoAnswer(t *testing.T) {
	const request = `{"languages": ["fr-FR"]}`
	tell, told := teller()
	w := answering(t, legal())
	s := New(w, form.StepChannel, tell)
	s.Typed(tea.PasteMsg{Content: request})
	press(s, append(letters(" x"), enter)...) // an answer, behind the one that is there
	s.Focus(agora.PathChannelName)
	press(s, ctrl('u'))
	press(s, append(letters(request), enter)...)
	if len(*told) < 2 || (*told)[0] != (Pasted{request}) || (*told)[len(*told)-1] != (Pasted{request}) {
		t.Errorf("told %v", *told)
	}
	if got := w.draft.Text(agora.PathChannelName); got != "hall x" {
		t.Errorf("the channel is %q", got)
	}
}

func TestARaisedQuestionThatWasAnsweredIsNotAskedAgain(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	captions, _ := form.QuestionFor(w.draft, string(form.Captions))
	s := Edit(w, captions, tell)
	press(s, tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, tab, tea.KeyPressMsg{Code: tea.KeyDown}, tab)
	press(s, append(letters("us-east-1"), enter)...)
	if got := s.page.Focused().Path; got != agora.PathBucket || w.draft.Text(agora.PathRegion) != "0" {
		t.Errorf("behind the region %q %s is asked", w.draft.Text(agora.PathRegion), got)
	}
}

func TestTheKeysOfAListSayWhatTheyDoToItsRow(t *testing.T) {
	tell, _ := teller()
	s := New(answering(t, legal()), form.StepLanguages, tell)
	say := func(wants ...string) {
		t.Helper()
		if b, _ := kit.Find(s.Keys(), "enter"); b.What() != wants[0] || !strings.Contains(helpOf(s), wants[1]) {
			t.Errorf("enter is %q, want %q; the keys are %s, want %q", b.What(), wants[0], helpOf(s), wants[1])
		}
	}
	say("review", "take back") // it stands on the language that is chosen
	press(s, tea.KeyPressMsg{Code: tea.KeyDown})
	say("take and go on", "take and stay")
	answers := legal()
	delete(answers, agora.PathLanguages)
	s = New(answering(t, answers), form.StepLanguages, tell)
	say("take and go on", "take and stay")
}

func TestWhatWasSearchedAndNotTakenIsThereForWhoComesBack(t *testing.T) {
	tell, told := teller()
	answers := legal()
	delete(answers, agora.PathLanguages)
	w := answering(t, answers)
	s := New(w, form.StepLanguages, tell)
	press(s, letters("english")...)
	for s.Step() == form.StepLanguages {
		press(s, tab)
	}
	said := false
	for _, o := range *told {
		refused, is := o.(Refuse)
		said = said || is && strings.Contains(refused.Err.Error(), `"english" was searched and not taken: shift+tab`)
	}
	if !said {
		t.Errorf("it tells %v", *told)
	}
	for s.page.Focused().Path != agora.PathLanguages {
		press(s, shiftTab)
	}
	if s.page.Searched() != "english" {
		t.Errorf("it searches %q", s.page.Searched())
	}
	if press(s, enter); w.draft.Text(agora.PathLanguages) != "en-US" {
		t.Errorf("enter takes %q", w.draft.Text(agora.PathLanguages))
	}
	press(s, alt('1'), alt('2'))
	if s.page.Searched() != "" {
		t.Errorf("after it was taken it searches %q", s.page.Searched())
	}
}
