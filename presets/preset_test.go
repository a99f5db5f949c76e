package presets

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
)

// examples has a text for every field of the request: its example, and for a secret
// one to look for.
var examples = func() map[string]string {
	out := map[string]string{}
	for _, f := range agora.Fields() {
		if out[f.Path] = f.Example; f.Secret {
			out[f.Path] = "canary-" + f.Example
		}
	}
	out[agora.PathKeywords] = `Agora,Hello\, world`
	return out
}()

// full is a request with every field of v5 set.
func full(t *testing.T) agora.Request { return fullOf(t, agora.V5.Fields()) }

// fullest is a request with every field set, whatever the version.
func fullest(t *testing.T) agora.Request { return fullOf(t, agora.Fields()) }

func fullOf(t *testing.T, fields []agora.Field) agora.Request {
	t.Helper()
	var r agora.Request
	for _, f := range fields {
		if err := r.Set(f.Path, examples[f.Path]); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func TestAPresetHoldsEveryFieldButSecrets(t *testing.T) {
	r := fullest(t)
	p := FromRequest(r)
	for _, f := range agora.Fields() {
		if got, ok := p.Values[f.Path]; f.Secret && ok || !f.Secret && got != examples[f.Path] {
			t.Errorf("%s: got %q", f.Path, got)
		}
	}
	if want := agora.Sections(); !slices.Equal(p.Sections, want) {
		t.Errorf("sections %q, want %q", p.Sections, want)
	}
	back, wrong := p.Request()
	if len(wrong) > 0 {
		t.Errorf("wrong: %v", wrong)
	}
	for _, f := range agora.Fields() {
		if f.Secret {
			if err := r.Set(f.Path, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !reflect.DeepEqual(back, r) {
		t.Errorf("got %+v, want %+v", back, r)
	}
}

func TestUnsetIsNotZero(t *testing.T) {
	var r agora.Request
	if p := FromRequest(r); len(p.Values) > 0 || len(p.Sections) > 0 {
		t.Errorf("an empty request made %+v", p)
	}
	for _, path := range []string{agora.PathRegion, agora.PathCryptionMode} {
		if err := r.Set(path, "0"); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Set(agora.PathJSONProtocol, "false"); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{agora.PathRegion: "0", agora.PathCryptionMode: "0", agora.PathJSONProtocol: "false"}
	p := reread(t, FromRequest(r))
	if !maps.Equal(p.Values, want) {
		t.Errorf("got %q", p.Values)
	}
}

func TestAnEmptyPartStaysPresent(t *testing.T) {
	r := agora.Request{Caption: &agora.CaptionConfig{}, Translate: &agora.TranslateConfig{}}
	back, _ := reread(t, FromRequest(r)).Request()
	if back.Caption == nil || back.Translate == nil {
		t.Errorf("got %+v", back)
	}
}

func TestWrongTextsAreNamedWithTheirFieldAndTheRestIsRead(t *testing.T) {
	p := Preset{Values: map[string]string{
		agora.PathTranslatedPairs: "no pairs", agora.PathMaxIdleTime: "soon", agora.PathJSONProtocol: "perhaps",
		agora.PathChannelName: "town-hall", "rtcConfig.color": "red",
	}}
	r, wrong := p.Request()
	var paths []string
	for _, e := range wrong {
		paths = append(paths, e.Path+" "+e.Rule)
	}
	got := strings.Join(paths, ", ")
	want := "maxIdleTime type, rtcConfig.enableJsonProtocol type, translateConfig.languages type, rtcConfig.color unknown"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if r.RTC.ChannelName != "town-hall" || r.MaxIdleTime != nil {
		t.Errorf("got %+v", r)
	}
}

// reread writes a preset as a file's text and reads that.
func reread(t *testing.T, p Preset) Preset {
	t.Helper()
	data, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return back
}
