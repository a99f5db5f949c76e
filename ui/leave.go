package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/ui/task"
)

// leaveAsking ends the program with an exit code. Where something was started from here
// that may run on, it asks first, whatever screen is shown: q is pressed by reflex.
func (m *Model) leaveAsking(code int, before ...tea.Cmd) tea.Cmd {
	leave := func() tea.Cmd { return m.leaveWith(code, before...) }
	left := m.leftRunning()
	if len(m.back.endings()) > 0 { // that question names the others
		return leave()
	}
	switch len(left) {
	case 0:
		return leave()
	case 1:
		return m.askToLeaveOne(left[0], leave)
	}
	return m.askToLeaveSeveral(left, leave)
}

// leftRunning returns what somebody started from here that may run on, and that nobody
// told to stop; who started the others of a team looks after them.
func (m *Model) leftRunning() []*attempt.Attempt {
	return slices.DeleteFunc(m.back.open(m.now()), func(a *attempt.Attempt) bool { return !a.Mine() || m.back.of(a).ending() })
}

// askToLeaveOne asks as the screen of the task does.
func (m *Model) askToLeaveOne(a *attempt.Attempt, leave func() tea.Cmd) tea.Cmd {
	t := &taskScreen{work: m.back.of(a)}
	t.of = task.New(taskWorld{m, t}, func(o task.Outcome) tea.Cmd {
		switch o {
		case task.LeaveRunning, task.LeaveUnknown:
			return leave()
		case task.StopThenLeave: // on its screen, by whose connection it is asked about
			return m.afterTask(m.showTask(a), o)
		}
		return m.afterTask(t, o)
	})
	q, asks := t.of.Leave()
	if !asks {
		return leave()
	}
	return m.askAs(q.Name, q.Question, q.Hears)
}

// askToLeaveSeveral names them all.
func (m *Model) askToLeaveSeveral(left []*attempt.Attempt, leave func() tea.Cmd) tea.Cmd {
	var runs, doubts []string
	cost := ""
	for _, a := range left {
		if a.State().InDoubt() {
			doubts = append(doubts, m.nameOf(a))
		} else {
			runs = append(runs, m.nameOf(a))
		}
		if explain.Cost(a, a.Intent().BaseURL == "") != "" {
			cost = " " + explain.WhileTheyRun
		}
	}
	return m.ask(&question{
		name: "Leave?", bad: true, text: task.GoOn(runs, doubts) + cost,
		more:  []string{"Left running, they stay listed on home; this stops them: sttwizard tasks stop --all"},
		hears: m.askToLeaveAnew(left, leave),
		answers: []binding{
			key("l", "leave them running", leave).Held(),
			key("X", "stop all", m.askToStopAll),
			key("esc n", "stay", m.close),
		},
	})
}

// askToLeaveAnew returns what asks again as soon as something else is left than was named.
func (m *Model) askToLeaveAnew(named []*attempt.Attempt, leave func() tea.Cmd) func() tea.Cmd {
	was := howLeft(named)
	return func() tea.Cmd {
		left := m.leftRunning()
		switch {
		case slices.Equal(howLeft(left), was):
			return nil
		case len(left) == 1:
			return together(m.close(), m.askToLeaveOne(left[0], leave))
		case len(left) > 1:
			return together(m.close(), m.askToLeaveSeveral(left, leave))
		case len(m.back.endings()) > 0:
			return together(m.close(), leave()) // which asks about those
		}
		m.say("all of them ended: nothing is left to be stopped", nil)
		return m.close()
	}
}

// howLeft says which attempts are left, and in which state each is.
func howLeft(left []*attempt.Attempt) []string {
	out := make([]string, len(left))
	for i, a := range left {
		out[i] = a.ID() + " " + string(a.State())
	}
	return out
}
