package attempt

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
)

// Answers of a start.
var (
	answerOK        = agora.Task{ID: "task-1", Status: agora.StatusIdle, RequestID: "r1"}
	errReset        = &agora.NetError{Op: agora.OpStart, Cause: agora.CauseReset, Sent: true, Err: errors.New("reset")}
	errRefusedConn  = &agora.NetError{Op: agora.OpStart, Cause: agora.CauseRefused, Err: errors.New("refused")}
	errDenied       = &agora.APIError{Op: agora.OpStart, Status: 401, Kind: agora.KindCredentials, RequestID: "r2"}
	errBusy         = &agora.APIError{Op: agora.OpStart, Status: 429, Kind: agora.KindBusy, RetryAfter: 7 * time.Second}
	errServer       = &agora.APIError{Op: agora.OpStart, Status: 503, Kind: agora.KindServer}
	errAgain        = &agora.APIError{Op: agora.OpStart, Status: 409, Kind: agora.KindAlreadyStarted, TaskID: "task-1", TaskStatus: "STARTED"}
	errAgainNoID    = &agora.APIError{Op: agora.OpStart, Status: 409, Kind: agora.KindAlreadyStarted}
	errHTML         = &agora.AnswerError{Op: agora.OpStart, Status: 200, Why: agora.WhyNotJSON}
	errTokenExpired = &agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindTokenExpired}
)

// starts answers one start after the other.
func starts(answers ...any) func(agora.Secret, agora.Request) (agora.Task, error) {
	return func(agora.Secret, agora.Request) (agora.Task, error) {
		answer := answers[0]
		answers = answers[1:]
		if err, ok := answer.(error); ok {
			return agora.Task{}, err
		}
		return answer.(agora.Task), nil
	}
}

// ready returns a runner that has its token.
func ready(t *testing.T, answers ...any) (*Runner, *Attempt, *testClock, *fakeAPI) {
	t.Helper()
	j, c := opened(t)
	a := begun(t, j)
	api := &fakeAPI{t: t, acquire: givesToken, start: starts(answers...)}
	run := NewRunner(a, api, agora.Request{})
	if err := run.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	return run, a, c, api
}

