package attempt

import (
	"errors"
	"testing"
	"time"

	"sttwizard/agora"
)

// dated returns records at times after the attempt was begun.
func dated(t *testing.T, in Intent, at0 time.Time, records map[time.Duration]Record, order ...time.Duration) folded {
	t.Helper()
	all := []Record{{Event: EventIntent, Intent: &in, At: at0}}
	for _, d := range order {
		r := records[d]
		r.At = at0.Add(d)
		all = append(all, r)
	}
	f, err := fold(all)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestAProbeOfBeforeTheLastSendProvesNothing: its answer was read late, and
// something was sent meanwhile.
func TestAProbeOfBeforeTheLastSendProvesNothing(t *testing.T) {
	// The late send asks a token that is dead for the task's id.
	order := []time.Duration{0, time.Second, 400 * time.Second, 401 * time.Second}
	records := map[time.Duration]Record{0: sending(1), time.Second: lost(1), 400 * time.Second: sending(2), 401 * time.Second: lost(2)}
	f := dated(t, botted(), at, records, order...)
	probe := func(after time.Duration) Record { return Record{Event: EventProbe}.by(moment{at: at.Add(after)}) }
	if err := f.apply(probe(399 * time.Second)); err != nil || !f.proof.first.zero() {
		t.Errorf("%v: a probe of before the send counts", err)
	}
	if err := f.apply(probe(402 * time.Second)); err != nil || f.proof.first.zero() {
		t.Errorf("%v: a probe of after the send does not count", err)
	}
}

// TestASendMakesEarlierLooksVoid: what it started was not there yet when they were made.
func TestASendMakesEarlierLooksVoid(t *testing.T) {
	order := []time.Duration{0, time.Second, 400 * time.Second, 405 * time.Second, 406 * time.Second, 411 * time.Second}
	records := map[time.Duration]Record{0: sending(1), time.Second: lost(1), 400 * time.Second: {Event: EventProbe},
		405 * time.Second: sending(2), 406 * time.Second: lost(2), 411 * time.Second: {Event: EventProbe}}
	if f := dated(t, botted(), at, records, order...); f.proof.holds() || f.proof.first.at != at.Add(411*time.Second) {
		t.Errorf("%+v", f.proof)
	}
}

// TestARefusedSendHasNoTaskOfItsOwn: after one that was refused and one that
// started the task, its end is the end of all.
func TestARefusedSendHasNoTaskOfItsOwn(t *testing.T) {
	j, c := opened(t)
	a, err := j.Begin(botted())
	for _, r := range []Record{sending(1), lost(1), sending(2), rejected(1), started(2)} {
		err = errors.Join(err, a.before(r))
	}
	if err != nil {
		t.Fatal(err)
	}
	c.Pass(time.Hour)
	api := &fakeAPI{t: t, query: queries(agora.StatusStopped), present: isThere(false)}
	if _, err := Query(t.Context(), api, a); err != nil || a.State() != Stopped {
		t.Errorf("%v, %s", err, a.State())
	}
}

// TestALateSendWaitsUntilNothingCanStart: between the token's life and its margin
// a send could still start something, so it is not made.
func TestALateSendWaitsUntilNothingCanStart(t *testing.T) {
	for age, sent := range map[time.Duration]bool{
		tokenLife(botted()) + time.Second:               false,
		tokenLife(botted()) + tokenMargin - time.Second: false,
		tokenLife(botted()) + tokenMargin:               true,
	} {
		run, a, c, api := ready(t, errReset, answerOK)
		if _, err := run.Send(t.Context()); err == nil {
			t.Fatal("it was answered")
		}
		c.Pass(age)
		run.late = true
		_, err := run.Send(t.Context())
		_, tooOld := errors.AsType[*TokenError](err)
		if sends := a.Sends(); tooOld == sent || (sends == 2) != sent {
			t.Errorf("after %s: %v, %d sends, %v", age, err, sends, api.calls)
		}
	}
}

// TestASettlerAsksAgainOnlyWhereThatCanProveSomething runs it on a task that Agora
// does not know.
func TestASettlerAsksAgainOnlyWhereThatCanProveSomething(t *testing.T) {
	for name, test := range map[string]struct {
		present bool
		state   State
		looks   int // at the task
	}{
		"no bot is there":  {false, Stopped, 2},
		"its bot is there": {true, Started, 2}, // once more after it had its time to leave
	} {
		t.Run(name, func(t *testing.T) {
			_, _, a := knownTask(t, botted())
			api := &fakeAPI{t: t, query: queries(errGone), present: isThere(test.present)}
			err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
			looks := 0
			for _, call := range api.calls {
				if call == "query" {
					looks++
				}
			}
			if (err == nil) != (test.state == Stopped) || a.State() != test.state || looks != test.looks {
				t.Errorf("%v, %s, %d looks", err, a.State(), looks)
			}
		})
	}
}
