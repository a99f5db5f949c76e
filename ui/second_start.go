package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// askTwice asks before a second start while the first may be running.
func (m *Model) askTwice(first *attempt.Attempt) tea.Cmd {
	var known []string
	if first != nil {
		known = []string{first.ID()}
	}
	return m.ask(&question{
		name: "Start a second task?", bad: true,
		text: "The first start may have worked. If another one is started, " + explain.SeveralBilled + ".",
		answers: []binding{
			key("y", "start anyway: two tasks may bill", func() tea.Cmd { m.close(); return m.start(known...) }).Held(),
			key("n esc", "don't", m.close),
		},
	})
}

// conflictsRead starts the task, or asks first because something of this channel
// is open.
func (m *Model) conflictsRead(msg conflictsReadMsg) tea.Cmd {
	if msg.err != nil {
		m.say("", errText("Not sent. "+sentence(msg.err)))
		return nil
	}
	at := explain.Place{Connection: m.conn, Clock: func(t time.Time) string { return words.Minute(m.now(), t) }}
	beside := explain.BesideOf(msg.conflicts, m.draft.Request(), at)
	var known []string
	for _, c := range msg.conflicts {
		known = append(known, c.ID)
	}
	yes := "start anyway: two tasks may bill"
	if beside.Usual {
		yes = "start it beside: each is billed"
	}
	return m.ask(&question{
		name: "Start a second task?", bad: !beside.Usual,
		text: beside.Asked(), more: beside.Rows,
		answers: []binding{
			key("t", "look at the tasks", func() tea.Cmd { return m.lookAtTasks(msg.conflicts) }),
			key("y", yes, func() tea.Cmd { m.close(); return m.start(known...) }).Held(),
			key("n esc", "don't", m.close),
		},
	})
}

// lookAtTasks shows the tasks before a second one is started: the first one that it is
// about is chosen. Back from them is the question, unless all that it is about has ended meanwhile.
func (m *Model) lookAtTasks(asked []attempt.Conflict) tea.Cmd {
	cmd := m.showTasksFrom(func() tea.Cmd {
		open := slices.DeleteFunc(slices.Clone(asked), func(c attempt.Conflict) bool {
			known := func(a *attempt.Attempt) bool { return a.ID() == c.ID && !a.Open() }
			return slices.ContainsFunc(m.back.attempts, known)
		})
		cmd := m.showReview()
		if len(open) == 0 {
			m.say("what ran in this channel has ended", nil)
			return cmd
		}
		return together(cmd, m.conflictsRead(conflictsReadMsg{conflicts: open}))
	})
	if list, is := m.screen.(*tasks); is && len(asked) > 0 {
		list.of.GoTo(asked[0].ID)
	}
	return cmd
}
