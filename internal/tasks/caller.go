package tasks

import (
	"context"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// Caller makes the calls about tasks by one connection. It is the only way to Agora
// that commands and screens have.
type Caller struct {
	tasks      *Tasks
	connection connections.Connection
	client     *agora.Client
	api        attempt.API // the client, or one whose calls wait for their turn
}

// Caller makes the caller of a connection; nothing is sent. The errors are those of
// finding its secret.
func (t *Tasks) Caller(ctx context.Context, c connections.Connection, ask Ask) (*Caller, error) {
	client, err := t.o.Run.Client(ctx, c, ask)
	if err != nil {
		return nil, err
	}
	return &Caller{tasks: t, connection: c, client: client, api: client}, nil
}

// Paced returns a caller whose calls wait for their turn: all of a run together make
// at most 10 requests a second.
func (c *Caller) Paced() *Caller {
	paced := *c
	paced.api = c.tasks.pacer.Paced(c.client)
	return &paced
}

// Connection returns the connection by which the calls are made.
func (c *Caller) Connection() connections.Connection { return c.connection }

// BaseURL returns the address that is called: the sandbox's is another one each time.
func (c *Caller) BaseURL() string { return c.client.BaseURL() }

// Warm opens the connection to Agora ahead of the first call; whether that worked
// shows when it is needed.
func (c *Caller) Warm(ctx context.Context) { _ = c.client.Warm(ctx) }

// Check asks Agora once what is known of an attempt, open or over, and writes down
// what that proves; it starts and stops nothing. See attempt.Check and
// attempt.LookAgain for the errors.
func (c *Caller) Check(ctx context.Context, a *attempt.Attempt) (agora.Task, error) {
	if !a.Open() {
		_, err := attempt.LookAgain(ctx, c.api, a)
		return agora.Task{}, err
	}
	return attempt.Check(ctx, c.api, a)
}

// Stop stops a task whose id is known and asks until it has ended: see attempt.Stop.
func (c *Caller) Stop(ctx context.Context, a *attempt.Attempt) error {
	return attempt.Stop(ctx, c.api, a)
}

// RemoveBots keeps the bots of an attempt out of the channel: the last road, on a
// person's word only. See attempt.RemoveBots. Nobody else brings the attempt on until
// a Settling has proved that they are gone, or Leave is called.
func (c *Caller) RemoveBots(ctx context.Context, a *attempt.Attempt) error {
	if err := a.Own(); err != nil {
		return err
	}
	err := attempt.RemoveBots(ctx, c.api, a)
	if err != nil {
		Leave(a)
	}
	return err
}

// Leave lets others bring an attempt on.
func Leave(a *attempt.Attempt) { a.Release() }
