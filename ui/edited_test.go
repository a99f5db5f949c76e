package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"sttwizard/agora/sandbox"
	term "sttwizard/internal/screen"
	"sttwizard/internal/seal"
	"sttwizard/presets"
)

// A preset whose file changed since it was saved may be damaged, and its answers
// don't show that.
func TestAnEditedPresetIsToldWhenItIsUsed(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	path := filepath.Join(home, "config", "presets", "ready.yaml")
	for name, change := range map[string]func([]byte) []byte{
		"as it was saved": func(data []byte) []byte { return data },
		"one bit flipped": func(data []byte) []byte { return bytes.Replace(data, []byte("demo"), []byte("demm"), 1) },
	} {
		p, err := presets.Decode([]byte(readyFor("demo")))
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.Encode()
		if err != nil {
			t.Fatal(err)
		}
		write(t, home, "config/presets/ready.yaml", string(change(data)))
		r := start(t, rigOptions{home: home})
		r.use()
		const words = "the preset ready was edited by hand or damaged since it was saved"
		if name == "as it was saved" {
			r.mustNot(words)
		} else {
			r.see(words)
		}
		r.end()
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(filepath.Join(home, "state", "draft.json"))
	}
}

// editedProduction returns the options for a run whose only connection was production
// until its file changed.
func editedProduction(t *testing.T, home string) (o rigOptions, path string) {
	t.Helper()
	o = onProduction(t, home)
	path = filepath.Join(home, "config", "connections.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sealed := seal.YAML(data)
	write(t, home, "config/connections.yaml", string(bytes.Replace(sealed, []byte("    production: \"on\"\n"), nil, 1)))
	return o, path
}

func TestAStartByAnEditedConnectionIsAskedAbout(t *testing.T) {
	t.Parallel()
	o, path := editedProduction(t, withReady(t, "demo"))
	r := start(t, o)
	r.see("❯ ready")
	r.keys(term.Enter, "ready to send")
	r.mustNot("PRODUCTION")
	r.calm()
	const asked = "The file connections.yaml was edited by hand or damaged since sttwizard wrote it."
	r.keys("s", "Start the task in demo?", asked, "The connection acme has the App ID "+sandbox.DefaultAppID, "is not marked as production.")
	r.calm()
	r.keys("n", "ready to send")
	r.calm()
	r.keys("s", asked)
	r.calm()
	r.keys("k", "connections.yaml is kept as it is")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, edited, err := seal.OpenYAML(data); edited || err != nil {
		t.Errorf("the file is not sealed anew: edited %v, %v", edited, err)
	}
	r.calm()
	r.keys("s", "bots 47091 listens")
}

func TestAStartByAnEditedConnectionGoesOnAfterAYes(t *testing.T) {
	t.Parallel()
	o, _ := editedProduction(t, withReady(t, "demo"))
	r := start(t, o)
	r.see("❯ ready")
	r.keys(term.Enter, "ready to send")
	r.calm()
	r.keys("s", "Is this the connection?")
	r.calm()
	r.keys("y", "bots 47091 listens")
}

func TestWhatChangedAfterItWasShownIsNotKept(t *testing.T) {
	t.Parallel()
	o, path := editedProduction(t, t.TempDir())
	d := newDesk(t, o)
	all, err := d.session.Connections.Left()
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	shown := all[0]
	shown.AppID = "ffffffffffffffffffffffffffffffff"
	before, _ := os.ReadFile(path)
	msg, ok := d.m.keepEdited(shown)().(editedKeptMsg)
	after, _ := os.ReadFile(path)
	if !ok || msg.err == nil || !bytes.Equal(before, after) {
		t.Errorf("it was kept: %+v", msg)
	}
}

func TestTheListOfConnectionsSaysThatItsFileWasEdited(t *testing.T) {
	t.Parallel()
	o, _ := editedProduction(t, t.TempDir())
	r := start(t, o)
	r.see("acme · API v5")
	r.keys("c", "was edited by hand or damaged since", "look at what it says")
}

// A file of this machine that is damaged is told, set aside and done without.
func TestDamagedFilesAreToldOnHome(t *testing.T) {
	t.Parallel()
	for name, lost := range map[string]string{
		"draft.json": "lost: the unsent answers", "sent.json": "lost: the answers of the last task", "last.json": "lost: when presets were last used",
	} {
		home := withReady(t, "demo")
		whole := seal.Kept([]byte(`{"schema": 1}`))
		path := write(t, home, "state/"+name, string(whole[:len(whole)-1]))
		r := start(t, rigOptions{home: home, screen: term.Options{Width: 250, Height: 30}})
		r.see(path+" is damaged: its end is missing; "+lost+"; it was set aside beside it as "+name+".damaged-", "❯ ready")
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is there still", name)
		}
		r.end()
	}
}
