package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
)

// settling is what finds out what became of a start whose outcome is not known, and
// ends what runs of it.
type settling struct {
	settler  *usecases.Settling // nil: nothing is under way
	goal     attempt.Goal
	auto     bool // begun by itself: its steps wait their turn
	only     bool // nothing is sent again
	stepping bool
	turn     int       // the number of the step that was planned last
	stepAt   time.Time // when it is made
	stepNext string    // what it does
	given    bool      // the steps ended without settling it
	fault    error     // why
	removing bool      // a kicking rule is on its way
}

// settle begins the steps that settle an attempt. A request of this run is sent
// again as it was, with its secrets; of another run what the journal keeps of it.
func (m *Model) settle(w *work, by *usecases.Caller, s settling) tea.Cmd {
	var o usecases.SettleOptions
	o.Goal, o.NoSend, o.Request = s.goal, s.only, w.request
	s.settler, s.turn = m.s.Tasks.Settle(w.attempt, by, o), w.turn+1
	w.settling, w.stopErr, w.err = s, nil, nil
	w.due++ // the steps ask, too
	w.next = time.Time{}
	return m.step(w)
}

// step makes the next step of settling an attempt.
func (m *Model) step(w *work) tea.Cmd {
	w.stepping = true
	w.turn++
	w.settler.Aim(w.goal)
	ctx, id, settler := m.ctx, w.attempt.ID(), w.settler
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, stopLimit)
		defer cancel()
		pause, err := settler.Step(ctx)
		return steppedMsg{id, pause, err}
	}
}

// stepDue makes a step whose time has come, or lets it wait for its turn.
func (b *background) stepDue(m *Model, w *work) tea.Cmd {
	switch {
	case w.stepping:
		return nil
	case w.auto:
		b.line(m, w)
		return b.pump(m)
	}
	return m.step(w)
}

// stepped follows a step.
func (b *background) stepped(m *Model, msg steppedMsg) tea.Cmd {
	w := b.works[msg.id]
	w.stepping, w.fault = false, msg.err
	b.refused(m, w, msg.err)
	if w.settler == nil { // given up while the step was under way
		usecases.Leave(w.attempt)
		return b.settled(m, w)
	}
	wait, next := msg.pause.Wait, msg.pause.Next
	switch away := msg.pause.Done && usecases.Unreached(msg.err); {
	case away && w.attempt.State() == attempt.Stopping: // told again when there is a network again
		w.settler = nil
		b.notStopped(m, w, msg.err)
		w.due++
		return m.after(usecases.UnreachedWait, askDueMsg{msg.id, w.due})
	case away && w.attempt.State().InDoubt():
		wait, next, msg.pause.Done = usecases.UnreachedWait, attempt.NextProbe, false
	}
	if !msg.pause.Done {
		w.stepAt, w.stepNext = m.now().Add(wait), next
		return m.after(wait, stepDueMsg{msg.id, w.turn})
	}
	w.settler = nil
	return b.settled(m, w)
}

// settled goes on with what the steps have found out.
func (b *background) settled(m *Model, w *work) tea.Cmd {
	switch state := w.attempt.State(); {
	case state.Final():
		return nil
	case w.owned(): // it is left to who has it
		w.tried = false
		if w.goal == attempt.End {
			b.notStopped(m, w, w.fault)
		}
		return nil
	case state == attempt.Started && w.goal == attempt.End && w.fault == nil: // wanted during the last step
		return b.stop(m, w, false)
	case state == attempt.Started, state == attempt.Stopping:
		if w.goal == attempt.End || state == attempt.Stopping {
			b.notStopped(m, w, w.fault)
		}
		w.given = true
		b.line(m, w)
		return nil
	}
	w.given = true
	return b.plan(m, w, w.fault)
}

