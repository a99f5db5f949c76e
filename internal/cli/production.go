package cli

import (
	"context"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
)

// target says in a question where a request goes, and that it is production.
//
//go:noinline // for size: it has many callers
func target(c connections.Connection) string {
	if !c.Production {
		return session.Where(c)
	}
	return "PRODUCTION (connection " + c.Name + ", " + session.Where(c) + ")"
}

// stopQuestion names what is stopped on production.
//
//go:noinline // for size: it has many callers
func stopQuestion(c connections.Connection, channel string) string {
	return "Stop the task in channel " + channel + " on " + target(c) + "?"
}

// sureOfProduction asks before a task of a production connection is stopped,
// where somebody is there to answer and has not done so with --yes.
func (a *app) sureOfProduction(ctx context.Context, c connections.Connection, at *attempt.Attempt, yes bool) error {
	if !c.Production || yes || !a.env.CanAsk {
		return nil
	}
	return a.sure(ctx, stopQuestion(c, at.Intent().Channel), "nothing was stopped")
}

// spareProduction asks for each task of a production connection that a recovery
// would stop. What shall go on is only looked at.
func (a *app) spareProduction(ctx context.Context, all []*recovered, yes bool) error {
	for _, r := range all {
		if !r.stop || !r.by.connection.Production || yes || !a.env.CanAsk {
			continue
		}
		stop, err := a.yes(ctx, stopQuestion(r.by.connection, r.attempt.Intent().Channel))
		if err != nil {
			return err
		}
		r.stop = stop
	}
	return nil
}

// inProduction gives the names of the connections that are marked as production.
func inProduction(s *session.Session) map[string]bool {
	found := map[string]bool{}
	choices, _ := s.Choices() // a file that can't be read is told of where it is used
	for _, c := range choices {
		if c.Production {
			found[c.Name] = true
		}
	}
	return found
}
