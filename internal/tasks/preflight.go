package tasks

import (
	"context"
	"slices"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/preflight"
	"sttwizard/internal/storage"
)

// Preflight is what is looked at before an event: see package preflight.
type Preflight struct {
	Request  agora.Request // with the secrets that are at hand
	Problems []agora.FieldError
	Warnings []agora.Warning // what a start would warn of
	Untold   []preflight.Untold
	Until    time.Time
	By       *Caller // nil: one is made, for which nobody is asked for a secret
	Ask      Ask     // for what the person has typed in this run; nil: nothing
}

// Preflight begins to look whether everything is in place for a task by a connection.
// Nothing is started or billed, nobody is asked for a secret. Whoever gives it up stops
// it.
func (t *Tasks) Preflight(ctx context.Context, c connections.Connection, p Preflight) *preflight.Run {
	t.o.Log.HideRequest(p.Request)
	in := preflight.Input{
		Now: t.o.Now, Request: p.Request, Project: t.o.Run.Project(c), Until: p.Until,
		Problems: p.Problems, Warnings: p.Warnings, Untold: p.Untold,
		NoUsers: c.NoProbe, Probe: t.probe(placeOf(c).BaseURL),
		Writable: func() error { return t.o.Journal.Check(placeOf(c)) },
		Fill: func(ctx context.Context, r *agora.Request, until time.Time) error {
			return t.o.Run.FillTokens(ctx, c, r, until, p.Ask)
		},
		Verifies: func(ctx context.Context) bool { return t.o.Run.KnowsCertificate(ctx, c) },
	}
	by, err := p.By, error(nil)
	if by == nil {
		by, err = t.quickCaller(ctx, c)
	}
	if err != nil {
		in.NoAgora = err
	} else {
		in.Agora = by.looking(ctx, p)
	}
	return preflight.Begin(ctx, in)
}

// probe tries a storage as tasks at an address would use it.
func (t *Tasks) probe(address string) func(context.Context, storage.Place, storage.Keys) (storage.Probed, error) {
	if t.o.Probe != nil {
		return t.o.Probe
	}
	return func(ctx context.Context, place storage.Place, keys storage.Keys) (storage.Probed, error) {
		o, err := t.storageOptions(ctx, address, "", place)
		if err != nil {
			return storage.Probed{}, preflight.ErrPretend
		}
		o.Limit = preflight.Limit
		r, err := storage.Open(place, keys, o)
		if err != nil {
			return storage.Probed{}, err
		}
		defer r.Close()
		return r.Probe(ctx), nil
	}
}

// quickCaller makes a caller whose secret is at hand soon, without a person.
func (t *Tasks) quickCaller(ctx context.Context, c connections.Connection) (*Caller, error) {
	ctx, cancel := context.WithTimeout(ctx, preflight.Limit)
	defer cancel()
	return t.Caller(ctx, c, nil)
}

// placeOf is where the attempts of a connection are.
func placeOf(c connections.Connection) agora.Place {
	p := agora.Place{BaseURL: c.Address(), AppID: c.AppID, Version: c.Version}
	if c.Sandbox {
		p.BaseURL = ""
	}
	return p
}

// looking asks for a preflight.
type looking struct {
	*Caller
	// listed gives the tasks that run in the request's channel, asked for once for all
	// checks; nil: they can't be.
	listed func() ([]agora.Task, error)
	// tried makes the harmless call, once for all checks.
	tried func() error
}

// looking makes what asks for a preflight, until ctx ends.
func (c *Caller) looking(ctx context.Context, p Preflight) looking {
	l := looking{Caller: c}
	channel := p.Request.RTC.ChannelName
	wrong := slices.ContainsFunc(p.Problems, func(e agora.FieldError) bool { return e.Field() == agora.PathChannelName })
	if c.connection.Version.Named() && !wrong {
		l.listed = sync.OnceValues(func() ([]agora.Task, error) {
			ctx, cancel := context.WithTimeout(ctx, preflight.Limit)
			defer cancel()
			return c.client.List(ctx, agora.ListQuery{Channel: channel})
		})
	}
	l.tried = sync.OnceValue(func() error {
		if l.listed != nil {
			_, err := l.listed()
			return err
		}
		ctx, cancel := context.WithTimeout(ctx, preflight.Limit)
		defer cancel()
		_, err := c.tasks.try(ctx, c.client, c.connection)
		return err
	})
	return l
}

// Try makes the harmless call of a test; where tasks are listed, that is one.
func (l looking) Try(context.Context) error { return l.tried() }

// List gives what was listed.
func (l looking) List(context.Context, agora.ListQuery) ([]agora.Task, error) {
	tasks, err := l.listed()
	return slices.Clone(tasks), err
}

// Place returns the place that is asked.
func (l looking) Place() agora.Place { return l.client.Place() }

// Users tells who is in a channel.
func (l looking) Users(ctx context.Context, channel string) (agora.ChannelUsers, error) {
	return l.client.Users(ctx, channel)
}

// Clock tells how far this machine's clock is off.
func (l looking) Clock() (agora.Offset, bool) { return l.client.Clock() }

// Others returns what may run in a channel: of v7 also what no journal knows. Where the
// journal knows of none that is only as good as the connection: one that Agora refuses or
// that reaches nobody tells nothing of a channel.
func (l looking) Others(ctx context.Context, channel string) ([]attempt.Conflict, []agora.Task, error) {
	open, err := l.Conflicts(ctx, channel)
	switch {
	case err != nil:
		return open, nil, err
	case l.listed == nil && len(open) == 0:
		return nil, nil, l.tried()
	case l.listed == nil:
		return open, nil, nil
	}
	unknown, err := l.tasks.o.Journal.Strangers(ctx, l, l.connection.AppID, channel)
	return open, unknown.Tasks, err
}

// Bots returns the uids of the bots of the journal's open tasks in a channel.
func (l looking) Bots(channel string) []string {
	return l.tasks.botsIn(l.connection.AppID, channel)
}
