package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
)

// TestEnterStartsThoughThereIsAWarning is the walk of somebody in a hurry, and of somebody
// who looks at the warning first.
func TestEnterStartsThoughThereIsAWarning(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, rigOptions{home: withReady(t, "demo"), api: v})
			d.press("enter")
			d.m.draft.Set(agora.PathMaxIdleTime, "7200", form.Typed)
			d.run(d.m.showReview())
			d.must("❯   Start transcription", "1 warning", "a forgotten task goes on for 2 hours", "enter start")
			d.press("enter") // which the screen does not take yet
			d.must("press enter again", "a forgotten task goes on for 2 hours")
			for !strings.Contains(d.text(), "❯ ! Ends") {
				d.press("down")
			}
			d.must("enter change this line")
			d.press("enter")
			d.must("Idle time")
			d.press("enter")
			d.must("❯   Start transcription")
			d.calm()
			d.press("enter")
			d.must("Reminder", "spoken")
		})
	}
}

// TestEscOfTheReviewLeadsToWhereOneCameFrom goes the roads on which no question was asked.
func TestEscOfTheReviewLeadsToWhereOneCameFrom(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.started("last")
	task := started(t, d.session, "town-hall", same)
	for name, road := range map[string]struct {
		come func()
		back string
	}{
		"preset":       {func() { d.press("end", "enter") }, "Home"},
		"last answers": {func() { d.press("l") }, "Home"},
		"another":      {func() { d.run(d.m.watch(task)); d.press("n") }, "n another"},
		"paste":        {func() { d.tell(tea.PasteMsg{Content: pastedCurl}); d.press("enter") }, "Unsent answers"},
	} {
		road.come()
		d.must("Start transcription")
		d.press("esc")
		if d.must(road.back); d.m.over != nil {
			t.Errorf("%s: esc asks\n%s", name, d.text())
		}
		if d.press("h"); name != "paste" {
			continue
		}
		d.press("g")
		d.must("Start transcription", "import")
		d.press("a") // the steps are there all the same
		d.must("Channel name", "demo")
		d.press("esc")
		d.must("Home", "Unsent answers")
		d.press("g", "shift+tab", "ctrl+r", "esc")
		d.must("Channel name") // where one came from now
		d.press("esc")
		d.must("Home")
		d.run(func() tea.Msg { return d.session.DropDraft() })
		d.press("r")
	}
}

func TestAPresetThatIsEditedIsOfferedToBeSaved(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.press("end", "e")
	d.must("ctrl+s save preset")
	d.types("-2")
	d.press("ctrl+r")
	d.must("❯   Save preset", "Start transcription", "enter save preset   ctrl+s save preset   s start")
	d.press("enter")
	d.must("Save as preset", "Will replace ready.yaml")
	d.press("enter")
	d.must("Home", "saved as preset ready")
	p, err := d.session.Presets.Load("ready")
	if err != nil || p.Values[agora.PathChannelName] != "demo-2" || d.kept() != "" {
		t.Errorf("the preset has %v, %v; unsent is %q", p.Values, err, d.kept())
	}
	if n := len(d.m.back.attempts); n != 0 {
		t.Errorf("%d attempts were made", n)
	}
	d.press("end", "e", "ctrl+r")
	d.calm()
	d.press("s")
	d.must("Reminder", "spoken") // starting stays possible
	d.press("esc")
	d.press("end", "enter") // used, and not edited
	if text := d.text(); strings.Contains(text, "Save preset") {
		t.Errorf("a preset that is used is offered to be saved:\n%s", text)
	}
}

func TestTheQuestionOfASecondTaskIsThereAfterALookAtTheTasks(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, rigOptions{home: withReady(t, "demo"), api: v})
			d.started("demo")
			d.started("other")
			ask := func() {
				d.press("end", "enter")
				d.calm()
				d.press("s")
				d.must("Start a second task?", "t")
				d.press("t")
				d.must("Tasks", "esc the question")
			}
			ask()
			onDemo := func() bool {
				_, row, _ := strings.Cut(d.text(), "❯")
				row, _, _ = strings.Cut(row, "\n")
				return strings.Contains(row, "demo")
			}
			if !onDemo() { // what the question is about, and none that began later
				t.Errorf("it stands elsewhere:\n%s", d.text())
			}
			d.press("enter")
			d.must("esc tasks")
			d.press("esc")
			if d.must("Tasks", "esc the question"); !onDemo() {
				t.Errorf("it comes back to elsewhere:\n%s", d.text())
			}
			d.press("esc")
			d.must("Start a second task?")
			d.press("esc")
			d.must("Start transcription")
			d.press("h")
			ask()
			d.press("x")
			d.calm()
			d.press("y")
			for range 20 {
				if d.attempt("demo").Open() {
					d.ringOne()
				}
			}
			d.press("esc")
			d.must("Start transcription", "what ran in this channel has ended")
		})
	}
}

// What a yes would mean is told as it is now, not as it was when it was asked.
func TestTheQuestionOfASecondTaskFollowsTheFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.started("demo")
	d.press("end", "enter")
	d.calm()
	d.press("s")
	d.must("Start a second task?", "since 14:00")
	a := d.m.back.attempts[0]
	if err := a.Ended(attempt.HowStopped); err != nil {
		t.Fatal(err)
	}
	d.m.fact(tickedMsg{})
	if text := d.text(); strings.Contains(text, "Start a second task?") || !strings.Contains(text, "what ran in this channel has ended") {
		t.Errorf("after its end it shows\n%s", text)
	}
}

// TestEscOfTheReviewLeadsToTheQuestionThatLedThere answers questions from the review on, also
// those of another step.
func TestEscOfTheReviewLeadsToTheQuestionThatLedThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	step := func() form.Step { return d.m.screen.(*wizardScreen).of.Step() }
	d.press("n", "h", "enter", "e", "n", "enter")
	d.must("Start transcription")
	d.run(d.m.editKey(agora.PathChannelName))
	d.press("enter", "esc")
	if step() != form.StepChannel {
		t.Errorf("after the channel was edited esc leads to %v", step())
	}
	d.press("ctrl+r")
	d.run(d.m.editKey(agora.PathChannelName))
	d.press("alt+4", "ctrl+r")
	d.must("Start transcription")
	d.press("esc")
	if step() != form.StepCaptions {
		t.Errorf("from a later step esc leads to %v", step())
	}
	for _, want := range []form.Step{form.StepChannel, form.StepLanguages, form.StepChannel} {
		if d.press("esc"); step() != want {
			t.Errorf("esc leads on to %v, want %v", step(), want)
		}
	}
	d.press("esc")
	d.must("Unsent answers")

	d.press("end", "enter") // a preset that asks nothing
	d.must("Start transcription")
	d.run(d.m.editKey(agora.PathChannelName))
	d.press("alt+4", "ctrl+r", "esc")
	if step() != form.StepCaptions {
		t.Errorf("of a preset esc leads to %v", step())
	}
	d.press("ctrl+r")
	d.must("Start transcription")
}
