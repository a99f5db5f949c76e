package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// unknown reports whether the attempt may have a task whose id nobody knows.
func (t *task) unknown() bool { return t.attempt.State().InDoubt() }

// settleBindings are the ways to an end for an attempt without a known task.
func (t *task) settleBindings(m *Model) []binding {
	var out []binding
	busy := t.settler != nil || t.removing
	if t.unknown() && !t.ending() && !t.removing && t.attempt.Can(attempt.ActStop) {
		out = append(out, key("x", "stop", func() tea.Cmd { return t.askToStop(m) }))
	}
	if t.unknown() && !busy {
		if t.attempt.Can(attempt.ActCheck) {
			out = append(out, key("r", "check", func() tea.Cmd { return m.back.settleNow(m, t.work, attempt.Find, true) }))
		}
		if t.attempt.Can(attempt.ActAsk) {
			out = append(out, key("a", "ask again with the same token", func() tea.Cmd { return m.back.settleNow(m, t.work, attempt.Find, false) }).Held())
		}
	}
	if t.settler != nil && t.unknown() {
		out = append(out, key("s", "no more steps", func() tea.Cmd { m.back.rest(t.work); return nil }))
	}
	if !busy && !t.ending() && (t.given || t.stopErr != nil) && t.attempt.Can(attempt.ActRemove) {
		out = append(out, key("o", "remove its bots", func() tea.Cmd { return t.askToRemove(m) }))
	}
	return out
}

// askToRemove asks before the last road is taken.
func (t *task) askToRemove(m *Model) tea.Cmd {
	in, others := t.attempt.Intent(), "Nobody else is touched."
	if !in.UniqueUIDs {
		others = "Whoever else has such a uid there is removed too."
	}
	production := ""
	if m.onProduction(t.attempt) {
		production = " This is " + productionMark + ", connection " + t.by().Name + "."
	}
	return m.ask(&question{
		name: "Remove its bots?", bad: true,
		text: "Keep " + explain.BotNames(in) + " out of the channel for a minute? Captions end. " + others + production,
		more: []string{"This is the last road, for a task that can't be stopped. What it means for the bill is not documented by Agora: without its bots a task should end when it finds nobody there.",
			"Afterwards it is asked twice whether they are gone."},
		answers: []binding{
			key("y", "remove them", func() tea.Cmd { m.close(); return m.back.remove(m, t.work) }).Held(),
			key("n esc", "don't", m.close),
		},
	})
}

// leaveUnknown asks before the program ends while something may run unseen.
func (t *task) leaveUnknown(m *Model) (tea.Cmd, bool) {
	if !t.unknown() {
		return nil, false
	}
	return m.ask(&question{
		name: "Leave?", bad: true, hears: t.askAnew(m),
		text: "Whether this attempt runs is not settled." + explain.Cost(t.attempt, t.by().Sandbox),
		more: []string{"It stays listed on home. This settles it and stops what runs: sttwizard tasks recover --stop --wait"},
		answers: []binding{
			key("l", "leave", func() tea.Cmd { return m.leaveWith(exitUnknown) }).Held(),
			key("esc n", "stay", m.close),
		},
	}), true
}