func TestSendsBringTheAttemptToItsState(t *testing.T) {
	type outcomes = []agora.Outcome
	tests := []struct {
		name    string
		answers []any
		want    outcomes
		state   State
		why     string
	}{
		{"it starts", []any{answerOK}, outcomes{agora.OutcomeStarted}, Started, ""},
		{"it is refused", []any{errDenied}, outcomes{agora.OutcomeRejected}, Rejected, "credentials"},
		{"the answer is lost", []any{errReset}, outcomes{agora.OutcomeUnknown}, Unknown, "reset"},
		{"the server fails", []any{errServer}, outcomes{agora.OutcomeUnknown}, Unknown, "server"},
		{"the answer is no JSON", []any{errHTML}, outcomes{agora.OutcomeUnknown}, Unknown, "answer"},
		{"nobody is there", []any{errRefusedConn}, outcomes{agora.OutcomeNotSent}, Intended, "refused"},
		{"Agora is busy", []any{errBusy}, outcomes{agora.OutcomeWait}, Intended, "busy"},
		{"it runs already, id known", []any{errAgain}, outcomes{agora.OutcomeStarted}, Started, ""},
		{"it runs already, id not known", []any{errAgainNoID}, outcomes{agora.OutcomeRunningNoID}, RunningNoID, "already-started"},
		{"lost, then found", []any{errReset, errAgain}, outcomes{agora.OutcomeUnknown, agora.OutcomeStarted}, Started, "reset"},
		{"lost, then refused", []any{errReset, errDenied}, outcomes{agora.OutcomeUnknown, agora.OutcomeUnknown}, Unknown, "credentials"},
		{"lost, then nobody is there", []any{errReset, errRefusedConn}, outcomes{agora.OutcomeUnknown, agora.OutcomeUnknown}, Unknown, "refused"},
		{"lost, then busy", []any{errReset, errBusy}, outcomes{agora.OutcomeUnknown, agora.OutcomeUnknown}, Unknown, "busy"},
		{"lost, then too late", []any{errReset, errTokenExpired}, outcomes{agora.OutcomeUnknown, agora.OutcomeUnknown}, Unknown, "token-expired"},
		{"busy, then refused", []any{errBusy, errDenied}, outcomes{agora.OutcomeWait, agora.OutcomeRejected}, Rejected, "credentials"},
		{"never left, then refused", []any{errRefusedConn, errDenied}, outcomes{agora.OutcomeNotSent, agora.OutcomeRejected}, Rejected, "credentials"},
		{"never left, then started", []any{errRefusedConn, answerOK}, outcomes{agora.OutcomeNotSent, agora.OutcomeStarted}, Started, "refused"},
		{"runs without id, then lost", []any{errAgainNoID, errReset}, outcomes{agora.OutcomeRunningNoID, agora.OutcomeRunningNoID}, RunningNoID, "reset"},
		{"runs without id, then refused", []any{errAgainNoID, errDenied}, outcomes{agora.OutcomeRunningNoID, agora.OutcomeRunningNoID}, RunningNoID, "credentials"},
		{"runs without id, then found", []any{errAgainNoID, errAgain}, outcomes{agora.OutcomeRunningNoID, agora.OutcomeStarted}, Started, "already-started"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			run, a, _, _ := ready(t, test.answers...)
			var got outcomes
			for range test.answers {
				outcome, err := run.Send(t.Context())
				got = append(got, outcome)
				if (err == nil) != (outcome == agora.OutcomeStarted) {
					t.Errorf("outcome %s with error %v", outcome, err)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("outcomes %v, want %v", got, test.want)
			}
			if f := onDisk(t, a); f.state != test.state || a.State() != test.state || a.Why() != test.why {
				t.Errorf("state %s, on disk %s, why %q; want %s, %q", a.State(), f.state, a.Why(), test.state, test.why)
			}
			h, ok := a.Handle()
			if ok != (test.state == Started) || ok && (h.TaskID != "task-1" || h.BuilderToken != "token-canary") {
				t.Errorf("handle %+v, %v", h, ok)
			}
		})
	}
}

func TestEveryRequestIsOnDiskBeforeItIsMade(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	sends := 0
	api := &fakeAPI{t: t,
		acquire: func(id string) (agora.BuilderToken, error) {
			if f := onDisk(t, a); f.state != Intended || f.intent.InstanceID != id {
				t.Errorf("before acquire the journal says %+v", f)
			}
			return givesToken(id)
		},
		start: func(token agora.Secret, _ agora.Request) (agora.Task, error) {
			sends++
			f := onDisk(t, a)
			if f.state != Sending || len(f.sends) != sends || f.token != token || f.got.zero() {
				t.Errorf("before start %d the journal says %+v", sends, f)
			}
			if sends == 1 {
				return agora.Task{}, errReset
			}
			return answerOK, nil
		},
		stop: func(h agora.Handle) error {
			if f := onDisk(t, a); f.state != Stopping || len(f.stops) != 1 {
				t.Errorf("before stop the journal says %+v", f)
			}
			return nil
		},
		query: func(agora.Handle) (agora.Task, error) {
			return agora.Task{ID: "task-1", Status: agora.StatusStopped}, nil
		},
	}
	run := NewRunner(a, api, agora.Request{})
	err := run.Acquire(t.Context())
	_, _ = run.Send(t.Context())
	_, second := run.Send(t.Context())
	if err := errors.Join(err, second, Stop(t.Context(), api, a)); err != nil {
		t.Fatal(err)
	}
	if want := []string{"acquire", "start", "start", "stop", "query"}; !slices.Equal(api.calls, want) {
		t.Errorf("calls %v", api.calls)
	}
}

