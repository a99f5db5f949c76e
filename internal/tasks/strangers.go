package tasks

import (
	"context"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// Strangers are tasks that run and that no attempt of this machine knows, as a
// connection tells them, or why it could not.
type Strangers struct {
	attempt.Strangers
	Connection connections.Connection
	Err        error
}

// Strangers asks for the tasks of the connection's App ID that run, in a channel or in
// all (empty), and that no attempt of this machine knows: see attempt.Journal.Strangers.
func (c *Caller) Strangers(ctx context.Context, channel string) (attempt.Strangers, error) {
	return c.tasks.o.Journal.Strangers(ctx, c.api, c.connection.AppID, channel)
}

// Strangers asks by each of the connections, each place once. Nobody is asked for a
// secret for it.
func (t *Tasks) Strangers(ctx context.Context, by []connections.Connection, channel string) []Strangers {
	var out []Strangers
	asked := map[string]bool{}
	for _, c := range by {
		place := strings.ToLower(c.AppID) + " " + c.Address()
		if asked[place] || ctx.Err() != nil {
			continue
		}
		asked[place] = true
		x := Strangers{Connection: c}
		caller, err := t.Caller(ctx, c, nil)
		if x.Err = err; err == nil {
			x.Strangers, x.Err = caller.Paced().Strangers(ctx, channel)
		}
		out = append(out, x)
	}
	return out
}

// Listable returns the connections of v7 by which tasks can be listed: those that the
// callers found and, of the choices, the others whose secret nobody has to type. asks
// tells of a connection whether somebody has to.
func (c *Callers) Listable(choices []connections.Connection, asks func(connections.Connection) bool) []connections.Connection {
	var out []connections.Connection
	add := func(of connections.Connection) {
		if of.Version.Named() && len(of.Validate()) == 0 {
			out = append(out, of)
		}
	}
	for _, way := range c.known {
		if way.Err == nil {
			add(way.Connection)
		}
	}
	for _, of := range choices {
		if of.Sandbox { // it speaks v7 at all times
			of.Version = agora.V7
		}
		if !asks(of) {
			add(of)
		}
	}
	return out
}
