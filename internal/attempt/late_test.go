package attempt

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestALateAnswerBringsBackWhatWasGivenUp(t *testing.T) {
	proved := []Record{
		{Event: EventProbe, At: at.Add(time.Hour)}, {Event: EventProbe, At: at.Add(2 * time.Hour)},
		{Event: EventAbandoned, Why: WhyAbsent},
	}
	for name, given := range map[string][]Record{"set aside": {acked}, "proved absent": proved} {
		t.Run(name, func(t *testing.T) {
			j, _ := opened(t)
			var mine *Attempt
			api := &fakeAPI{t: t, acquire: givesToken, start: func(agora.Secret, agora.Request) (agora.Task, error) {
				theirs, err := other(j).Find(mine.ID())
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range append([]Record{lost(1)}, given...) {
					if err := theirs.before(r); err != nil {
						t.Fatal(err)
					}
				}
				return answerOK, nil
			}}
			mine = begun(t, j)
			run := NewRunner(mine, api, agora.Request{})
			_ = run.Acquire(t.Context())
			outcome, err := run.Send(t.Context())
			if f := onDisk(t, mine); outcome != agora.OutcomeStarted || err != nil || f.state != Started || f.task.ID != "task-1" {
				t.Errorf("%s, %v, %s", outcome, err, f.state)
			}
		})
	}
}

func TestAnAttemptHasOneToken(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	tokens := []agora.Secret{"first", "second"}
	api := &fakeAPI{t: t,
		acquire: func(string) (agora.BuilderToken, error) {
			name := tokens[0]
			tokens = tokens[1:]
			return agora.BuilderToken{Name: name}, nil
		},
		start: func(token agora.Secret, _ agora.Request) (agora.Task, error) {
			if token != "first" {
				t.Errorf("sent with the token %s", token.Reveal())
			}
			return agora.Task{}, errReset
		},
	}
	one, two := NewRunner(a, api, agora.Request{}), NewRunner(a, api, agora.Request{})
	if err := errors.Join(one.Acquire(t.Context()), two.Acquire(t.Context())); err != nil {
		t.Fatal(err)
	}
	_, _ = one.Send(t.Context())
	if outcome, _ := two.Send(t.Context()); outcome != agora.OutcomeUnknown || a.Sends() != 2 {
		t.Errorf("%s, %d sends", outcome, a.Sends())
	}
	if err := a.before(Record{Event: EventSending, Token: "second"}); !isState(err) {
		t.Errorf("the journal took another token: %v", err)
	}
}

func TestASendWithoutATokenIsNotMade(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	if outcome, err := NewRunner(a, &fakeAPI{t: t}, agora.Request{}).Send(t.Context()); !isState(err) || outcome != agora.OutcomeNotSent {
		t.Errorf("%s, %v", outcome, err)
	}
}

func TestATaskThatAnotherHasBroughtUpIsNotSentAgain(t *testing.T) {
	run, a, _, api := ready(t, errReset)
	_, _ = run.Send(t.Context())
	theirs, err := other(a.journal).Find(a.ID())
	if err == nil {
		err = theirs.before(started(1))
	}
	outcome, sent := run.Send(t.Context())
	if err != nil || sent != nil || outcome != agora.OutcomeStarted || len(api.calls) != 2 {
		t.Errorf("%v, %s, %v, %v", err, outcome, sent, api.calls)
	}
}

func TestNoSuchTaskRightAfterTheStartIsNotBelieved(t *testing.T) {
	gone := &agora.APIError{Op: agora.OpStop, Status: 404, Kind: agora.KindNotFound}
	t.Run("a stop is sent until it is known", func(t *testing.T) {
		j, c := opened(t)
		a := told(t, j, sending(1), started(1))
		stops := 0
		api := &fakeAPI{t: t, stop: func(agora.Handle) error {
			if stops++; stops < 3 {
				return gone
			}
			return nil
		}, query: queries(agora.StatusStopped)}
		if err := Stop(t.Context(), api, a); err != nil || a.State() != Stopped || stops != 3 || len(c.sleeps) != 2 {
			t.Errorf("%v, %s, %d stops", err, a.State(), stops)
		}
	})
	t.Run("leaving meanwhile leaves it open", func(t *testing.T) {
		j, _ := opened(t)
		a := told(t, j, sending(1), started(1))
		ctx, cancel := context.WithCancel(t.Context())
		api := &fakeAPI{t: t, stop: func(agora.Handle) error { cancel(); return gone }}
		if err := Stop(ctx, api, a); !errors.Is(err, context.Canceled) || a.State() != Stopping {
			t.Errorf("%v, %s", err, a.State())
		}
	})
	t.Run("leaving while its end is awaited, too", func(t *testing.T) {
		j, _ := opened(t)
		a := told(t, j, sending(1), started(1))
		ctx, cancel := context.WithCancel(t.Context())
		api := &fakeAPI{t: t, stop: func(agora.Handle) error { return nil }, query: func(agora.Handle) (agora.Task, error) {
			cancel()
			return agora.Task{Status: agora.StatusStopping}, nil
		}}
		still, ok := errors.AsType[*StillThereError](Stop(ctx, api, a))
		if !ok || !errors.Is(still, context.Canceled) || still.Status != agora.StatusStopping {
			t.Errorf("%v", still)
		}
	})
}

