package home

import (
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/ui/kit"
)

// running are tasks that run in channels, sent at one o'clock.
func running(t *testing.T, channels ...string) []*attempt.Attempt {
	t.Helper()
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return clocktest.At(13, 0, 0) }})
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
	must(t, s, "! hall is running, 1 h", "x  stop   t  tasks")
	typed(t, s, "x")
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
		"(PRODUCTION, sandbox)":                      {Production: true},
		"hall (acme@elsewhere) is running":           {OtherPlace: "acme@elsewhere"},
		"not asked for: 1 task, as a secret is gone": {Needs: "a secret is gone"},
	} {
		s, _ := opened(&world{open: running(t, "hall"), works: map[string]Work{"hall": work}})
		must(t, s, want)
	}
}

func TestOfManyTasksAFewAreNamed(t *testing.T) {
	w := &world{open: running(t, "one", "two", "three", "four"), works: map[string]Work{}}
	w.works["one"], w.works["two"] = Work{Needs: "a secret is gone"}, Work{Needs: "a secret is gone"}
	s, _ := opened(w)
	must(t, s, "one is running", "two is running", "and 2 more", "not asked for: 2 tasks, as a secret is gone")
	if text := drawn(s, 120, 36); strings.Contains(text, "three") || strings.Count(text, "a secret is gone") != 1 {
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
	if strings.Contains(drawn(s, 120, 36), "three") {
		t.Error("it tells of more than two ends")
	}
}
