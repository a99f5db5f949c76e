package keep_test

import (
	"testing"

	"go.uber.org/goleak"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

const appID = "0123456789abcdef0123456789abcdef"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open makes a session in a home of its own, or that of vars.
func open(t *testing.T, vars map[string]string, change func(*session.Options)) *session.Session {
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

func save(t *testing.T, s *session.Session, name string, change func(*connections.Connection)) {
	t.Helper()
	c := connections.Connection{Name: name, Version: agora.V5, AppID: appID, CustomerKey: "key", Secret: secret.Ask()}
	if change != nil {
		change(&c)
	}
	if err := s.Connections.Save(c, false); err != nil {
		t.Fatal(err)
	}
}
