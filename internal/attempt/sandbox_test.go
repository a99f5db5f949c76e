package attempt

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// pretended is an Agora over HTTP in a mode, a client for it, and an attempt
// that is about to be sent there.
type pretended struct {
	ledger  *sandbox.MemoryLedger
	client  *agora.Client
	attempt *Attempt
	run     *Runner
}

// ticking is a clock for both sides, on which every look takes a moment.
type ticking struct {
	mu  sync.Mutex
	now time.Time
}

func (c *ticking) Now() time.Time { return c.after(0) }

func (c *ticking) after(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

func (c *ticking) Sleep(ctx context.Context, d time.Duration) error {
	c.after(d)
	return ctx.Err()
}

func pretend(t *testing.T, mode sandbox.Mode) pretended {
	t.Helper()
	c := &ticking{now: at}
	p := pretended{ledger: &sandbox.MemoryLedger{}}
	l, err := sandbox.New(sandbox.Options{Mode: mode, Ledger: p.ledger, Now: c.Now}).Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	project := agora.Project{Version: agora.V5}
	p.client, err = agora.NewClient(agora.Config{Pretend: true,
		BaseURL: l.URL(), AppID: sandbox.DefaultAppID, Key: sandbox.DefaultKey, Secret: sandbox.DefaultSecret,
		Project: project, Sleep: c.Sleep,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.client.Close)
	var r agora.Request
	for path, value := range map[string]string{
		agora.PathLanguages: "en-US", agora.PathChannelName: "town-hall",
		agora.PathSubBotUID: "47091", agora.PathPubBotUID: "88222",
	} {
		if err := r.Set(path, value); err != nil {
			t.Fatal(err)
		}
	}
	if errs := r.Validate(project); len(errs) > 0 {
		t.Fatal(errs)
	}
	j := Open(filepath.Join(t.TempDir(), "attempts"), Options{Now: c.Now, Sleep: c.Sleep})
	in := *intent.Intent
	in.AppID = sandbox.DefaultAppID
	if p.attempt, err = j.Begin(in); err != nil {
		t.Fatal(err)
	}
	p.run = NewRunner(p.attempt, p.client, r)
	return p
}

// started returns how many tasks the sandbox started.
func (p pretended) started(t *testing.T) int {
	t.Helper()
	st, err := sandbox.Read(p.ledger)
	if err != nil {
		t.Fatal(err)
	}
	return len(st.Tasks)
}

func TestATaskIsStartedWatchedAndStopped(t *testing.T) {
	p := pretend(t, sandbox.ModeOK)
	ctx := t.Context()
	if err := p.run.Acquire(ctx); err != nil {
		t.Fatal(err)
	}
	if outcome, err := p.run.Send(ctx); outcome != agora.OutcomeStarted || err != nil {
		t.Fatalf("%s, %v", outcome, err)
	}
	task, err := Query(ctx, p.client, p.attempt)
	if err != nil || task.Status.Ended() || p.attempt.State() != Started {
		t.Fatalf("%+v, %v", task, err)
	}
	// Another sttwizard, later, knows enough to stop it.
	found, err := p.attempt.journal.Find(task.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := Stop(ctx, p.client, found); err != nil {
		t.Fatal(err)
	}
	if err := p.attempt.Refresh(); err != nil || p.attempt.State() != Stopped || p.started(t) != 1 {
		t.Errorf("%s, %d tasks, %v", p.attempt.State(), p.started(t), err)
	}
}

func TestALostAnswerIsSettledByAskingWithTheSameToken(t *testing.T) {
	p := pretend(t, sandbox.ModeLost)
	ctx := t.Context()
	if err := p.run.Acquire(ctx); err != nil {
		t.Fatal(err)
	}
	if outcome, err := p.run.Send(ctx); outcome != agora.OutcomeUnknown || err == nil || p.attempt.State() != Unknown {
		t.Fatalf("the first: %s, %v", outcome, err)
	}
	if wait, ok := p.run.Again(); !ok || wait != 3*time.Second {
		t.Fatalf("again after %s, %v", wait, ok)
	}
	if outcome, err := p.run.Send(ctx); outcome != agora.OutcomeStarted || err != nil {
		t.Fatalf("the second: %s, %v", outcome, err)
	}
	if _, ok := p.attempt.Handle(); !ok || p.started(t) != 1 {
		t.Errorf("%d tasks, handle known: %v", p.started(t), ok)
	}
	if err := Stop(ctx, p.client, p.attempt); err != nil || p.attempt.State() != Stopped {
		t.Errorf("%v, %s", err, p.attempt.State())
	}
}

func TestWhatIsRefusedBeforeTheStartIsAbandoned(t *testing.T) {
	for mode, why := range map[sandbox.Mode]string{
		sandbox.ModeDenied:  string(agora.KindCredentials),
		sandbox.ModeBusy:    string(agora.KindBusy),
		sandbox.ModeInvalid: string(agora.KindNotEnabled),
		sandbox.ModeDown:    string(agora.CauseRefused),
	} {
		t.Run(string(mode), func(t *testing.T) {
			p := pretend(t, mode)
			if err := p.run.Acquire(t.Context()); err == nil {
				t.Fatal("no error")
			}
			if f := onDisk(t, p.attempt); f.state != Abandoned || f.why != why || p.started(t) != 0 {
				t.Errorf("%s, %q, %d tasks", f.state, f.why, p.started(t))
			}
		})
	}
}

func TestAServerThatGoesAwayAfterTheTokenLeavesItIntended(t *testing.T) {
	p, gone := pretend(t, sandbox.ModeOK), pretend(t, sandbox.ModeDown)
	if err := p.run.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.run.api = gone.client
	outcome, err := p.run.Send(t.Context())
	if outcome != agora.OutcomeNotSent || err == nil || p.attempt.State() != Intended {
		t.Errorf("%s, %v, %s", outcome, err, p.attempt.State())
	}
	p.run.api = p.client
	if outcome, err := p.run.Send(t.Context()); outcome != agora.OutcomeStarted || err != nil || p.started(t) != 1 {
		t.Errorf("%s, %v, %d tasks", outcome, err, p.started(t))
	}
}
