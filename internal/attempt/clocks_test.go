package attempt

import (
	"os"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/uptime"
)

func TestMomentsGoByTheMachinesOwnClockWhereTheyCan(t *testing.T) {
	m := func(wall time.Duration, boot string, up time.Duration) moment { return moment{at.Add(wall), boot, up} }
	tests := []struct {
		name     string
		then, on moment
		want     time.Duration
	}{
		{"both clocks agree", m(0, "a", 0), m(time.Minute, "a", time.Minute), time.Minute},
		{"the clock was set forward", m(0, "a", 0), m(time.Hour, "a", time.Minute), time.Minute},
		{"the clock was set back", m(0, "a", 0), m(-time.Hour, "a", time.Minute), time.Minute},
		{"the machine was restarted", m(0, "a", time.Hour), m(time.Minute, "b", time.Second), time.Minute},
		{"there is no other clock", m(0, "", 0), m(time.Minute, "", 0), time.Minute},
		{"never less than nothing", m(0, "", 0), m(-time.Hour, "", 0), 0},
		{"nor by its own clock", m(0, "a", time.Hour), m(time.Hour, "a", time.Minute), 0},
	}
	for _, test := range tests {
		if got := test.on.since(test.then); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if before := test.then.before(test.on); before != (test.want > 0) {
			t.Errorf("%s: before %v", test.name, before)
		}
	}
}

func TestTheMachineTellsItsUptime(t *testing.T) {
	boot, up := uptime.Machine()
	again, later := uptime.Machine()
	if boot != again || later < up || (boot == "") != (up == 0) {
		t.Errorf("%q %s, then %q %s", boot, up, again, later)
	}
	j := Open(t.TempDir(), Options{})
	if m := j.moment(j.local.up); m.boot != boot || m.at != m.at.Round(0) || time.Since(m.at).Abs() > time.Minute {
		t.Errorf("%+v", m)
	}
	if m := Open(t.TempDir(), Options{Now: time.Now}).moment(nil); m.boot != "" {
		t.Errorf("a clock from outside goes with the machine's own: %+v", m)
	}
}

// TestSettlingUnderClocksThatAreSet is a start that never arrived, or one whose
// answer was lost, with the clock set or the machine asleep at the worst moment.
func TestSettlingUnderClocksThatAreSet(t *testing.T) {
	tests := []struct {
		name  string
		after func(w *world) // happens when the first answer is lost
		late  time.Duration  // how much longer than 340 s it may take
	}{
		{"set forward", func(w *world) { w.skew += time.Hour }, 0},
		{"set back", func(w *world) { w.skew -= time.Hour }, 0},
		{"set back by years", func(w *world) { w.skew -= 50000 * time.Hour }, 0},
		{"asleep for hours", func(w *world) { w.pass(5 * time.Hour) }, 5 * time.Hour},
		{"restarted", func(w *world) { w.pass(time.Minute); w.boot++; w.bootAt = w.passed }, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w, j := kind(t)
			api := &lossy{w, w, all("before")}
			a := sentOnce(t, j, api, botted())
			test.after(w)
			s := NewSettler(a, api, SettleOptions{})
			if left := s.CertainAt().Sub(w.Now()); left > 340*time.Second || left <= 0 && test.late == 0 {
				t.Errorf("it says that it will be certain in %s", left)
			}
			if err := s.Run(t.Context(), nil); err != nil || a.State() != Abandoned {
				t.Errorf("%v, %s", err, a.State())
			}
			if w.passed < 330*time.Second || w.passed > 340*time.Second+test.late {
				t.Errorf("it was settled after %s", w.passed)
			}
			if got := a.Needs(w.Now()); got != NeedNothing {
				t.Errorf("it needs %q", got)
			}

			w, j = kind(t)
			api = &lossy{w, w, all("after")}
			a = sentOnce(t, j, api, botted())
			test.after(w)
			_ = NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
			if a.State() != RunningNoID || len(w.tasks) != 1 {
				t.Errorf("it runs, and is %s with %d tasks", a.State(), len(w.tasks))
			}
		})
	}
}