func TestNothingIsSentWhenTheJournalCannotBeWritten(t *testing.T) {
	run, a, _, api := ready(t)
	defer block(t, a)()
	outcome, err := run.Send(t.Context())
	e, ok := errors.AsType[*JournalError](err)
	if outcome != agora.OutcomeNotSent || !ok || e.Phase == NotRecorded || e.Path != a.Where() {
		t.Errorf("outcome %s, error %v", outcome, err)
	}
	if slices.Contains(api.calls, "start") || a.State() != Intended {
		t.Errorf("calls %v, state %s", api.calls, a.State())
	}
}

func TestAStartedTaskIsKnownAlthoughItCannotBeWrittenDown(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	var unblock func()
	api := &fakeAPI{t: t, acquire: givesToken, start: func(agora.Secret, agora.Request) (agora.Task, error) {
		unblock = block(t, a)
		return answerOK, nil
	}}
	run := NewRunner(a, api, agora.Request{})
	if err := run.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	outcome, err := run.Send(t.Context())
	e, ok := errors.AsType[*JournalError](err)
	if outcome != agora.OutcomeStarted || !ok || e.Phase != NotRecorded {
		t.Errorf("outcome %s, error %v", outcome, err)
	}
	if h, ok := a.Handle(); !ok || h.TaskID != "task-1" {
		t.Error("the task is not known")
	}
	// It can be stopped all the same, and then everything is written down.
	api.stop = func(agora.Handle) error { unblock(); return nil }
	api.query = func(agora.Handle) (agora.Task, error) { return agora.Task{Status: agora.StatusStopped}, nil }
	if err := Stop(t.Context(), api, a); err != nil {
		t.Fatal(err)
	}
	if f := onDisk(t, a); f.state != Stopped || f.task.ID != "task-1" || len(f.stops) != 1 {
		t.Errorf("on disk %+v", f)
	}
}

func TestAFailedAcquireIsTheAttemptsEnd(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	denied := &agora.APIError{Op: agora.OpAcquire, Status: 401, Kind: agora.KindCredentials}
	run := NewRunner(a, &fakeAPI{t: t, acquire: func(string) (agora.BuilderToken, error) {
		return agora.BuilderToken{}, denied
	}}, agora.Request{})
	if err := run.Acquire(t.Context()); !errors.Is(err, error(denied)) {
		t.Errorf("%v", err)
	}
	if f := onDisk(t, a); f.state != Abandoned || f.why != "credentials" {
		t.Errorf("%s, %q", f.state, f.why)
	}
	if err := run.Cancel(); err != nil {
		t.Errorf("cancelling what is over: %v", err)
	}
	var refused *StateError
	if _, err := run.Send(t.Context()); !errors.As(err, &refused) {
		t.Errorf("sending what is over: %v", err)
	}
	if err := run.Acquire(t.Context()); !errors.As(err, &refused) {
		t.Errorf("acquiring for what is over: %v", err)
	}
}

func TestCancellingWhileTheTokenIsFetchedGivesOneReason(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	var run *Runner
	api := &fakeAPI{t: t, acquire: func(string) (agora.BuilderToken, error) {
		return agora.BuilderToken{}, errors.Join(context.Canceled, run.Cancel())
	}}
	run = NewRunner(a, api, agora.Request{})
	err := run.Acquire(t.Context())
	if !errors.Is(err, context.Canceled) || isState(err) || onDisk(t, a).why != WhyCancelled {
		t.Errorf("%v, %q", err, onDisk(t, a).why)
	}
}

func TestCancelIsForWhatWasNotSent(t *testing.T) {
	run, a, _, _ := ready(t)
	if err := run.Cancel(); err != nil || onDisk(t, a).state != Abandoned {
		t.Errorf("before sending: %v", err)
	}
	run, a, _, _ = ready(t, errReset)
	_, _ = run.Send(t.Context())
	var refused *StateError
	if err := run.Cancel(); !errors.As(err, &refused) || a.State() != Unknown {
		t.Errorf("after sending: %v, %s", err, a.State())
	}
}

