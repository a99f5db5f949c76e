package tasks

import (
	"context"
	"time"

	"sttwizard/internal/attempt"
)

// conflictLimit is how long open tasks of a channel are asked for before a start; who
// does not answer by then counts as still there.
const conflictLimit = 10 * time.Second

// Conflicts returns the open attempts for a channel of the connection's App ID, after
// asking each of them once at its own place (see attempt.StillOpen). For those of
// another place than the connection's, callers are made where nobody has to type
// anything for them.
func (c *Caller) Conflicts(ctx context.Context, channel string) ([]attempt.Conflict, error) {
	ctx, cancel := context.WithTimeout(ctx, conflictLimit)
	defer cancel()
	quiet := c.tasks.Callers(CallersOptions{})
	by := func(a *attempt.Attempt) attempt.API {
		if a.Intent().Place().Same(c.client.Place()) {
			return c.api
		}
		way := quiet.Of(ctx, a)
		if way.Err != nil {
			return nil
		}
		return way.api
	}
	return attempt.StillOpen(ctx, by, c.tasks.o.Journal, c.connection.AppID, channel)
}
