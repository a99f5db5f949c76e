package agora

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestEveryFieldIsSetInTheFullRequest(t *testing.T) {
	full := fullRequest()
	for _, f := range Fields() {
		if _, set := full.Get(f.Path); !set {
			t.Errorf("%s is not set in fullRequest, so no test looks at it", f.Path)
		}
	}
}

func TestEveryFieldSurvivesItsTextForm(t *testing.T) {
	full := fullRequest()
	var built Request
	for _, f := range Fields() {
		text, _ := full.Get(f.Path)
		if err := built.Set(f.Path, text); err != nil {
			t.Fatalf("Set(%s): %v", f.Path, err)
		}
		if again, ok := built.Get(f.Path); !ok || again != text {
			t.Errorf("%s came back as %q, not %q", f.Path, again, text)
		}
	}
	if !reflect.DeepEqual(built, full) {
		t.Errorf("the request set field by field is not the same:\n%+v\n%+v", built, full)
	}
	for _, f := range Fields() {
		if err := built.Set(f.Path, ""); err != nil {
			t.Errorf("unsetting %s: %v", f.Path, err)
		}
		if text, ok := built.Get(f.Path); ok {
			t.Errorf("%s is still set after unsetting: %q", f.Path, text)
		}
	}
}

func TestEveryFieldSurvivesItsBody(t *testing.T) {
	for _, spelling := range []KeySpelling{LowerKeys, CamelKeys} {
		full := fullRequest()
		got, fieldErrs, err := DecodeRequest(full.Body(Project{Version: V5, StorageKeys: spelling}))
		if err != nil || len(fieldErrs) > 0 {
			t.Fatalf("%s: %v %v", spelling, fieldErrs, err)
		}
		for _, f := range Fields() {
			want, _ := full.Get(f.Path)
			if have, ok := got.Get(f.Path); !ok || have != want {
				t.Errorf("%s with %s keys came back as %q, not %q", f.Path, spelling, have, want)
			}
		}
	}
}

func TestUnsettingTouchesNothingElse(t *testing.T) {
	for _, f := range Fields() {
		r := fullRequest()
		r.Set(f.Path, "")
		for _, other := range Fields() {
			if _, set := r.Get(other.Path); set != (other.Path != f.Path) {
				t.Errorf("after unsetting %s, %s is set: %v", f.Path, other.Path, set)
			}
		}
	}
}

func TestUnsettingMakesNoSection(t *testing.T) {
	var r Request
	for _, f := range Fields() {
		r.Set(f.Path, "")
		if f.Kind == List || f.Kind == Pairs {
			r.Set(f.Path, " , ")
		}
	}
	if r.Caption != nil || r.Translate != nil {
		t.Errorf("unsetting made a section: %+v", r)
	}
}

func TestZeroIsNotUnset(t *testing.T) {
	for path, text := range map[string]string{
		PathMaxIdleTime: "0", PathCryptionMode: "0", PathJSONProtocol: "false", PathRegion: "0",
		PathSliceDuration: "0", PathForceInterval: "0", PathVendor: "0",
	} {
		var r Request
		if err := r.Set(path, text); err != nil {
			t.Fatal(err)
		}
		if got, set := r.Get(path); !set || got != text {
			t.Errorf("%s=%s is read back as %q, set: %v", path, text, got, set)
		}
		name := path[strings.LastIndexByte(path, '.')+1:]
		if body := string(r.Body(v5)); !strings.Contains(body, `"`+name+`":`+text) {
			t.Errorf("%s=%s is not sent: %s", path, text, body)
		}
	}
}

