package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// mayRun returns the attempts in sight of which a task may be running, those that
// are being stopped aside.
func (t *tasks) mayRun(m *Model) []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, r := range t.shown(m) {
		if r.attempt != nil && r.attempt.State().MayBill() && !m.back.of(r.attempt).ending() {
			out = append(out, r.attempt)
		}
	}
	return out
}

// askToStop asks before a task is stopped. One that is not known has first to be
// found: the task's own screen does that.
func (t *tasks) askToStop(m *Model, a *attempt.Attempt) tea.Cmd {
	if _, known := a.Handle(); !known {
		return m.watchAndStop(a)
	}
	stop := func() tea.Cmd { return t.end(m, []*attempt.Attempt{a}) }
	if m.onProduction(a) {
		return m.askOfProduction("stop", a.Intent().Channel, a.Intent().Connection, stop)
	}
	return m.ask(&question{
		name: "Stop?", text: "Stop the task in " + a.Intent().Channel + "? Captions end at once.",
		answers: []binding{
			key("y x", "stop", func() tea.Cmd { m.close(); return stop() }).Held(),
			key("n esc", "let it run", m.close),
		},
	})
}

// askToStopAll asks before everything that may be running is stopped, and names it.
func (t *tasks) askToStopAll(m *Model) tea.Cmd {
	list := t.mayRun(m)
	var names, lost, production []string
	for _, a := range list {
		if m.onProduction(a) {
			production = append(production, a.Intent().Channel+" by "+a.Intent().Connection)
		}
		if _, known := a.Handle(); known {
			names = append(names, a.Intent().Channel)
		} else {
			lost = append(lost, a.Intent().Channel)
		}
	}
	text := fmt.Sprintf("Stop %s? Captions end at once.", words.Count(len(list), "task"))
	var more []string
	if len(production) > 0 {
		more = append(more, productionMark+": "+strings.Join(production, ", "))
	}
	if len(names) > 0 {
		more = append(more, "Running: "+strings.Join(names, ", "))
	}
	if len(lost) > 0 {
		more = append(more, "Not known whether it runs: "+strings.Join(lost, ", ")+". The same start is sent again to find it; that can take minutes, and what runs is stopped.")
	}
	if hidden := t.hidden(m); hidden > 0 {
		more = append(more, fmt.Sprintf("The filter hides %d more, which go on.", hidden))
	}
	if n := len(m.back.broken); n > 0 {
		more = append(more, words.Count(n, "journal")+" can't be read: what it stands for is not stopped.")
	}
	return m.ask(&question{
		name: "Stop all?", text: text, more: more, bad: true,
		answers: []binding{
			key("y", "stop "+all(len(list)), func() tea.Cmd { m.close(); return t.end(m, list) }).Held(),
			key("n esc", "let "+them(len(list))+" run", m.close),
		},
	})
}

func all(n int) string {
	if n == 1 {
		return "it"
	}
	return fmt.Sprintf("all %d", n)
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// hidden returns how many that may be running the filter does not let through.
func (t *tasks) hidden(m *Model) int {
	n := -len(t.mayRun(m))
	for _, r := range t.rows {
		if r.attempt != nil && r.attempt.State().MayBill() && !m.back.of(r.attempt).ending() {
			n++
		}
	}
	return n
}

// end brings the tasks of attempts to their end, a few at the same time.
func (t *tasks) end(m *Model, list []*attempt.Attempt) tea.Cmd {
	var cmds []tea.Cmd
	for _, a := range list {
		t.stops[a.ID()] = true
		cmds = append(cmds, m.back.stop(m, m.back.of(a), len(list) > 1))
	}
	return together(cmds...)
}

// sayEnded tells, once all have ended or failed that were to be stopped from here,
// how many did.
func (t *tasks) sayEnded(m *Model) {
	stopped, failed := 0, 0
	for id := range t.stops {
		switch w := m.back.works[id]; {
		case w.ending():
			return
		case w.attempt.State().MayBill():
			failed++
		default:
			stopped++
		}
	}
	switch {
	case failed > 0:
		m.say("", errText(fmt.Sprintf("%d stopped, %d not: what is not %s", stopped, failed, explain.MayCost)))
	case stopped > 0:
		m.say(words.Count(stopped, "task")+" stopped", nil)
	}
	clear(t.stops)
}
