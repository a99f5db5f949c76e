package tasks

import (
	"context"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// StillOpen returns the open attempts for a channel of a connection's App ID after
// asking each of them at its own place (see attempt.StillOpen). The client is that
// of the connection; others are made where nobody has to type anything for them.
func (t *Tasks) StillOpen(ctx context.Context, client attempt.API, c connections.Connection, channel string) ([]attempt.Conflict, error) {
	by := func(a *attempt.Attempt) attempt.API {
		if a.Intent().Place().Same(client.Place()) {
			return client
		}
		own, err := t.ForAttempt(a, "")
		if err != nil {
			return nil
		}
		quiet, err := t.o.Run.Client(ctx, own, nil)
		if err != nil {
			return nil
		}
		return t.Paced(quiet)
	}
	return attempt.StillOpen(ctx, by, t.o.Journal, c.AppID, channel)
}