func TestACancelledContextSendsNothing(t *testing.T) {
	run, a, _, api := ready(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	outcome, err := run.Send(ctx)
	if outcome != agora.OutcomeNotSent || !errors.Is(err, context.Canceled) || slices.Contains(api.calls, "start") || a.State() != Intended {
		t.Errorf("%s, %v, %v", outcome, err, api.calls)
	}
}

func TestSendingAgainWaitsLongerEachTimeAndOnlyWhileTheTokenLives(t *testing.T) {
	run, a, c, _ := ready(t, errReset, errReset, errReset, errReset)
	if _, ok := run.Again(); ok {
		t.Error("again before the first send")
	}
	for _, want := range []time.Duration{3 * time.Second, 6 * time.Second, 9 * time.Second} {
		if _, err := run.Send(t.Context()); err == nil {
			t.Fatal("no error")
		}
		wait, ok := run.Again()
		if !ok || wait != want {
			t.Fatalf("wait %s, %v; want %s", wait, ok, want)
		}
		c.Pass(wait)
	}
	if _, err := run.Send(t.Context()); err == nil {
		t.Fatal("no error")
	}
	if _, ok := run.Again(); ok {
		t.Error("a fifth send by itself")
	}
	if !a.TokenDead().Equal(at.Add(330 * time.Second)) {
		t.Errorf("the token is dead at %v", a.TokenDead())
	}
}

func TestNothingIsSentWithADeadToken(t *testing.T) {
	run, a, c, api := ready(t, errReset)
	_, _ = run.Send(t.Context())
	c.Pass(298 * time.Second)
	if _, ok := run.Again(); ok {
		t.Error("again beyond the token's life")
	}
	c.Pass(2 * time.Second)
	var dead *TokenError
	outcome, err := run.Send(t.Context())
	if !errors.As(err, &dead) || outcome != agora.OutcomeUnknown || a.State() != Unknown || len(api.calls) != 2 {
		t.Errorf("%s, %v, %v", outcome, err, api.calls)
	}
}

func TestOnlyOpenOutcomesAreSentAgain(t *testing.T) {
	tests := []struct {
		name   string
		answer any
		want   time.Duration // 0: not again
	}{
		{"a busy Agora, as it said", errBusy, 7 * time.Second},
		{"a lost answer", errReset, 3 * time.Second},
		{"a task without id", errAgainNoID, 3 * time.Second},
		{"a refusal", errDenied, 0},
		{"a started task", answerOK, 0},
		{"a send that never left", errRefusedConn, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			run, _, _, _ := ready(t, test.answer)
			_, _ = run.Send(t.Context())
			if wait, ok := run.Again(); ok != (test.want > 0) || wait != test.want && ok {
				t.Errorf("%s, %v; want %s", wait, ok, test.want)
			}
		})
	}
}

func TestAnotherRunGoesOnWithTheSameToken(t *testing.T) {
	_, a, c, api := ready(t, answerOK)
	for _, r := range []Record{{Event: EventSending, Token: "token-of-before", Acquired: c.Now()}} {
		if err := a.before(r); err != nil { // and its sender dies here
			t.Fatal(err)
		}
	}
	found, err := a.journal.Find(a.ID())
	if err != nil {
		t.Fatal(err)
	}
	api.start = func(token agora.Secret, _ agora.Request) (agora.Task, error) {
		if token != "token-of-before" {
			t.Errorf("another token: %s", token.Reveal())
		}
		return agora.Task{}, errAgain
	}
	outcome, err := NewRunner(found, api, agora.Request{}).Send(t.Context())
	if outcome != agora.OutcomeStarted || err != nil {
		t.Fatalf("%s, %v", outcome, err)
	}
	f := onDisk(t, a)
	if f.state != Started || !slices.Equal(f.sends, []verdict{uncertain, running}) || f.why != WhySenderEnded {
		t.Errorf("%+v", f)
	}
}
