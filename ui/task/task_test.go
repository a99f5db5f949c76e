package task

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

func TestEachKeyOfARunningTaskTellsOneOutcome(t *testing.T) {
	s, w := running(t)
	own := map[string]Outcome{"n": Another, "ctrl+s": Save}
	for key, want := range map[string]Outcome{
		"e": Remind, "q": Quit, "ctrl+c": Quit, "esc": GoHome, "h": GoHome, "r": AskNow, "b": Bundle,
		"y": Copy{"task id", "task-1"},
	} {
		kittest.Do(t, s.Keys(), key)
		if w.last(t) != want {
			t.Errorf("%s tells %v, want %v", key, w.last(t), want)
		}
	}
	for key, want := range own {
		kittest.Do(t, s.Keys(), key)
		if w.last(t) != want {
			t.Errorf("%s tells %v, want %v", key, w.last(t), want)
		}
	}
	without := func(when string, keys ...string) {
		t.Helper()
		for _, key := range keys {
			if _, has := kit.Find(s.Keys(), key); has {
				t.Errorf("%s works %s", key, when)
			}
		}
	}
	w.Change.Wanted = true
	without("while it is being changed", "u")
	w.Ending = true
	without("while it is being stopped", "x", "u", "r", "e")
	w.Change.Wanted, w.Ending = false, false
	end(t, w.Attempt, attempt.HowStopped)
	without("after the end", "x", "u", "r", "e", "w")
	if b, _ := kit.Find(s.Keys(), "n"); b.What() != "start again" {
		t.Errorf("n would %q", b.What())
	}
}

func TestAStopIsAskedFirst(t *testing.T) {
	s, w := running(t)
	kittest.Do(t, s.Keys(), "x")
	asked := w.last(t).(Ask)
	if asked.Text != "Stop the task in hall? Subtitles end at once." || asked.Bad {
		t.Errorf("it asks %q", asked.Text)
	}
	for _, key := range []string{"y", "x"} {
		if b, _ := kit.Find(asked.Answers, key); !b.IsHeld() {
			t.Errorf("%s is taken at once", key)
		}
		if kittest.Do(t, asked.Answers, key); w.last(t) != Stop {
			t.Errorf("%s tells %v", key, w.last(t))
		}
	}
	for _, key := range []string{"n", "esc"} {
		w.told = nil
		kittest.Do(t, asked.Answers, key)
		if want := []Outcome{Stay, Say{Words: "not stopped: it runs on and costs money"}}; !slices.Equal(w.told, want) {
			t.Errorf("%s tells %v, want %v", key, w.told, want)
		}
	}
	unsure, v := lost(t)
	kittest.Do(t, unsure.Keys(), "x")
	kittest.Do(t, v.last(t).(Ask).Answers, "esc")
	if want := (Say{Words: "not stopped: it may run on and cost money"}); v.last(t) != want {
		t.Errorf("of one in doubt a no tells %v", v.last(t))
	}
	w.mark = "REAL"
	if kittest.Do(t, s.Keys(), "x"); w.last(t) != StopIfSure {
		t.Errorf("on production x tells %v", w.last(t))
	}
}

func TestAStartWithoutAnAnswerIsFoundOutOrLeftAlone(t *testing.T) {
	s, w := lost(t)
	w.mark = "REAL"
	kittest.Do(t, s.Keys(), "x")
	asked := w.last(t).(Ask)
	const want = "Find out whether a task runs in hall, and stop it? This is REAL, connection acme."
	if asked.Text != want || !asked.Bad {
		t.Errorf("it asks %q", asked.Text)
	}
	for key, want := range map[string]Outcome{"r": Check, "a": SendAgain} {
		if kittest.Do(t, s.Keys(), key); w.last(t) != want {
			t.Errorf("%s tells %v, want %v", key, w.last(t), want)
		}
	}
	w.Settles = true
	if _, has := kit.Find(s.Keys(), "r"); has {
		t.Error("r works while it is found out")
	}
	if kittest.Do(t, s.Keys(), "s"); w.last(t) != Rest {
		t.Errorf("s tells %v", w.last(t))
	}
	w.Settles = false
	if _, has := kit.Find(s.Keys(), "o"); has {
		t.Error("the last road is open before the others were tried")
	}
	w.Given = true
	if first := s.Keys()[0]; first.Show() != "o" {
		t.Errorf("what ends it is not first in the footer, but %s", first.What())
	}
	kittest.Do(t, s.Keys(), "o")
	asked = w.last(t).(Ask)
	if !strings.Contains(asked.Text, "Nobody else is touched. This is REAL") {
		t.Errorf("it asks %q", asked.Text)
	}
	if kittest.Do(t, asked.Answers, "y"); w.last(t) != Remove {
		t.Errorf("a yes tells %v", w.last(t))
	}
}

