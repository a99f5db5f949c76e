package ui

import (
	"testing"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/ui/task"
)

// The same question comes up wherever the program is left while a task runs on.
func TestLeavingAsksOnEveryScreenWhileATaskRuns(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{
		"q on home": {"q"}, "ctrl+c on home": {"ctrl+c"}, "the table": {"t", "ctrl+c"},
		"a step": {"n", "ctrl+c"}, "the connections": {"c", "ctrl+c"}, "the task's own screen": {"enter", "q"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, rigOptions{})
			a := started(t, d.session, "one", same)
			d.press("r")
			d.press(keys...)
			d.must("Leave?", "The task in one goes on until it stops.", "sttwizard tasks stop "+a.Task().ID, "enter stay")
			d.press("enter")
			d.mustNotShow("Leave?")
			if d.quit {
				t.Fatal("enter left")
			}
			d.press(keys[len(keys)-1])
			d.calm()
			if d.press("l"); !d.quit {
				t.Errorf("l did not leave:\n%s", d.text())
			}
		})
	}
}

func TestHomeStopsTheTaskAndLeaves(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "one", same)
	d.press("r", "q")
	d.calm()
	d.press("x")
	for range 100 {
		if d.quit {
			break
		}
		d.ringOne()
	}
	if state := d.m.back.of(a).attempt.State(); state != attempt.Stopped || !d.quit {
		t.Errorf("the task is left %s; left %v:\n%s", state, d.quit, d.text())
	}
}

func TestHomeIsLeftAtOnceWhereNothingRuns(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "one", func(api attempt.API) attempt.API { return refusing{api} })
	d.press("r")
	if d.press("q"); !d.quit {
		t.Errorf("q asks:\n%s", d.text())
	}
}

func TestLeavingNamesEveryTaskThatRunsOn(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "one", same)
	d.clock.Pass(time.Minute)
	two := started(t, d.session, "two", same)
	d.press("r", "q")
	d.must("The tasks in one and two go on until they stop.", "sttwizard tasks stop --all", "l leave them running")
	d.press("X")
	d.must("Stop 2 tasks?")
	d.press("esc", "h", "q")
	if err := attempt.Stop(t.Context(), client(t, d.session), two); err != nil {
		t.Fatal(err)
	}
	d.tell(d.m.readHome()())
	d.must("Leave?", "The task in one goes on until it stops.") // the other has ended
	d.mustNotShow("two and one")
}

func TestAStopThatGoesOnNamesWhatIsLeftBesides(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	one := started(t, d.session, "one", same)
	started(t, d.session, "two", same)
	d.press("r")
	d.m.back.of(one).stopping = true // as while Agora is told
	d.press("q")
	d.must("1 task told to stop", "Left running besides: two.")
}

func TestWhatIsLeftBehindIsSaidOfEachKind(t *testing.T) {
	t.Parallel()
	for want, in := range map[string][2][]string{
		"The task in a goes on until it stops.":                                                {{"a"}, nil},
		"The tasks in a and b go on until they stop. Whether a task runs in c is not settled.": {{"a", "b"}, {"c"}},
		"Whether a task runs in c and d is not settled.":                                       {nil, {"c", "d"}},
	} {
		if got := task.GoOn(in[0], in[1]); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}
