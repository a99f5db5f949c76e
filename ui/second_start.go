package ui

import (
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
	beside := m.besideOf(msg.conflicts)
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
		text: beside.Asked(), more: beside.Rows, hears: m.askAgainIfOver(msg.conflicts),
		answers: []binding{
			key("t", "look at the tasks", func() tea.Cmd { return m.lookAtTasks(msg.conflicts) }),
			key("y", yes, func() tea.Cmd { m.close(); return m.start(known...) }).Held(),
			key("n esc", "don't", m.close),
		},
	})
}

// besideOf says what runs beside a start.
func (m *Model) besideOf(open []attempt.Conflict) explain.Beside {
	at := explain.Place{Connection: m.conn, Clock: func(t time.Time) string { return words.Minute(m.now(), t) }}
	return explain.BesideOf(open, m.draft.Request(), at)
}

// stillOpen returns what is left of conflicts now, each as this run knows it.
func (m *Model) stillOpen(asked []attempt.Conflict) []attempt.Conflict {
	var out []attempt.Conflict
	for _, c := range asked {
		if w := m.back.works[c.ID]; w != nil && c.Attempt != nil {
			c.Attempt, c.State, c.Since = w.attempt, w.attempt.State(), w.attempt.Since()
		}
		if c.Attempt == nil || c.Attempt.Open() {
			out = append(out, c)
		}
	}
	return out
}

// askAgainIfOver returns what asks anew as soon as what the question said is not true any
// more: a task of it has ended, or stands otherwise.
func (m *Model) askAgainIfOver(asked []attempt.Conflict) func() tea.Cmd {
	told := m.besideOf(m.stillOpen(asked)).Told()
	return func() tea.Cmd {
		open := m.stillOpen(asked)
		switch {
		case len(open) == 0:
			closed := m.close()
			m.say(nothingBeside, nil)
			return closed
		case m.besideOf(open).Told() != told:
			m.close()
			return m.conflictsRead(conflictsReadMsg{conflicts: open})
		}
		return nil
	}
}

// nothingBeside is said once nothing of a channel is left to be asked about.
const nothingBeside = "what ran in this channel has ended"

// lookAtTasks shows the tasks before a second one is started: the first one that it is
// about is chosen. Back from them is the question, unless all that it is about has ended meanwhile.
func (m *Model) lookAtTasks(asked []attempt.Conflict) tea.Cmd {
	cmd := m.showTasksFrom(func() tea.Cmd {
		open := m.stillOpen(asked)
		cmd := m.showReview()
		if len(open) == 0 {
			m.say(nothingBeside, nil)
			return cmd
		}
		return together(cmd, m.conflictsRead(conflictsReadMsg{conflicts: open}))
	})
	if list, is := m.screen.(*tasks); is && len(asked) > 0 {
		list.of.GoTo(asked[0].ID)
	}
	return cmd
}
