package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/ui/tasklist"
)

// tasks lists every attempt of this machine, and says what Agora says of them while
// it is shown.
type tasks struct {
	hosted[*tasklist.Screen]
	takesUp *takeUp        // a task being taken up; nil: none
	back    func() tea.Cmd // to the question that one came from; nil: home
}

// minutePassedMsg: a minute went by on a screen that shows minutes.
type minutePassedMsg struct{ op int }

func (m *Model) showTasks() tea.Cmd { return m.showTasksFrom(nil) }

// askToStopAll goes to the table of tasks with the question whether to stop all of them.
func (m *Model) askToStopAll() tea.Cmd {
	cmd := m.showTasks()
	if list, is := m.screen.(*tasks); is {
		return together(cmd, list.of.AskToStopAll())
	}
	return cmd
}

// showTasksFrom shows them with another way back than home.
func (m *Model) showTasksFrom(back func() tea.Cmd) tea.Cmd {
	t := &tasks{back: back}
	t.of = tasklist.New(tasksWorld{m, t}, func(o tasklist.Outcome) tea.Cmd { return m.afterTasks(t, o) })
	return m.showList(t)
}

// showList shows a list of them, which stands as it was left.
func (m *Model) showList(t *tasks) tea.Cmd {
	m.nextOp()
	m.show(t)
	t.of.Reload()
	return together(m.back.askSoon(m), m.readHome(), m.minute(), m.lookForStrangers())
}

// minute lets a minute pass on a screen that shows minutes.
func (m *Model) minute() tea.Cmd { return m.after(time.Minute, minutePassedMsg{m.op}) }

func (t *tasks) isEditing() bool { return t.of.IsTyping() }

// counts reports whether times that pass are shown: of a task that may be running.
func (t *tasks) counts(m *Model) bool { return len(m.back.open(m.now())) > 0 }

func (t *tasks) heard(m *Model, msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case homeReadMsg:
		t.of.Reload()
	case minutePassedMsg:
		cmd = together(m.readHome(), m.minute(), m.lookForStrangers())
	case strangersReadMsg:
		if found := msg.found; msg.err == nil {
			t.of.SetStrangers(tasklist.Strangers{Count: len(found.Tasks), On: msg.conn.Name, Unsure: len(found.MayBe) > 0})
		}
	case takenUpMsg:
		cmd = t.tookUp(m, msg)
	}
	return together(cmd, t.of.TellEnded())
}

// checkNow asks for an attempt now; where the secret of its connection has to be typed
// for it, that is asked for, and all of that connection are checked. Nil is one whose
// journal can't be read.
func (m *Model) checkNow(a *attempt.Attempt) tea.Cmd {
	read := m.readHome()
	if a == nil || !a.State().MayBill() && !a.WorthALook(m.now()) {
		return read
	}
	w := m.back.of(a)
	if w.settler != nil || w.theirs() {
		return read
	}
	return together(read, m.back.askNow(m, w))
}

// stopAll brings the tasks of attempts to their end, a few at the same time.
func (m *Model) stopAll(list []*attempt.Attempt) tea.Cmd {
	var cmds []tea.Cmd
	for _, a := range list {
		cmds = append(cmds, m.back.stop(m, m.back.of(a), len(list) > 1))
	}
	return together(cmds...)
}

// nameOf names a task in a sentence, so that it can't be taken for another one of its channel
// that may run.
func (m *Model) nameOf(a *attempt.Attempt) string {
	among := explain.Among{All: m.back.open(m.now()), Now: m.now()}
	return among.NameOf(a)
}

// tasksWorld is what package tasklist asks for.
type tasksWorld struct {
	m *Model
	t *tasks
}

// BackTo names what one came from.
func (w tasksWorld) BackTo() string {
	if w.t.back != nil {
		return "the question"
	}
	return "home"
}

func (w tasksWorld) Team() bool                            { return w.m.s.Tasks.Shared() }
func (w tasksWorld) Now() time.Time                        { return w.m.now() }
func (w tasksWorld) Prices() agora.Prices                  { return w.m.stored.prices }
func (w tasksWorld) Attempts() []*attempt.Attempt          { return w.m.back.attempts }
func (w tasksWorld) Broken() []attempt.Broken              { return w.m.back.broken }
func (w tasksWorld) Loaded() bool                          { return w.m.stored.loaded }
func (w tasksWorld) Problem() error                        { return w.m.back.problem }
func (w tasksWorld) Version() agora.Version                { return w.m.conn.Version }
func (w tasksWorld) Sign() string                          { return w.m.busy.Sign() }
func (w tasksWorld) Height() int                           { return w.m.height }
func (w tasksWorld) Aside(a *attempt.Attempt) []binding    { return asideBindings(w.m, a) }
func (w tasksWorld) Work(a *attempt.Attempt) tasklist.Work { return w.m.back.of(a).told() }
func (w tasksWorld) Elsewhere(a *attempt.Attempt) bool     { return w.m.otherPlace(a) != "" }
func (w tasksWorld) Production(a *attempt.Attempt) string  { return w.m.productionMarkOf(a) }

// told is what the list of tasks says of the work.
func (w *work) told() tasklist.Work {
	return tasklist.Work{
		Attempt: w.attempt,
		Doing:   w.doing(), Answered: w.answered, Asking: w.asking || w.queued,
		By: w.conn, Lost: w.lost, Needs: w.needs(),
		Waits: w.wish != nil, Settles: w.settler != nil, Step: w.stepNext, StopErr: w.stopErr,
	}
}

// needs says what has to be given before the attempt can be asked for; empty: nothing.
func (w *work) needs() string {
	if !w.locked {
		return ""
	}
	switch {
	case isLocked(w.why):
		return "the file of secrets has to be unlocked for it"
	case w.conn == nil: // it is being looked for anew
		return "the secret of its connection has to be typed for it"
	}
	what := "the " + string(w.conn.Needs()) + " of " + w.conn.Name + " has to be typed for it"
	if why, lost := connections.LostSecret(*w.conn, w.why); lost {
		what += ", as " + why
	}
	return what
}
