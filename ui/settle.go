package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// settling is the part of the task screen that finds out what became of a start
// whose outcome is not known, and ends what runs of it.
type settling struct {
	settler  *attempt.Settler // nil: nothing is under way
	goal     attempt.Goal
	stepping bool
	stepAt   time.Time // of the next step
	stepNext string    // what it does
	given    bool      // the steps ended without settling it
	fault    error     // why
	removing bool      // a kicking rule is on its way
}

// unknown tells whether the attempt may have a task whose id nobody knows.
//
//go:noinline // for size: it has many callers
func (t *task) unknown() bool { return t.attempt.State().InDoubt() }

// isEnding tells whether the task was found and is being stopped.
func (t *task) isEnding() bool {
	_, known := t.attempt.Handle()
	return t.settler != nil && known && !t.ended
}

// settleBindings are the ways to an end for an attempt without a known task.
func (t *task) settleBindings(m *Model) []binding {
	var out []binding
	busy := t.settler != nil || t.removing
	if t.unknown() && !busy {
		if t.attempt.Can(attempt.ActStop) {
			out = append(out, key("x", "stop", func() tea.Cmd { return t.askToStop(m) }))
		}
		if t.attempt.Can(attempt.ActCheck) {
			out = append(out, key("r", "check", func() tea.Cmd { return t.settle(m, attempt.Find, true) }))
		}
		if t.attempt.Can(attempt.ActAsk) {
			out = append(out, key("a", "ask again with the same token", func() tea.Cmd { return t.settle(m, attempt.Find, false) }).held())
		}
	}
	if t.settler != nil && t.unknown() {
		out = append(out, key("s", "no more steps", func() tea.Cmd { return t.pauseSettling() }))
	}
	if !busy && !t.stopping && (t.given || t.stopErr != nil) && t.attempt.Can(attempt.ActRemove) {
		out = append(out, key("o", "remove its bots", func() tea.Cmd { return t.askToRemove(m) }))
	}
	return out
}

// pauseSettling ends the steps; the attempt stays as it is.
func (t *task) pauseSettling() tea.Cmd {
	t.settler, t.given = nil, true
	t.attempt.Release()
	return nil
}

// settle begins the steps. With only, nothing is sent that could start anything.
//
//go:noinline // for size: it has many callers
func (t *task) settle(m *Model, goal attempt.Goal, only bool) tea.Cmd {
	return t.withClient(m, func(c *agora.Client) tea.Cmd {
		o := attempt.SettleOptions{Goal: goal, NoSend: only}
		if t.own {
			request := m.sent
			o.Request = &request
		}
		t.settling = settling{settler: attempt.NewSettler(t.attempt, c, o), goal: goal}
		t.stopErr, t.err = nil, nil
		return t.step(m)
	})
}

func (t *task) step(m *Model) tea.Cmd {
	t.stepping = true
	return m.step(t.settler, t.goal == attempt.End)
}

// stepped follows a step.
func (t *task) stepped(m *Model, msg settledMsg) tea.Cmd {
	t.stepping, t.fault = false, msg.err
	t.line = storyOf(t.attempt)
	if msg.err != nil {
		t.refused(m, msg.err)
	}
	if t.settler == nil { // given up while the step was under way
		t.attempt.Release()
		return t.known(m)
	}
	if !msg.pause.Done {
		t.stepAt, t.stepNext = m.now().Add(msg.pause.Wait), msg.pause.Next
		return m.after(msg.pause.Wait, againDueMsg{m.op})
	}
	if t.unknown() && offline(msg.err) {
		t.stepAt, t.stepNext = m.now().Add(offlineWait), attempt.NextProbe
		return m.after(offlineWait, againDueMsg{m.op})
	}
	t.settler = nil
	return t.known(m)
}

// known goes on with what the steps have found out.
func (t *task) known(m *Model) tea.Cmd {
	switch state := t.attempt.State(); {
	case state.Final():
		t.ended, t.next, m.exit = true, time.Time{}, exitDone
		return nil
	case state == attempt.Started, state == attempt.Stopping:
		m.exit = exitDone
		if t.goal == attempt.End && t.fault != nil {
			t.stopErr = t.fault
		}
		return t.ask(m)
	}
	t.given = true
	return nil
}

// askToRemove asks before the last road is taken.
func (t *task) askToRemove(m *Model) tea.Cmd {
	in, others := t.attempt.Intent(), "Nobody else is touched."
	if !in.UniqueUIDs {
		others = "Whoever else has such a uid there is removed too."
	}
	return m.ask(&question{
		name: "Remove its bots?", bad: true,
		text: "Keep " + explain.BotNames(in) + " out of the channel for a minute? Captions end. " + others,
		more: []string{"This is the last road, for a task that can't be stopped. What it means for the bill is not documented by Agora: without its bots a task should end when it finds nobody there.",
			"Afterwards it is asked twice whether they are gone."},
		answers: []binding{
			key("y", "remove them", func() tea.Cmd { m.close(); return t.remove(m) }).held(),
			key("n esc", "don't", m.close),
		},
	})
}

func (t *task) remove(m *Model) tea.Cmd {
	return t.withClient(m, func(c *agora.Client) tea.Cmd {
		t.removing = true
		ctx, op, a := m.ctx, m.op, t.attempt
		return func() tea.Msg {
			ctx, cancel := context.WithTimeout(ctx, stopLimit)
			defer cancel()
			return botsRemovedMsg{op, attempt.RemoveBots(ctx, c, a)}
		}
	})
}

// removed proves that the bots are gone.
func (t *task) removed(m *Model, msg botsRemovedMsg) tea.Cmd {
	t.removing = false
	if msg.err != nil {
		t.fault, t.given = msg.err, true
		m.say("", msg.err)
		return nil
	}
	return t.settle(m, attempt.End, true)
}

// leaveUnknown asks before the program ends while something may run unseen.
func (t *task) leaveUnknown(m *Model) (tea.Cmd, bool) {
	if !t.unknown() {
		return nil, false
	}
	return m.ask(&question{
		name: "Leave?", bad: true,
		text: "Whether this attempt runs is not settled." + explain.Cost(t.attempt, t.by().Sandbox),
		more: []string{"It stays listed on home. This settles it and stops what runs: sttwizard tasks recover --stop --wait"},
		answers: []binding{
			key("l", "leave", func() tea.Cmd { return m.end(exitUnknown) }).held(),
			key("esc n", "stay", m.close),
		},
	}), true
}

// botsRemovedMsg: a rule that keeps the bots out was made, or not.
type botsRemovedMsg struct {
	op  int
	err error
}
