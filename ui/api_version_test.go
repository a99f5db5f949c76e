package ui

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
	"sttwizard/presets"
)

// presetFixtures are the presets of every version.
func presetFixtures(t *testing.T) []presets.Preset {
	t.Helper()
	files, err := filepath.Glob("../presets/testdata/versions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var out []presets.Preset
	for _, file := range files {
		p, err := presets.LoadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p.Name = strings.TrimSuffix(filepath.Base(file), ".yaml")
		out = append(out, p)
	}
	return out
}

// asPreset saves a draft as the screens do and reads the file again.
func asPreset(t *testing.T, d *form.Draft) presets.Preset {
	t.Helper()
	p := presets.FromAnswers(d.Answered(), "saved", "", d.Project().Version)
	p.Keep(d.Refs())
	data, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	p, err = presets.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	p.Name = "saved"
	return p
}

func TestNoPresetLosesAnythingOnItsWayThroughTheVersions(t *testing.T) {
	t.Parallel()
	for _, p := range presetFixtures(t) {
		d := draftOf(p, agora.Project{Version: agora.V5})
		for _, v := range []agora.Version{agora.V5, agora.V7, agora.V5, agora.V6, agora.V7, agora.V5} {
			d.SetProject(agora.Project{Version: v})
			for path, text := range p.Values {
				if d.Text(path) != text {
					t.Errorf("%s on %s: %s is %q, was %q", p.Name, v, path, d.Text(path), text)
				}
			}
			saved := asPreset(t, d)
			if !maps.Equal(saved.Values, p.Values) || !maps.Equal(saved.Secrets, p.Secrets) {
				t.Errorf("%s saved on %s: %q, %v\nwas %q, %v", p.Name, v, saved.Values, saved.Secrets, p.Values, p.Secrets)
			}
			d = draftOf(saved, agora.Project{Version: v})
		}
	}
}

// wizardOn is the wizard on a connection of a version, to an Agora that serves it.
func wizardOn(t *testing.T, v agora.Version, o sandbox.Options) *rig {
	t.Helper()
	home := t.TempDir()
	file := connectionFile("acme", "env:ACME_SECRET", agoraServer(t, o))
	write(t, home, "config/connections.yaml", strings.Replace(file, "version: v5", "version: "+string(v), 1))
	r := start(t, rigOptions{home: home, real: true, env: map[string]string{"ACME_SECRET": sandbox.DefaultSecret.Reveal()}, screen: term.Options{Width: 120, Height: 40}})
	r.see("new task")
	r.keys("c", "Connections", "acme")
	r.keys(term.Enter, "tasks now run by acme")
	return r
}

func TestATaskStartsByEveryVersion(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		t.Run(string(v), func(t *testing.T) {
			r := wizardOn(t, v, sandbox.Options{Project: agora.Project{Version: v}})
			r.keys("n", "Channel name")
			r.keys(toBots, "bot's uid")
			if v == agora.V7 {
				r.must("POST …/", "/join", `"name": "made when sent"`, "The bot's uid")
				r.mustNot("Subscribing")
			} else {
				r.must("/…/tasks", "Subscribing bot's uid")
			}
			r.keys("\x1b1hall"+term.CtrlR, "Review")
			r.keys(term.Enter, "Languages")
			r.keys("english united states"+term.Enter+term.CtrlR, "ready to send")
			r.calm()
			r.keys("v", "exact request")
			if v == agora.V7 {
				r.must("1 POST", "/join", `"name": "made when sent"`)
				r.mustNot("builderToken", "2 POST")
			} else {
				r.must("1 POST", "2 POST", "/builderTokens", "/tasks?builderToken=(the one from 1)")
			}
			r.calm()
			release := r.wire.Hold("start")
			r.keys("s", "written down", "▸ start")
			if named := v == agora.V7; strings.Contains(r.Text(), "builder token") == named {
				t.Errorf("the way to the start:\n%s", r.Text())
			}
			release()
			r.see("via", "acme, "+string(v))
			if v == agora.V7 {
				r.must("listens and writes")
			}
			r.mustState(attempt.Started)
			body := decoded(t, r.wire.Bodies()[0])
			_, named := body["name"]
			_, sub := body["rtcConfig"].(map[string]any)["subBotUid"]
			if named != (v == agora.V7) || sub == (v == agora.V7) {
				t.Errorf("sent was %v", body)
			}
		})
	}
}

// gone is an Agora whose old calls are gone: only v7 is there.
func gone() sandbox.Options { return sandbox.Options{Project: agora.Project{Version: agora.V7}} }

// toTheEndOfLife stands on the failure of a start on v5 that only v7 answers.
func toTheEndOfLife(t *testing.T) *rig {
	t.Helper()
	r := wizardOn(t, agora.V5, gone())
	r.keys("n", "Channel name")
	r.keys("hall"+toBots+"47091"+term.CtrlR, "Review")
	r.keys(term.Enter, "Languages")
	r.keys("english united states"+term.Enter+term.CtrlR, "would fail now", "v7 takes the same request")
	r.calm()
	r.keys("s", "Not started", "7 the same on v7")
	r.keys("7", "The same on v7?", "1 answer is kept and not sent", "Subscribing bot's uid, 47091", "stay on v5")
	return r
}

