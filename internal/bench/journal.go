package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const (
	openAttempts = 200
	perSecond    = 10 // requests that following many tasks makes at most

	recoverLimit = openAttempts*time.Second/perSecond + 2*time.Second
)

// recovering measures the command on the attempts that a session left running, in a
// home and with a sandbox of its own. All of them must be asked for, and none needs
// a person.
func recovering(b *bench) (out []figure, err error) {
	server, err := sandbox.New(sandbox.Options{}).Listen("127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	f, err := recoverMany(b, environment(filepath.Join(b.dir, "recover"), server.URL()))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	return []figure{f}, nil
}

func recoverMany(b *bench, env map[string]string) (figure, error) {
	name := fmt.Sprintf("tasks recover with %d open attempts", openAttempts)
	if err := startMany(env, openAttempts); err != nil {
		return figure{name: name}, err
	}
	cmd := b.command("sttwizard", "tasks", "recover", "--json")
	for key, value := range env {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return figure{name: name}, err
	}
	took := time.Since(began)
	var answer struct {
		Attempts []struct{ Status string }
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		return figure{name: name}, err
	}
	asked := 0
	for _, a := range answer.Attempts {
		if a.Status != "" {
			asked++
		}
	}
	return figure{
		name: name, measured: fmt.Sprintf("%.1f s, %d asked", took.Seconds(), asked),
		limit: fmt.Sprintf("%.1f s: %d requests a second", recoverLimit.Seconds(), perSecond),
		ok:    took <= recoverLimit && asked == openAttempts,
	}, nil
}

// environment is that of a program that calls a pretend Agora at an address.
func environment(home, base string) map[string]string {
	return map[string]string{
		"STTWIZARD_HOME": home, session.APIURLVariable: base,
		"AGORA_API_VERSION": "v5", "AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey,
		"AGORA_CUSTOMER_SECRET": sandbox.DefaultSecret.Reveal(),
	}
}

// opened opens a session in an environment, with its only connection.
func opened(env map[string]string, o session.Options) (*session.Session, connections.Connection, error) {
	o.Getenv = func(name string) string { return env[name] }
	s, err := session.New(o)
	if err != nil {
		return nil, connections.Connection{}, err
	}
	c, err := s.Choose("")
	return s, c, err
}

// startMany starts a task in each of many channels, and leaves them running.
func startMany(env map[string]string, n int) error {
	s, c, err := opened(env, session.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	client, err := s.Client(context.Background(), c, nil)
	if err != nil {
		return err
	}
	for i := range n {
		if _, err := startOne(s, c, client, fmt.Sprintf("channel-%04d", i)); err != nil {
			return err
		}
	}
	return nil
}

func startOne(s *session.Session, c connections.Connection, client *agora.Client, channel string) (*attempt.Attempt, error) {
	r := agora.Request{Languages: []string{"en-US"}, RTC: agora.RTCConfig{ChannelName: channel, SubBotUID: "470910", PubBotUID: "882220"}}
	a, err := s.Journal.Begin(s.Tasks.Intent(c, r, tasks.StartOptions{}))
	if err != nil {
		return nil, err
	}
	defer a.Release()
	run := attempt.NewRunner(a, client, r)
	if err := run.Acquire(context.Background()); err != nil {
		return nil, err
	}
	outcome, err := run.Send(context.Background())
	if err == nil && outcome != agora.OutcomeStarted {
		err = fmt.Errorf("the start of %s: %s", channel, outcome)
	}
	return a, err
}
