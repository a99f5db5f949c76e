package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/samples"
	"sttwizard/internal/session"
	usecases "sttwizard/internal/tasks"
)

// noAnswer loses the answer to every start before it reaches Agora.
type noAnswer struct{ attempt.API }

func (noAnswer) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{}, &agora.NetError{Op: agora.OpStart, Cause: agora.CauseTimeout, Sent: true, Err: errors.New("no answer")}
}

// noID says of every start that it runs, and not under which id.
type noID struct{ attempt.API }

func (noID) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{}, &agora.APIError{Op: agora.OpStart, Status: 409, Kind: agora.KindAlreadyStarted}
}

// refusing refuses every start for good.
type refusing struct{ attempt.API }

func (refusing) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{}, &agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindInvalid}
}

// through gives the API by which a start goes; same: as it is.
type through func(attempt.API) attempt.API

func same(api attempt.API) attempt.API { return api }

// begun writes an attempt down, as by a connection.
func begun(t testing.TB, s *session.Session, c connections.Connection, channel string) *attempt.Attempt {
	t.Helper()
	start := usecases.StartOptions{PlannedEnd: s.Now().Add(attempt.DefaultPlannedLife)}
	a, err := s.Journal.Begin(s.Tasks.Intent(c, samples.LegalRequest(channel), start))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// started starts a task of the session's own sandbox, or whatever by makes of it.
func started(t testing.TB, s *session.Session, channel string, by through) *attempt.Attempt {
	t.Helper()
	c, err := s.Choose(connections.SandboxName)
	if err != nil {
		t.Fatal(err)
	}
	client, err := s.Client(context.Background(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	return startedBy(t, s, c, channel, by(client))
}

// sent makes the start request; the journal tells what came of it, unless this run
// "dies" meanwhile.
func sent(r *attempt.Runner) {
	defer func() {
		if what := recover(); what != nil && what != any(dead{}) {
			panic(what)
		}
	}()
	r.Send(context.Background())
}

func startedBy(t testing.TB, s *session.Session, c connections.Connection, channel string, api attempt.API) *attempt.Attempt {
	t.Helper()
	a := begun(t, s, c, channel)
	r := attempt.NewRunner(a, api, samples.LegalRequest(channel))
	if err := r.Acquire(context.Background()); err != nil {
		t.Fatal(err)
	}
	sent(r)
	return a
}

// startedAt starts a task of a pretend Agora that a connection of that name, which
// is not in the file, leads to.
func startedAt(t testing.TB, s *session.Session, name, url, channel string) *attempt.Attempt {
	t.Helper()
	c := connections.Connection{Name: name, Version: agora.V5, AppID: sandbox.DefaultAppID, CustomerKey: sandbox.DefaultKey, BaseURL: url}
	client, err := agora.NewClient(agora.Config{
		BaseURL: url, AppID: c.AppID, Key: c.CustomerKey, Secret: sandbox.DefaultSecret, Project: s.Project(c),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	return startedBy(t, s, c, channel, client)
}

// spoil damages a journal in its middle.
func spoil(t testing.TB, a *attempt.Attempt) {
	t.Helper()
	data, err := os.ReadFile(a.Where())
	if err != nil {
		t.Fatal(err)
	}
	data[40] ^= 1
	if err := os.WriteFile(a.Where(), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// toTasks goes from home to the table.
func (d *desk) toTasks() {
	d.t.Helper()
	d.press("r", "t")
	d.must("Tasks of this machine")
}

// rings lets timers ring until the texts come up.
func (d *desk) rings(subs ...string) {
	d.t.Helper()
	for range 400 {
		if len(lacking(d.text(), subs)) == 0 {
			return
		}
		d.ringOne()
	}
	d.must(subs...)
}

// rowOf returns the line of the table with a text.
func (d *desk) rowOf(text string) string {
	d.t.Helper()
	for _, line := range splitLines(d.text()) {
		if shows(line, text) {
			return line
		}
	}
	d.t.Fatalf("no line has %q:\n%s", text, d.text())
	return ""
}

// earlier moves the clock of a session back while f runs.
func (c *testClock) earlier(by time.Duration, f func()) {
	c.Pass(-by)
	f()
	c.Pass(by)
}

// client returns a client for the session's sandbox.
func client(t testing.TB, s *session.Session) *agora.Client {
	t.Helper()
	c, err := s.Choose(connections.SandboxName)
	if err != nil {
		t.Fatal(err)
	}
	client, err := s.Client(context.Background(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// attempt returns the attempt for a channel as the disk has it.
func (d *desk) attempt(channel string) *attempt.Attempt {
	d.t.Helper()
	all, _, err := d.session.Journal.List()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, a := range all {
		if a.Intent().Channel == channel {
			return a
		}
	}
	d.t.Fatalf("there is no attempt for %s", channel)
	return nil
}

// setBaseURL changes the address that a journal names, as if the task ran elsewhere.
func setBaseURL(t testing.TB, a *attempt.Attempt, from, to string) {
	t.Helper()
	data, err := os.ReadFile(a.Where())
	if err != nil {
		t.Fatal(err)
	}
	table := crc32.MakeTable(crc32.Castagnoli)
	size := len(data)
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	text := bytes.ReplaceAll(first[9:], []byte(from), []byte(to))
	data = fmt.Appendf(nil, "%08x %s\n%s", crc32.Checksum(text, table), text, rest)
	for len(data) < size {
		data = append(data, ' ')
	}
	if err := os.WriteFile(a.Where(), data[:size], 0o600); err != nil {
		t.Fatal(err)
	}
}

// anotherSession is another sttwizard with the same home.
func anotherSession(t testing.TB, d *desk) *session.Session {
	t.Helper()
	s, err := session.New(session.Options{
		Getenv: d.session.Getenv, Version: "test", Now: d.clock.Now, UseSandbox: true, Pace: testPace, Transport: d.wire,
		Sleep: func(_ context.Context, wait time.Duration) error { d.clock.Pass(wait); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
