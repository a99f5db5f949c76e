package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/screen"
	"sttwizard/internal/session"
	"sttwizard/ui"
)

const (
	roundTrip = 50 * time.Millisecond
	startRuns = 9

	// startLimit is how many times the physical limit a start may take: TCP, TLS and
	// two requests. The wizard connects while the review is read, so what stands
	// against its time is warmLimit, times the two requests alone.
	startLimit = 1.05
	warmLimit  = 1.10

	// reading is how long the review is read before the task is sent: longer than
	// keys that send are held back, and than the connection takes to be there.
	reading = 600 * time.Millisecond
)

// starting compares the time from the key that sends to the started task in the
// journal with the two requests that it takes, made by a bare net/http client: one
// that has to connect first, and one that finds its connection open, as the wizard
// does behind a review that was read. The screen shows the task with its next
// frame, up to 17 ms later.
func starting(b *bench) ([]figure, error) {
	server := httptest.NewTLSServer(sandbox.New(sandbox.Options{}))
	defer server.Close()
	far, err := listenFar(server.Listener.Addr().String(), roundTrip)
	if err != nil {
		return nil, err
	}
	defer far.Close()
	home := filepath.Join(b.dir, "far")
	run := 0
	product, bare, err := inTurns(startRuns,
		func() (time.Duration, error) {
			run++
			return startOnScreen(home, fmt.Sprintf("far-%02d", run), far.URL(), server.Client().Transport)
		},
		func() (time.Duration, error) { return startBare(far.URL(), server.Client().Transport, true) })
	if err != nil {
		return nil, err
	}
	cold, err := startBare(far.URL(), server.Client().Transport.(*http.Transport).Clone(), false)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("the key that sends to the started task, %d ms round trip", roundTrip.Milliseconds())
	against := func(what string, limit time.Duration, times float64) figure {
		ratio := float64(product) / float64(limit)
		return figure{name: name, measured: fmt.Sprintf("%s, %.2f times %s' %s", ms(product), ratio, what, ms(limit)), limit: fmt.Sprintf("%.2f times", times), ok: ratio <= times}
	}
	return []figure{against("TCP, TLS and two requests", cold, startLimit), against("the two requests", bare, warmLimit)}, nil
}

// startOnScreen uses a preset of its own, reads the review and sends.
func startOnScreen(home, channel, base string, transport http.RoundTripper) (time.Duration, error) {
	dir := filepath.Join(home, "config", "presets")
	if err := errors.Join(os.RemoveAll(home), os.MkdirAll(dir, 0o700)); err != nil {
		return 0, err
	}
	text := fmt.Sprintf("schema: 1\ntitle: %s\nrequest:\n  languages: [en-US]\n  rtcConfig: {channelName: %s, subBotUid: \"470910\", pubBotUid: \"882220\"}\n", channel, channel)
	if err := os.WriteFile(filepath.Join(dir, channel+".yaml"), []byte(text), 0o600); err != nil {
		return 0, err
	}
	s, c, err := opened(environment(home, base), session.Options{Transport: transport})
	if err != nil {
		return 0, err
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	sc := screen.Start(ui.New(ctx, s, ui.Options{Connection: c, HasConnection: true, FixedBackground: true}), screen.Options{Width: 100, Height: 40})
	defer sc.Close()
	if err := sc.WaitFor(screen.Patience, channel); err != nil {
		return 0, err
	}
	sc.Send(screen.Enter)
	if err := sc.WaitFor(screen.Patience, "Review"); err != nil {
		return 0, err
	}
	time.Sleep(reading)
	began := time.Now()
	sc.Send("s")
	if err := written(s.Home.Attempts(), `"event":"started"`); err != nil {
		return 0, err
	}
	took := time.Since(began)
	return took, sc.WaitFor(screen.Patience, "470910 listens")
}

// written waits until a journal in a directory holds a text.
func written(dir, text string) error {
	for end := time.Now().Add(screen.Patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		files, err := filepath.Glob(filepath.Join(dir, "*.jnl"))
		if err != nil {
			return err
		}
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil && bytes.Contains(data, []byte(text)) {
				return nil
			}
		}
	}
	return fmt.Errorf("no journal holds %s", text)
}

// startBare makes the same two requests, and nothing else; connected: on a
// connection that is open.
func startBare(base string, transport http.RoundTripper, connected bool) (time.Duration, error) {
	instance, err := json.Marshal(map[string]string{"instanceId": agora.NewInstanceID(nil)})
	if err != nil {
		return 0, err
	}
	var token struct{ TokenName string }
	acquire := func() error { return call(transport, base, agora.OpAcquire, "", instance, &token) }
	if connected {
		if err := acquire(); err != nil {
			return 0, err
		}
	}
	began := time.Now()
	if err := acquire(); err != nil {
		return 0, err
	}
	var task struct{ TaskID string }
	err = call(transport, base, agora.OpStart, "?builderToken="+url.QueryEscape(token.TokenName), []byte(bareRequest), &task)
	return time.Since(began), err
}

const bareRequest = `{"languages":["en-US"],"maxIdleTime":30,"rtcConfig":{"channelName":"bare","subBotUid":"470910","pubBotUid":"882220"}}`

// call makes one request of the API and reads its answer.
func call(transport http.RoundTripper, base, op, query string, body []byte, into any) error {
	method, path := agora.V5.Call(op, sandbox.DefaultAppID, "")
	r, err := http.NewRequest(method, base+path+query, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.SetBasicAuth(sandbox.DefaultKey, sandbox.DefaultSecret.Reveal())
	r.Header.Set("Content-Type", "application/json")
	resp, err := transport.RoundTrip(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", op, resp.Status)
	}
	return errors.Join(err, json.Unmarshal(data, into))
}
