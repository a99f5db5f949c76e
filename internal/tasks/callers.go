package tasks

import (
	"context"
	"sync"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// Way is by what an attempt's task is asked and stopped, or why it can't be.
type Way struct {
	*Caller    // nil where there is none
	Connection connections.Connection
	Err        error
}

// Callers finds the ways of several attempts. Whoever has to type a secret is asked
// once for each connection, one after the other. It is not for use by several
// goroutines.
type Callers struct {
	tasks *Tasks
	o     CallersOptions
	known map[wayKey]Way
}

// CallersOptions is how ways are found.
type CallersOptions struct {
	Named string // the connection that the person named; empty: each attempt's own
	Ask   Ask    // nil: nobody is asked for a secret
	// StandIn is told of a connection that is taken for one that is gone; may be nil.
	StandIn func(*attempt.Attempt, connections.Connection)
}

type wayKey struct {
	connection, appID, baseURL string
	version                    agora.Version
}

func keyOf(a *attempt.Attempt) wayKey {
	in := a.Intent()
	return wayKey{in.Connection, in.AppID, in.BaseURL, in.Version}
}

// Callers returns what finds the ways of attempts.
func (t *Tasks) Callers(o CallersOptions) *Callers {
	return &Callers{tasks: t, o: o, known: map[wayKey]Way{}}
}

// Of returns the way of an attempt. Its calls wait for their turn.
func (c *Callers) Of(ctx context.Context, a *attempt.Attempt) Way {
	key := keyOf(a)
	found, known := c.known[key]
	if known {
		return found
	}
	found.Connection, found.Err = c.tasks.ForAttempt(a, c.o.Named)
	if found.Err == nil {
		if StandIn(a, found.Connection) != "" && c.o.Named == "" && c.o.StandIn != nil {
			c.o.StandIn(a, found.Connection)
		}
		var caller *Caller
		if caller, found.Err = c.tasks.Caller(ctx, found.Connection, c.o.Ask); found.Err == nil {
			found.Caller = caller.Paced()
		}
	}
	c.known[key] = found
	return found
}

// LookAgain asks once more about attempts that this journal has as over while their
// tasks may still run: those that Agora itself did not say to have ended, and whose
// longest life is not over. Nobody is asked for a secret for it. It returns those of
// them that are open again.
func (t *Tasks) LookAgain(ctx context.Context, named string, ended []*attempt.Attempt) []*attempt.Attempt {
	quiet := t.Callers(CallersOptions{Named: named})
	var worth []*attempt.Attempt
	var by []*Caller
	for _, a := range ended {
		if !a.WorthALook(t.o.Now()) {
			continue
		}
		if way := quiet.Of(ctx, a); way.Err == nil {
			worth, by = append(worth, a), append(by, way.Caller)
		}
	}
	atOnce(len(worth), func(i int) {
		_, _ = attempt.LookAgain(ctx, by[i].api, worth[i]) // what it found is in the journal
	})
	return OpenAgain(ended)
}

// OpenAgain returns those of attempts that were over that are open now, as the
// journal has them.
func OpenAgain(ended []*attempt.Attempt) []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, a := range ended {
		if a.Open() || a.Refresh() == nil && a.Open() {
			out = append(out, a)
		}
	}
	return out
}

// atOnce runs f for 0 to n-1, all at the same time, and returns when all are done.
// The callers together make no more calls a second than they may, and most of the
// time is spent waiting for a task to end.
func atOnce(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}
