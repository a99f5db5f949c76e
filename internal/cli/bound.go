package cli

import (
	"fmt"
	"strings"

	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// tellBound says, before a connection is removed, which tasks it stops, and what
// stops them afterwards.
func (a *app) tellBound(s *session.Session, c connections.Connection) {
	attempts, _, _ := s.Tasks.All() // what can't be read is told by tasks list
	choices, _ := s.Choices()
	channels, other := tasks.Bound(c, attempts, choices)
	if len(channels) == 0 {
		return
	}
	word := "1 task"
	if len(channels) > 1 {
		word = fmt.Sprintf("%d tasks", len(channels))
	}
	a.say("%s of its App ID %s: %s", word, explain.MayCost, strings.Join(channels, ", "))
	if other == "" {
		a.say("No other connection has its App ID: without it they can't be stopped from here.")
		return
	}
	a.say("Afterwards the connection %s, of the same App ID, stops them.", other)
}
