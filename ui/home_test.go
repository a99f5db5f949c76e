package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
)

func TestAnOlderReadingOfTheDiskIsNotTakenForTheNewest(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	d := newDesk(t, rigOptions{home: home})
	older, newer := d.m.readHome(), d.m.readHome()
	old := older()
	write(t, home, "config/presets/ready.yaml", readyFor("demo"))
	d.tell(newer())
	d.tell(old)
	d.must("❯ ready")
}

func TestEveryAttemptIsListedUnderTasks(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	for _, channel := range []string{"begun", "given-up"} {
		a, err := d.session.Journal.Begin(attempt.Intent{Channel: channel, AppID: "1", Connection: "sandbox", Version: "v5"})
		if err != nil {
			t.Fatal(err)
		}
		if channel == "given-up" {
			d.run(dropAttempt(a))
		}
	}
	d.press("r")
	d.must("ready")
	d.press("t")
	d.must("Tasks of this machine", "begun", "not sent", "given-up", "not started")
	d.tell(tea.WindowSizeMsg{Width: 60, Height: 20})
	d.must("begun", "given-up")
}

func TestKeysTypedBeforeHomeHasItsListAreForIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	read := d.m.readHome()
	d.m.stored.loaded, d.m.stored.presets = false, nil // as at launch
	d.m.home.of.Reload()
	d.press("enter", "v")
	if shows(d.text(), "ready to send") {
		t.Fatal("a list that is not there was used")
	}
	d.tell(read())
	d.must("Review: the exact request")
	d.press("esc", "h")
	d.m.stored.loaded = false
	d.press("enter", "ctrl+c")
	if !d.quit {
		t.Error("leaving waits for the disk")
	}
}

func TestKeysTypedBeforeTheConnectionsAreReadAreForThem(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "env:ACME", ""))
	d := newDesk(t, rigOptions{real: true, home: home})
	choices := d.m.readChoices()
	d.m.stored.choices, d.m.stored.hasChoices = nil, false // as at launch
	d.press("c")
	d.m.stored.choices, d.m.stored.hasChoices = nil, false
	d.press("e")
	d.tell(choices())
	d.must("Edit acme")
}

func TestKeysTypedBeforeTheConnectionsOfAPresetAreReadAreForThem(t *testing.T) {
	t.Parallel()
	draft, ask := given(t, readyFor("demo"))
	d := newDesk(t, rigOptions{real: true, ui: Options{Draft: draft, Ask: ask}})
	d.must("choose where the task is to run")
	choices := d.m.readChoices()
	d.m.stored.choices, d.m.stored.hasChoices = nil, false // as at launch
	d.press("enter", "v")
	d.tell(choices())
	d.must("Review: the exact request")
}
