package tasks_test

import (
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// TestOnlyWhatMayRunIsBoundToAConnection, and only where no other is its own.
func TestOnlyWhatMayRunIsBoundToAConnection(t *testing.T) {
	s := open(t, nil, nil)
	for _, name := range []string{"a", "b"} {
		save(t, s, name, nil)
	}
	takeUp := func(name, channel string) *attempt.Attempt {
		c, err := s.Choose(name)
		if err != nil {
			t.Fatal(err)
		}
		at, err := attempt.TakeUp(s.Journal, s.Tasks.Intent(c, request(channel), tasks.StartOptions{}), agora.Handle{TaskID: channel, BuilderToken: "b"}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	ended := takeUp("a", "ended")
	if err := ended.Ended(attempt.HowStopped); err != nil {
		t.Fatal(err)
	}
	attempts := []*attempt.Attempt{ended, takeUp("a", "runs"), takeUp("b", "of-b")}
	choices, err := s.Choices()
	if err != nil {
		t.Fatal(err)
	}
	a, _ := s.Choose("a")
	if channels, other := tasks.Bound(a, attempts, choices); !slices.Equal(channels, []string{"runs"}) || other != "b" {
		t.Errorf("%v, %q", channels, other)
	}
	alone := slices.DeleteFunc(choices, func(c connections.Connection) bool { return c.Name == "b" })
	if channels, other := tasks.Bound(a, attempts, alone); !slices.Equal(channels, []string{"runs", "of-b"}) || other != "" {
		t.Errorf("without b: %v, %q", channels, other)
	}
}

func TestAnAttemptWhoseConnectionIsGoneTakesOneOfTheSameAppID(t *testing.T) {
	other := strings.Repeat("b", 32)
	for name, of := range map[string]struct {
		change func(s *session.Session)
		want   string // empty: none
	}{
		"removed, another of the same App ID": {func(s *session.Session) { save(t, s, "b", nil); s.Connections.Remove("a") }, "b"},
		"removed, another of another App ID": {func(s *session.Session) {
			save(t, s, "b", func(c *connections.Connection) { c.AppID = other })
			s.Connections.Remove("a")
		}, ""},
		"removed, none but the sandbox": {func(s *session.Session) { s.Connections.Remove("a") }, ""},
		"still there, and another":      {func(s *session.Session) { save(t, s, "b", nil) }, "a"},
		"another App ID now, and no other": {func(s *session.Session) {
			s.Connections.Change("a", func(c *connections.Connection) error { c.AppID = other; return nil })
		}, "a"},
		"another App ID now, and one of the old": {func(s *session.Session) {
			save(t, s, "b", nil)
			s.Connections.Change("a", func(c *connections.Connection) error { c.AppID = other; return nil })
		}, "b"},
		"of no use now, and another": {func(s *session.Session) {
			save(t, s, "b", nil)
			spoil(t, s, "a")
		}, "b"},
		"removed, and the other is of no use": {func(s *session.Session) {
			save(t, s, "b", nil)
			spoil(t, s, "b")
			s.Connections.Remove("a")
		}, ""},
		"removed, the one of the same place before another": {func(s *session.Session) {
			save(t, s, "b", func(c *connections.Connection) { c.BaseURL = "https://other.example" })
			save(t, s, "d", nil)
			s.Connections.Remove("a")
		}, "d"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, nil, nil)
			save(t, s, "a", nil)
			at := begun(t, s, "a")
			of.change(s)
			c, err := s.Tasks.ForAttempt(at, "")
			if err != nil && (of.want != "" || !strings.Contains(err.Error(), appID)) || err == nil && c.Name != of.want {
				t.Fatalf("%q, %v", c.Name, err)
			}
			line := tasks.StandIn(at, c)
			if got := strings.Contains(line, "is taken for demo"); err == nil && got != (of.want != "a") {
				t.Errorf("said: %q", line)
			}
		})
	}
}
