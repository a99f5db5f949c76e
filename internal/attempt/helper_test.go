package attempt

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
)

// testClock is a time that only moves when it is told to, or slept on.
type testClock struct {
	mu     sync.Mutex
	now    time.Time
	sleeps []time.Duration
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (c *testClock) Sleep(ctx context.Context, d time.Duration) error {
	c.Pass(d)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sleeps = append(c.sleeps, d)
	return ctx.Err()
}

// opened returns a journal in a fresh directory that does not exist yet, with a
// clock that stands still.
func opened(t *testing.T) (*Journal, *testClock) {
	t.Helper()
	c := &testClock{now: at}
	dir := filepath.Join(t.TempDir(), "state", "attempts")
	return Open(dir, Options{Now: c.Now, Sleep: c.Sleep}), c
}

func begun(t *testing.T, j *Journal) *Attempt {
	t.Helper()
	a, err := j.Begin(*intent.Intent)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// told returns an attempt with these records after its intent.
func told(t *testing.T, j *Journal, records ...Record) *Attempt {
	t.Helper()
	a := begun(t, j)
	for _, r := range records {
		if err := a.before(r); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// onDisk reads an attempt's file as another sttwizard would.
func onDisk(t *testing.T, a *Attempt) folded {
	t.Helper()
	c, err := load(a.Where())
	if err != nil {
		t.Fatal(err)
	}
	f, err := c.folded()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// block makes every write to an attempt's journal fail, also for root.
func block(t *testing.T, a *Attempt) (unblock func()) {
	t.Helper()
	aside := a.Where() + ".aside"
	if err := errors.Join(os.Rename(a.Where(), aside), os.Mkdir(a.Where(), 0o700)); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := errors.Join(os.Remove(a.Where()), os.Rename(aside, a.Where())); err != nil {
			t.Fatal(err)
		}
	}
}

// fakeAPI is an Agora made of functions; those left out must not be called.
type fakeAPI struct {
	t       *testing.T
	acquire func(instanceID string) (agora.BuilderToken, error)
	start   func(token agora.Secret, r agora.Request) (agora.Task, error)
	query   func(agora.Handle) (agora.Task, error)
	stop    func(agora.Handle) error
	list    func() ([]agora.Task, error)
	present func(uid uint32) (bool, error)
	kick    func(agora.KickRule) error
	place   agora.Place // empty: that of the sandbox, which is the test intents' own

	calls []string
}

func (f *fakeAPI) Place() agora.Place { return f.place }

func (f *fakeAPI) called(op string, missing bool) {
	f.t.Helper()
	f.calls = append(f.calls, op)
	if missing {
		f.t.Errorf("%s was called", op)
	}
}

func (f *fakeAPI) Acquire(_ context.Context, id string) (agora.BuilderToken, error) {
	if f.called("acquire", f.acquire == nil); f.acquire == nil {
		return agora.BuilderToken{}, errors.New("not expected")
	}
	return f.acquire(id)
}

func (f *fakeAPI) Start(_ context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	if f.called("start", f.start == nil); f.start == nil {
		return agora.Task{}, errors.New("not expected")
	}
	return f.start(token, r)
}

func (f *fakeAPI) Query(_ context.Context, h agora.Handle) (agora.Task, error) {
	if f.called("query", f.query == nil); f.query == nil {
		return agora.Task{}, errors.New("not expected")
	}
	return f.query(h)
}

func (f *fakeAPI) Stop(_ context.Context, h agora.Handle) error {
	if f.called("stop", f.stop == nil); f.stop == nil {
		return errors.New("not expected")
	}
	return f.stop(h)
}

func (f *fakeAPI) List(_ context.Context, q agora.ListQuery) ([]agora.Task, error) {
	if f.called("list", f.list == nil || q.Channel != intent.Intent.Channel); f.list == nil {
		return nil, errors.New("not expected")
	}
	return f.list()
}

func (f *fakeAPI) Present(_ context.Context, uid uint32, channel string) (bool, error) {
	if f.called("present", f.present == nil || channel != intent.Intent.Channel); f.present == nil {
		return false, errors.New("not expected")
	}
	return f.present(uid)
}

func (f *fakeAPI) Kick(_ context.Context, r agora.KickRule) (int64, error) {
	if f.called("kick", f.kick == nil); f.kick == nil {
		return 0, errors.New("not expected")
	}
	return 1, f.kick(r)
}

func givesToken(string) (agora.BuilderToken, error) {
	return agora.BuilderToken{Name: "token-canary", InstanceID: "sttw-1"}, nil
}
