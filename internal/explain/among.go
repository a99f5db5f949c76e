package explain

import (
	"slices"
	"strings"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Among names tasks that stand beside each other in a list or a question, so that those of
// one channel can be told apart.
type Among struct {
	All  []*attempt.Attempt              // those that may be meant
	Name func(a *attempt.Attempt) string // by which they are listed; nil: their channel
	Now  time.Time                       // in the zone that times are told in

	spoken map[string]string // languages that were looked at, by the ids of attempts
}

// NameOf returns the name of a task and, where others share it, what tells it from them:
// "town-hall (en-US)". It came from outside, in part.
func (m *Among) NameOf(a *attempt.Attempt) string {
	if apart := m.Apart(a); apart != "" {
		return m.name(a) + " (" + apart + ")"
	}
	return m.name(a)
}

// Apart returns what tells a task from the others of its name: its channel, its languages,
// else since when it runs, else how its id begins. It is empty where nobody shares its name.
func (m *Among) Apart(a *attempt.Attempt) string {
	var others []*attempt.Attempt
	for _, o := range m.All {
		if o.ID() != a.ID() && m.name(o) == m.name(a) {
			others = append(others, o)
		}
	}
	if len(others) == 0 {
		return ""
	}
	for _, by := range []func(*attempt.Attempt) string{m.channel, m.languages, m.since, m.sinceSecond} {
		same := func(o *attempt.Attempt) bool { return by(o) == by(a) }
		if told := by(a); told != "" && !slices.ContainsFunc(others, same) {
			return told
		}
	}
	return idBegins(a, others)
}

func (m *Among) name(a *attempt.Attempt) string {
	if m.Name != nil {
		return m.Name(a)
	}
	return a.Intent().Channel
}

// channel returns it where it is not the name.
func (m *Among) channel(a *attempt.Attempt) string {
	if m.Name == nil {
		return ""
	}
	return a.Intent().Channel
}

func (m *Among) since(a *attempt.Attempt) string {
	return "since " + words.Minute(m.Now, begunAt(a))
}

func (m *Among) sinceSecond(a *attempt.Attempt) string {
	return "since " + words.Clock(m.Now, begunAt(a))
}

// begunAt returns when an attempt's task began, or what is known of it.
func begunAt(a *attempt.Attempt) time.Time {
	if at := a.SentAt(); !at.IsZero() {
		return at
	}
	return a.Since()
}

// languages returns those of an attempt, as far as they are known.
func (m *Among) languages(a *attempt.Attempt) string {
	told, looked := m.spoken[a.ID()]
	if !looked {
		if m.spoken == nil {
			m.spoken = map[string]string{}
		}
		told = listed(languagesOf(a))
		m.spoken[a.ID()] = told
	}
	return told
}

// idBegins returns the beginning of an id by which a task is told from others: of the task's
// own, else of the attempt's.
func idBegins(a *attempt.Attempt, others []*attempt.Attempt) string {
	const least = 8
	what, of := "task ", func(a *attempt.Attempt) string { return a.Task().ID }
	if of(a) == "" {
		what, of = "attempt ", (*attempt.Attempt).ID
	}
	id := of(a)
	for n := least; n < len(id); n++ {
		if !slices.ContainsFunc(others, func(o *attempt.Attempt) bool { return strings.HasPrefix(of(o), id[:n]) }) {
			return what + id[:n]
		}
	}
	return what + id
}
