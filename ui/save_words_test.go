package ui

import (
	"slices"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

// TestTheWordsOfSavingAreTrue holds what is said of each use against the file.
func TestTheWordsOfSavingAreTrue(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	write(t, home, "config/presets/asking.yaml", townHall)
	d := newDesk(t, rigOptions{home: home})
	asked := func(name string) []string {
		t.Helper()
		p, err := d.session.Presets.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		return p.Ask
	}
	save := func(told string) {
		t.Helper()
		d.press("ctrl+s")
		d.must("Save as preset", "file name, note", told)
		d.press("enter")
	}
	d.press("n")
	d.types("fresh")
	save("Each use asks for the channel.")
	if !slices.Equal(asked("fresh"), []string{agora.PathChannelName}) {
		t.Errorf("the new one asks %v", asked("fresh"))
	}
	for _, p := range []struct {
		row, name, told string
		asks            bool
	}{
		{"ready", "ready", "The channel is taken without a question, as before.", false},
		{"Weekly", "asking", "Each use asks for the channel", true},
	} {
		d.press("h", "esc", "esc", "/")
		d.types(p.row)
		d.press("enter", "e")
		d.types("x")
		save(p.told)
		if slices.Contains(asked(p.name), agora.PathChannelName) != p.asks {
			t.Errorf("%s asks %v", p.name, asked(p.name))
		}
		d.press("esc", "esc", "esc")
	}
	d.press("end", "enter")
	for _, path := range []string{agora.PathSubBotToken, agora.PathPubBotToken} {
		d.m.draft.Set(path, "a token of the test", form.Typed)
	}
	save("2 bot tokens: asked each time, as they live a day at most.")
}