func TestTextForms(t *testing.T) {
	tests := []struct{ name, path, text, want string }{
		{"white space round list items is dropped", PathLanguages, " en-US , fr-FR ", "en-US,fr-FR"},
		{"empty list items are left out", PathLanguages, "en-US,,fr-FR,", "en-US,fr-FR"},
		{"yes is true", PathJSONProtocol, "Yes", "true"},
		{"off is false", PathJSONProtocol, "off", "false"},
		{"white space round a number is dropped", PathMaxIdleTime, " 60 ", "60"},
		{"a negative number is a number", PathRegion, "-1", "-1"},
		{"pairs may have white space", PathTranslatedPairs, "en-US : fr-FR + de-DE , fr-FR:en-US", "en-US:fr-FR+de-DE,fr-FR:en-US"},
		{"a source without targets is kept for the rule", PathTranslatedPairs, "en-US:", "en-US:"},
		{"text is kept as it is", PathChannelName, " town, hall ", " town, hall "},
		{"a secret is given in clear", PathSecret, "a+b c", "a+b c"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var r Request
			if err := r.Set(tt.path, tt.text); err != nil {
				t.Fatal(err)
			}
			if got, _ := r.Get(tt.path); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSetRefusesWhatIsNoSuchValue(t *testing.T) {
	tests := []struct{ path, text, rule string }{
		{"rtcConfig.channel", "x", "unknown"},
		{PathCaption, "x", "unknown"},
		{PathMaxIdleTime, "30s", "type"},
		{PathMaxIdleTime, "3.5", "type"},
		{PathMaxIdleTime, "99999999999999999999", "type"},
		{PathJSONProtocol, "1", "type"},
		{PathTranslatedPairs, "en-US", "type"},
		{PathTranslatedPairs, ":fr-FR", "type"},
	}
	for _, tt := range tests {
		r := fullRequest()
		err := r.Set(tt.path, tt.text)
		var fe FieldError
		if !errors.As(err, &fe) || fe.Path != tt.path || fe.Rule != tt.rule {
			t.Errorf("Set(%s, %q) gave %#v, want rule %s", tt.path, tt.text, err, tt.rule)
		}
		if !reflect.DeepEqual(r, fullRequest()) {
			t.Errorf("Set(%s, %q) failed and changed the request", tt.path, tt.text)
		}
	}
}

func TestCloneSharesNothing(t *testing.T) {
	original := fullRequest()
	clone := original.Clone()
	if !reflect.DeepEqual(clone, original) {
		t.Fatalf("the clone differs:\n%+v\n%+v", clone, original)
	}
	clone.Languages[0], clone.RTC.SubscribeAudioUIDs[0], clone.RTC.TransferMode[0] = "x", "x", "x"
	*clone.MaxIdleTime, *clone.RTC.CryptionMode, *clone.RTC.EnableJSONProtocol = 1, 1, true
	*clone.Caption.SliceDuration, *clone.Caption.Storage.Vendor, *clone.Caption.Storage.Region = 1, 5, 1
	clone.Caption.Storage.FileNamePrefix[0] = "x"
	*clone.Translate.ForceTranslateInterval = 1
	clone.Translate.Languages[0].Source, clone.Translate.Languages[0].Target[0] = "x", "x"
	if !reflect.DeepEqual(original, fullRequest()) {
		t.Errorf("changing the clone changed the original: %+v", original)
	}
}

func TestClonedEmptySectionsStay(t *testing.T) {
	clone := Request{Caption: &CaptionConfig{}, Translate: &TranslateConfig{}}.Clone()
	if clone.Caption == nil || clone.Translate == nil {
		t.Errorf("an empty section is present, and was lost: %+v", clone)
	}
}

func TestSecretPathsAreTheSixOfTheDesign(t *testing.T) {
	want := []string{PathSubBotToken, PathPubBotToken, PathSecret, PathSalt, PathAccessKey, PathSecretKey}
	var got []string
	for _, f := range Fields() {
		if f.Secret != IsSecret(f.Path) {
			t.Errorf("IsSecret(%s) differs from the field", f.Path)
		}
		if f.Secret {
			got = append(got, f.Path)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("secret paths are %v, want %v", got, want)
	}
	if IsSecret("rtcConfig.unknown") {
		t.Error("an unknown path counts as secret")
	}
}
