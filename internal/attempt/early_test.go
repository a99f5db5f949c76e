package attempt

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sttwizard/agora"
)

// given is what waits for a token that is there already.
func given(e *Early) func(context.Context) (*Early, error) {
	return func(context.Context) (*Early, error) { return e, nil }
}

// early gets a token under an instance id and lets it grow old.
func early(t *testing.T, w *world, j *Journal, instanceID string, age time.Duration) *Early {
	t.Helper()
	e, err := j.AcquireEarly(t.Context(), w, instanceID)
	if err != nil {
		t.Fatal(err)
	}
	w.pass(age)
	return e
}

func TestATokenThatWasGotEarlyIsTheAttemptsFromItsFirstSend(t *testing.T) {
	w, j := kind(t)
	e := early(t, w, j, botted().InstanceID, 2*time.Minute)
	if found, _, err := j.List(); err != nil || len(found) != 0 {
		t.Fatalf("a token alone is an attempt: %v, %v", found, err)
	}
	a, err := j.Begin(botted())
	if err != nil {
		t.Fatal(err)
	}
	run := NewRunner(a, w, agora.Request{})
	if err := run.TakeOver(t.Context(), given(e)); err != nil || len(w.tokens) != 1 {
		t.Fatalf("%v, %d tokens", err, len(w.tokens))
	}
	if f := onDisk(t, a); f.state != Intended || f.token != "" {
		t.Errorf("before the send the journal says %s", f.state)
	}
	outcome, err := run.Send(t.Context())
	r := a.Records()[1]
	if err != nil || outcome != agora.OutcomeStarted || r.Event != EventSending || r.Early != 2*time.Minute || !r.Acquired.Equal(at) {
		t.Errorf("%s, %v, %+v", outcome, err, r)
	}
	if f := onDisk(t, a); f.token == "" || f.got.up != 0 || !f.got.at.Equal(at) || f.got.boot != "boot-0" {
		t.Errorf("the journal has it from %+v", f.got)
	}
	if dead := a.TokenDead(); !dead.Equal(at.Add(330 * time.Second)) {
		t.Errorf("it is dead at %v", dead)
	}
}

func TestAnEarlyTokenHasAMinuteOfItsLifeLeft(t *testing.T) {
	for _, v := range []agora.Version{agora.V5, agora.V6} {
		if left := v.Limits().BuilderTokenLife - EarlyLife; left != time.Minute {
			t.Errorf("%s: %s", v, left)
		}
	}
}

func TestATokenThatDoesNotSuitIsGotAnew(t *testing.T) {
	tests := map[string]struct {
		instanceID string
		age        time.Duration
		change     func(e *Early)
	}{
		"it is four minutes old":  {botted().InstanceID, 4 * time.Minute, func(*Early) {}},
		"it is another attempt's": {"another", time.Second, func(*Early) {}},
		"of another address":      {botted().InstanceID, time.Second, func(e *Early) { e.place.BaseURL = "https://elsewhere.example" }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w, j := kind(t)
			e := early(t, w, j, test.instanceID, test.age)
			test.change(e)
			a, err := j.Begin(botted())
			if err != nil {
				t.Fatal(err)
			}
			run := NewRunner(a, w, agora.Request{})
			if err := run.TakeOver(t.Context(), given(e)); err != nil || len(w.tokens) != 2 {
				t.Fatalf("%v, %d tokens", err, len(w.tokens))
			}
			if outcome, err := run.Send(t.Context()); err != nil || outcome != agora.OutcomeStarted {
				t.Fatal(outcome, err)
			}
			if r := a.Records()[1]; r.Token == e.token || r.Early != 0 || r.Acquired.Before(at.Add(test.age)) {
				t.Errorf("the send has the old one: %v", r.Acquired)
			}
		})
	}
}

func TestATokenAskedForEarlyThatIsRefusedIsTheAttemptsEnd(t *testing.T) {
	w, j := kind(t)
	a, err := j.Begin(botted())
	if err != nil {
		t.Fatal(err)
	}
	denied := &agora.APIError{Op: agora.OpAcquire, Status: 401, Kind: agora.KindCredentials}
	run := NewRunner(a, w, agora.Request{})
	err = run.TakeOver(t.Context(), func(context.Context) (*Early, error) { return nil, denied })
	if !errors.Is(err, error(denied)) || a.State() != Abandoned || a.Why() != "credentials" || len(w.tokens) != 0 {
		t.Errorf("%v, %s, %s, %d tokens", err, a.State(), a.Why(), len(w.tokens))
	}
}

// TestALostStartWithAnEarlyTokenIsSettledByTheTokensAge: it can start nothing 330 s after
// it was got, not after it was sent, also where the clock is set meanwhile.
func TestALostStartWithAnEarlyTokenIsSettledByTheTokensAge(t *testing.T) {
	for name, skew := range map[string]time.Duration{"": 0, "the clock is set forward": time.Hour, "and back": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			w, j := kind(t)
			e := early(t, w, j, botted().InstanceID, 3*time.Minute)
			a, err := j.Begin(botted())
			if err != nil {
				t.Fatal(err)
			}
			api := &lossy{w, w, all("before")}
			run := NewRunner(a, api, agora.Request{})
			if err := run.TakeOver(t.Context(), given(e)); err != nil {
				t.Fatal(err)
			}
			if outcome, _ := run.Send(t.Context()); outcome != agora.OutcomeUnknown {
				t.Fatal(outcome)
			}
			w.skew += skew
			if err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil); err != nil || a.State() != Abandoned {
				t.Errorf("%v, %s", err, a.State())
			}
			if w.passed < 330*time.Second || w.passed > 340*time.Second {
				t.Errorf("it was settled %s after the token was got", w.passed)
			}
		})
	}
}

func TestARecordThatSaysTooMuchOfATokensAgeProvesNothingTooSoon(t *testing.T) {
	for _, age := range []time.Duration{-time.Hour, 1000 * time.Hour} {
		f, err := fold(story(intent, Record{Event: EventSending, N: 1, Token: "t", Acquired: at, Early: age, Boot: "b", Up: time.Hour}))
		if err != nil || f.got.up > time.Hour || f.got.up < time.Hour-5*time.Minute {
			t.Errorf("%s: %v, got at %s", age, err, f.got.up)
		}
	}
}

func TestATokenThatIsThereIsTakenAtOnce(t *testing.T) {
	w, j := kind(t)
	e := early(t, w, j, botted().InstanceID, time.Minute)
	a, err := j.Begin(botted())
	if err != nil {
		t.Fatal(err)
	}
	run := NewRunner(a, w, agora.Request{})
	if !run.TakeOverNow(e) || run.TakeOverNow(e) || len(a.Records()) != 1 {
		t.Errorf("%d records", len(a.Records()))
	}
	if outcome, err := run.Send(t.Context()); err != nil || outcome != agora.OutcomeStarted || a.Records()[1].Early != time.Minute {
		t.Error(outcome, err)
	}
	old := early(t, w, j, botted().InstanceID, 4*time.Minute)
	if b, err := j.Begin(botted()); err != nil || NewRunner(b, w, agora.Request{}).TakeOverNow(old) {
		t.Errorf("an old one was taken: %v", err)
	}
}

func TestAnEarlyTokenIsPrintedByNoVerb(t *testing.T) {
	w, j := kind(t)
	e := early(t, w, j, "i", 0)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if got := fmt.Sprintf(verb, e); got != "builder token of instance i" {
			t.Errorf("%s: %s", verb, got)
		}
	}
}
