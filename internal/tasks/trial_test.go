package tasks_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

func TestATestTellsWhatIsWrongWithAConnection(t *testing.T) {
	for _, c := range []struct {
		mode    sandbox.Mode
		verdict tasks.TestVerdict
		words   string
		do      string
	}{
		{"", tasks.TestOK, "Nothing was started and nothing is billed", ""},
		{sandbox.ModeDenied, tasks.TestCredentials, "refused the credentials", "Developer Toolkit, RESTful API"},
		{sandbox.ModeInvalid, tasks.TestNotEnabled, "not switched on for this App ID", "in Agora's console open Projects, edit the project with this App ID and enable Real-Time Speech-to-Text there, then test again"},
	} {
		s := open(t, nil, func(o *session.Options) { o.UseSandbox, o.SandboxMode = true, c.mode })
		chosen, err := s.Choose("")
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Tasks.TestConnection(t.Context(), chosen, nil)
		if err != nil || got.Verdict != c.verdict || !strings.Contains(explain.Tested(got.Err, explain.Context{Op: got.Op}).What, c.words) ||
			!strings.Contains(explain.Tested(got.Err, explain.Context{Op: got.Op}).Do, c.do) || (got.Err == nil) != (c.verdict == tasks.TestOK) {
			t.Errorf("%s: %v, %+v", c.mode, err, got)
		}
	}
	if !strings.Contains(explain.TestWords(agora.V7), "lists the tasks that run: that starts nothing and bills nothing") || !strings.Contains(explain.TestWords(agora.V5), "starts nothing and bills nothing") {
		t.Error("it does not say what it does")
	}
}

func TestATestTellsThatNobodyWasReached(t *testing.T) {
	vars := map[string]string{"ACME": "hunter2"}
	s := open(t, vars, func(o *session.Options) {
		o.APIURL = "http://127.0.0.1:1" // nobody listens there
		o.Sleep = func(context.Context, time.Duration) error { return nil }
	})
	save(t, s, "acme", func(c *connections.Connection) { c.Secret = secret.Env("ACME") })
	c, err := s.Choose("acme")
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Tasks.TestConnection(t.Context(), c, nil)
	if err != nil || got.Verdict != tasks.TestNotReached || got.Err == nil {
		t.Errorf("%v, %+v", err, got)
	}
	delete(vars, "ACME")
	if _, err := s.Tasks.TestConnection(t.Context(), c, nil); !errors.As(err, new(*secret.MissingError)) {
		t.Errorf("got %v", err)
	}
}
