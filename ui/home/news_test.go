package home

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

func oneOClock() time.Time { return clocktest.At(13, 0, 0) }

// running are tasks that run in channels, sent at one o'clock.
func running(t *testing.T, channels ...string) []*attempt.Attempt {
	t.Helper()
	j := attempt.Open(t.TempDir(), attempt.Options{Now: oneOClock})
	var out []*attempt.Attempt
	for _, channel := range channels {
		in := attempt.Intent{
			AppID: "app", Version: agora.V7, Channel: channel, Connection: "acme", SubBotUID: "1", PubBotUID: "2",
		}
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-" + channel}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

func TestTheOneTaskThatRunsIsStoppedByAKey(t *testing.T) {
	w := &world{open: running(t, "hall"), works: map[string]Work{}}
	s, told := opened(w)
	must(t, s, "▸ hall is running, 1 h", "x  stop   t  tasks")
	kittest.Press(t, s, "x")
	if (*told)[0] != (Stop{w.open[0]}) {
		t.Errorf("x tells %v", *told)
	}
	for name, other := range map[string]*world{
		"two tasks":            {open: running(t, "hall", "gala")},
		"one that is stopping": {open: running(t, "hall"), works: map[string]Work{"hall": {Ending: true}}},
	} {
		s, _ := opened(other)
		if _, ok := kit.Find(s.Keys(), "x"); ok {
			t.Errorf("with %s x stops", name)
		}
	}
}

func TestWhatIsDoneAboutATaskIsSaid(t *testing.T) {
	for want, work := range map[string]Work{
		"hall is running, 1 h (sandbox)":             {},
		"hall is being stopped, 1 h":                 {Ending: true},
		"hall is running, 1 h, not stopped":          {NotStopped: true},
		"not asked for: 1 task, as a secret is gone": {Needs: "a secret is gone"},
	} {
		s, _ := opened(&world{open: running(t, "hall"), works: map[string]Work{"hall": work}})
		must(t, s, want)
	}
}

func TestWhereATaskRunsIsSaid(t *testing.T) {
	for want, place := range map[string]Place{
		"hall is running, 1 h (PRODUCTION, sandbox)": {Production: true},
		"hall (acme@elsewhere) is running, 1 h  ":    {Other: "acme@elsewhere"},
	} {
		s, _ := opened(&world{open: running(t, "hall"), place: place})
		must(t, s, want)
	}
}

func TestOfManyTasksAFewAreNamed(t *testing.T) {
	w := &world{open: running(t, "one", "two", "three", "four"), works: map[string]Work{}}
	w.works["one"], w.works["two"] = Work{Needs: "a secret is gone"}, Work{Needs: "a secret is gone"}
	s, _ := opened(w)
	must(t, s, "one is running", "two is running", "and 2 more", "not asked for: 2 tasks, as a secret is gone")
	if text := kittest.Text(s, 120, 36); strings.Contains(text, "three") || strings.Count(text, "a secret is gone") != 1 {
		t.Errorf("it shows\n%s", text)
	}
}

func TestEndsAndTroubleAreTold(t *testing.T) {
	w := &world{ended: running(t, "one", "two", "three"), broken: 2}
	for _, a := range w.ended {
		if err := a.Ended(attempt.HowStopped); err != nil {
			t.Fatal(err)
		}
	}
	w.problems = []error{errors.New("the presets' directory can't be read")}
	s, _ := opened(w)
	must(t, s, "✓ one ended 13:00:00, after", "two ended", "✗ 2 journals can't be read; a task of it may be running",
		"✗ the presets' directory can't be read")
	if strings.Contains(kittest.Text(s, 120, 36), "three") {
		t.Error("it tells of more than two ends")
	}
}

// pretend is an Agora that answers as a test wants; what it does not need fails.
type pretend struct {
	attempt.API
	place agora.Place
	lost  error // the answer to a start or a stop
}

func (p pretend) Place() agora.Place { return p.place }
func (p pretend) Acquire(context.Context, string) (agora.BuilderToken, error) {
	return agora.BuilderToken{Name: "token"}, nil
}
func (p pretend) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{}, p.lost
}
func (p pretend) Stop(context.Context, agora.Handle) error { return p.lost }
func (p pretend) Query(context.Context, agora.Handle) (agora.Task, error) {
	return agora.Task{ID: "task-hall", Status: agora.StatusInProgress}, nil
}

// noAnswer is an answer that was lost.
func noAnswer(op string) error {
	return &agora.NetError{Op: op, Cause: agora.CauseTimeout, Sent: true, Err: errors.New("no answer")}
}

// unclear is an attempt that was sent at one o'clock and of which nobody knows what
// became.
func unclear(t *testing.T, dir string) *attempt.Attempt {
	t.Helper()
	j := attempt.Open(dir, attempt.Options{Now: oneOClock})
	a, err := j.Begin(attempt.Intent{AppID: "app", Version: agora.V7, Channel: "hall", PubBotUID: "2"})
	if err != nil {
		t.Fatal(err)
	}
	r := attempt.NewRunner(a, pretend{place: a.Intent().Place(), lost: noAnswer(agora.OpStart)}, agora.Request{})
	if err := r.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if outcome, _ := r.Send(t.Context()); outcome != agora.OutcomeUnknown {
		t.Fatalf("the start is %v", outcome)
	}
	a.Release()
	return a
}

func TestWhatIsNotKnownIsSaidSo(t *testing.T) {
	a := unclear(t, t.TempDir())
	certain := a.CertainAt()
	for _, test := range []struct {
		work Work
		now  time.Time
		want string
	}{
		{Work{}, certain.Add(-time.Second), ", certain at " + words.Clock(certain, certain)},
		{Work{Settles: true}, certain, "asking Agora"},
		{Work{Unsettled: true}, certain.Add(-time.Second), ", not settled"},
		{Work{Ending: true}, certain, "hall may be running, and is stopped as soon as it is found"},
	} {
		w := &world{open: []*attempt.Attempt{a}, works: map[string]Work{"hall": test.work}, now: test.now}
		s, _ := opened(w)
		must(t, s, "✗ hall may be running", test.want)
	}
}

func TestAStopWithoutAnEndCountsFromTheStop(t *testing.T) {
	a := running(t, "hall")[0]
	if err := attempt.Stop(t.Context(), pretend{place: a.Intent().Place(), lost: noAnswer(agora.OpStop)}, a); err == nil {
		t.Fatal("it was stopped")
	}
	s, _ := opened(&world{open: []*attempt.Attempt{a}, told: clocktest.At(13, 55, 0)})
	must(t, s, "hall was told to stop and not seen to end, 5 min")
}

func TestWhatCanNotBeTrueIsAnAlarm(t *testing.T) {
	a := running(t, "hall")[0]
	if err := a.Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	if _, err := attempt.LookAgain(t.Context(), pretend{place: a.Intent().Place()}, a); err != nil {
		t.Fatal(err)
	}
	s, _ := opened(&world{open: []*attempt.Attempt{a}})
	must(t, s, "✗ hall: "+a.Meaning())
	if a.Contradiction() != attempt.Reopened {
		t.Errorf("it is %q", a.Contradiction())
	}
}

func TestATaskPastItsReminderIsSaidSo(t *testing.T) {
	a := running(t, "hall")[0]
	if err := a.Plan(clocktest.At(13, 30, 0)); err != nil {
		t.Fatal(err)
	}
	s, _ := opened(&world{open: []*attempt.Attempt{a}})
	must(t, s, "hall is running, "+explain.ReminderPassed+", 1 h")
}

func TestWhatAnotherProgramWorksOnIsSaidSo(t *testing.T) {
	dir := t.TempDir()
	a := unclear(t, dir)
	if err := a.Own(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Release)
	read, _, err := attempt.Open(dir, attempt.Options{Now: oneOClock}).List()
	if err != nil {
		t.Fatal(err)
	}
	s, _ := opened(&world{open: read})
	must(t, s, "hall may be running, 1 h, another sttwizard works on it")
}
