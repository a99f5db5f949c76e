package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/ui/task"
)

// askLimit is how long one attempt may be asked for, its turn among the others
// included.
const askLimit = 40 * time.Second

// recent is how old an answer may be for nobody to be asked again because a person
// looks.
const recent = 2 * time.Second

// asked is what Agora says of an attempt, and when it is asked again.
type asked struct {
	pace      usecases.Pace
	status    agora.Status // what Agora said last
	answered  time.Time    // when it answered last; zero: never
	err       error        // why it did not answer the last question
	silent    time.Time    // since when no answer came; zero: they come
	asking    bool
	queued    bool
	next      time.Time    // of the next question; zero: none
	due       int          // the number of the question that was planned last
	statuses  []task.Point // the statuses in the order in which they came
	endedHere time.Time    // when this run saw the end
}

// askAbout asks Agora what is known of an attempt.
func (m *Model) askAbout(w *work, by *usecases.Caller) tea.Cmd {
	w.asking = true
	w.due++ // a question that was planned is not asked any more
	w.next = time.Time{}
	ctx, a, id := m.ctx, w.attempt, w.attempt.ID()
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askLimit)
		defer cancel()
		task, err := by.Check(ctx, a)
		return attemptSeenMsg{id, task, err}
	}
}

// worthAsking reports whether Agora can say anything new of an attempt: it is open,
// or it is over and may run all the same.
func (w *work) worthAsking(m *Model) bool { return w.attempt.Open() || w.attempt.WorthALook(m.now()) }

// askNow asks for an attempt at once, because a person wants to know.
func (b *background) askNow(m *Model, w *work) tea.Cmd {
	return b.askOnce(m, w, wish{})
}

// askOnce asks for an attempt as soon as it can be asked.
func (b *background) askOnce(m *Model, w *work, want wish) tea.Cmd {
	if w.asking || !w.worthAsking(m) {
		return nil
	}
	want.do = func(c *usecases.Caller) tea.Cmd {
		if w.inFlight() {
			return nil
		}
		if want.quiet {
			return m.askAbout(w, c.Paced())
		}
		return m.askAbout(w, c)
	}
	return b.want(m, w, want)
}

// askSoon asks for the open attempts as soon as there is room: somebody looks at them.
// Those that were asked for in the last moment are left alone.
func (b *background) askSoon(m *Model) tea.Cmd {
	for _, a := range b.open(m.now()) {
		w := b.of(a)
		if !w.busy() && w.err == nil && m.now().Sub(w.answered) >= recent {
			b.line(m, w)
		}
	}
	return b.pump(m)
}

// lookAgain asks once in this run about each attempt that is over and may run all
// the same. Nobody is asked for a secret for it.
func (b *background) lookAgain(m *Model) tea.Cmd {
	var cmds []tea.Cmd
	for _, a := range b.attempts {
		if w := b.of(a); !a.Open() && w.over && w.endedHere.IsZero() && !w.looked && a.WorthALook(m.now()) {
			w.looked = true
			cmds = append(cmds, b.askOnce(m, w, wish{quiet: true}))
		}
	}
	return together(cmds...)
}

// seen takes an answer, or its failure, and plans the next question.
func (b *background) seen(m *Model, msg attemptSeenMsg) tea.Cmd {
	w := b.works[msg.id]
	w.asking = false
	switch {
	case !w.attempt.Open(), w.stopping: // the journal tells, or the stop will
		return nil
	case msg.err == nil:
		w.silent, w.err, w.answered = time.Time{}, nil, m.now()
		if msg.task.Status != "" {
			w.saw(m, msg.task.Status)
		}
		return b.plan(m, w, nil)
	}
	w.err = msg.err
	_, told := explain.EndSaid(msg.err)
	switch {
	case b.refused(m, w, msg.err):
		w.silent = time.Time{}
	case told: // which is an answer
		w.silent, w.answered = time.Time{}, m.now()
	case w.silent.IsZero() && !w.owned():
		w.silent = m.now()
	}
	if w.owned() { // it is left to who has it
		w.tried = false
		return nil
	}
	return b.plan(m, w, msg.err)
}

// owned reports whether the last question or step found another sttwizard at work.
func (w *work) owned() bool {
	_, owned := errors.AsType[*attempt.OwnedError](errors.Join(w.err, w.fault))
	return owned
}

// saw notes a status, which comes into the time line if it is new.
func (w *work) saw(m *Model, s agora.Status) {
	if w.status != s {
		w.statuses = append(w.statuses, task.Point{At: m.now(), Words: string(s)})
	}
	w.status = s
	w.watched = w.watched || s.Running()
}

// plan sets the time of the next question about an attempt.
func (b *background) plan(m *Model, w *work, err error) tea.Cmd {
	w.due++
	w.next, w.tried = time.Time{}, true
	w.pace.Random = m.o.Random
	wait, more := w.pace.Next(m.now(), w.attempt, w.status, err)
	if !more {
		return nil
	}
	w.next = m.now().Add(wait)
	return m.after(wait, askDueMsg{w.attempt.ID(), w.due})
}

// findWays looks for the connections that attempts were started by.
func (m *Model) findWays(list []*attempt.Attempt) tea.Cmd {
	if len(list) == 0 {
		return nil
	}
	s := m.s
	return func() tea.Msg {
		var msg waysFoundMsg
		for _, a := range list {
			c, err := s.Tasks.ForAttempt(a, "")
			msg.found = append(msg.found, wayFound{a, c, err})
		}
		return msg
	}
}
