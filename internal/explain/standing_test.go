package explain

import (
	"cmp"
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/words"
)

func TestOneWordAndOneHealthSayHowATaskStands(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return now }})
	in := attempt.Intent{Version: agora.V7, Channel: "hall", AppID: "app", BaseURL: "https://a.example"}
	a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	runs := Doing{Status: agora.StatusRunning}
	for _, test := range []struct {
		doing Doing
		want  Standing
	}{
		{Doing{}, Standing{Health: words.Busy, Word: "not asked yet"}},
		{Doing{Status: agora.StatusRunning, Err: &attempt.OwnedError{}}, Standing{Health: words.Well, Word: "running"}},
		{Doing{Err: &attempt.BotsStayError{}}, Standing{Health: words.Look, Word: "end not proved", Full: "gone for Agora, not proved yet"}},
		{runs, Standing{Health: words.Well, Word: "running"}},
		{Doing{Status: agora.StatusFailureStop}, Standing{Health: words.Alarm, Word: "not stopped", Full: "Agora could not stop it"}},
		{Doing{Status: agora.StatusRunning, Err: errors.New("silence")}, Standing{Health: words.Look, Word: "no answer", Full: "running, Agora did not answer"}},
		{Doing{Status: agora.StatusRunning, Barred: true}, Standing{Health: words.Alarm, Word: "can't be asked", Full: "running, can't be asked for"}},
		{Doing{Awaits: true}, Standing{Health: words.Look, Word: "not asked", Full: "running, not asked for"}},
		{Doing{Status: agora.StatusRunning, Ending: true}, Standing{Health: words.Busy, Word: "stopping"}},
		{Doing{Status: agora.StatusRunning, NotStopped: true}, Standing{Health: words.Alarm, Word: "not stopped", Full: "not stopped, goes on"}},
	} {
		if got := StandingOf(a, test.doing, now); got != test.want {
			t.Errorf("%+v: %+v, want %+v", test.doing, got, test.want)
		}
	}
	with := func(state arriving.State, why arriving.Why, doubt bool) Doing {
		return Doing{Status: agora.StatusRunning, Captions: Captions(arriving.Report{State: state, Why: why, Doubt: doubt, Last: now}, nil, now, Context{})}
	}
	for _, test := range []struct {
		doing Doing
		want  Standing
	}{
		{with(arriving.Arriving, "", false), Standing{Health: words.Well, Word: "running", Full: "running, captions arriving"}},
		{with(arriving.Waiting, "", false), Standing{Health: words.Well, Word: "running", Full: "running, captions waiting"}},
		{with(arriving.Waiting, arriving.NeverCame, true), Standing{Health: words.Look, Word: "no captions yet", Full: "running, no captions yet", Seen: true}},
		{with(arriving.Quiet, arriving.NoFile, true), Standing{Health: words.Look, Word: "captions quiet", Full: "running, captions quiet", Seen: true}},
		{with(arriving.CantTell, arriving.NoLook, false), Standing{Health: words.Look, Word: "captions unseen", Full: "running, captions unseen", Seen: true}},
		{with(arriving.CantTell, arriving.NotStored, false), Standing{Health: words.Well, Word: "running", Full: "running, captions unseen"}},
		{with(arriving.Stopped, arriving.SilenceStored, false), Standing{Health: words.Alarm, Word: "captions stopped", Full: "running, captions stopped", Seen: true}},
		{with(arriving.Stopped, arriving.LanguageStopped, false), Standing{Health: words.Alarm, Word: "language stopped", Full: "running, language stopped", Seen: true}},
	} {
		if got := StandingOf(a, test.doing, now); got != test.want || len(got.Word) > WidestStanding {
			t.Errorf("%+v, want %+v", got, test.want)
		}
	}
	if err := a.Plan(now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Hour)
	if got, want := StandingOf(a, runs, now), (Standing{Health: words.Look, Word: "running", Overdue: true}); got != want {
		t.Errorf("past its reminder: %+v, want %+v", got, want)
	}
	for state, s := range standings {
		if len(s.Word) > WidestStanding || state.Final() != (s.Health == words.Over) && state != attempt.Intended {
			t.Errorf("%s: %+v", state, s)
		}
	}
	if err := a.Ended(attempt.HowStopped); err != nil {
		t.Fatal(err)
	}
	if got, want := StandingOf(a, runs, now), (Standing{Word: "ended"}); got != want {
		t.Errorf("at its end: %+v, want %+v", got, want)
	}
}

// One word for a status, wherever it is said; none is called running or ended before it is.
func TestAStatusHasOneWord(t *testing.T) {
	want := map[agora.Status]string{
		agora.StatusInProgress: "running", agora.StatusRunning: "running", agora.StatusStopping: "stopping",
		agora.StatusStopped: "stopping", agora.StatusFailed: "stopping", agora.StatusFailureStop: "not stopped",
		agora.StatusRecovering: "in trouble",
	}
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		for _, s := range v.Statuses() {
			word := StatusWord(s)
			if word != cmp.Or(want[s], "starting") || len(word) > WidestStanding {
				t.Errorf("%s is called %q", s, word)
			}
			if words := s.Meaning(); word == "starting" && strings.Contains(words, "started") {
				t.Errorf("%s is %q and %q", s, word, words)
			}
		}
	}
}
