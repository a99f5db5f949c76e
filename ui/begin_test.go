package ui

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	term "sttwizard/internal/screen"
	"sttwizard/presets"
)

// given is a draft as the command line hands it over.
func given(t *testing.T, text string) (*form.Draft, []string) {
	t.Helper()
	p, err := presets.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p.Name = "given"
	return draftOf(p, agora.Project{Version: agora.V5}), p.Ask
}

func TestAPresetOfTheCommandLineStandsOnTheReview(t *testing.T) {
	t.Parallel()
	d, ask := given(t, readyFor("demo"))
	r := start(t, rigOptions{ui: Options{Draft: d, Ask: ask, Preset: "given"}})
	r.see("Review", "ready to send", "demo", "SANDBOX")
	r.wait("Agora to be asked ahead", func() bool { return r.wire.Calls("acquire") == 1 && r.wire.Calls("warm") == 0 })
	r.sent()
	if in := r.attempts()[0].Intent(); in.Preset != "given" {
		t.Errorf("the journal says preset %q", in.Preset)
	}
}

func TestAPresetOfTheCommandLineAsksWhatItLeavesOpen(t *testing.T) {
	t.Parallel()
	d, ask := given(t, townHall)
	r := start(t, rigOptions{ui: Options{Draft: d, Ask: ask, Preset: "given"}})
	r.see("What this preset leaves open", "Channel name")
	r.keys(term.Enter, "ready to send")
}

func TestAPresetOfTheCommandLineWithoutAConnectionAsksWhereItRuns(t *testing.T) {
	t.Parallel()
	d, ask := given(t, readyFor("demo"))
	r := start(t, rigOptions{real: true, ui: Options{Draft: d, Ask: ask, Preset: "given"}})
	r.see("Connections", "choose where the task is to run", "sandbox")
	r.keys(term.Enter, "Review", "ready to send", "SANDBOX")
	r.sent()
}
