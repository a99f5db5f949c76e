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
		{"body-minimal-v6.json", minimalRequest(), v6},
		{"body-minimal-v7.json", with(minimalRequest(), func(r *Request) { r.Name = "sttw-minimal" }), v7},
		{"body-full-v6.json", fullOf(V6), v6},
		{"body-full-v7.json", fullOf(V7), v7},
		{"body-fullest-v5.json", fullestRequest(), v5},
		{"body-fullest-v6.json", fullestRequest(), v6},
		{"body-fullest-v7.json", fullestRequest(), v7},
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
	for _, v := range Versions() {
		seen := map[string]bool{}
		for _, line := range fullestRequest().Lines(Project{Version: v}, Masked) {
			seen[line.Path] = true
			if _, isField := FieldAt(line.Path); !isField && line.Path != "" && !isObject(line.Path) {
				t.Errorf("line %q has a path that is neither field nor object: %s", line.Text, line.Path)
			}
		}
		for _, f := range Fields() {
			if seen[f.Path] != v.Has(f.Path) {
				t.Errorf("%s: a line is about %s: %v", v, f.Path, seen[f.Path])
			}
		}
	}
}
