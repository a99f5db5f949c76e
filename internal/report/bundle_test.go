package report

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/explain"
	"sttwizard/internal/files"
)

const token = "canary-builder-token"

func now() time.Time { return clocktest.At(12, 0, 0).In(time.FixedZone("", 3600)) }

// withSecrets is a request with every field that matters and all six secrets.
func withSecrets(t *testing.T) agora.Request {
	t.Helper()
	var r agora.Request
	for _, f := range agora.Fields() {
		if f.Secret {
			if err := r.Set(f.Path, "canary of "+f.Path); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.Languages, r.RTC.ChannelName, r.Caption.Storage.Bucket = []string{"en-US"}, "town-hall", "captions"
	return r
}

// api answers as Agora does, at the place of an attempt.
type api struct {
	attempt.API
	place agora.Place
}

func (a api) Place() agora.Place { return a.place }

func (api) Acquire(context.Context, string) (agora.BuilderToken, error) {
	return agora.BuilderToken{Name: token, CreatedAt: now()}, nil
}

func (api) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{ID: "task-1", Status: agora.StatusIdle, CreatedAt: now(), RequestID: "request-7"}, nil
}

// started is a started attempt whose journal holds in.
func started(t *testing.T, in attempt.Intent) *attempt.Attempt {
	t.Helper()
	j := attempt.Open(filepath.Join(t.TempDir(), "attempts"), attempt.Options{Now: now})
	a, err := j.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Release)
	run := attempt.NewRunner(a, api{place: in.Place()}, withSecrets(t))
	if err := run.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if out, err := run.Send(t.Context()); out != agora.OutcomeStarted {
		t.Fatal(out, err)
	}
	return a
}

func intent(request string) attempt.Intent {
	return attempt.Intent{
		InstanceID: "sttw-1", AppID: "0123456789abcdef0123456789abcdef", Connection: "acme", Version: agora.V5, BaseURL: "https://api.agora.io",
		Channel: "town-hall", SubBotUID: "47091", PubBotUID: "88222", Request: json.RawMessage(request), Lacks: []string{agora.PathSecret}, Host: "marias-laptop",
	}
}

func holds(t *testing.T, text string, subs ...string) {
	t.Helper()
	for _, s := range subs {
		if !strings.Contains(text, s) {
			t.Errorf("%q is not in\n%s", s, text)
		}
	}
}

func TestABundleTellsOfAnAttemptWhatHelpsAndNoSecret(t *testing.T) {
	// Somebody wrote secrets into the journal and its address: it is only a file.
	in := intent(string(withSecrets(t).Body(agora.Project{Version: agora.V5})))
	in.BaseURL = "https://maria:canary@api.agora.io"
	a := started(t, in)
	env := map[string]string{"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0", "AGORA_CUSTOMER_SECRET": "canary"}
	text := BundleText(a, BundleOptions{Version: "v0.4.0", Now: now(), Getenv: func(name string) string { return env[name] }, Size: "120x40"})
	holds(t, text, "v0.4.0", now().UTC().Format("2006-01-02T15:04:05.000Z")+", this machine is at UTC+01:00", "TERM=xterm-kitty inside tmux", "120x40",
		"task-1", "sttw-1", "0123456789abcdef0123456789abcdef", agora.Secret(token).Fingerprint()+" (fingerprint)", "47091", "88222",
		"sending: the start request is sent", "request id request-7", `"channelName": "town-hall"`, `"bucket": "captions"`, "not one that can be called",
		"left out         rtcConfig.subBotToken")
	for _, secret := range []string{"canary", "marias-laptop", a.Where()} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is in\n%s", secret, text)
		}
	}
}

func TestABundleWithoutAnAttemptTellsOfTheFailure(t *testing.T) {
	r := withSecrets(t)
	text := BundleText(nil, BundleOptions{Version: "v0.4.0", Now: now(), Request: &r, Project: agora.Project{Version: agora.V5},
		Trouble: &explain.Explanation{What: "Agora refused the credentials.", Kind: "credentials", Code: "401", RequestID: "request-9", Raw: "{\n\"message\": \"no\"\n}"}})
	holds(t, text, "Agora refused the credentials.", "401", "request-9", "\n  \"message\": \"no\"\n", `"channelName": "town-hall"`, "left out", agora.PathSalt)
	if strings.Contains(text, "canary") {
		t.Error(text)
	}
}

func TestTheNetBelowCatchesWhatTheWordsLetThrough(t *testing.T) {
	text := BundleText(nil, BundleOptions{Now: now(), Trouble: &explain.Explanation{What: "it said canary-customer-secret"}, Hide: agora.Hide("canary-customer-secret")})
	holds(t, text, "it said (secret)")
}

func TestAJournalWithoutARequestIsTold(t *testing.T) {
	for request, want := range map[string]string{"": "Time line", `["x"]`: "what the journal holds is no request"} {
		text := BundleText(started(t, intent(request)), BundleOptions{Now: now()})
		holds(t, text, want)
		if strings.Contains(text, "Request, without secrets") {
			t.Error(text)
		}
	}
}

func TestABundleIsSavedForThisUserOnly(t *testing.T) {
	home := files.Home{State: t.TempDir()}
	for want, a := range map[string]*attempt.Attempt{now().UTC().Format("failure-20060102-150405.txt"): nil, now().UTC().Format("-20060102-150405.txt"): started(t, intent(""))} {
		path, err := SaveBundle(home, a, BundleOptions{Now: now()})
		if err != nil || !strings.HasSuffix(path, want) || filepath.Dir(path) != filepath.Join(home.State, "bundles") {
			t.Fatal(path, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Error(info.Mode(), err)
		}
	}
}
