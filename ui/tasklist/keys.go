package tasklist

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
	"sttwizard/ui/kit"
)

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	if s.filter.IsOpen() {
		return s.filterKeys()
	}
	var out []kit.Binding
	r, chosen := s.row()
	if chosen {
		out = s.rowKeys(r)
	}
	if len(s.mayRun()) > 1 { // what ends the most cost is in sight
		at := 1 + slices.IndexFunc(out, func(b kit.Binding) bool { return b.Show() == "x" })
		if at == 0 {
			at = min(1, len(out))
		}
		out = slices.Insert(out, at, kit.Key("X", "stop all", s.AskToStopAll))
	}
	out = append(out, s.escKey())
	if len(s.rows) > 0 {
		open := func() tea.Cmd { s.details, s.before = false, s.at; s.filter.Open(); return nil }
		out = append(out, kit.Key("/", "filter", open))
	}
	if len(s.mayRun()) == 1 {
		out = append(out, kit.Key("X", "stop all", s.AskToStopAll))
	}
	if s.team() {
		what := "my tasks"
		if s.mine {
			what = "the team's"
		}
		out = append(out, kit.Key("m", what, func() tea.Cmd { s.mine = !s.mine; s.choose(); return nil }))
	}
	out = append(out, s.key("p", "take up a task", TakeUp))
	if chosen {
		out = append(out, s.copyKey(r))
	}
	if !s.details { // else the same keys scroll
		out = append(out, s.moveKeys()...)
	}
	return append(out, s.key("h", "home", GoHome).Rare())
}

// key makes a binding that tells an outcome.
func (s *Screen) key(keys, what string, o Outcome) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { return s.chosen(o) })
}

// rowKeys are the keys for the chosen row, most useful first.
func (s *Screen) rowKeys(r row) []kit.Binding {
	var out []kit.Binding
	details := func() tea.Cmd { s.details = !s.details; return s.chosen(OtherText) }
	a := r.attempt
	watched := a != nil && a.Open() && a.State() != attempt.Intended
	switch {
	case watched:
		out = append(out, s.key("enter", "watch", Do{Watch, a}))
	case s.details:
		out = append(out, kit.Key("enter d", "the table", details).Rare())
	default:
		out = append(out, kit.Key("enter d", "details", details))
	}
	if a != nil && tasks.Free(a) {
		if s.canStop(r) {
			out = append(out, kit.Key("x", "stop", func() tea.Cmd { return s.askToStop(a) }))
		}
		out = append(out, s.world.Aside(a)...)
	}
	out = append(out, s.key("r", "check now", Do{Check, a}))
	if a != nil && !a.Open() && a.Intent().Captions != "" && a.Task().ID != "" { // one that is open has a screen for it
		transcript := s.key("t", "transcript", Do{Transcript, a})
		if !s.details {
			transcript = transcript.Rare()
		}
		out = append(out, transcript)
	}
	if a != nil {
		out = append(out, s.key("b", "support bundle", Do{Bundle, a}).Rare())
	}
	switch {
	case watched && s.details:
		out = append(out, kit.Key("d", "the table", details).Rare())
	case watched:
		out = append(out, kit.Key("d", "details", details))
	}
	return out
}

// escKey leads one thing back: from the details, from the filter, to what one came from.
func (s *Screen) escKey() kit.Binding {
	switch {
	case s.details:
		return kit.Key("esc", "the table", func() tea.Cmd { s.details = false; return s.chosen(OtherText) })
	case s.filter.Words() != "":
		return kit.Key("esc", "all tasks", func() tea.Cmd { s.filter.Clear(); s.choose(); return nil })
	}
	return s.key("esc", s.world.BackTo(), Back)
}

func (s *Screen) copyKey(r row) kit.Binding {
	if r.broken != nil {
		return s.key("y", "copy the file's path", Copy{"path", r.broken.Path})
	}
	return s.key("y", "copy task id", Copy{"task id", r.attempt.Task().ID})
}

func (s *Screen) moveKeys() []kit.Binding {
	return kit.Moves(len(s.rows), max(1, s.world.Height()-8), s.move)
}

func (s *Screen) filterKeys() []kit.Binding {
	return append(s.filter.Bindings("all tasks", s.comeBack),
		kit.Key("down", "next", func() tea.Cmd { s.move(1); return nil }).As("↓").Rare(),
		kit.Key("up", "before", func() tea.Cmd { s.move(-1); return nil }).As("↑").Rare(),
	)
}
