package attempt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestJournalsOfTheFirstSchemaAreUnderstood(t *testing.T) {
	tests := map[string]struct {
		state State
		after State // a recovery an hour later that finds nothing
		calls []string
	}{
		"lost":     {Unknown, Abandoned, []string{"present", "present", "present", "present"}},
		"sending":  {Sending, Abandoned, []string{"present", "present", "present", "present"}},
		"started":  {Started, Stopped, []string{"query", "present", "present", "query", "present", "present"}},
		"stopping": {Stopping, Stopped, nil},
		"stopped":  {Stopped, Stopped, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			j, c := opened(t)
			data, err := os.ReadFile(filepath.Join("testdata", "schema1", name+".jnl"))
			if err == nil {
				err = errors.Join(os.MkdirAll(j.local.Where(""), 0o700), os.WriteFile(filepath.Join(j.local.Where(""), "20261122T142001Z-0123456789.jnl"), data, 0o600))
			}
			if err != nil {
				t.Fatal(err)
			}
			a, err := j.Find("0123456789")
			if err != nil || a.State() != test.state || a.Alive() || a.Intent().SubBotUID != "47091" {
				t.Fatalf("%v, %s", err, a.State())
			}
			c.now = time.Date(2026, 11, 22, 15, 20, 1, 0, time.UTC) // an hour after what the files tell of
			api := &fakeAPI{t: t, place: a.Intent().Place(), query: queries(errGone), stop: func(agora.Handle) error { return nil }, present: func(uint32) (bool, error) { return false, nil }}
			if err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil); err != nil || a.State() != test.after {
				t.Errorf("%v, %s", err, a.State())
			}
			if test.calls != nil && !slices.Equal(api.calls, test.calls) {
				t.Errorf("%v", api.calls)
			}
		})
	}
}

func TestATaskFromElsewhereIsTakenUp(t *testing.T) {
	j, c := opened(t)
	h := agora.Handle{TaskID: "task-9", BuilderToken: "token-canary"}
	a, err := TakeUp(j, botted(), h, agora.Task{Status: agora.StatusInProgress})
	if err != nil || a.State() != Started || a.mine() || onDisk(t, a).task.Status != agora.StatusInProgress {
		t.Fatalf("%v, %s", err, a.State())
	}
	if got, ok := a.Handle(); !ok || got != h || a.Sends() != 0 {
		t.Errorf("%+v, %v", got, ok)
	}
	c.Pass(time.Hour)
	api := &fakeAPI{t: t, stop: func(agora.Handle) error { return nil }, query: queries(agora.StatusStopped), present: func(uint32) (bool, error) { return false, nil }}
	if err := Stop(t.Context(), api, a); err != nil || a.State() != Stopped {
		t.Errorf("%v, %s", err, a.State())
	}
	for _, h := range []agora.Handle{{TaskID: "task-9"}, {BuilderToken: "x"}} {
		if _, err := TakeUp(j, botted(), h, agora.Task{}); !isState(err) {
			t.Errorf("%+v: %v", h, err)
		}
	}
	if all, _, _ := j.List(); len(all) != 1 {
		t.Errorf("%d attempts", len(all))
	}
}

func TestAskingWhatIsStillOpenWritesDownWhatHasEnded(t *testing.T) {
	w, j := kind(t)
	gone := sentOnce(t, j, w, botted())
	lost := sentOnce(t, j, &lossy{w, w, all("before")}, botted())
	broken := begun(t, j)
	in := botted()
	if conflicts, err := StillOpen(t.Context(), by(w), j, in.AppID, "elsewhere"); len(conflicts) != 0 || err != nil {
		t.Errorf("%+v, %v", conflicts, err)
	}
	if err := os.WriteFile(broken.Where(), bytes.Repeat([]byte("x"), reserve), 0o600); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Hour)
	w.end(w.tasks[0])
	w.pass(time.Minute)
	conflicts, err := StillOpen(t.Context(), by(plain{w}), j, in.AppID, in.Channel)
	if err != nil || len(conflicts) != 2 || onDisk(t, gone).state != Stopped {
		t.Errorf("%+v, %v, %s", conflicts, err, onDisk(t, gone).state)
	}
	w.pass(time.Minute)
	if conflicts, err = StillOpen(t.Context(), by(w), j, in.AppID, in.Channel); err != nil || len(conflicts) != 1 || onDisk(t, lost).state != Abandoned {
		t.Errorf("%+v, %v, %s", conflicts, err, onDisk(t, lost).state)
	}
}

