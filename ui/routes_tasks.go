package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
	starting "sttwizard/ui/start"
	"sttwizard/ui/task"
)

// What a person chose on the screens of tasks, and what comes next.

// afterTask does what a person chose on the screen of a task.
func (m *Model) afterTask(t *taskScreen, o task.Outcome) tea.Cmd {
	switch o := o.(type) {
	case task.Ask:
		return m.askAs(o.Name, o.Question, o.Hears)
	case task.AskChange:
		return t.change(m, o.Form)
	case task.Change:
		m.close()
		return m.back.change(m, t.work, o.Change)
	case task.Copy:
		return m.copy(o.What, o.Text)
	case task.Say:
		m.note, m.noteBad = o.Words, o.Bad
		m.noteHeld(t.work.attempt, o.Words)
		return nil
	case task.Way:
		if cmd, done := m.leaveTask(t, o); done {
			return cmd
		}
		return m.workOn(t.work, o)
	}
	return nil
}

// leaveTask goes where a person wants to from the screen of a task, and reports
// whether it was that.
func (m *Model) leaveTask(t *taskScreen, o task.Way) (tea.Cmd, bool) {
	switch o {
	case task.GoHome:
		return m.goHome(), true
	case task.Back:
		return t.back(), true
	case task.Another:
		return m.another(t), true
	case task.Save:
		return m.saveLike(t), true
	case task.Remind:
		return m.askPlannedEnd(t.work.attempt), true
	case task.Bundle:
		return m.writeBundle(t.work.attempt), true
	case task.Quit:
		if cmd, stays := t.leave(m); stays {
			return cmd, true
		}
		return m.leaveAsking(exitDone), true
	case task.LeaveRunning:
		return m.leaveWith(exitDone), true
	case task.LeaveUnknown:
		return m.leaveWith(exitUnknown), true
	case task.EditChange:
		m.close()
		return m.ask(t.lines), true
	case task.Stay:
		return m.close(), true
	case task.Ring:
		return tea.Raw("\a"), true
	case task.GiveKeys:
		return m.askForStorageKeys(t.work.attempt, "See captions", t.work.whyUnseen(), func(ask usecases.Ask) tea.Cmd { return m.lookAtCaptions(t.work, ask) }), true
	case task.Transcript:
		return m.askForTranscript(t.work), true
	}
	return nil, false
}

// workOn does what a person wants to be done about a task.
func (m *Model) workOn(w *work, o task.Way) tea.Cmd {
	switch o {
	case task.AskNow:
		return m.back.askNow(m, w)
	case task.Check:
		return m.back.settleNow(m, w, attempt.Find, true)
	case task.SendAgain:
		return m.back.settleNow(m, w, attempt.Find, false)
	case task.Rest:
		m.back.rest(w)
	case task.Remove:
		m.close()
		return m.back.remove(m, w)
	case task.Stop:
		m.close()
		return m.back.stop(m, w, false)
	case task.StopIfSure:
		stop := func() tea.Cmd { return m.back.stop(m, w, false) }
		return m.sureOfProduction("stop", m.nameOf(w.attempt), leftToRun(w.attempt), stop)
	case task.StopThenLeave:
		m.close()
		return m.sureOfProduction("stop", m.nameOf(w.attempt), leftToRun(w.attempt), func() tea.Cmd { return m.stopThenLeave(w) })
	}
	return nil
}

// afterStart does what comes next of a start that is under way, or what a person
// chose.
func (m *Model) afterStart(s *sending, o starting.Outcome) tea.Cmd {
	switch o := o.(type) {
	case starting.Cancel:
		s.cancel()
		cmd := together(dropAttempt(s.attempt()), m.showReview())
		m.say(o.Words, nil)
		return cmd
	case starting.Step:
		return m.stepSending(s.settler, o.Stop)
	case starting.Wait:
		return m.after(o.For, againDueMsg{m.op})
	case starting.Started:
		return m.started(s.attempt(), o)
	case starting.Failed:
		return m.failed(o.Err, o.Outcome, o.Op, o.Took, s.attempt())
	case starting.Stuck:
		return m.stuck(s.attempt(), o.Err)
	case starting.Say:
		m.say(o.Words, nil)
	case starting.Way:
		return m.goOnStarting(s, o)
	}
	return nil
}

// goOnStarting goes where the screen of a start leads.
func (m *Model) goOnStarting(s *sending, o starting.Way) tea.Cmd {
	switch o {
	case starting.Acquire:
		if s.begun.AtHand() {
			return s.of.Acquired(0, nil)
		}
		return m.acquire(s.ctx, s.begun)
	case starting.Send:
		return together(m.send(m.ctx, s.begun), m.keepOnItsWay()) // from here on nothing is cancelled: it may run
	case starting.Settle:
		s.settler = s.begun.Settle(true, usecases.SettleOptions{})
		m.exit = exitUnknown
		m.draft.MarkSent() // whatever comes, these answers were sent
		return m.keepDraft()
	case starting.Over:
		m.exit = exitDone
		return m.watch(s.attempt())
	case starting.NothingStarted:
		return m.provedNothing(s.attempt())
	case starting.Watch:
		return m.watch(s.attempt())
	case starting.GoHome:
		return m.leaveSettling(s)
	case starting.Quit:
		return m.quit()
	case starting.Leave:
		return m.leaveWith(exitUnknown)
	case starting.Stay:
		return m.close()
	}
	return nil
}

// started goes on to the task. The answers are kept as the last ones.
func (m *Model) started(a *attempt.Attempt, o starting.Started) tea.Cmd {
	m.exit = exitDone
	t := newTask(m, a, o.Stop)
	if o.Err != nil {
		m.say("", o.Err) // it runs, but its record is not complete
	}
	m.draft.MarkSent()
	return together(m.keepDraft(), m.rememberUse(usecases.ResultStarted), t)
}

// leaveSettling goes home from a start that is being settled: from here on that goes on in
// the background, with the step that was to come next.
func (m *Model) leaveSettling(s *sending) tea.Cmd {
	if s.of.IsStuck() {
		return m.goHome()
	}
	next, at, stop := s.of.Next()
	w := m.back.of(s.attempt())
	w.settling = settling{settler: s.settler, turn: w.turn + 1, stepAt: at, stepNext: next}
	if stop {
		w.goal = attempt.End
	}
	w.tried = true
	w.due++ // the steps ask, too
	due := stepDueMsg{w.attempt.ID(), w.turn}
	return together(m.rememberUse(usecases.ResultUnknown), m.after(max(0, at.Sub(m.now())), due), m.goHome())
}

// stuck leaves a start of which nobody knows more to the background: from here on it
// is looked after like any other.
func (m *Model) stuck(a *attempt.Attempt, fault error) tea.Cmd {
	w := m.back.of(a)
	w.settling = settling{given: true, fault: fault, turn: w.turn + 1}
	return together(m.rememberUse(usecases.ResultUnknown), m.back.plan(m, w, fault))
}