// notStopped notes why a stop did not end a task; nil: it was not even tried. Where
// the screen is not about it, that is said.
func (b *background) notStopped(m *Model, w *work, why error) {
	w.stopErr = why
	t, page := m.screen.(*taskScreen)
	_, table := m.screen.(*tasks)
	if why == nil || table || page && t.work == w {
		return
	}
	m.say("", errText("the task in "+m.nameOf(w.attempt)+" was not stopped: "+explain.Billing(w.attempt)))
}

// settleNow begins with the steps that a person wants.
func (b *background) settleNow(m *Model, w *work, goal attempt.Goal, only bool) tea.Cmd {
	return b.want(m, w, wish{stop: goal == attempt.End, do: func(c *usecases.Caller) tea.Cmd {
		if w.settler != nil {
			w.settler = nil // these go on from where those were
		}
		return m.settle(w, c, settling{goal: goal, only: only})
	}})
}

// rest ends the steps; the attempt stays as it is.
func (b *background) rest(w *work) {
	w.settler, w.given, w.goal = nil, true, attempt.Find
	w.turn++
	usecases.Leave(w.attempt)
}

// stop brings an attempt's task to its end: a task that is not known is found first.
// Of many all are told at once, and their ends are waited for together.
func (b *background) stop(m *Model, w *work, many bool) tea.Cmd {
	switch {
	case w.stopping || w.wish != nil && w.wish.stop || !w.attempt.Open():
		return nil
	case w.settler != nil && w.goal == attempt.End:
		return nil
	case w.attempt.State().InDoubt() && w.settler != nil && !w.only: // what goes on goes on, to the end
		w.goal, w.auto, w.stopErr = attempt.End, false, nil
		if w.stepping {
			return nil
		}
		return m.step(w)
	}
	w.stopErr = nil
	return b.want(m, w, wish{stop: true, do: func(c *usecases.Caller) tea.Cmd {
		if many {
			c = c.Paced()
		}
		if w.attempt.State().InDoubt() {
			return m.settle(w, c, settling{goal: attempt.End})
		}
		return b.stopKnown(m, w, c)
	}})
}

// stopKnown stops a task whose id is known.
func (b *background) stopKnown(m *Model, w *work, by *usecases.Caller) tea.Cmd {
	w.settling = settling{turn: w.turn + 1}
	w.stopping, w.stopErr, w.next = true, nil, time.Time{}
	w.due++
	ctx, a, id, limit := m.ctx, w.attempt, w.attempt.ID(), stopLimit+time.Duration(len(b.endings()))*perStop
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		return taskStoppedMsg{id, by.Stop(ctx, a)}
	}
}

// stopped follows the end of a stop: ended, or still there and to be stopped again.
func (b *background) stopped(m *Model, msg taskStoppedMsg) tea.Cmd {
	w := b.works[msg.id]
	w.stopping, w.given = false, true
	if w.attempt.Open() {
		b.notStopped(m, w, msg.err)
		refused := b.refused(m, w, msg.err)
		if still, ok := errors.AsType[*attempt.StillThereError](msg.err); ok && still.Status != "" {
			w.saw(m, still.Status)
		}
		if refused {
			return nil
		}
		return b.plan(m, w, nil)
	}
	if msg.err != nil { // it ended, and that could not be written down
		m.say("", msg.err)
	}
	return nil
}

// remove keeps the bots of an attempt out of the channel: the last road.
func (b *background) remove(m *Model, w *work) tea.Cmd {
	return b.want(m, w, wish{do: func(c *usecases.Caller) tea.Cmd {
		w.removing = true
		ctx, a, id := m.ctx, w.attempt, w.attempt.ID()
		return func() tea.Msg {
			ctx, cancel := context.WithTimeout(ctx, stopLimit)
			defer cancel()
			return botsRemovedMsg{id, c.RemoveBots(ctx, a)}
		}
	}})
}

// removed proves that the bots are gone.
func (b *background) removed(m *Model, msg botsRemovedMsg) tea.Cmd {
	w := b.works[msg.id]
	w.removing = false
	if msg.err != nil {
		w.fault, w.given = msg.err, true
		m.say("", msg.err)
		return nil
	}
	return b.settleNow(m, w, attempt.End, true)
}
