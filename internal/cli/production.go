package cli

import (
	"cmp"
	"context"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// target says in a question where a request goes, and that it is production.
func target(c connections.Connection) string {
	if !c.Production {
		return session.Where(c)
	}
	return "PRODUCTION (connection " + c.Name + ", " + session.Where(c) + ")"
}

// stopQuestion names what is stopped on production.
func stopQuestion(c connections.Connection, channel string) string {
	return "Stop the task in channel " + channel + " on " + target(c) + "?"
}

// sureOfProduction asks before a task for real users is stopped, unless that was
// done with --yes.
func (a *app) sureOfProduction(ctx context.Context, s *session.Session, c connections.Connection, at *attempt.Attempt, yes bool) error {
	if yes || !s.Tasks.OnProduction(at) {
		return nil
	}
	c.Production = true
	return a.sure(ctx, stopQuestion(c, at.Intent().Channel), "nothing was stopped")
}

// spareProduction asks for each task for real users that a recovery would stop.
// What shall go on, and what nobody can be asked about, is only looked at.
func (a *app) spareProduction(ctx context.Context, all []*tasks.Recovered, yes bool) error {
	for _, r := range all {
		if !r.Stop || !r.Production || yes {
			continue
		}
		r.Stop = false
		if !a.env.CanAsk {
			r.Spared = true
			continue
		}
		c := r.Way.Connection
		c.Name, c.Production = cmp.Or(c.Name, r.Attempt.Intent().Connection), true
		stop, err := a.yes(ctx, stopQuestion(c, r.Attempt.Intent().Channel))
		if err != nil {
			return err
		}
		r.Stop = stop
	}
	return nil
}
