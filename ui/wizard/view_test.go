package wizard

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

func TestTheStepsSayHowTheyStandNow(t *testing.T) {
	answers := legal()
	delete(answers, agora.PathLanguages)
	tell, _ := teller()
	w := answering(t, answers)
	s := New(w, form.StepChannel, tell)
	mustShow(t, s, "✓ 1 Channel and bots", "○ 2 Languages", "– 5 Translation     off", "6 Review", "then Languages, Review")
	press(s, alt('2'), alt('3'))
	mustShow(t, s, "○ 2 Languages", "– 3 Encryption      off")
	press(s, alt('2'))
	mustShow(t, s, "▸ 2 Languages", "Encryption, caption storage and translation are off; tab goes there.")
	w.draft.Set(agora.PathLanguages, "en-US", form.Typed)
	mustShow(t, s, "✓ 2 Languages", "then Review")
	w.draft.Set(agora.PathChannelName, "a/b", form.Typed)
	mustShow(t, s, "✗ 1 Channel and bots")
}

// After any story of answers the marks say what Validate does.
func TestMarksAreWhatValidateSays(t *testing.T) {
	tell, _ := teller()
	random := rand.New(rand.NewPCG(1, 2))
	w := answering(t, legal())
	s := New(w, form.StepChannel, tell)
	texts := []string{"", "on", "off", "1", "0", "en-US", "a/b", "en-US:fr-FR", "-4"}
	fields := agora.Fields()
	for range 200 {
		path := fields[random.IntN(len(fields))].Path
		if random.IntN(4) == 0 {
			path = string(form.Sections()[random.IntN(len(form.Sections()))])
		}
		w.draft.Set(path, texts[random.IntN(len(texts))], form.Typed) // what can't be read is no answer
		if random.IntN(3) == 0 {
			press(s, alt(rune('1'+random.IntN(5))))
		}
		problems := w.draft.Problems()
		standings := stands(w.draft, problems, func(agora.FieldError) bool { return false })
		for _, of := range form.Steps() {
			bad := slices.ContainsFunc(problems, func(e agora.FieldError) bool {
				q, ok := form.QuestionFor(w.draft, e.Path)
				return ok && q.Step == of
			})
			line := ansi.Strip(s.stepLine(&kit.Styles{Marks: words.FineMarks}, of, standings[of]))
			switch on := of.Section() == "" || w.draft.On(of.Section()); {
			case on && bad != (strings.Contains(line, "✗") || strings.Contains(line, "○") || strings.Contains(line, "▸")):
				t.Fatalf("%q, with %v", line, problems)
			case on == strings.Contains(line, "–"):
				t.Fatalf("%q though it is on: %v", line, on)
			}
		}
	}
}

// mustShow fails the test if the screen does not show each of the texts, where the
// steps stand beside the questions.
func mustShow(t *testing.T, s *Screen, texts ...string) {
	t.Helper()
	shown := kittest.Text(s, 100, 30)
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			t.Errorf("it does not show %q:\n%s", text, shown)
		}
	}
}

func TestTheRequestIsShownWhereThereIsRoom(t *testing.T) {
	tell, _ := teller()
	answers := legal()
	answers[agora.PathPubBotToken] = "007hidden"
	s := New(answering(t, answers), form.StepChannel, tell)
	text := kittest.Text(s, 140, 30)
	for _, want := range []string{"POST the/call", `"languages": [`, `▌     "channelName": "hall"`} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not show %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "007hidden") || strings.Contains(kittest.Text(s, 100, 30), "POST the/call") {
		t.Errorf("it shows a secret, or the request without room for it:\n%s", text)
	}
	s.Focus(agora.PathPubBotUID)
	text = kittest.Text(s, 140, 30)
	if !strings.Contains(text, `▌     "pubBotUid": "88222"`) || strings.Count(text, "▌") != 1 {
		t.Errorf("the lines of the question are not marked:\n%s", text)
	}
}

// The request has the room that the window leaves it: an everyday channel stands there whole.
func TestAChannelStandsWholeInTheRequest(t *testing.T) {
	tell, _ := teller()
	answers := legal()
	answers[agora.PathChannelName] = "town-hall-1124"
	text := kittest.Text(New(answering(t, answers), form.StepChannel, tell), 120, 30)
	if !strings.Contains(text, `"channelName": "town-hall-1124"`) {
		t.Errorf("it shows\n%s", text)
	}
	for line := range strings.Lines(text) {
		if ansi.StringWidth(strings.TrimRight(line, "\n")) > 120 {
			t.Errorf("this is too wide: %q", line)
		}
	}
}

func TestANarrowWindowSaysWhichStepItIs(t *testing.T) {
	tell, _ := teller()
	s := New(answering(t, legal()), form.StepLanguages, tell)
	for _, size := range [][2]int{{140, 36}, {110, 30}, {80, 20}, {79, 20}, {60, 16}, {40, 8}} {
		text := kittest.Text(s, size[0], size[1])
		lines := strings.Split(text, "\n")
		narrow := strings.Contains(text, "Step 2 of 6  Languages")
		if narrow != (size[0] < 80) || len(lines) > size[1] || !strings.Contains(text, "┃") {
			t.Errorf("at %v it shows\n%s", size, text)
		}
		for _, line := range lines {
			if ansi.StringWidth(line) > size[0] {
				t.Errorf("at %v this is too wide: %q", size, line)
			}
		}
	}
}
