package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
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
		key("y x", "stop", func() tea.Cmd { m.close(); return t.stop(m) }).Held(),
		key("n esc", "let it run", m.close),
	}
	return m.ask(q)
}

// sureToStop stops the task, on production after a question.
func (t *task) sureToStop(m *Model) tea.Cmd {
	return m.sureOfProduction("stop", t.attempt.Intent().Channel, func() tea.Cmd { return t.stop(m) })
}

func (t *task) stop(m *Model) tea.Cmd { return m.back.stop(m, t.work, false) }

// quitTask asks, while the task runs, whether it shall go on.
func (m *Model) quitTask(t *task) tea.Cmd {
	if cmd, stays := t.leave(m); stays {
		return cmd
	}
	return m.leaveWith(exitDone)
}

func (t *task) leave(m *Model) (tea.Cmd, bool) {
	if t.ended() || t.ending() { // what is being stopped is asked about everywhere
		return nil, false
	}
	if _, known := t.attempt.Handle(); !known {
		return t.leaveUnknown(m)
	}
	q := &question{
		name: "Leave?", bad: true, hears: t.askAnew(m),
		text: t.goesOn() + explain.Cost(t.attempt, t.by().Sandbox),
		more: []string{"Left running, it stays listed on home; this stops it: sttwizard tasks stop " + t.attempt.Task().ID},
		answers: []binding{
			key("l", "leave it running", func() tea.Cmd { return m.leaveWith(exitDone) }).Held(),
			key("x", "stop it; then leave with q", func() tea.Cmd { m.close(); return t.sureToStop(m) }).Held(),
			key("esc n", "stay", m.close),
		},
	}
	return m.ask(q), true
}

// askAnew returns what asks again whether to leave as soon as what the question said is
// not true any more.
func (t *task) askAnew(m *Model) func() tea.Cmd {
	state, ending := t.attempt.State(), t.ending()
	return func() tea.Cmd {
		if t.attempt.State() == state && t.ending() == ending {
			return nil
		}
		m.close()
		cmd, stays := t.leave(m)
		if !stays && t.ended() {
			m.say(words.Capital(t.attempt.Meaning())+": nothing is left to be stopped", nil)
		}
		return cmd
	}
}

// goesOn says what is left behind.
func (t *task) goesOn() string {
	channel := t.attempt.Intent().Channel
	if t.ending() || t.attempt.State() == attempt.Stopping {
		return "The task in " + channel + " was told to stop and is not seen to have ended."
	}
	return "The task in " + channel + " goes on until it stops."
}
