package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
)

func (t *tasks) bindings(m *Model) []binding {
	if t.filter.IsOpen() {
		return t.filterBindings(m)
	}
	var out []binding
	row, chosen := t.row(m)
	if chosen {
		out = t.rowBindings(m, row)
	}
	out = append(out, t.escBinding(m))
	if len(t.rows) > 0 {
		out = append(out, key("/", "filter", func() tea.Cmd { t.details = false; t.filter.Open(); return nil }))
	}
	if may := t.mayRun(m); len(may) > 0 {
		out = append(out, key("X", "stop all", func() tea.Cmd { return t.askToStopAll(m) }))
	}
	out = append(out, key("p", "take up a task", func() tea.Cmd { return t.askToTakeUp(m) }))
	if chosen {
		out = append(out, t.copyBinding(m, row))
	}
	if !t.details { // else the same keys scroll
		out = append(out, t.moveBindings(m)...)
	}
	return append(out, key("h", "home", m.goHome).Rare())
}

// rowBindings are the keys for the chosen row, most useful first.
func (t *tasks) rowBindings(m *Model, row taskRow) []binding {
	var out []binding
	details := func() tea.Cmd { t.details = !t.details; m.screenText.Top(); return nil }
	a := row.attempt
	watched := a != nil && a.Open() && a.State() != attempt.Intended
	switch {
	case watched:
		out = append(out, key("enter", "watch", func() tea.Cmd { return m.watch(a) }))
	case t.details:
		out = append(out, key("enter d", "the table", details).Rare())
	default:
		out = append(out, key("enter d", "details", details))
	}
	if a != nil && usecases.Free(a) {
		if a.State().MayBill() && !m.back.of(a).ending() {
			out = append(out, key("x", "stop", func() tea.Cmd { return t.askToStop(m, a) }))
		}
		out = append(out, asideBindings(m, a)...)
	}
	out = append(out, key("r", "check now", func() tea.Cmd { return t.check(m, row) }))
	if a != nil {
		out = append(out, key("b", "support bundle", func() tea.Cmd { return m.writeBundle(a) }).Rare())
	}
	switch {
	case watched && t.details:
		out = append(out, key("d", "the table", details).Rare())
	case watched:
		out = append(out, key("d", "details", details))
	}
	return out
}

// escBinding leads one thing back: from the details, from the filter, home.
func (t *tasks) escBinding(m *Model) binding {
	switch {
	case t.details:
		return key("esc", "the table", func() tea.Cmd { t.details = false; m.screenText.Top(); return nil })
	case t.filter.Words() != "":
		return key("esc", "all tasks", func() tea.Cmd { t.filter.Clear(); t.choose(m); return nil })
	}
	return key("esc", "home", m.goHome)
}

func (t *tasks) copyBinding(m *Model, row taskRow) binding {
	if row.broken != nil {
		return key("y", "copy the file's path", func() tea.Cmd { return m.copy("path", row.broken.Path) })
	}
	return key("y", "copy task id", func() tea.Cmd { return m.copy("task id", row.attempt.Task().ID) })
}

func (t *tasks) moveBindings(m *Model) []binding {
	by := func(n int) func() tea.Cmd { return func() tea.Cmd { return t.move(m, n) } }
	page := max(1, m.height-8)
	return []binding{
		key("down j", "next", by(1)).As("↓").Rare(), key("up k", "before", by(-1)).As("↑").Rare(),
		key("pgdown", "a page on", by(page)).As("page down").Rare(), key("pgup", "a page back", by(-page)).As("page up").Rare(),
		key("home", "first", by(-len(t.rows))).Rare(), key("end", "last", by(len(t.rows))).Rare(),
	}
}

func (t *tasks) filterBindings(m *Model) []binding {
	return append(t.filter.Bindings("all tasks", func() { t.choose(m) }),
		key("down", "next", func() tea.Cmd { return t.move(m, 1) }).As("↓").Rare(),
		key("up", "before", func() tea.Cmd { return t.move(m, -1) }).As("↑").Rare(),
	)
}
