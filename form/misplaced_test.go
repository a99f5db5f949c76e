package form

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestASecretThatWasPastedIntoAnotherFieldIsFoundAndNotWritten(t *testing.T) {
	d := NewDraft(agora.Project{Version: agora.V5})
	for path, text := range map[string]string{
		agora.PathSecret: "channel-canary", agora.PathBucket: "channel-canary", agora.PathChannelName: "town-hall",
	} {
		d.Set(path, text, Typed)
	}
	wrong := d.Misplaced()
	if len(wrong) != 1 || wrong[0].Path != agora.PathBucket || !strings.Contains(wrong[0].Text, "encryption secret") || strings.Contains(wrong[0].Text, "canary") {
		t.Errorf("got %v", wrong)
	}
	found := false
	for _, w := range d.Warnings() {
		found = found || w.Path == agora.PathBucket && w.Rule == "secret"
	}
	if !found {
		t.Error("the review does not warn of it")
	}
	data, err := d.MarshalJSON()
	if err != nil || strings.Contains(string(data), "canary") {
		t.Errorf("%v, the draft's file holds it: %s", err, data)
	}
	d.Begin("") // what it began with is written too
	if data, _ := d.MarshalJSON(); strings.Contains(string(data), "canary") {
		t.Errorf("the draft's file holds it: %s", data)
	}
}

func TestShortTextsMayBeEqual(t *testing.T) {
	d := NewDraft(agora.Project{Version: agora.V5})
	d.Set(agora.PathSecret, "demo", Typed)
	d.Set(agora.PathChannelName, "demo", Typed)
	if wrong := d.Misplaced(); len(wrong) > 0 {
		t.Errorf("got %v", wrong)
	}
}
