package task

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/ui/kit"
)

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	t := s.at()
	known := t.known()
	running := known && !t.ended() && !t.Ending && !t.Settles
	var out []kit.Binding
	if running {
		out = append(out, kit.Key("x", "stop", s.AskToStop))
		out = append(out, s.helpKey("w", "no text?", !s.help))
		change := kit.Key("u", "change", s.askToChange)
		if t.Attempt.Changeable() != nil { // it says why, and the footer has none that fails
			change = change.Rare()
		}
		if !t.Change.Wanted {
			out = append(out, change)
		}
	}
	out = append(out, t.settleKeys()...)
	out = append(out, s.world.Aside()...)
	if t.Attempt.State().MayBill() && !t.Ending { // what ends has nothing to be reminded of
		out = append(out, s.key("e", "reminder", Remind).Brief("remind"))
	}
	out = append(out, t.captionKeys()...)
	out = append(out, t.likeKeys()...)
	out = append(out, s.key("q ctrl+c", "leave", Quit))
	out = append(out, s.backKeys()...)
	if running {
		out = append(out, s.key("r", "ask now", AskNow))
	}
	out = append(out, s.key("b", "support bundle", Bundle).Rare())
	if known {
		out = append(out, s.key("y", "copy task id", Copy{"task id", t.Attempt.Task().ID}))
	}
	return out
}

// backKeys lead back to the task, or to what one came from, and home.
func (s *Screen) backKeys() []kit.Binding {
	home := s.key("h", "home", GoHome).Rare()
	switch from := s.world.BackTo(); {
	case s.help:
		return []kit.Binding{s.helpKey("esc", "back to the task", false), home}
	case from == "home":
		return []kit.Binding{s.key("esc h", from, GoHome)}
	default:
		return []kit.Binding{s.key("esc", from, Back), home}
	}
}

// key makes a binding that tells an outcome.
func (s *Screen) key(keys, what string, o Outcome) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { return s.chosen(o) })
}

// helpKey makes a binding that shows or hides what to look at without captions.
func (s *Screen) helpKey(keys, what string, shows bool) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { s.help = shows; return nil })
}

// likeKeys are the keys for another task like this one.
func (t moment) likeKeys() []kit.Binding {
	save := t.key("ctrl+s", "save as preset", Save).Brief("save")
	if t.ended() {
		return []kit.Binding{t.key("n", "start again", Another), save}
	}
	return []kit.Binding{save, t.key("n", "another like this", Another).Brief("another")}
}

// settleKeys are the ways to an end for an attempt without a known task.
func (t moment) settleKeys() []kit.Binding {
	var out []kit.Binding
	busy := t.Settles || t.Removing
	if t.unknown() && !t.Ending && !t.Removing && t.Attempt.Can(attempt.ActStop) {
		out = append(out, kit.Key("x", "stop", t.AskToStop))
	}
	if t.unknown() && !tasks.Free(t.Attempt) { // it says why it can't
		why := Say{explain.HeldOf(t.Attempt, t.now).Key, true}
		out = append(out, t.key("x", "stop", why).Rare())
	}
	if t.unknown() && !busy {
		if t.Attempt.Can(attempt.ActCheck) {
			out = append(out, t.key("r", "check", Check))
		}
		if t.Attempt.Can(attempt.ActAsk) {
			out = append(out, t.key("a", "ask again with the same token", SendAgain).Held())
		}
	}
	if t.Settles && t.unknown() {
		out = append(out, t.key("s", "no more steps", Rest))
	}
	if !busy && !t.Ending && (t.Given || t.StopErr != nil) && t.Attempt.Can(attempt.ActRemove) {
		remove := kit.Key("o", "remove its bots", t.askToRemove)
		if t.unknown() { // what ends it comes first, in the footer too
			return slices.Insert(out, 0, remove)
		}
		out = append(out, remove)
	}
	return out
}

// captionKeys are the ways to what was said.
func (t moment) captionKeys() []kit.Binding {
	if t.Attempt.Intent().Captions == "" || t.Attempt.Task().ID == "" {
		return nil
	}
	var out []kit.Binding
	switch said := t.Captions.Said; {
	case t.Captions.Lacks:
		out = append(out, t.key("c", "see captions", GiveKeys))
	case len(said) > 0 && t.reads:
		out = append(out, t.readKey("c", "hide the captions", false))
	case len(said) > 0:
		out = append(out, t.readKey("c", "read captions", true))
	}
	transcript := t.key("t", "transcript", Transcript)
	if !t.ended() {
		transcript = transcript.Rare()
	}
	return append(out, transcript)
}

// readKey makes a binding that shows or hides what was said last.
func (s *Screen) readKey(keys, what string, shows bool) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { s.reads = shows; return nil })
}
