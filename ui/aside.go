package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
)

// asideBindings are the ways to be rid of an attempt that has no task to stop:
// one that was never sent is dropped; one of which nobody knows what became of
// it is forgotten by typing its channel's name.
func asideBindings(m *Model, a *attempt.Attempt) []binding {
	if usecases.MaySetAside(a) != nil || !a.Open() {
		return nil
	}
	if usecases.MayDrop(a) {
		return []binding{key("D", "drop", func() tea.Cmd { return m.dropUnsentAttempt(a) }).Held()}
	}
	return []binding{key("f", "forget", func() tea.Cmd { return m.askAside(a) })}
}

// dropUnsentAttempt closes an attempt that was written down and never sent.
func (m *Model) dropUnsentAttempt(a *attempt.Attempt) tea.Cmd {
	return func() tea.Msg {
		if err := usecases.Drop(a); err != nil {
			return setAsideMsg{err: err}
		}
		return setAsideMsg{words: "dropped: nothing of it was ever sent"}
	}
}

// askAside asks for the channel's name before an attempt is set aside.
func (m *Model) askAside(a *attempt.Attempt) tea.Cmd {
	channel := a.Intent().Channel
	e := newEntry(m, "Forget an attempt", "forget it", []*entryField{{
		Label: "Channel name of this attempt", Help: "Type it as it is: " + channel,
	}}, nil, func(_ int, v []string) error {
		if v[0] != channel {
			return errText("this is not the name of the attempt's channel")
		}
		return nil
	})
	e.intro = "Nobody knows whether this attempt started a task. Forgetting it stops nothing: a task of it would run on until no host was in the channel for the idle time. Look into the channel first."
	e.done = func(v []string) tea.Cmd {
		m.close()
		return func() tea.Msg {
			if err := usecases.SetAside(a, v[0]); err != nil {
				return setAsideMsg{err: err}
			}
			return setAsideMsg{words: "forgotten; it stays in the history"}
		}
	}
	return m.ask(e)
}
