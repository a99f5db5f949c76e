package ui

import (
	"context"
	"errors"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// killed runs f in a rig whose program then ends with no more ado than a kill: locks
// are dropped, and nothing is written any more.
func killed(t *testing.T, o rigOptions, f func(r *rig)) {
	t.Helper()
	r := start(t, o)
	r.see("new task")
	f(r)
	r.end()
}

// dying is a run that is killed while its start is out: no answer is written down.
type dying struct {
	attempt.API
	arrives bool
}

func (d dying) Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	if d.arrives {
		_, _ = d.API.Start(ctx, token, r) // nobody is there to read it
	}
	panic(dead{})
}

type dead struct{}

func dyingAfter(api attempt.API) attempt.API  { return dying{api, true} }
func dyingBefore(api attempt.API) attempt.API { return dying{api, false} }

// cutOff stops a task until its call is out, and is killed then.
func cutOff(t *testing.T, r *rig, a *attempt.Attempt) {
	t.Helper()
	ctx, kill := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- attempt.Stop(ctx, client(t, r.session), a) }()
	op := "stop"
	if r.wire.gated("query") {
		op = "query"
	}
	r.wait("the "+op+" is out", func() bool { return r.wire.Calls(op) > 0 })
	kill()
	if err := <-done; !errors.Is(err, context.Canceled) || a.State() != attempt.Stopping {
		t.Fatalf("%v, %s", err, a.State())
	}
}

func (w *wire) gated(op string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.gates[op] != nil
}

func (d *desk) mustNotShow(subs ...string) {
	d.t.Helper()
	if text := d.text(); len(lacking(text, subs)) < len(subs) {
		d.t.Fatalf("the screen shows one of %q:\n%s", subs, text)
	}
}

func mustConnection(t testing.TB, d *desk, name string) connections.Connection {
	t.Helper()
	all, err := d.session.Choices()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("there is no connection %s", name)
	return connections.Connection{}
}

func clientAt(t testing.TB, d *desk, url string) *agora.Client {
	t.Helper()
	c, err := agora.NewClient(agora.Config{BaseURL: url, AppID: sandbox.DefaultAppID, Key: sandbox.DefaultKey, Secret: sandbox.DefaultSecret, Project: agora.Project{Version: agora.V5}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}