func TestWhenItIsCertainIsTold(t *testing.T) {
	w, j := kind(t)
	api := &lossy{w, w, all("before")}
	a := sentOnce(t, j, api, botted())
	want := at.Add(340 * time.Second)
	if got := a.CertainAt(); !got.Equal(want) {
		t.Errorf("at first %v", got)
	}
	w.pass(time.Hour)
	if got := a.CertainAt(); !got.Equal(want) {
		t.Errorf("when it is past %v", got)
	}
	if _, err := Check(t.Context(), api, a); err != nil || !a.CertainAt().Equal(w.Now().Add(probeGap)) || a.Needs(w.Now()) != NeedTime {
		t.Errorf("after the first probe %v, %v", a.CertainAt(), err)
	}
	w.pass(probeGap)
	if _, err := Check(t.Context(), api, a); err != nil || !a.CertainAt().IsZero() || a.State() != Abandoned {
		t.Errorf("after the second %v, %v, %s", a.CertainAt(), err, a.State())
	}
	if _, err := Check(t.Context(), api, a); err != nil {
		t.Errorf("of what is over: %v", err)
	}

	w, j = kind(t)
	api = &lossy{w, w, all("before")}
	a = sentOnce(t, j, api, botted())
	w.pass(400 * time.Second)
	if err := RemoveBots(t.Context(), api, a); err != nil {
		t.Fatal(err)
	}
	for _, want := range []time.Duration{kept + probeGap, kept + probeGap, kept / 2, probeGap} {
		if got := a.CertainAt().Sub(w.Now()); got > want || got <= 0 && want > probeGap {
			t.Errorf("after a kick in %s, want %s", got, want)
		}
		if _, err := Check(t.Context(), api, a); err != nil {
			t.Fatal(err)
		}
		w.pass(kept/2 + time.Second)
		if want == probeGap {
			break
		}
	}
	if a.State() != Stopped || a.How() != HowRemoved {
		t.Errorf("%s (%s)", a.State(), a.How())
	}
}

func TestAnAnswerThatIsReadLateProvesNothing(t *testing.T) {
	w, j := kind(t)
	api := &lossy{w, w, []string{"after"}}
	a := sentOnce(t, j, api, botted()) // its bots are not there yet
	fake := &fakeAPI{t: t, present: func(uint32) (bool, error) { w.pass(time.Hour); return false, nil }}
	for range 2 {
		if _, err := Check(t.Context(), fake, a); err != nil {
			t.Fatal(err)
		}
		if f := a.view(); f.proof.holds() {
			t.Fatal("two answers, of which the first is of before the token's end, prove an absence")
		}
	}
}

// TestADamagedJournalWaitsLonger is one whose end was cut off: what is missing may
// have been a send with a token that nobody knows any more.
func TestADamagedJournalWaitsLonger(t *testing.T) {
	w, j := kind(t)
	a, err := j.Begin(botted())
	if err != nil {
		t.Fatal(err)
	}
	a.Release()
	w.pass(time.Hour)
	if err := os.Truncate(a.Where(), reserve-1); err != nil {
		t.Fatal(err)
	}
	a, err = j.Find(a.ID())
	if err != nil || a.State() != Unknown || a.Damage() == "" {
		t.Fatalf("%v, %s", err, a.State())
	}
	began := w.passed
	if err := NewSettler(a, w, SettleOptions{}).Run(t.Context(), nil); err != nil || a.State() != Abandoned {
		t.Errorf("%v, %s", err, a.State())
	}
	if took := w.passed - began; took < 330*time.Second || w.starts > 0 {
		t.Errorf("it was proved after %s, %d starts", took, w.starts)
	}
}

func TestAVersionThatNobodyKnowsHasTheLimitsOfTheFirst(t *testing.T) {
	if got := (Intent{Version: "v99"}).limits(); got.BuilderTokenLife != agora.V5.Limits().BuilderTokenLife {
		t.Errorf("%+v", got)
	}
}
