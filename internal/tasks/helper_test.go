package tasks_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/samples"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/session/sessiontest"
	"sttwizard/internal/tasks"
)

const appID = sessiontest.AppID

var (
	open       = sessiontest.Open
	save       = sessiontest.Save
	useSandbox = sessiontest.UseSandbox
)

func request(channel string) agora.Request {
	var r agora.Request
	for _, s := range append(samples.Legal(), samples.Setting{Path: agora.PathChannelName, Text: channel}) {
		if err := r.Set(s.Path, s.Text); err != nil {
			panic(err)
		}
	}
	return r
}

// begun returns an attempt of a connection of the file.
func begun(t *testing.T, s *session.Session, name string) *attempt.Attempt {
	t.Helper()
	c, err := s.Choose(name)
	if err != nil {
		t.Fatal(err)
	}
	at, err := s.Journal.Begin(s.Tasks.Intent(c, request("demo"), tasks.StartOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// spoil makes a connection one that can't be used, as a person with an editor may.
func spoil(t *testing.T, s *session.Session, name string) {
	t.Helper()
	err := s.Connections.Change(name, func(c *connections.Connection) error { c.CustomerKey = "to-be-spoiled"; return nil })
	text, failed := os.ReadFile(s.Connections.Path())
	spoiled := strings.ReplaceAll(string(text), "to-be-spoiled", "<CUSTOMER_KEY>")
	if err = errors.Join(err, failed, os.WriteFile(s.Connections.Path(), []byte(spoiled), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// theSandbox returns the connection of the sandbox.
func theSandbox(t *testing.T, s *session.Session) connections.Connection {
	t.Helper()
	c, err := s.Lookup(connections.SandboxName)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hurry is a wait that passes at once.
func hurry(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// env says that a secret is in a variable.
func env(name string) secret.Ref { return secret.Env(name) }