func TestLeavingIsAskedAboutAsLongAsItIsTrue(t *testing.T) {
	s, w := running(t)
	asked, asks := s.Leave()
	if !asks || !strings.Contains(asked.Text, "The task in hall goes on until it stops.") {
		t.Fatalf("it asks %v, %q", asks, asked.Text)
	}
	w.others = []string{"hall (de-DE)", "gala"}
	if more, _ := s.Leave(); len(asked.More) != 1 || more.More[1] != "Left running besides: hall (de-DE) and gala." {
		t.Errorf("besides one it names %q, besides two %q", asked.More, more.More)
	}
	if asked.Hears(); len(w.told) > 0 {
		t.Errorf("nothing happened, and it tells %v", w.told)
	}
	kittest.Do(t, asked.Answers, "l")
	kittest.Do(t, asked.Answers, "x")
	kittest.Do(t, asked.Answers, "n")
	if want := []Outcome{LeaveRunning, StopThenLeave, Stay}; !slices.Equal(w.told, want) {
		t.Errorf("it tells %v, want %v", w.told, want)
	}
	w.told = nil
	end(t, w.Attempt, attempt.HowGone)
	asked.Hears()
	said, ok := w.last(t).(Say)
	if w.told[0] != Stay || !ok || !strings.HasSuffix(said.Words, ": nothing is left to be stopped") {
		t.Errorf("after the end it tells %v", w.told)
	}
	if _, asks := s.Leave(); asks {
		t.Error("it asks after the end")
	}
}

func TestLeavingAStopIsAskedAboutElsewhere(t *testing.T) {
	s, w := running(t)
	w.Ending = true
	if _, asks := s.Leave(); asks {
		t.Error("it asks")
	}
	s, w = lost(t)
	asked, asks := s.Leave()
	if !asks {
		t.Fatal("it does not ask")
	}
	if kittest.Do(t, asked.Answers, "l"); w.last(t) != LeaveUnknown {
		t.Errorf("leaving tells %v", w.last(t))
	}
	w.Ending = true
	if asked.Hears(); len(w.told) != 2 || w.told[1] != Stay {
		t.Errorf("as a stop began it tells %v", w.told)
	}
}

func TestThePassedReminderRingsOnce(t *testing.T) {
	s, w := running(t)
	if err := w.Attempt.Plan(w.now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	look := func(want int) {
		t.Helper()
		s.LookAtReminder()
		if len(w.told) != want {
			t.Errorf("it told %v", w.told)
		}
	}
	look(0)
	w.now = w.now.Add(time.Minute)
	look(1)
	look(1)
	s.Planned()
	look(2)
	if text := kittest.Text(s, 100, 30); !strings.Contains(text, "x stops it, e sets another.") {
		t.Errorf("it shows\n%s", text)
	}
	end(t, w.Attempt, attempt.HowGone)
	s.Planned()
	look(2)
}

func TestWhatMovesAndWhatCounts(t *testing.T) {
	s, w := running(t)
	w.InFlight = true
	if s.Waits() || !s.Counts() {
		t.Error("a question to a running task moves, or time stands still")
	}
	w.Ending = true
	if !s.Waits() || !strings.Contains(kittest.Text(s, 100, 30), "* Stopping…") {
		t.Error("a stop under way does not move")
	}
	end(t, w.Attempt, attempt.HowStopped)
	if s.Counts() {
		t.Error("time passes after the end")
	}
}

func TestTroubleIsTheWorstThatIsShown(t *testing.T) {
	s, w := running(t)
	if e := s.Trouble(); e != nil {
		t.Errorf("it is %v", e)
	}
	w.Err = errors.New("silence")
	if e := s.Trouble(); e == nil || e.Raw != "silence" {
		t.Errorf("it is %v", e)
	}
	w.StopErr = &SecretError{"acme", "the keyring is locked"}
	e := s.Trouble()
	const want = "The customer secret of acme was not given, and the keyring is locked."
	if e == nil || e.What != want || e.Do != "give it after x or r" {
		t.Errorf("it is %v", e)
	}
}

func TestWhatToLookAtFitsTheAnswers(t *testing.T) {
	s, w := running(t)
	none, gcm := 0, 7
	for _, c := range []struct {
		request agora.Request
		known   bool
		want    string
	}{
		{agora.Request{}, false, "If the channel is encrypted"},
		{agora.Request{}, true, "Encryption is off here"},
		{agora.Request{RTC: agora.RTCConfig{CryptionMode: &none}}, true, "Encryption is off here"},
		{agora.Request{RTC: agora.RTCConfig{CryptionMode: &gcm}}, true, "Encryption is on: mode, secret and salt"},
		{agora.Request{RTC: agora.RTCConfig{SubscribeAudioUIDs: []string{"7"}}}, true, "Only some users are transcribed here"},
	} {
		if told := strings.Join(checks(c.request, c.known), "\n"); !strings.Contains(told, c.want) {
			t.Errorf("there is no %q in\n%s", c.want, told)
		}
	}
	kittest.Do(t, s.Keys(), "w")
	if text := kittest.Text(s, 100, 30); !strings.Contains(text, "no subtitles come?") || len(w.told) > 0 {
		t.Errorf("it shows\n%s", text)
	}
	kittest.Do(t, s.Keys(), "esc")
	if text := kittest.Text(s, 100, 30); strings.Contains(text, "no subtitles come?") || len(w.told) > 0 {
		t.Errorf("afterwards it shows\n%s", text)
	}
}