func TestAfterTheEndOfLifeTheSameDraftIsSentByV7(t *testing.T) {
	t.Parallel()
	r := toTheEndOfLife(t)
	r.keys(term.Esc, "Not started")
	r.keys("7", "The same on v7?")
	r.keys("y", "Review", "v5 → v7: 1 answer is kept and not sent", "Kept, not sent by v7", "acme · API v7", "ready to send")
	r.calm()
	r.keys("s", "via", "acme, v7")
	r.mustState(attempt.Started, attempt.Abandoned)
	if c := r.connection("acme"); c.Version != agora.V5 {
		t.Errorf("the file says %s", c.Version)
	}
	r.keys(term.Esc, "new task")
	r.keys("c", "Connections")
	r.settled()
	if r.model.conn.Version != agora.V7 {
		t.Error("reading the connections again went back to v5")
	}
	r.keys(term.Enter, "tasks now run by acme", "acme · API v5")
}

func TestAfterTheEndOfLifeTheConnectionIsChangedOnlyOnDemand(t *testing.T) {
	t.Parallel()
	r := toTheEndOfLife(t)
	r.keys("w", "acme speaks v7 from now on", "acme · API v7")
	if c := r.connection("acme"); c.Version != agora.V7 {
		t.Errorf("the file says %s", c.Version)
	}
}

func TestOtherFailuresDoNotOfferV7(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeDenied})
	r.toReview()
	r.calm()
	r.keys("s", "Not started")
	r.mustNot("on v7")
}

func TestUnsentAnswersOfAnotherVersionSaySo(t *testing.T) {
	t.Parallel()
	d := form.NewDraft(agora.Project{Version: agora.V7})
	for path, text := range map[string]string{agora.PathChannelName: "hall", agora.PathLanguages: "en-US", agora.PathKeywords: "a,b"} {
		d.Set(path, text, form.Typed)
	}
	data, err := d.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	write(t, home, "state/draft.json", string(data))
	r := start(t, rigOptions{home: home})
	r.see("new task", "› Unsent answers")
	r.keys("g", "v7 → v5: 1 answer is kept and not sent", "Review", "Kept, not sent by v5")
}

func TestAPresetOfAnotherVersionSaysSo(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", strings.Replace(readyFor("demo"), "schema: 1\n", "schema: 1\nversion: v7\n", 1))
	r := start(t, rigOptions{home: home})
	r.use()
	r.see("the preset ready was made for v7 and is used on v5")
}

func TestChangeWords(t *testing.T) {
	t.Parallel()
	d := form.NewDraft(agora.Project{Version: agora.V7})
	for path, text := range map[string]string{agora.PathChannelName: "hall", agora.PathLanguages: "en-US,fr-FR,de-DE", agora.PathMaxIdleTime: "0", agora.PathKeywords: "a,b", agora.PathTag: "t"} {
		d.Set(path, text, form.Typed)
	}
	var got []string
	for _, v := range []agora.Version{agora.V7, agora.V6, agora.V5} {
		d.SetProject(agora.Project{Version: v})
		got = append(got, changeWords(d))
	}
	want := []string{"every answer has its place", "2 answers are kept and not sent, 1 breaks a limit", "2 answers are kept and not sent, 2 break a limit"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestTheOtherSpellingIsAnotherOneInEveryVersion(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		for _, now := range []agora.KeySpelling{"", agora.LowerKeys, agora.CamelKeys} {
			p := agora.Project{Version: v, StorageKeys: now}
			r := agora.Request{Caption: &agora.CaptionConfig{Storage: agora.Storage{AccessKey: "k"}}}
			before := string(r.Body(p))
			p.StorageKeys = otherSpelling(p)
			if after := string(r.Body(p)); after == before {
				t.Errorf("%s, %q: still %s", v, now, after)
			}
		}
	}
}

// TestTheVersionOfTheCommandLineStays: what is read of this machine's files later does not
// take it back.
func TestTheVersionOfTheCommandLineStays(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	acme := leadingTo(t, home, "acme", "http://127.0.0.1:1", agora.V5)
	env := map[string]string{"AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey, "AGORA_CUSTOMER_SECRET": "x"}
	for _, name := range []string{"acme", "environment"} {
		o := rigOptions{home: home, env: env, real: true, api: agora.V7}
		o.ui.API, o.ui.Named, o.ui.HasConnection = agora.V7, true, true
		o.ui.Connection = acme
		if name != acme.Name {
			o.ui.Connection.Name = name
		}
		o.ui.Connection.Version = agora.V7
		r := start(t, o)
		r.see(name + " · API v7")
		r.keys("c", "Connections", "acme", "environment") // they were read by then
		r.keys(term.Esc, name+" · API v7")
		r.keys("n", "Channel")
		r.mustNot("0 bytes")
		r.end()
	}
}
