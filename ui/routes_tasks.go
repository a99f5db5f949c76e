package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
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
	case task.Another:
		return m.another(), true
	case task.Save:
		return m.askToSave(), true
	case task.Remind:
		return m.askPlannedEnd(t.work.attempt), true
	case task.Bundle:
		return m.writeBundle(t.work.attempt), true
	case task.Quit:
		if cmd, stays := t.leave(m); stays {
			return cmd, true
		}
		return m.leaveWith(exitDone), true
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
		return m.sureOfProduction("stop", w.attempt.Intent().Channel, stop)
	}
	return nil
}
