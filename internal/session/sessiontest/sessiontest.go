// Package sessiontest makes sessions and connections for tests of what a session is
// wired of.
//
//	s := sessiontest.Open(t, nil, sessiontest.UseSandbox)
//	sessiontest.Save(t, s, "acme", nil)
package sessiontest

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

// AppID is the App ID of the connections that Save makes.
const AppID = "0123456789abcdef0123456789abcdef"

// Open makes a session in a home of its own, or that of vars; it is closed at the end of
// the test.
func Open(t *testing.T, vars map[string]string, change func(*session.Options)) *session.Session {
	t.Helper()
	if vars == nil {
		vars = map[string]string{}
	}
	if vars["STTWIZARD_HOME"] == "" {
		vars["STTWIZARD_HOME"] = t.TempDir()
	}
	o := session.Options{Getenv: func(name string) string { return vars[name] }}
	if change != nil {
		change(&o)
	}
	s, err := session.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// UseSandbox is a change of Open's.
func UseSandbox(o *session.Options) { o.UseSandbox = true }

// Save keeps a connection of v5 whose secret is asked for, with a change to it, if any.
func Save(t *testing.T, s *session.Session, name string, change func(*connections.Connection)) {
	t.Helper()
	c := connections.Connection{Name: name, Version: agora.V5, AppID: AppID, CustomerKey: "key", Secret: secret.Ask()}
	if change != nil {
		change(&c)
	}
	if err := s.Connections.Save(c, false); err != nil {
		t.Fatal(err)
	}
}
