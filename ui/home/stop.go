package home

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// stopKeys are the key that stops a task from a row: its own or, where it is none, the
// only one that can be stopped. Of several it says that one has to be chosen, and another
// key stops them all.
func (s *Screen) stopKeys(r row) []kit.Binding {
	var found []*attempt.Attempt
	for _, a := range s.world.Open() {
		if a.Can(attempt.ActStop) && !s.world.Work(a).Ending {
			found = append(found, a)
		}
	}
	stop := func(what string, a *attempt.Attempt) []kit.Binding {
		return []kit.Binding{kit.Key("x", what, func() tea.Cmd { return s.chosen(Stop{a}) })}
	}
	all := []kit.Binding{s.way("X", "stop all", StopAll)}
	if len(found) < 2 {
		all = nil
	}
	switch {
	case slices.Contains(found, r.attempt):
		return append(stop("stop", r.attempt), all...)
	case r.isTask() && r.attempt != nil && !tasks.Free(r.attempt) && r.attempt.State().MayBill():
		why := Refuse{explain.HeldOf(r.attempt, s.world.Now()).Key, r.attempt}
		return append([]kit.Binding{kit.Key("x", "stop", func() tea.Cmd { return s.chosen(why) }).Rare()}, all...)
	case r.isTask() && len(all) > 0:
		return all
	case r.isTask() || len(found) == 0:
		return nil
	case len(found) == 1:
		return stop("stop "+string(terminal.Safe(found[0].Intent().Channel, 16)), found[0])
	}
	which := func() tea.Cmd {
		return s.chosen(Refuse{Words: fmt.Sprintf("%d tasks are open: ↑ to the one to stop, then x", len(found))})
	}
	return append([]kit.Binding{kit.Key("x", "which task to stop", which).Rare()}, all...)
}
