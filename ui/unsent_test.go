package ui

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// precious begins a start and leaves it unsent.
func (d *desk) precious() {
	d.t.Helper()
	d.press("n")
	d.types("precious")
	d.press("esc")
	d.must("Unsent answers", "precious")
}

// kept returns the channel of the unsent answers on the disk; empty: there are none.
func (d *desk) kept() string {
	d.t.Helper()
	k, err := readKept(d.session, d.session.LoadDraft, d.m.project())
	if err != nil {
		d.t.Fatal(err)
	}
	if k == nil {
		return ""
	}
	return k.draft.Text(agora.PathChannelName)
}

// TestNoRoadReplacesUnsentAnswersUnasked goes each road that leads to other answers,
// changes one of them and leaves.
func TestNoRoadReplacesUnsentAnswersUnasked(t *testing.T) {
	t.Parallel()
	rename := func(d *desk) {
		d.press("home", "down", "enter", "end", "x", "enter")
		d.must("Start")
	}
	roads := map[string]func(d *desk){
		"preset":       func(d *desk) { d.press("end", "enter"); rename(d) },
		"edit":         func(d *desk) { d.press("end", "e"); d.types("x"); d.press("enter") },
		"last answers": func(d *desk) { d.press("l"); rename(d) },
		"another": func(d *desk) {
			d.run(d.m.watch(started(d.t, d.session, "town-hall", same)))
			d.press("n")
			rename(d)
		},
		"paste": func(d *desk) { d.tell(tea.PasteMsg{Content: pastedCurl}); d.press("enter") },
	}
	for name, road := range roads {
		for _, leave := range []string{"esc", "ctrl+c"} {
			t.Run(name+" "+leave, func(t *testing.T) {
				t.Parallel()
				d := newDesk(t, rigOptions{home: withReady(t, "demo")})
				d.started("last")
				d.precious()
				road(d)
				if got := d.kept(); got != "precious" {
					t.Fatalf("the unsent answers are %q before one has left", got)
				}
				d.leaveBy(leave)
				d.must("Unsent answers", "precious", "Only one start is kept")
				d.press("esc")
				d.leaveBy(leave)
				d.calm()
				d.press("k")
				if leave == "ctrl+c" { // the task of the last answers runs on
					d.must("Leave?", "until")
					d.calm()
					d.press("l")
				}
				if got := d.kept(); got != "precious" {
					t.Errorf("the unsent answers are %q, and not those that were to be kept", got)
				}
				if leave == "ctrl+c" {
					if !d.quit {
						t.Error("the program goes on")
					}
					return
				}
				d.home()
				road(d)
				d.leaveBy(leave)
				d.calm()
				d.press("y")
				if got := d.kept(); got == "precious" || got == "" {
					t.Errorf("the unsent answers are %q, and not the others", got)
				}
				d.home()
				d.must("Unsent answers")
			})
		}
	}
}

// home goes on home where one came from a task.
func (d *desk) home() {
	d.t.Helper()
	if _, is := d.m.screen.(*taskScreen); is {
		d.press("esc")
	}
	d.must("Home")
}

// leaveBy leaves by a key: home by esc, as often as it takes.
func (d *desk) leaveBy(key string) {
	d.t.Helper()
	if key != "esc" {
		d.press(key)
		return
	}
	for range 4 {
		if d.press("esc"); d.m.draft == nil || d.m.over != nil || d.m.screen == screen(d.m.home) {
			return
		}
	}
	d.t.Fatalf("esc leads nowhere:\n%s", d.text())
}

// started starts a task for a channel and goes home, so that there are last answers.
func (d *desk) started(channel string) {
	d.t.Helper()
	d.minimalWalk(channel)
	d.calm()
	d.press("s")
	d.must("bots")
	d.press("esc")
	d.must("Last answers", channel)
}

// TestWhatIsOnlyLookedAtReplacesNoUnsentAnswers goes the same roads, and changes nothing.
func TestWhatIsOnlyLookedAtReplacesNoUnsentAnswers(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.started("last")
	d.precious()
	for name, look := range map[string]func(){
		"preset": func() { d.press("end", "enter") }, "edit": func() { d.press("end", "e") },
		"last answers": func() { d.press("l") },
		"another": func() {
			d.run(d.m.watch(started(t, d.session, "town-hall", same)))
			d.press("n")
		},
	} {
		look()
		d.leaveBy("esc")
		if d.m.over != nil || d.kept() != "precious" {
			t.Errorf("%s: the unsent answers are %q, on\n%s", name, d.kept(), d.text())
		}
	}
}

