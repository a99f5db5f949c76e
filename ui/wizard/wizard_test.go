package wizard

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/form/page"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// world is what the tests make of a program.
type world struct {
	draft  *form.Draft
	preset string
	looks  *page.Styles
	saves  bool
}

func (w *world) Draft() *form.Draft  { return w.draft }
func (w *world) Preset() string      { return w.preset }
func (w *world) Call() string        { return "  POST the/call" }
func (w *world) From() string        { return "home" }
func (w *world) Saves() bool         { return w.saves }
func (w *world) Looks() *page.Styles { return w.looks }

// answering makes a world whose draft has these answers.
func answering(t *testing.T, answers map[string]string) *world {
	t.Helper()
	none := lipgloss.NewStyle()
	w := &world{draft: form.NewDraft(agora.Project{Version: agora.V7})}
	looks := page.Styles{Title: none, Here: none, Text: none, Dim: none, Chosen: none, Error: none, Warning: none}
	looks.Marks = words.FineMarks
	looks.Huh = page.ThemeOf(looks, none, none)
	w.looks = &looks
	for path, text := range answers {
		if err := w.draft.Set(path, text, form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func legal() map[string]string {
	return map[string]string{agora.PathLanguages: "en-US", agora.PathChannelName: "hall", agora.PathPubBotUID: "88222"}
}

// teller notes what is told.
func teller() (func(Outcome) tea.Cmd, *[]Outcome) {
	told := &[]Outcome{}
	return func(o Outcome) tea.Cmd { *told = append(*told, o); return nil }, told
}

// press presses keys, each with the table that is there by then; what no key of the
// table is, the question gets.
func press(s *Screen, keys ...tea.KeyPressMsg) {
	for _, k := range keys {
		if b, ok := kit.Find(s.Keys(), k.String()); ok {
			b.Do()
		} else {
			s.Typed(k)
		}
	}
}

// letters are the keys of a text.
func letters(text string) []tea.KeyPressMsg {
	var out []tea.KeyPressMsg
	for _, r := range text {
		out = append(out, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return out
}

var (
	enter    = tea.KeyPressMsg{Code: tea.KeyEnter}
	tab      = tea.KeyPressMsg{Code: tea.KeyTab}
	shiftTab = tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	esc      = tea.KeyPressMsg{Code: tea.KeyEscape}
)

func ctrl(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Mod: tea.ModCtrl} }
func alt(r rune) tea.KeyPressMsg  { return tea.KeyPressMsg{Code: r, Mod: tea.ModAlt} }

// focused reports whether a question has the focus, and is seen.
func focused(s *Screen, text, title string) bool {
	return strings.HasPrefix(s.page.Focused().Title, title) && strings.Contains(text, title)
}

func TestWhatIsTypedIsInTheDraftAtOnce(t *testing.T) {
	tell, told := teller()
	w := answering(t, nil)
	s := New(w, form.StepChannel, tell)
	if !s.IsTyping() {
		t.Error("letters are no letters")
	}
	press(s, letters("hall")...)
	if got := w.draft.Text(agora.PathChannelName); got != "hall" || len(*told) > 0 {
		t.Errorf("the channel is %q, and it tells %v", got, *told)
	}
}

func TestTheStepsComeOneAfterTheOther(t *testing.T) {
	tell, told := teller()
	s := New(answering(t, legal()), form.StepChannel, tell)
	var steps []form.Step
	for range 100 {
		if len(steps) == 0 || steps[len(steps)-1] != s.Step() {
			steps = append(steps, s.Step())
		}
		if len(*told) > 0 && (*told)[len(*told)-1] == Review {
			break
		}
		press(s, tab)
	}
	left := slices.DeleteFunc(slices.Clone(*told), func(o Outcome) bool { return o != Left })
	if !slices.Equal(steps, form.Steps()) || len(left) != len(steps)-1 || len(*told) != len(steps) {
		t.Errorf("it shows %v and tells %v", steps, *told)
	}
	*told = nil
	for range 100 {
		if len(*told) > 0 && (*told)[len(*told)-1] == GoHome {
			break
		}
		press(s, shiftTab)
	}
	if s.Step() != form.StepChannel || len(*told) != len(steps) {
		t.Errorf("backwards it ends at %v and tells %v", s.Step(), *told)
	}
}

func TestEveryStepIsAKeyAway(t *testing.T) {
	tell, told := teller()
	s := New(answering(t, legal()), form.StepChannel, tell)
	for _, step := range []form.Step{form.StepTranslation, form.StepLanguages, form.StepChannel} {
		press(s, alt(rune('1'+step)))
		if s.Step() != step {
			t.Errorf("alt+%d leads to %v", step+1, s.Step())
		}
	}
	press(s, alt('6'), ctrl('r'), ctrl('s'))
	if want := []Outcome{Left, Left, Left, Review, Review, Save}; !slices.Equal(*told, want) {
		t.Errorf("it tells %v, want %v", *told, want)
	}
}

func TestEscapeLeadsToWhereOneCameFrom(t *testing.T) {
	tell, told := teller()
	s := New(answering(t, legal()), form.StepLanguages, tell)
	press(s, esc) // the steps began here
	if want := []Outcome{GoHome}; !slices.Equal(*told, want) {
		t.Errorf("it tells %v, want %v", *told, want)
	}
	for range 3 {
		press(s, tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift})
	}
	if s.Step() != form.StepChannel {
		t.Fatalf("shift+tab leads to %v", s.Step())
	}
	press(s, esc)
	if s.Step() != form.StepLanguages {
		t.Errorf("esc leads to %v", s.Step())
	}
	press(s, esc)
	if want := []Outcome{GoHome, Left, Left, GoHome}; !slices.Equal(*told, want) {
		t.Errorf("it tells %v, want %v", *told, want)
	}
}

func TestAnEditedQuestionLeadsBackToTheReview(t *testing.T) {
	tell, told := teller()
	w := answering(t, legal())
	q, _ := form.QuestionFor(w.draft, agora.PathPubBotUID)
	s := Edit(w, q, tell)
	if text := kittest.Text(s, 100, 30); !focused(s, text, "The bot's uid") {
		t.Errorf("it shows\n%s", text)
	}
	press(s, letters("x")...)
	press(s, enter)
	if len(*told) > 0 {
		t.Errorf("with an illegal answer it tells %v", *told)
	}
	press(s, tea.KeyPressMsg{Code: tea.KeyBackspace}, enter)
	if !slices.Equal(*told, []Outcome{Review}) {
		t.Errorf("it tells %v", *told)
	}
	if b, _ := kit.Find(s.Keys(), "enter"); b.What() != "done" {
		t.Errorf("enter is %s", b.What())
	}
	press(s, esc)
	if (*told)[1] != Review {
		t.Errorf("esc tells %v", (*told)[1:])
	}
}

func TestAQuestionOfASectionThatIsOffShowsItsSwitch(t *testing.T) {
	w := answering(t, legal())
	at := slices.IndexFunc(form.Table(), func(q form.Question) bool { return q.Path == agora.PathTranslatedPairs })
	q := form.Table()[at]
	tell, _ := teller()
	s := Edit(w, q, tell)
	if text := kittest.Text(s, 100, 30); s.Step() != form.StepTranslation || !focused(s, text, "Translate") {
		t.Errorf("it shows %v\n%s", s.Step(), text)
	}
}

func TestOnlyTheOpenQuestionsAreAsked(t *testing.T) {
	tell, told := teller()
	w := answering(t, legal())
	w.preset = "demo"
	s := Ask(w, []string{agora.PathChannelName, agora.PathPubBotUID}, "What this preset leaves open", tell)
	for _, width := range []int{60, 100, 140} {
		text := kittest.Text(s, width, 30)
		for _, want := range []string{"What this preset leaves open", "Channel name", "┃ hall", "The bot's uid"} {
			if !strings.Contains(text, want) {
				t.Errorf("%d wide it does not show %q:\n%s", width, want, text)
			}
		}
		if strings.Contains(text, "Languages") && width < 110 || strings.Contains(text, "6 Review") {
			t.Errorf("%d wide it shows other steps\n%s", width, text)
		}
	}
	if s.Title() != "Preset demo" {
		t.Errorf("the title is %q", s.Title())
	}
	press(s, enter, enter, esc)
	if want := []Outcome{Review, GoHome}; !slices.Equal(*told, want) {
		t.Errorf("it tells %v, want %v", *told, want)
	}
	if _, ok := kit.Find(s.Keys(), "alt+1"); ok {
		t.Error("it jumps to a step")
	}
}

func TestTheTitleSaysWhatIsAnswered(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	q, _ := form.QuestionFor(w.draft, agora.PathLanguages)
	paths := []string{agora.PathChannelName}
	screens := map[string]*Screen{"New task": New(w, form.StepChannel, tell), "Go on": Ask(w, paths, "", tell)}
	for title, s := range screens {
		if s.Title() != title {
			t.Errorf("it is %q, not %q", s.Title(), title)
		}
	}
	w.preset = "demo"
	if s := Edit(w, q, tell); s.Title() != "Preset demo" {
		t.Errorf("of a preset it is %q", s.Title())
	}
	w.saves = true
	if s := New(w, form.StepChannel, tell); s.Title() != "Edit preset demo" {
		t.Errorf("of a preset that is edited it is %q", s.Title())
	}
}

func TestASecretIsShownOnlyWhenAsked(t *testing.T) {
	tell, _ := teller()
	if _, ok := kit.Find(New(answering(t, legal()), form.StepChannel, tell).Keys(), "ctrl+t"); ok {
		t.Error("what is no secret is shown or hidden")
	}
	s := Ask(answering(t, legal()), []string{agora.PathPubBotToken}, "secrets", tell)
	press(s, letters("007hidden")...)
	if strings.Contains(kittest.Text(s, 120, 30), "007hidden") {
		t.Error("it is shown while it is typed")
	}
	press(s, ctrl('t'))
	if text := kittest.Text(s, 120, 30); !strings.Contains(text, "007hidden") {
		t.Errorf("ctrl+t does not show it:\n%s", text)
	}
}

func TestAnAnswerIsMade(t *testing.T) {
	tell, told := teller()
	w := answering(t, nil)
	press(Ask(w, []string{agora.PathPubBotUID}, "", tell), ctrl('g'))
	if w.draft.Text(agora.PathPubBotUID) == "" || len(*told) > 0 {
		t.Errorf("ctrl+g makes %q and tells %v", w.draft.Text(agora.PathPubBotUID), *told)
	}
}

func TestTabSaysThatItTakesNothingOfAList(t *testing.T) {
	answers := legal()
	delete(answers, agora.PathLanguages)
	tell, told := teller()
	s := New(answering(t, answers), form.StepLanguages, tell)
	press(s, tea.KeyPressMsg{Code: 'e', Text: "e"}, tea.KeyPressMsg{Code: 'n', Text: "n"}, tea.KeyPressMsg{Code: tea.KeyTab})
	refused := func(o Outcome) bool { r, is := o.(Refuse); return is && strings.Contains(r.Err.Error(), `"en"`) }
	if !slices.ContainsFunc(*told, refused) {
		t.Errorf("it tells %v", *told)
	}
	*told = nil
	if press(s, tea.KeyPressMsg{Code: tea.KeyTab}); slices.ContainsFunc(*told, func(o Outcome) bool { _, is := o.(Refuse); return is }) {
		t.Errorf("without a search it tells %v", *told)
	}
}

func TestWhatWasSearchedIsNotThereAfterTheReview(t *testing.T) {
	tell, _ := teller()
	s := New(answering(t, legal()), form.StepLanguages, tell)
	press(s, tea.KeyPressMsg{Code: 'q', Text: "q"}, tea.KeyPressMsg{Code: 'q', Text: "q"})
	if text := kittest.Text(s, 79, 30); !strings.Contains(text, "nothing matches") {
		t.Fatalf("it shows\n%s", text)
	}
	press(s, tea.KeyPressMsg{Code: 'r', Mod: tea.ModCtrl})
	s.Return()
	if text := kittest.Text(s, 79, 30); !strings.Contains(text, "type to search") {
		t.Errorf("after the review it shows\n%s", text)
	}
}
