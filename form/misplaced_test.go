package form

import (
	"encoding/json"
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
func TestARequestThatWasPastedIntoAFieldIsInNoFile(t *testing.T) {
	for _, pasted := range []string{`{"captionConfig":{"storage":{"secretKey":"canary"}}}`, `curl -u key:canary https://api.agora.io`} {
		d := NewDraft(agora.Project{Version: agora.V7})
		d.Set(agora.PathChannelName, pasted, Typed)
		d.began[agora.PathBucket] = pasted
		data, err := json.Marshal(d)
		if err != nil || strings.Contains(string(data), "canary") {
			t.Errorf("%s, %v", data, err)
		}
		if got := d.Misplaced(); len(got) != 1 || got[0].Path != agora.PathChannelName {
			t.Errorf("a preset would get it: %v", got)
		}
	}
	d := NewDraft(agora.Project{Version: agora.V7})
	d.Set(agora.PathOverwriteKeys, `{"a":"b"}`, Typed)
	if data, err := json.Marshal(d); err != nil || len(d.Misplaced()) > 0 || !strings.Contains(string(data), `\"a\"`) {
		t.Errorf("%s, %v, %v", data, err, d.Misplaced())
	}
}
