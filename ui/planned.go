package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// plannedEnd returns the time at which somebody is reminded of the task that is about
// to be started; zero: none.
func (m *Model) plannedEnd() time.Time {
	end, err := usecases.Reminder(m.planned, m.now())
	if err != nil { // it was checked when it was typed; a clock time never goes wrong
		return m.now().Add(attempt.DefaultPlannedLife)
	}
	return end
}

// briefDraft tells the draft until when its bot tokens must last, and which
// languages were used of late.
func (m *Model) briefDraft() {
	m.draft.Clock(m.s.Now, m.plannedEnd())
	used := usecases.UsedLanguages(m.back.attempts)
	m.draft.SetUsed(used.Spoken, used.Targets)
}

// plannedWords says when somebody is reminded of a task.
func (m *Model) plannedWords(end time.Time) string {
	if end.IsZero() {
		return "none"
	}
	told := words.Minute(m.now(), end)
	switch left := end.Sub(m.now()); {
	case left <= 0:
		return told + ", passed " + words.Lasts(-left) + " ago"
	default:
		return told + ", in " + words.Lasts(left+time.Second/2)
	}
}

// askPlannedEnd asks for the reminder of the next task (nil) or of one that runs.
func (m *Model) askPlannedEnd(a *attempt.Attempt) tea.Cmd {
	kept := m.planned
	if kept == "" {
		kept = "4h"
	}
	e := newEntry(m, "Reminder", "remind", []*entryField{{
		Label: "When to be reminded?", Help: "A length such as 90m or 4h, a time of day such as 16:30, or none.", Kept: kept,
	}}, nil, func(_ int, v []string) error {
		_, err := usecases.Reminder(v[0], m.now())
		return err
	})
	e.intro = "A reminder that the task still runs: it is shown and the bell rings; " + explain.ReminderStops + "."
	e.done = func(v []string) tea.Cmd {
		m.close()
		end, err := usecases.Reminder(v[0], m.now())
		if err != nil {
			m.say("", err)
			return nil
		}
		if a == nil {
			m.planned = v[0]
			m.briefDraft() // tokens must last until then
			m.refreshReview()
			return m.lookAgain()
		}
		words := "reminder: " + m.plannedWords(end)
		return func() tea.Msg { return plannedMsg{words, usecases.SetReminder(a, end)} }
	}
	return m.ask(e)
}

// plannedMsg: another reminder was written down, or not.
type plannedMsg struct {
	words string
	err   error
}
