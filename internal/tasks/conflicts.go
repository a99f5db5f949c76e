package tasks

import (
	"context"

	"sttwizard/internal/attempt"
)

// Conflicts returns the open attempts for a channel of the connection's App ID, after
// asking each of them once at its own place (see attempt.StillOpen). For those of
// another place than the connection's, callers are made where nobody has to type
// anything for them.
func (c *Caller) Conflicts(ctx context.Context, channel string) ([]attempt.Conflict, error) {
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
