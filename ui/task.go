package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/ui/task"
)

// taskScreen shows a task, and stops it when told. What goes on about it goes on
// without this screen, see background.
type taskScreen struct {
	hosted[*task.Screen]
	work  *work
	lines *entry         // of a change of the task; nil: none was begun
	back  func() tea.Cmd // to the list that one came from; nil: home
	lent  bool           // the answers were made of what its journal says, and nobody has changed them
}

// newTask shows a task that was started just now, and asks for it.
func newTask(m *Model, a *attempt.Attempt, stopIt bool) tea.Cmd {
	t := m.showTask(a)
	t.of.SetOwn()
	t.work.answered = m.now()
	if status := a.Task().Status; status != "" {
		t.work.saw(m, status)
	}
	if stopIt {
		return m.back.stop(m, t.work, false)
	}
	return m.back.plan(m, t.work, nil)
}

// watch shows a task of this machine's journal and asks for it, or looks for it where
// that waits for a secret.
func (m *Model) watch(a *attempt.Attempt) tea.Cmd {
	t := m.showTask(a)
	_, known := a.Handle()
	switch w := t.work; {
	case !w.attempt.Open() || w.busy():
		return nil
	case known:
		return m.back.askNow(m, w)
	case w.locked: // its secret is asked for first
		return m.back.settleNow(m, w, attempt.Find, true)
	}
	return nil
}

// watchAndStop goes to the task's screen with the question whether to stop it.
func (m *Model) watchAndStop(a *attempt.Attempt) tea.Cmd { return m.showTask(a).of.AskToStop() }

// comesFrom lets esc lead from the task that is shown now back to what one came from.
func (m *Model) comesFrom(back func() tea.Cmd) {
	if t, is := m.screen.(*taskScreen); is {
		t.back = back
	}
}

// showTask shows a task of this machine's journal.
func (m *Model) showTask(a *attempt.Attempt) *taskScreen {
	m.nextOp()
	t := &taskScreen{work: m.back.know(a)}
	t.of = task.New(taskWorld{m, t}, func(o task.Outcome) tea.Cmd { return m.afterTask(t, o) })
	m.show(t)
	return t
}

// title is that of the preset that the task was started from, else its channel.
func (t *taskScreen) title(m *Model) string {
	if p := m.stored.preset(t.work.attempt.Intent().Preset); p != nil && p.Err == nil && p.Preset.Title != "" {
		return p.Preset.Title
	}
	return t.of.Title()
}

func (t *taskScreen) heard(_ *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tickedMsg:
		return t.of.LookAtReminder()
	case plannedMsg:
		t.of.Planned()
	case taskChangedMsg:
		if msg.id == t.work.attempt.ID() {
			t.of.Changed()
		}
	}
	return nil
}

// leave asks before the program ends while the task may run on.
func (t *taskScreen) leave(m *Model) (tea.Cmd, bool) {
	q, asks := t.of.Leave()
	if !asks {
		return nil, false
	}
	return m.askAs(q.Name, q.Question, q.Hears), true
}

// change asks for a change of the task, line by line.
func (t *taskScreen) change(m *Model, f *task.Form) tea.Cmd {
	t.lines = newEntry(m, "Change the task", "look at it", f.Lines(), f.Done, f.WrongAt)
	t.lines.intro = f.Intro()
	return m.ask(t.lines)
}

// taskWorld is what package task asks for.
type taskWorld struct {
	m *Model
	t *taskScreen
}

// BackTo names what one came from.
func (w taskWorld) BackTo() string {
	if w.t.back != nil {
		return "tasks"
	}
	return "home"
}

func (w taskWorld) Name() string         { return w.m.nameOf(w.t.work.attempt) }
func (w taskWorld) Now() time.Time       { return w.m.now() }
func (w taskWorld) Prices() agora.Prices { return w.m.stored.prices }
func (w taskWorld) Work() task.Work      { return w.t.work.known(w.m.now()) }
func (w taskWorld) Production() string   { return w.m.productionMarkOf(w.t.work.attempt) }
func (w taskWorld) Aside() []binding     { return asideBindings(w.m, w.t.work.attempt) }
func (w taskWorld) Reminder() string     { return w.m.plannedWords(w.t.work.attempt.PlannedEnd()) }
func (w taskWorld) Sign() string         { return w.m.busy.Sign() }

// Others names the other tasks that may run.
func (w taskWorld) Others() []string {
	var out []string
	for _, a := range w.m.back.open(w.m.now()) {
		if a.ID() != w.t.work.attempt.ID() {
			out = append(out, w.m.nameOf(a))
		}
	}
	return out
}

// known is what the screen of a task says of the work.
func (w *work) known(now time.Time) task.Work {
	out := task.Work{
		Attempt: w.attempt,
		Doing:   w.doing(), Seen: slices.Clip(w.statuses), Answered: w.answered,
		Silent: w.silent, Asking: w.asking, Next: w.next, InFlight: w.inFlight(),
		Wished: w.wish != nil, Told: toldAt(w.attempt), StopErr: w.stopErr,
		Settles: w.settler != nil, ToEnd: w.goal == attempt.End, Stepping: w.stepping,
		Step: w.stepNext, StepAt: w.stepAt, Given: w.given, Fault: w.fault, Removing: w.removing,
		ChangeErr: w.changeErr, Captions: w.seenCaptions(now),
	}
	if out.Barred || out.Awaits {
		out.Needs = w.needsPerson()
	}
	if w.changing != nil {
		out.Change = task.Changing{Wanted: true, Due: w.changing.due, Sent: w.changing.sent}
	}
	return out
}
