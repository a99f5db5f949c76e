package sandbox

import (
	"context"
	"errors"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// visit opens a sandbox in a mode and gives agora's own client for it.
func visit(t *testing.T, o Options) *agora.Client {
	t.Helper()
	return visitIn(t, o, agora.Timing{})
}

// visitIn is visit with time limits of the client's own.
func visitIn(t *testing.T, o Options, timing agora.Timing) *agora.Client {
	t.Helper()
	l, err := New(o).Listen("127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	return calling(t, l.URL(), timing)
}

// calling returns a client for a sandbox that listens somewhere.
func calling(t *testing.T, url string, timing agora.Timing) *agora.Client {
	t.Helper()
	client, err := agora.NewClient(agora.Config{
		BaseURL: url, AppID: DefaultAppID, Key: DefaultKey, Secret: DefaultSecret, Project: v5, Timing: timing,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	must(t, err)
	t.Cleanup(client.Close)
	return client
}

func legalRequest(t *testing.T) agora.Request {
	t.Helper()
	r, err := samples.Broken{Set: samples.Captions()}.Request()
	must(t, err)
	return r
}

func TestTheClientTakesATaskThroughItsLife(t *testing.T) {
	c := newClock()
	client := visit(t, Options{Now: c.Now, Pace: time.Second})
	ctx := t.Context()
	must(t, client.Warm(ctx))
	token, err := client.Acquire(ctx, "sttw-1")
	must(t, err)
	if !token.CreatedAt.Equal(c.Now()) {
		t.Errorf("the token is of %s", token.CreatedAt)
	}
	task, err := client.Start(ctx, token.Name, legalRequest(t))
	must(t, err)
	if task.ID == "" || task.RequestID == "" || task.Status != agora.StatusStarted || !task.CreatedAt.Equal(c.Now()) {
		t.Errorf("the task is %+v", task)
	}
	handle := agora.Handle{TaskID: task.ID, BuilderToken: token.Name}
	status := func(after time.Duration) agora.Status {
		t.Helper()
		c.pass(after)
		task, err := client.Query(ctx, handle)
		must(t, err)
		return task.Status
	}
	if got := status(6 * time.Second); got != agora.StatusInProgress {
		t.Errorf("after six paces it is %s", got)
	}
	must(t, client.Stop(ctx, handle))
	if got := status(0); got != agora.StatusStopping {
		t.Errorf("after the stop it is %s", got)
	}
	if got := status(2 * time.Second); got != agora.StatusStopped {
		t.Errorf("two paces later it is %s", got)
	}
	c.pass(stoppedShown)
	if _, err := client.Query(ctx, handle); agora.KindOf(err) != agora.KindNotFound {
		t.Errorf("in the end: %v", err)
	}
}

func TestTheClientFindsATaskWhoseAnswerWasLost(t *testing.T) {
	client := visit(t, Options{Mode: ModeLost})
	token, err := client.Acquire(t.Context(), "sttw-1")
	must(t, err)
	first, _ := agora.StartOutcome(client.Start(t.Context(), token.Name, legalRequest(t)))
	second, task := agora.StartOutcome(client.Start(t.Context(), token.Name, legalRequest(t)))
	if first != agora.OutcomeUnknown || second != agora.OutcomeStarted || task.ID == "" {
		t.Errorf("the outcomes are %s, then %s with the task %q", first, second, task.ID)
	}
	must(t, client.Stop(t.Context(), agora.Handle{TaskID: task.ID, BuilderToken: token.Name}))
}

func TestTheClientKnowsWhatEachRefusalMeans(t *testing.T) {
	c, ledger := newClock(), &MemoryLedger{}
	client := visit(t, Options{Ledger: ledger, Now: c.Now})
	ctx := t.Context()
	token, err := client.Acquire(ctx, "sttw-1")
	must(t, err)
	old, err := client.Acquire(ctx, "sttw-2")
	must(t, err)
	task, err := client.Start(ctx, token.Name, legalRequest(t))
	must(t, err)
	_, mismatch := client.Query(ctx, agora.Handle{TaskID: task.ID, BuilderToken: old.Name})
	_, again := client.Start(ctx, token.Name, legalRequest(t))
	_, body := client.Start(ctx, old.Name, agora.Request{})
	_, unknown := client.Start(ctx, "nonsense", legalRequest(t))
	c.pass(5 * time.Minute)
	_, expired := client.Start(ctx, old.Name, legalRequest(t))
	acquire := func(m Mode) error {
		_, err := visit(t, Options{Mode: m}).Acquire(ctx, "sttw-1")
		return err
	}
	for _, tt := range []struct {
		name string
		err  error
		kind agora.ErrorKind
	}{
		{"another task's token", mismatch, agora.KindTokenMismatch},
		{"a used token", again, agora.KindAlreadyStarted},
		{"an empty request", body, agora.KindBodyRefused},
		{"a token that nobody gave", unknown, agora.KindTokenMismatch},
		{"an old token", expired, agora.KindTokenExpired},
		{"mode denied", acquire(ModeDenied), agora.KindCredentials},
		{"mode busy", acquire(ModeBusy), agora.KindBusy},
		{"mode invalid", acquire(ModeInvalid), agora.KindNotEnabled},
	} {
		if got := agora.KindOf(tt.err); got != tt.kind {
			t.Errorf("%s is %q (%v), want %q", tt.name, got, tt.err, tt.kind)
		}
	}
}

func TestTheClientKnowsThatADownSandboxGotNothing(t *testing.T) {
	_, err := visit(t, Options{Mode: ModeDown}).Acquire(t.Context(), "sttw-1")
	var none *agora.NetError
	if !errors.As(err, &none) || none.Sent || none.Cause != agora.CauseRefused {
		t.Errorf("the error is %v", err)
	}
}
