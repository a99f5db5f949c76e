package ui

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
	"sttwizard/internal/report"
	"sttwizard/internal/samples"
	term "sttwizard/internal/screen"
	"sttwizard/internal/secret"
)

// hostile is what a server, a preset or the environment could send to take over
// the terminal or to mislead whoever reads.
var hostile = samples.Payloads()

// quoted writes a text as YAML and JSON both read it.
func quoted(text string) string { return samples.Quoted(text) }

// watched is a desk that checks every frame for what steers a terminal.
func watched(t *testing.T, o rigOptions) *desk {
	t.Helper()
	d := newDesk(t, o)
	d.after = func() {
		t.Helper()
		frame := d.m.View().Content
		if bad := steering(frame); bad != "" {
			t.Errorf("the frame holds %s", bad)
			d.after = nil
		}
	}
	return d
}

// everywhere shows all there is of a screen, wide and narrow.
func (d *desk) everywhere() {
	for _, size := range [][2]int{{120, 40}, {50, 14}, {80, 24}} {
		d.tell(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		if _, err := drawn(d.m); err != nil {
			d.t.Error(err)
		}
	}
	d.press("f1", "f1")
}

func TestHostilePresetsReachNoTerminal(t *testing.T) {
	t.Parallel()
	behind := doors(t)
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			home := t.TempDir()
			q := quoted(payload)
			write(t, home, "config/presets/evil.yaml", fmt.Sprintf(`schema: 1
title: %s
note: %s
ask: [rtcConfig.channelName]
request:
  languages: [%s]
  rtcConfig: {channelName: %s, subBotUid: %s, pubBotUid: %s, subscribeAudioUids: [%s]}
  captionConfig: {storage: {bucket: %s, fileNamePrefix: [%s]}}
  translateConfig: {languages: [{source: %s, target: [%s]}]}
`, q, q, q, q, q, q, q, q, q, q, q))
			write(t, home, "config/presets/evil-key.yaml", q+": 1\n")
			write(t, home, "config/presets/evil-values.yaml", fmt.Sprintf(`schema: 1
request: {languages: [%s], rtcConfig: {channelName: %s, subBotUid: %s}}
`, q, q, q))
			d := watched(t, rigOptions{home: home})
			d.everywhere()
			d.press("j")
			d.everywhere()
			d.press("enter", "down", "e")
			d.press("k", "enter")
			d.everywhere()
			d.press("ctrl+r")
			d.everywhere()
			d.press("v")
			d.everywhere()
			d.press("esc")
			for range 4 {
				d.press("enter")
				d.everywhere()
				d.press("ctrl+r", "down")
			}
			d.press("ctrl+s")
			d.everywhere()
			d.press("esc", "h")
			d.everywhere()
			d.press("/")
			d.tell(tea.PasteMsg{Content: payload})
			d.everywhere()
			for _, door := range behind {
				d.run(d.m.goHome())
				d.press("esc", door.key)
				d.tell(tea.PasteMsg{Content: payload})
				d.press("enter", "tab")
			}
		})
	}
}

func TestHostileValuesReachNoTerminalOnAnyStep(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			draft := form.NewDraft(agora.Project{Version: agora.V5})
			for _, f := range agora.Fields() {
				text := payload
				if f.Kind == agora.Pairs {
					text += ":" + payload
				}
				draft.Set(f.Path, text, form.FromPreset(payload, ""))
			}
			for _, s := range form.Sections() {
				draft.Set(string(s), "on", form.Typed)
			}
			draft.Begin(payload)
			d := watched(t, rigOptions{ui: Options{Draft: draft, Preset: payload}})
			d.press("ctrl+r", "v")
			d.everywhere()
			d.press("esc", "esc")
			for _, step := range form.Steps() {
				d.press(fmt.Sprintf("alt+%d", step+1))
				if i%4 > 0 {
					continue // every value is seen; the fields that edit them are all alike
				}
				d.everywhere()
				for range 12 {
					d.press("ctrl+t", "tab")
					if _, ok := d.m.screen.(*wizardScreen); !ok {
						break
					}
				}
				d.press("ctrl+r", "esc")
			}
			d.press("ctrl+r")
			if _, ok := d.m.screen.(*reviewScreen); !ok {
				t.Errorf("it ended at\n%s", d.text())
			}
		})
	}
}

