package ui

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// A first task takes five keys beside the words.
func TestAFirstTaskTakesFiveKeys(t *testing.T) {
	t.Parallel()
	for _, last := range []string{"s", term.Enter} {
		for _, v := range agora.Versions() {
			r := start(t, rigOptions{api: v})
			r.see("new task")
			r.keys("ntown-hall"+term.Enter+"en"+term.Enter, "ready to send", "❯  Start transcription")
			r.mustText(agora.PathChannelName, "town-hall", agora.PathLanguages, "en-US")
			r.calm()
			r.keys(last, "e remind")
			r.mustState(attempt.Started)
			r.end()
		}
	}
}

// From a preset to a task takes three keys and the channel.
func TestFromAPresetATaskTakesThreeKeysAndTheChannel(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/town-hall.yaml", townHall)
	r := start(t, rigOptions{home: home})
	r.see("❯ Weekly town hall")
	r.keys(term.Enter, "Channel name")
	r.keys(term.CtrlU+"gala"+term.Enter, "ready to send")
	r.calm()
	r.keys("s", "47091 listens")
	r.mustState(attempt.Started)
	if got := r.attempts()[0].Intent().Channel; got != "gala" {
		t.Errorf("it runs in %q", got)
	}
}

func TestTheLastAnswersTakeTwoKeysToATaskAndItTakesTwoToStop(t *testing.T) {
	t.Parallel()
	home, at := t.TempDir(), newClock()
	r := start(t, rigOptions{home: home, clock: at})
	r.toReview()
	r.sent()
	r.keys("h", "Last answers")
	r.calm()
	r.keys("x", "Stop the task")
	r.calm()
	r.keys("y")
	r.live(time.Second, "– Ended")
	r.mustState(attempt.Stopped)
	r.keys("h", "Last answers", "ended")
	r.keys("l", "ready to send")
	r.calm()
	r.keys("s", "listens")
	r.mustState(attempt.Started, attempt.Stopped)
}

func TestSavingTakesTwoKeysAndTheTitleAndAgainTwo(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.keys(term.CtrlS, "Save as preset", "Title", "Will be saved as town-hall.yaml")
	r.keys("My support call", "Will be saved as my-support-call.yaml")
	r.keys(term.Enter, "saved as preset my-support-call")
	p, err := r.session.Presets.Load("my-support-call")
	if err != nil || p.Title != "My support call" || p.Values[agora.PathLanguages] != "en-US" {
		t.Fatalf("the preset is %+v, %v", p, err)
	}
	r.keys(term.Esc, "Spoken in the channel")
	r.keys(term.Esc, "Channel name") // at the question that led on
	r.keys("\x1b1"+"-2", "town-hall-2")
	r.keys(term.CtrlS, "My support call", "Will replace my-support-call.yaml")
	r.keys(term.Enter, "saved as preset my-support-call")
	p, err = r.session.Presets.Load("my-support-call")
	if err != nil || p.Title != "My support call" || p.Values[agora.PathChannelName] != "town-hall-2" {
		t.Fatalf("saved again it is %+v, %v", p, err)
	}
	r.keys(term.CtrlS, "My support call")
	r.keys("My support call, Spanish"+term.Enter, "saved as preset my-support-call-spanish")
	if entries, err := r.session.Presets.List(); err != nil || len(entries) != 2 {
		t.Errorf("there are %d presets, %v", len(entries), err)
	}
}

func TestTheReviewComesBackToTheLineThatWasEdited(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	for _, leave := range []string{term.Enter, term.Esc, term.CtrlR} {
		r.keys(term.Home+term.Down+term.Down, "❯   Bots")
		r.keys(term.Enter, "enter done")
		r.keys(leave, "ready to send", "❯   Bots")
	}
	r.keys(term.Home+term.Down+term.Enter, "enter done")
	r.keys(term.End+"/"+term.CtrlR, "1 wrong", "❯ ✗ Channel name")
}
