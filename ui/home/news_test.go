package home

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
	"sttwizard/presets"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

func oneOClock() time.Time { return clocktest.At(13, 0, 0) }

// running are tasks that run in channels, sent at one o'clock.
func running(t testing.TB, channels ...string) []*attempt.Attempt {
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

func TestTheTaskInFocusIsStoppedByAKey(t *testing.T) {
	w := &world{open: running(t, "hall", "gala"), presets: []presets.Entry{ready("demo")}, works: map[string]Work{}}
	s, told := opened(w)
	kittest.Press(t, s, "x", "down", "x")
	if !slices.Equal(*told, []Outcome{Stop{w.open[0]}, Stop{w.open[1]}}) {
		t.Errorf("x tells %v", *told)
	}
	w.works["gala"] = Work{Doing: explain.Doing{Ending: true}}
	kittest.Press(t, s, "home", "down")
	if b, ok := kit.Find(s.Keys(), "x"); ok {
		t.Errorf("on a task that is being stopped x would %s", b.What())
	}
	kittest.Press(t, s, "end")
	if b, ok := kit.Find(s.Keys(), "x"); !ok || b.What() != "stop hall" {
		t.Error("on a preset x does not stop the only task that can be stopped")
	}
	delete(w.works, "gala")
	kittest.Press(t, s, "x")
	kittest.Press(t, s, "X")
	if last := (*told)[len(*told)-1]; last != StopAll {
		t.Errorf("X tells %v", last)
	}
	kittest.Press(t, s, "x")
	if last := (*told)[len(*told)-1]; last != (Refuse{Words: "2 tasks are open: ↑ to the one to stop, then x"}) {
		t.Errorf("on a preset with two tasks x tells %v", last)
	}
}

func TestATaskIsOpenedByEnter(t *testing.T) {
	w := &world{open: running(t, "hall", "gala")}
	s, told := opened(w)
	kittest.Press(t, s, "enter", "down", "enter")
	if !slices.Equal(*told, []Outcome{Open{w.open[0]}, Open{w.open[1]}}) {
		t.Errorf("enter tells %v", *told)
	}
}

func TestWhatIsDoneAboutATaskIsSaid(t *testing.T) {
	for want, work := range map[string]Work{
		"▸ hall not asked yet 1 h":                     {},
		"● hall running 1 h":                           {Doing: explain.Doing{Status: agora.StatusInProgress}},
		"▸ hall stopping 1 h":                          {Doing: explain.Doing{Ending: true}},
		"✗ hall not stopped, goes on 1 h":              {Doing: explain.Doing{NotStopped: true}},
		"! hall running, Agora did not answer 1 h":     {Doing: explain.Doing{Err: errors.New("silence")}},
		"✗ hall running, can't be asked for 1 h":       {Doing: explain.Doing{Barred: true}},
		"✗ hall Agora could not stop it 1 h":           {Doing: explain.Doing{Status: agora.StatusFailureStop}},
		"! hall running, not asked for 1 h":            {Doing: explain.Doing{Awaits: true}, Needs: "a secret is gone"},
		"! not asked for: 1 task, as a secret is gone": {Doing: explain.Doing{Awaits: true}, Needs: "a secret is gone"},
		"Running asked 5 s ago":                        {Answered: clocktest.At(13, 59, 55)},
		"Running asked just now":                       {Answered: clocktest.At(14, 0, 0)},
		"Agora IN_PROGRESS, asked 5 s ago":             {Doing: explain.Doing{Status: agora.StatusInProgress}, Answered: clocktest.At(13, 59, 55)},
	} {
		s, _ := opened(&world{open: running(t, "hall"), works: map[string]Work{"hall": work}})
		text := strings.Join(strings.Fields(kittest.Text(s, 120, 36)), " ")
		if !strings.Contains(text, want) {
			t.Errorf("it does not show %q:\n%s", want, text)
		}
	}
}

func TestATaskHasTheTitleOfItsPresetBesideItsChannel(t *testing.T) {
	w := &world{open: running(t, "hall"), titles: map[string]string{"hall": "Weekly town"}}
	s, _ := opened(w)
	for _, width := range []int{120, 100, 80} {
		text := kittest.Text(s, width, 24)
		if !strings.Contains(text, "● Weekly town") || !strings.Contains(text, " hall ") {
			t.Errorf("at %d columns it shows\n%s", width, text)
		}
	}
}

func TestTheWorstComesFirstThenTheSoonestEnd(t *testing.T) {
	w := &world{open: running(t, "well", "late", "soon", "past", "lost"), works: map[string]Work{"lost": {Doing: explain.Doing{Barred: true}}}}
	for i, end := range map[int]time.Time{1: clocktest.At(18, 0, 0), 2: clocktest.At(15, 0, 0), 3: clocktest.At(13, 30, 0)} {
		if err := w.open[i].Plan(end); err != nil {
			t.Fatal(err)
		}
	}
	s, _ := opened(w)
	var names []string
	for _, r := range s.tasks() {
		names = append(names, r.name)
	}
	if want := []string{"lost", "past", "soon", "late", "well"}; !slices.Equal(names, want) {
		t.Errorf("the tasks are %v, want %v", names, want)
	}
}

func TestWhereATaskRunsIsSaid(t *testing.T) {
	for want, place := range map[string]Place{
		"runs at      PRODUCTION, sandbox": {Production: true},
		"@acme":                            {Other: "acme@elsewhere"},
	} {
		s, _ := opened(&world{open: running(t, "hall"), place: place})
		must(t, s, want)
	}
}

func TestManyTasksLeaveHalfOfTheRoomToTheRest(t *testing.T) {
	names := make([]string, 40)
	for i := range names {
		names[i] = fmt.Sprintf("room-%02d", i)
	}
	w := &world{open: running(t, names...)}
	for i := range 40 {
		w.presets = append(w.presets, ready(fmt.Sprintf("p%02d", i)))
	}
	s, _ := opened(w)
	for _, size := range [][2]int{{120, 36}, {80, 20}, {60, 16}} {
		text := kittest.Text(s, size[0], size[1])
		n := strings.Count(text, "● room-")
		if n < size[1]/3 || n > size[1]*2/3 || !strings.Contains(text, "❯ ● room-00") ||
			!strings.Contains(text, "+ New task") || strings.Count(text, "more lines below") != 2 {
			t.Errorf("at %v it shows\n%s", size, text)
		}
	}
}

func TestEndsAndTroubleAreTold(t *testing.T) {
	w := &world{ended: running(t, "one", "two", "three", "four"), broken: 2}
	for _, a := range w.ended {
		if err := a.Ended(attempt.HowStopped); err != nil {
			t.Fatal(err)
		}
	}
	w.problems = []error{errors.New("the presets' directory can't be read")}
	s, told := opened(w)
	must(t, s, "– one", "ended 13:00:00", "after 0 s", "– two", "✗ 2 journals can't be read", "a task of it may be running",
		"✗ the presets' directory can't be read")
	if strings.Contains(kittest.Text(s, 120, 36), "four") {
		t.Error("it tells of more than three ends")
	}
	kittest.Press(t, s, "home", "enter", "down", "enter")
	if !slices.Equal(*told, []Outcome{ListTasks, Open{w.ended[0]}}) {
		t.Errorf("the rows tell %v", *told)
	}
	w.broken = 0
	if text := kittest.Text(s, 120, 36); strings.Contains(text, "Running") || !strings.Contains(text, "Ended") {
		t.Errorf("where nothing runs it shows\n%s", text)
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
		want []string
	}{
		{Work{}, certain.Add(-time.Second), []string{"answer lost, may be running", "certain " + words.Clock(certain, certain)}},
		{Work{Settles: true}, certain, []string{"answer lost, may be running", "asking Agora"}},
		{Work{Unsettled: true}, certain.Add(-time.Second), []string{"not settled"}},
		{Work{Doing: explain.Doing{Ending: true}}, certain, []string{"to be stopped once it is found"}},
	} {
		w := &world{open: []*attempt.Attempt{a}, works: map[string]Work{"hall": test.work}, now: test.now}
		s, _ := opened(w)
		must(t, s, append(test.want, "❯ ✗ hall")...)
		if narrow := kittest.Text(s, 60, 16); !strings.Contains(narrow, "❯ ✗ hall") || strings.Contains(narrow, "…") {
			t.Errorf("in a narrow window it shows\n%s", narrow)
		}
	}
}

func TestAStopWithoutAnEndCountsFromTheStop(t *testing.T) {
	a := running(t, "hall")[0]
	if err := attempt.Stop(t.Context(), pretend{place: a.Intent().Place(), lost: noAnswer(agora.OpStop)}, a); err == nil {
		t.Fatal("it was stopped")
	}
	s, _ := opened(&world{open: []*attempt.Attempt{a}, told: clocktest.At(13, 55, 0)})
	must(t, s, "! hall", "told to stop, not seen to end     5 min")
	ending, _ := opened(&world{
		open: []*attempt.Attempt{a}, told: clocktest.At(13, 55, 0), works: map[string]Work{"hall": {Doing: explain.Doing{Ending: true}}},
	})
	must(t, ending, "▸ hall", "stopping", "told 13:55:00")
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
	must(t, s, "✗ hall", words.Capital(a.Meaning())[:30])
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
	must(t, s, "! hall", explain.ReminderPassed+", 30 min", "reminder 13:30")
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
	must(t, s, "✗ hall", "another sttwizard works on it", "1 h")
}

func TestATaskThatThisMachineDidNotStartIsTakenUp(t *testing.T) {
	w := &world{open: running(t, "hall"), strangers: []agora.Task{{ID: "1NT29X", CreatedAt: clocktest.At(13, 20, 0)}}}
	s, told := opened(w)
	must(t, s, "! 1NT29X", "not started on this machine", "40 min", "● hall")
	kittest.Press(t, s, "home", "enter", "down", "x")
	if !slices.Equal(*told, []Outcome{TakeUp{"1NT29X"}, Stop{w.open[0]}}) {
		t.Errorf("it tells %v", *told)
	}
	kittest.Press(t, s, "home")
	if b, is := kit.Find(s.Keys(), "x"); is {
		t.Errorf("on it x would %s", b.What())
	}
}
