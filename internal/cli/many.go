package cli

import (
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// callers finds by what attempts' tasks are asked and stopped. Whoever has to type a
// secret is asked once for each connection, and told where one stands in for another.
func (a *app) callers(s *session.Session) *tasks.Callers {
	return s.Tasks.Callers(tasks.CallersOptions{
		Named: a.flags.connection, Ask: a.askSecret(),
		StandIn: func(at *attempt.Attempt, c connections.Connection) {
			a.say("note: %s", tasks.StandIn(at, c))
		},
	})
}