func TestWhatAProbeSawIsKnownToOthers(t *testing.T) {
	w, j := kind(t)
	a := sentOnce(t, j, &lossy{w, w, all("before")}, botted())
	if _, asked := a.Bots(); asked {
		t.Error("nobody has asked yet")
	}
	a.Release()
	mine := other(j)
	found, err := mine.Find(a.ID())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Check(t.Context(), w, found); err != nil {
		t.Fatal(err)
	}
	if err := a.Refresh(); err != nil {
		t.Fatal(err)
	}
	if present, asked := a.Bots(); present || !asked {
		t.Errorf("%v, %v", present, asked)
	}
	mine.Close()
}

func TestAJournalNeverOutgrowsItsReader(t *testing.T) {
	dir := fastDir(t)
	c := &testClock{now: at}
	j := Open(filepath.Join(dir, "attempts"), Options{Now: c.Now, Sleep: c.Sleep})
	in := botted()
	in.Request = []byte(`"` + strings.Repeat("x", 1<<20-3*reserve) + `"`)
	a, err := j.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []Record{sending(1), lost(1)} {
		if err := a.before(r); err != nil {
			t.Fatal(err)
		}
	}
	for err == nil {
		err = a.before(Record{Event: EventPlanned, Until: at, Note: strings.Repeat("n", 4000)})
	}
	if _, ok := errors.AsType[*JournalError](err); !ok || !strings.Contains(err.Error(), "full") {
		t.Fatal(err)
	}
	found, err := other(j).Find(a.ID())
	if err != nil || found.State() != Unknown {
		t.Fatalf("%v", err)
	}
	// What happens is known all the same, and probing writes only what is new.
	before := len(a.Records())
	api := &fakeAPI{t: t, present: func(uint32) (bool, error) { return false, nil }}
	for range 5 {
		if _, err := Check(t.Context(), api, a); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(a.Records()) - before; got != 1 {
		t.Errorf("%d records of the same", got)
	}
}

func TestPrintingAnAttemptShowsNoToken(t *testing.T) {
	run, a, _, _ := ready(t, errReset)
	_, _ = run.Send(t.Context())
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		for _, what := range []any{a, run, NewSettler(a, nil, SettleOptions{}), a.Records()} {
			if text := fmt.Sprintf(verb, what); strings.Contains(text, "token-canary") || strings.Contains(text, fmt.Sprintf("%x", "token-canary")) {
				t.Errorf("%s of %T shows it", verb, what)
			}
		}
	}
}

func TestAKickingRuleNamesOneBotAndNothingElse(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Intent)
		kicks  int
	}{
		{"two bots", func(*Intent) {}, 2},
		{"no App ID", func(in *Intent) { in.AppID = "" }, 0},
		{"no channel", func(in *Intent) { in.Channel = "" }, 0},
		{"uid 0", func(in *Intent) { in.PubBotUID = "0" }, 0},
		{"a uid that is missing", func(in *Intent) { in.SubBotUID = "" }, 0},
		{"a uid that is a name", func(in *Intent) { in.SubBotUID = "listener" }, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, _ := opened(t)
			in := botted()
			test.change(&in)
			a, err := j.Begin(in)
			for _, r := range []Record{sending(1), lost(1)} {
				err = errors.Join(err, a.before(r))
			}
			if err != nil {
				t.Fatal(err)
			}
			kicks := 0
			api := &fakeAPI{t: t, kick: func(agora.KickRule) error {
				if kicks++; onDisk(t, a).proof.rule.zero() {
					t.Error("the rule is not in the journal")
				}
				return nil
			}}
			if err := RemoveBots(t.Context(), api, a); (err == nil) != (test.kicks > 0) || kicks != test.kicks || !a.mine() {
				t.Errorf("%v, %d kicks", err, kicks)
			}
		})
	}
	j, _ := opened(t)
	a, err := j.Begin(botted())
	if err != nil {
		t.Fatal(err)
	}
	if err := RemoveBots(t.Context(), &fakeAPI{t: t}, a); !isState(err) {
		t.Errorf("of what was never sent: %v", err)
	}
	if err := a.before(sending(1)); err != nil {
		t.Fatal(err)
	}
	api := &fakeAPI{t: t, kick: func(agora.KickRule) error { return errDenied }}
	if err := RemoveBots(t.Context(), api, a); !errors.Is(err, error(errDenied)) || len(api.calls) != 1 {
		t.Errorf("a refused one: %v, %v", err, api.calls)
	}
	defer block(t, a)()
	if _, ok := errors.AsType[*JournalError](RemoveBots(t.Context(), &fakeAPI{t: t}, a)); !ok {
		t.Error("kicked without a journal")
	}
}
