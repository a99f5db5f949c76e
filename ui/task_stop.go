package ui

import (
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// askToStop asks before the task is stopped.
func (t *task) askToStop(m *Model) tea.Cmd {
	if m.onProduction(t.attempt) && !t.unknown() {
		return t.sureToStop(m)
	}
	q := &question{name: "Stop?", text: "Stop the task in " + t.attempt.Intent().Channel + "? Captions end at once."}
	if t.unknown() {
		q.text = "Find out whether a task runs in " + t.attempt.Intent().Channel + ", and stop it?"
		if m.onProduction(t.attempt) {
			q.bad = true
			q.text += " This is " + productionMark + ", connection " + t.by().Name + "."
		}
		q.more = []string{explain.FindAndStop(t.attempt.Intent().Version)}
	}
	q.answers = []binding{
		key("y x", "stop", func() tea.Cmd { m.close(); return t.stop(m) }).held(),
		key("n esc", "let it run", m.close),
	}
	return m.ask(q)
}

// sureToStop stops the task, on production after a question.
func (t *task) sureToStop(m *Model) tea.Cmd {
	return m.sureOfProduction("stop", t.attempt.Intent().Channel, func() tea.Cmd { return t.stop(m) })
}

func (t *task) stop(m *Model) tea.Cmd {
	if t.stopping || t.settler != nil {
		return nil
	}
	if t.unknown() {
		return t.settle(m, attempt.End, false)
	}
	return t.withClient(m, func(c *agora.Client) tea.Cmd {
		t.stopping, t.stopErr = true, nil
		return m.stopTask(c, t.attempt)
	})
}

// stopped follows the end of a stop: ended, or still there and to be stopped again.
func (t *task) stopped(m *Model, msg taskStoppedMsg) tea.Cmd {
	t.stopping = false
	if msg.err != nil && !t.over() {
		t.stopErr = msg.err
		t.refused(m, msg.err)
		if still, ok := errors.AsType[*attempt.StillThereError](msg.err); ok && still.Status != "" {
			t.saw(m, still.Status)
		}
		return t.plan(m, nil)
	}
	t.ended, t.next, t.err = true, time.Time{}, nil
	t.saw(m, agora.StatusStopped)
	m.exit = exitDone
	if msg.err != nil {
		m.say("", msg.err)
	}
	return m.rememberUse("stopped", m.now().Sub(sentAt(t.attempt)))
}

// quitTask asks, while the task runs, whether it shall go on.
func (m *Model) quitTask(t *task) tea.Cmd {
	if cmd, stays := t.leave(m); stays {
		return cmd
	}
	return m.end(exitDone)
}

func (t *task) leave(m *Model) (tea.Cmd, bool) {
	if t.ended {
		return nil, false
	}
	if _, known := t.attempt.Handle(); !known {
		return t.leaveUnknown(m)
	}
	q := &question{
		name: "Leave?", bad: true,
		text: t.goesOn() + explain.Cost(t.attempt, t.by().Sandbox),
		more: []string{"Left running, it stays listed on home; this stops it: sttwizard tasks stop " + t.attempt.Task().ID},
		answers: []binding{
			key("l", "leave it running", func() tea.Cmd { return m.end(exitDone) }).held(),
			key("esc n", "stay", m.close),
		},
	}
	if !t.stopping {
		stop := key("x", "stop it; then leave with q", func() tea.Cmd { m.close(); return t.sureToStop(m) }).held()
		q.answers = slices.Insert(q.answers, 1, stop)
	}
	return m.ask(q), true
}

// goesOn says what is left behind.
func (t *task) goesOn() string {
	channel := t.attempt.Intent().Channel
	if t.stopping || t.attempt.State() == attempt.Stopping {
		return "The task in " + channel + " was told to stop and is not seen to have ended."
	}
	return "The task in " + channel + " goes on until it stops."
}