// by lets one API ask for all attempts.
func by(api API) func(*Attempt) API { return func(*Attempt) API { return api } }

// plain is a world that says of an ended task that it has ended, never that it knows none.
type plain struct{ *world }

func (p plain) Query(_ context.Context, h agora.Handle) (agora.Task, error) {
	for _, task := range p.tasks {
		if task.id == h.TaskID && task.ended {
			return agora.Task{ID: task.id, Status: agora.StatusStopped}, nil
		}
	}
	return agora.Task{ID: h.TaskID, Status: agora.StatusInProgress}, nil
}

func TestAllAttemptsTogetherKeepThePace(t *testing.T) {
	j, c := opened(t)
	var at []time.Time
	note := func() { at = append(at, c.Now()) }
	api := &fakeAPI{t: t,
		start:   func(agora.Secret, agora.Request) (agora.Task, error) { note(); return answerOK, nil },
		query:   func(agora.Handle) (agora.Task, error) { note(); return agora.Task{}, nil },
		stop:    func(agora.Handle) error { note(); return nil },
		present: func(uint32) (bool, error) { note(); return true, nil },
		kick:    func(agora.KickRule) error { note(); return nil },
	}
	p := j.NewPacer()
	one, two := p.Paced(api), p.Paced(api)
	ctx := t.Context()
	calls := func(ctx context.Context, api API) []error {
		_, e1 := api.Start(ctx, "token", agora.Request{})
		_, e2 := api.Query(ctx, agora.Handle{})
		e3 := api.Stop(ctx, agora.Handle{})
		_, e4 := api.Present(ctx, 1, intent.Intent.Channel)
		_, e5 := api.Kick(ctx, agora.KickRule{})
		return []error{e1, e2, e3, e4, e5}
	}
	if err := errors.Join(append(calls(ctx, one), calls(ctx, two)...)...); err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap != turn {
			t.Errorf("call %d came %s after the one before", i, gap)
		}
	}
	left, cancel := context.WithCancel(ctx)
	cancel()
	for i, err := range calls(left, one) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("call %d: %v", i, err)
		}
		if net, ok := errors.AsType[*agora.NetError](err); (i == 0) != (ok && !net.Sent) {
			t.Errorf("call %d: %+v", i, net)
		}
	}
	if len(at) != 10 {
		t.Errorf("%d calls went out", len(at))
	}
}

func TestErrorsSayWhatToDoOrWhatIs(t *testing.T) {
	cause := errors.New("no space left")
	for _, test := range []struct {
		err  error
		want string
	}{
		{&JournalError{Path: "p", Phase: NothingSent, Err: cause}, "nothing was sent, because the journal p can't be written (no space left)"},
		{&JournalError{Path: "p", Phase: NotRecorded, Err: cause}, "what happened could not be written to the journal p"},
		{&JournalError{Path: "p", Phase: NotRead, Err: cause}, "the journal p can't be read"},
		{&StateError{Event: EventProbe}, `"probe" can't be the first record`},
		{&StateError{State: Stopped, Event: EventProbe}, "the attempt is ended"},
		{&TokenError{Life: 5 * time.Minute}, "older than 5m0s"},
		{&StillThereError{Status: agora.StatusInProgress}, "still there with status IN_PROGRESS"},
		{&StillThereError{Err: cause}, "was not seen to end: no space left"},
		{&StillThereError{Err: &BotsStayError{}}, "a second task of it may be running"},
		{&NotFoundError{Query: "q"}, `no attempt or task "q"`},
		{&AmbiguousError{Query: "q", IDs: []string{"q1", "q2"}}, "q1, q2"},
		{&ChannelError{Typed: "x"}, `"x" is not the name`},
		{&NoHandleError{State: Unknown}, "id is not known"},
		{&OwnedError{ID: "a"}, "attempt a"},
	} {
		if got := test.err.Error(); !strings.Contains(got, test.want) {
			t.Errorf("%T: %q does not say %q", test.err, got, test.want)
		}
	}
	if err := error(&StillThereError{Err: &JournalError{Err: syscall.ENOSPC}}); !errors.Is(err, syscall.ENOSPC) {
		t.Error("the cause is lost")
	}
}
