package cli

import (
	"context"
	"sync"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// atOnce runs f for 0 to n-1, all at the same time, and returns when all are done.
// The session's clients together make no more calls a second than they may, and
// most of the time is spent waiting for a task to end.
func atOnce(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

// caller is by what an attempt's task is asked and stopped, or why it can't be.
type caller struct {
	client     attempt.API
	connection connections.Connection
	err        error
}

// callers finds the callers of several attempts. Whoever has to type a secret
// is asked once for each connection, one after the other.
type callers struct {
	app     *app
	session *session.Session
	known   map[callerKey]caller
}

type callerKey struct {
	connection, appID, baseURL string
	version                    agora.Version
}

func keyOf(at *attempt.Attempt) callerKey {
	in := at.Intent()
	return callerKey{in.Connection, in.AppID, in.BaseURL, in.Version}
}

func (a *app) callers(s *session.Session) *callers {
	return &callers{app: a, session: s, known: map[callerKey]caller{}}
}

// of gives the caller of an attempt.
func (c *callers) of(ctx context.Context, at *attempt.Attempt) caller {
	key := keyOf(at)
	found, known := c.known[key]
	if known {
		return found
	}
	found.connection, found.err = c.session.Tasks.ForAttempt(at, c.app.flags.connection)
	if found.err == nil {
		if line := tasks.StandIn(at, found.connection); line != "" && c.app.flags.connection == "" {
			c.app.say("note: %s", line)
		}
		var client *agora.Client
		client, found.err = c.session.Client(ctx, found.connection, c.app.askSecret())
		found.client = c.session.Tasks.Paced(client)
	}
	c.known[key] = found
	return found
}
