package agora

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestBodyGoldens(t *testing.T) {
	camel := Project{Version: V5, StorageKeys: CamelKeys}
	tests := []struct {
		file    string
		request Request
		project Project
	}{
		{"body-minimal.json", minimalRequest(), v5},
		{"body-full.json", fullRequest(), v5},
		{"body-full-camel-keys.json", fullRequest(), camel},
		{"body-empty.json", Request{}, v5},
		{"body-empty-sections.json", Request{Caption: &CaptionConfig{}, Translate: &TranslateConfig{}}, v5},
		{"body-hostile-text.json", with(minimalRequest(), func(r *Request) {
			r.RTC.ChannelName = "a\"b\\c\n\x1b[31m<&>\u2028\xff"
		}), v5},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) { golden(t, tt.file, string(tt.request.Body(tt.project))+"\n") })
	}
	golden(t, "shown-full.json", fullRequest().JSON(v5, Masked)+"\n")
}

func TestBodyIsTheShownJSONWithoutSpace(t *testing.T) {
	r := fullRequest()
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(r.JSON(v5, Revealed))); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(compact.Bytes(), r.Body(v5)) {
		t.Errorf("%s\n%s", compact.Bytes(), r.Body(v5))
	}
	if bytes.Contains(r.Body(v5), []byte("null")) {
		t.Error("null is sent")
	}
}

func TestMaskedJSONHoldsNoSecret(t *testing.T) {
	r := fullRequest()
	shown := r.JSON(v5, Masked)
	for _, s := range r.secrets() {
		if strings.Contains(shown, s.Reveal()) {
			t.Errorf("the masked JSON holds %q", s.Reveal())
		}
		if !strings.Contains(shown, s.Fingerprint()) {
			t.Errorf("the masked JSON lacks the fingerprint %s", s.Fingerprint())
		}
	}
	if n := len(r.secrets()); n != 6 {
		t.Errorf("%d secrets are set, want 6", n)
	}
}

func TestEveryLineKnowsItsField(t *testing.T) {
	seen := map[string]bool{}
	for _, line := range fullRequest().Lines(v5, Masked) {
		seen[line.Path] = true
		if _, isField := FieldAt(line.Path); !isField && line.Path != "" && !isObject(line.Path) {
			t.Errorf("line %q has a path that is neither field nor object: %s", line.Text, line.Path)
		}
	}
	for _, f := range Fields() {
		if !seen[f.Path] {
			t.Errorf("no line is about %s", f.Path)
		}
	}
}
