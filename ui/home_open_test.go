package ui

import (
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

func TestATaskOfAKilledTerminalIsOnHomeAndStoppedWithTwoKeys(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]string{
		"the answer never came":         "start:hang",
		"the answer was lost":           "start:reset-after",
		"the start never arrived":       "start:reset-before",
		"the answer says nothing of it": "start:504-after",
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, rigOptions{mode: sandbox.Mode(fault)})
			r.toReview()
			r.calm()
			r.Send("s")
			r.wait("the start is out", func() bool {
				return r.wire.Calls("start") > 0 && len(r.attempts()) == 1 && r.attempts()[0].State().MayBill()
			})
			r.end() // the terminal is gone in the second after s
			again := start(t, rigOptions{home: r.home, clock: r.clock})
			again.see("town-hall", "x stop")
			again.stopsWithTwoKeys("Find out whether a task runs in town-hall")
			for _, task := range again.ledger().Tasks {
				if !task.Status(again.clock.Now()).Ended() {
					t.Errorf("still runs: %+v", task)
				}
			}
		})
	}
}

// stopsWithTwoKeys stops the one open task from home.
func (r *rig) stopsWithTwoKeys(question string) {
	r.t.Helper()
	r.calm()
	r.keys("x", question)
	r.calm()
	r.keys("y")
	r.live(time.Second, "– Ended", "costs nothing any more")
	r.mustState(attempt.Stopped)
}

func TestARunningTaskOfAnEarlierRunIsStoppedWithTwoKeys(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.running()
	r.end()
	again := start(t, rigOptions{home: r.home, clock: r.clock})
	again.see("town-hall running", "x stop")
	again.stopsWithTwoKeys("Stop the task in town-hall?")
}

func TestAtLaunchATaskThatHasEndedIsFoundOutByItself(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.running()
	r.end()
	r.clock.Pass(25 * time.Hour)
	again := start(t, rigOptions{home: r.home, clock: r.clock})
	again.see("Last answers")
	again.wait("its end is written down", func() bool {
		again.clock.Pass(time.Second / 10) // requests keep a distance
		return again.attempts()[0].State() == attempt.Stopped
	})
	again.wait("the end to be seen", func() bool { return !shows(again.Text(), "● town-hall") })
}
