package ui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
	"sttwizard/ui/task"
)

// parting is the question whether to leave while tasks are being stopped: it shows
// how they stand, and can wait for their end.
type parting struct {
	code   int // the exit code
	before []tea.Cmd
	works  []*work // that were being stopped when it came up
	waits  bool    // leave as soon as all have ended
	row    kit.Buttons
}

// leaveWith ends the program, after a question while tasks are being stopped.
func (m *Model) leaveWith(code int, before ...tea.Cmd) tea.Cmd {
	works := m.back.endings()
	if _, asked := m.over.(*parting); asked || len(works) == 0 {
		return m.end(code, before...)
	}
	return m.ask(&parting{code: code, before: before, works: works})
}

// stopThenLeave stops a task and ends the program once that is seen to be true.
func (m *Model) stopThenLeave(w *work) tea.Cmd {
	stop := m.back.stop(m, w, false)
	return together(stop, m.ask(&parting{code: exitDone, works: []*work{w}, waits: true}))
}

func (p *parting) title(*Model) string { return "Leave?" }

func (p *parting) counts(*Model) bool { return len(p.going()) > 0 }

// going returns those whose end is not seen yet.
func (p *parting) going() []*work {
	return slices.DeleteFunc(slices.Clone(p.works), func(w *work) bool { return !w.ending() })
}

// failed reports whether one of them was not stopped.
func (p *parting) failed() bool {
	return slices.ContainsFunc(p.works, func(w *work) bool { return w.attempt.State().MayBill() && !w.ending() })
}

func (p *parting) bindings(m *Model) []binding { return p.row.Keys(p.answers(m)) }

func (p *parting) answers(m *Model) []binding {
	end := func() tea.Cmd { return m.end(p.code, p.before...) }
	leave := key("l ctrl+c", "leave now", end).Held()
	out := []binding{leave, key("esc n", "stay", m.close)}
	if len(p.going()) > 0 && !p.waits {
		wait := func() tea.Cmd { p.waits = true; return nil }
		out = slices.Insert(out, 0, key("w", "wait for the end, then leave", wait))
	}
	return out
}

func (p *parting) typed(*Model, tea.Msg) tea.Cmd { return nil }

// heard leaves when all have ended, where that is waited for.
func (p *parting) heard(m *Model, _ tea.Msg) tea.Cmd {
	switch {
	case !p.waits || len(p.going()) > 0:
	case p.failed():
		p.waits = false
	default:
		return m.end(p.code, p.before...)
	}
	return nil
}

func (p *parting) view(m *Model, width, height int) string {
	q := question{bad: true, answers: p.answers(m), row: p.row}
	q.text = words.Count(len(p.going()), "task") + " told to stop, and not seen to end yet."
	switch {
	case p.waits:
		q.text = "Waiting for the end of " + words.Count(len(p.going()), "task") + "; sttwizard leaves then."
	case p.failed():
		q.text = "Not everything was stopped: what is not " + explain.MayCost + "."
	case len(p.going()) == 0:
		q.text, q.bad = "Everything that was told to stop has ended.", false
	}
	for _, w := range p.works {
		q.more = append(q.more, string(terminal.Safe(m.nameOf(w.attempt), 48))+": "+p.words(m, w))
	}
	var others []string
	for _, a := range m.leftRunning() {
		if !slices.ContainsFunc(p.works, func(w *work) bool { return w.attempt == a }) {
			others = append(others, m.nameOf(a))
		}
	}
	q.more = append(q.more, task.Besides(others)...)
	if len(p.going()) > 0 {
		q.more = append(q.more, "Who leaves now does not see whether it ends. It stays on home until that is known.")
	}
	return q.view(m, width, height)
}

// words says how one of them stands.
func (p *parting) words(m *Model, w *work) string {
	told := toldAt(w.attempt)
	switch {
	case w.attempt.State() == attempt.Stopped:
		return "ended " + m.clockTime(w.attempt.Since())
	case !w.attempt.Open():
		return w.attempt.Meaning()
	case !w.ending():
		return "not stopped"
	case w.wish != nil:
		return "not told yet: left now, it goes on." + explain.Cost(w.attempt, w.attempt.Intent().BaseURL == "")
	case told.IsZero():
		return "being told"
	}
	return "told to stop at " + m.clockTime(told) + ", " + cmp.Or(words.Elapsed(m.now().Sub(told)), "0 s") + " ago"
}