// badAgora is a server that answers everything with a hostile text.
func badAgora(t *testing.T, answers map[string]func(http.ResponseWriter)) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if answer := answers[operationOf(r)]; answer != nil {
			answer(w)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func answering(status int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

var realEnv = map[string]string{
	"AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey, "AGORA_API_VERSION": "v5", "AGORA_CUSTOMER_SECRET": "canary-customer-secret",
}

func TestHostileAnswersReachNoTerminal(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		q := quoted(payload)
		token := answering(200, `{"createTs":1,"instanceId":`+q+`,"tokenName":"t"}`)
		for name, answers := range map[string]map[string]func(http.ResponseWriter){
			"a refused token":   {"acquire": answering(400, `{"message":`+q+`}`)},
			"a refusal by code": {"acquire": answering(400, `{"code":2,"reason":`+q+`}`)},
			"a refused start":   {"acquire": token, "start": answering(400, `{"message":`+q+`}`)},
			"no JSON":           {"acquire": token, "start": answering(200, payload)},
			"a hostile id":      {"acquire": token, "start": answering(200, `{"taskId":`+q+`,"createTs":1,"status":"STARTED"}`)},
			"a hostile task": {"acquire": token, "start": answering(200, `{"taskId":"t-1","createTs":1,"status":`+q+`}`),
				"query": answering(200, `{"taskId":`+q+`,"createTs":1,"status":`+q+`}`), "stop": answering(500, `{"message":`+q+`}`)},
			"a task that fails": {"acquire": token, "start": answering(200, `{"taskId":"1","createTs":1,"status":"STARTED"}`),
				"query": answering(400, `{"message":`+q+`}`), "stop": answering(403, `{"message":`+q+`}`)},
		} {
			for op, answer := range answers {
				answers[op] = func(w http.ResponseWriter) {
					w.Header().Set("X-Request-Id", payload)
					answer(w)
				}
			}
			t.Run(fmt.Sprintf("%s, payload %d", name, i), func(t *testing.T) {
				home := withReady(t, "demo")
				log, err := report.OpenLog(filepath.Join(home, "sttwizard.log"), time.Now)
				if err != nil {
					t.Fatal(err)
				}
				d := watched(t, rigOptions{home: home, log: log, real: true, url: badAgora(t, answers), env: realEnv})
				d.press("enter")
				d.calm()
				d.press("s")
				if _, stays := d.m.screen.(*reviewScreen); stays {
					t.Fatalf("nothing was sent:\n%s", d.text())
				}
				d.everywhere()
				d.press("d")
				d.everywhere()
				for range 3 {
					d.ringOne()
				}
				d.run(d.m.writeBundle(nil))
				d.press("d", "x")
				d.calm()
				d.press("y")
				d.everywhere()
				d.press("q", "esc", "h", "t", "enter", "w", "b")
				written(t, home, "state/bundles/*.txt", "sttwizard.log")
			})
		}
	}
}

func TestAHostileEnvironmentReachesNoTerminal(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			d := watched(t, rigOptions{real: true, env: map[string]string{"AGORA_APP_ID": payload, "AGORA_CUSTOMER_KEY": payload, "AGORA_CUSTOMER_SECRET": payload}})
			d.everywhere()
			d.press("c")
			d.everywhere()
			d.press("enter")
			d.everywhere()
			d.press("h", "n")
			d.everywhere()
		})
	}
}

func TestHostileFilesReachNoTerminal(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			home := t.TempDir()
			q := quoted(payload)
			write(t, home, "config/connections.yaml", strings.NewReplacer("v5", q, "KEYS", q).Replace(connectionFile("acme", "ask", "")))
			write(t, home, "state/draft.json", fmt.Sprintf(`{"schema":1,"answers":{"rtcConfig.channelName":{"text":%s,"source":%s}},"origin":%s}`, q, q, q))
			write(t, home, "state/attempts/20261122T130000Z-aaaa.jnl", payload)
			write(t, home, "state/last.json", q)
			d := watched(t, rigOptions{real: true, home: home})
			d.everywhere()
			d.press("c")
			d.everywhere()
			d.press("enter", "e")
			d.everywhere()
			d.press("esc", "h", "t")
			d.everywhere()
			d.press("h", "s", "g")
			d.everywhere()
			d.press("ctrl+r")
			d.everywhere()
		})
	}
}

// written looks at files that people look at on a terminal.
func written(t *testing.T, home string, patterns ...string) {
	t.Helper()
	for _, pattern := range patterns {
		paths, err := filepath.Glob(filepath.Join(home, pattern))
		if err != nil || len(paths) == 0 {
			t.Errorf("no file is like %s, %v", pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if bad := samples.Steering(string(data)); bad != "" || err != nil {
				t.Errorf("%s holds %s, %v", path, bad, err)
			}
		}
	}
}

// rude is a keyring that answers everything with an error.
type rude struct{ err error }

func (r rude) Available(context.Context) error                   { return r.err }
func (r rude) Get(context.Context, string) (agora.Secret, error) { return "", r.err }
func (r rude) Put(context.Context, string, agora.Secret) error   { return r.err }
func (r rude) Delete(context.Context, string) error              { return r.err }

func TestHostileKeyringsAndReferencesReachNoTerminal(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			home, q := t.TempDir(), quoted(payload)
			write(t, home, "config/presets/ready.yaml", references)
			write(t, home, "config/presets/evil.yaml", fmt.Sprintf("schema: 1\nsecrets: {rtcConfig.secret: %s}\n", quoted("keyring:"+payload)))
			write(t, home, "config/presets/path.yaml", fmt.Sprintf("schema: 1\nsecrets: {%s: ask}\n", q))
			write(t, home, "config/connections.yaml", strings.NewReplacer("cmd:x", "cmd:"+strings.Map(printable, payload)).Replace(connectionFile("acme", "cmd:x", "")))
			k := rude{&secret.UnavailableError{Place: "the keyring", Why: payload, Fix: payload, Do: payload}}
			d := watched(t, rigOptions{home: home, real: true, keyring: k, env: map[string]string{"SUB": payload}})
			d.everywhere()
			for range 3 {
				d.press("enter")
				d.everywhere()
				d.press("esc", "esc", "h", "down")
			}
			d.press("c")
			d.everywhere()
			d.press("enter", "t", "e")
			d.everywhere()
			for range 8 {
				d.press("tab")
				d.tell(tea.PasteMsg{Content: payload})
			}
			d.everywhere()
			d.press("esc", "m")
			d.everywhere()
			d.press("enter", "x")
			d.everywhere()
			d.calm()
			d.press("y")
			d.everywhere()
		})
	}
}

// printable leaves what a connection's file takes.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f || r == '"' || r == '\\' {
		return -1
	}
	return r
}