// TestAStartOfOtherAnswersLeavesTheUnsentOnes starts a preset and the last answers.
func TestAStartOfOtherAnswersLeavesTheUnsentOnes(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.precious()
	d.press("end", "enter")
	d.calm()
	d.press("s")
	d.must("bots")
	d.press("esc")
	d.must("Unsent answers", "precious", "Last answers")
	if got := d.kept(); got != "precious" {
		t.Errorf("the unsent answers are %q after a preset was started", got)
	}
	d.press("g")
	d.must("Languages")
	d.types("en-us")
	d.press("enter")
	d.calm()
	d.press("s")
	d.must("bots")
	if got := d.kept(); got != "" {
		t.Errorf("the answers for %q are still unsent though they were sent", got)
	}
	if n := len(d.ledgerTasks()); n != 2 {
		t.Errorf("%d tasks were started", n)
	}
}

// ledgerTasks are the attempts that were sent.
func (d *desk) ledgerTasks() (out []*attempt.Attempt) {
	for _, a := range d.m.back.attempts {
		if a.Sends() > 0 {
			out = append(out, a)
		}
	}
	return out
}

// TestUnsentAnswersOfABurstAtTheStartAreNotReplaced leaves a preset that the command line
// names before the files were read.
func TestUnsentAnswersOfABurstAtTheStartAreNotReplaced(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	d := newDesk(t, rigOptions{home: home})
	d.precious()
	path := filepath.Join(home, "state", "draft.json")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d.press("end", "enter")
	d.m.stored.loaded, d.m.stored.unsent = false, nil // as it is before that
	d.m.draft.Set(agora.PathChannelName, "late", "typed")
	d.run(d.m.keepDraft())
	if after, _ := os.ReadFile(path); string(after) != string(before) || !strings.Contains(string(after), "precious") {
		t.Errorf("the unsent answers are\n%s", after)
	}
}

func TestANewTaskAsksWhatBecomesOfUnsentAnswers(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.precious()
	d.press("n")
	d.must("There are unsent answers: precious. A new task takes their place.")
	d.press("y") // in the first moment it is held
	d.must("press y again")
	d.press("esc")
	d.must("Home")
	d.press("n")
	d.calm()
	d.press("g")
	d.must("New task", "Languages")
	d.leaveBy("esc")
	d.press("n", "enter") // in the first moment it is held, too
	d.must("enter go on with them", "press enter again")
	d.calm()
	d.press("enter") // alone leads on, and never round
	d.must("New task", "Languages")
	d.leaveBy("esc")
	d.press("n")
	d.calm()
	d.press("y")
	d.types("other")
	d.leaveBy("esc")
	if got := d.kept(); got != "other" {
		t.Errorf("the unsent answers are %q", got)
	}
}

// Who types n and a name at once, as on a home without unsent answers, answers nothing by
// the letters of the name.
func TestANameThatIsTypedAnswersNotTheQuestionOfUnsentAnswers(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.precious()
	d.press("n")
	d.types("gently-nosy")
	d.must("There are unsent answers", "g go on with them")
	d.calm()
	d.press("g")
	d.must("Spoken in the channel", "✓ 1 Channel and bots") // which has a name
}

// TestAnswersOnTheirWayAreNoUnsentOnes looks from another window while answers are sent that
// were kept as unsent, and after Agora refused them.
func TestAnswersOnTheirWayAreNoUnsentOnes(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	window := func(sees, not string) {
		t.Helper()
		for !r.model.keeper.isDone() { // the answers are being written
			runtime.Gosched()
		}
		d := newDesk(t, rigOptions{home: r.home})
		d.must(sees + " town-hall")
		d.mustNotShow(not)
	}
	r.toReview()
	for range 6 {
		r.keys(term.Esc)
	}
	r.see("Unsent answers town-hall")
	window("Unsent answers", "Last answers")

	r.keys("n", "A new task takes their place")
	r.calm()
	r.keys("g", "ready to send")
	r.calm()
	r.wire.Answer("start", 400, "", `{"message":"no"}`)
	release := r.wire.Hold("start")
	defer release()
	r.keys("s", "stop it as soon as it is known")
	r.settled()
	window("Last answers", "Unsent answers")

	release()
	r.see("nothing was started")
	r.settled()
	window("Unsent answers", "Last answers")
}

// TestTheTimeOfTheLastAnswersIsWhenTheyWereSent goes home from a task.
func TestTheTimeOfTheLastAnswersIsWhenTheyWereSent(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.minimalWalk("last")
	d.calm()
	d.press("s")
	d.must("STARTED")
	_, sent, err := d.session.LoadSent()
	if err != nil {
		t.Fatal(err)
	}
	d.press("esc")
	d.must("Home")
	if _, kept, err := d.session.LoadSent(); err != nil || !kept.Equal(sent) {
		t.Errorf("they were sent at %v, and it says %v, %v", sent, kept, err)
	}
}
