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
	"strings"
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

	// startLimit is how many times the one request that starts a task a start may take.
	// Behind a review that was read all else is there: the connection is open, and v5 has
	// its builder token.
	startLimit = 1.05

	// reading is how long the review is read before the task is sent: longer than
	// keys that send are held back, and than the connection takes to be there.
	reading = 600 * time.Millisecond
)

// starting compares the time from the key that sends to the started task in the
// journal with the one request that it takes, made by a bare net/http client on an open
// connection. The screen shows the task with its next frame, up to 17 ms later.
func starting(b *bench) (out []figure, err error) {
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		f, err := startingBy(b, v)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", v, err)
		}
		out = append(out, f)
	}
	return out, nil
}

func startingBy(b *bench, v agora.Version) (figure, error) {
	server := httptest.NewTLSServer(sandbox.New(sandbox.Options{Project: agora.Project{Version: v, Certificate: agora.CertificateOff}}))
	defer server.Close()
	far, err := listenFar(server.Listener.Addr().String(), roundTrip)
	if err != nil {
		return figure{}, err
	}
	defer far.Close()
	env := environment(filepath.Join(b.dir, "far-"+string(v)), far.URL())
	env["AGORA_API_VERSION"] = string(v)
	run := 0
	product, bare, err := inTurns(startRuns,
		func() (time.Duration, error) {
			run++
			return startOnScreen(env, fmt.Sprintf("far-%02d", run), server.Client().Transport)
		},
		func() (time.Duration, error) { return startBare(far.URL(), v, server.Client().Transport) })
	ratio := float64(product) / float64(bare)
	return figure{
		name:     fmt.Sprintf("the key that sends to the started task, %s, %d ms round trip", v, roundTrip.Milliseconds()),
		measured: fmt.Sprintf("%s, %.2f times the one request's %s", ms(product), ratio, ms(bare)),
		limit:    fmt.Sprintf("%.2f times", startLimit), ok: ratio <= startLimit,
	}, err
}

// startOnScreen uses a preset of its own, reads the review and sends.
func startOnScreen(env map[string]string, channel string, transport http.RoundTripper) (time.Duration, error) {
	home := env["STTWIZARD_HOME"]
	dir := filepath.Join(home, "config", "presets")
	if err := errors.Join(os.RemoveAll(home), os.MkdirAll(dir, 0o700)); err != nil {
		return 0, err
	}
	text := fmt.Sprintf("schema: 1\ntitle: %s\nrequest:\n  languages: [en-US]\n  rtcConfig: {channelName: %s, subBotUid: \"470910\", pubBotUid: \"882220\"}\n", channel, channel)
	if err := os.WriteFile(filepath.Join(dir, channel+".yaml"), []byte(text), 0o600); err != nil {
		return 0, err
	}
	s, c, err := opened(env, session.Options{Transport: transport})
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
	return took, sc.WaitFor(screen.Patience, "882220")
}

// written waits until a journal in a directory holds a text.
func written(dir, text string) error {
	for end := time.Now().Add(screen.Patience); time.Now().Before(end); time.Sleep(time.Millisecond / 5) {
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

// startBare makes the same request, and nothing else, on a connection that is open.
func startBare(base string, v agora.Version, transport http.RoundTripper) (time.Duration, error) {
	instance := agora.NewInstanceID(nil)
	body, ahead, query := strings.Replace(bareRequest, "NAME", instance, 1), agora.OpList, ""
	if !v.Named() {
		body, ahead = strings.Replace(body, `"name":"`+instance+`",`, "", 1), agora.OpAcquire
	}
	var token struct{ TokenName string }
	if err := call(transport, base, v, ahead, "", []byte(`{"instanceId":"`+instance+`"}`), &token); err != nil {
		return 0, err
	}
	if !v.Named() {
		query = "?builderToken=" + url.QueryEscape(token.TokenName)
	}
	began := time.Now()
	var task struct{ Status string }
	err := call(transport, base, v, agora.OpStart, query, []byte(body), &task)
	return time.Since(began), err
}

const bareRequest = `{"name":"NAME","languages":["en-US"],"maxIdleTime":30,"rtcConfig":{"channelName":"bare","subBotUid":"470910","pubBotUid":"882220"}}`

// call makes one request of the API and reads its answer.
func call(transport http.RoundTripper, base string, v agora.Version, op, query string, body []byte, into any) error {
	method, path := v.Call(op, sandbox.DefaultAppID, "")
	if method == http.MethodGet {
		body = nil
	}
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
