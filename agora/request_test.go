package agora

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestEveryFieldIsSetInTheFullRequest(t *testing.T) {
	full := fullestRequest()
	for _, f := range Fields() {
		if _, set := full.Get(f.Path); !set {
			t.Errorf("%s is not set in fullestRequest, so no test looks at it", f.Path)
		}
	}
}

func TestEveryFieldHasAnExampleThatIsItsText(t *testing.T) {
	for _, f := range Fields() {
		var r Request
		if err := r.Set(f.Path, f.Example); err != nil {
			t.Errorf("%s: the example %q in agora/fields.go can't be set: %v", f.Path, f.Example, err)
		}
		if text, set := r.Get(f.Path); !set || text != f.Example {
			t.Errorf("%s: the example %q in agora/fields.go is read back as %q, set: %v", f.Path, f.Example, text, set)
		}
	}
}

func TestEveryFieldSurvivesItsTextForm(t *testing.T) {
	full := fullestRequest()
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
	for _, v := range Versions() {
		for _, spelling := range []KeySpelling{"", LowerKeys, CamelKeys} {
			fullest := fullestRequest()
			got, fieldErrs, err := DecodeRequest(fullest.Body(Project{Version: v, StorageKeys: spelling}))
			if err != nil || len(fieldErrs) > 0 {
				t.Fatalf("%s: %v %v", spelling, fieldErrs, err)
			}
			if want := fullest.Sent(v); !reflect.DeepEqual(got, want) {
				t.Errorf("%s with %q keys came back as\n%+v\nnot\n%+v", v, spelling, got, want)
			}
		}
	}
}

func TestWhatAVersionLacksIsKeptNotSentAndNamed(t *testing.T) {
	fullest := fullestRequest()
	for _, v := range Versions() {
		sent, unsent := fullest.Sent(v), map[string]bool{}
		for _, e := range fullest.Unsent(v) {
			unsent[e.Path] = true
			if e.Rule != "lacks" || e.Text == "" || e.Text != v.Lacks(e.Path) {
				t.Errorf("%s: %+v", v, e)
			}
		}
		for _, f := range Fields() {
			if _, is := sent.Get(f.Path); is == unsent[f.Path] || is != v.Has(f.Path) {
				t.Errorf("%s %s: sent %v, named as unsent %v", v, f.Path, is, unsent[f.Path])
			}
			name := `"` + lastName(f.Path) + `":`
			if v.Has(f.Path) && !strings.Contains(strings.ToLower(string(fullest.Body(Project{Version: v}))), strings.ToLower(name)) {
				t.Errorf("%s does not send %s", v, f.Path)
			}
		}
	}
	if !reflect.DeepEqual(fullest, fullestRequest()) {
		t.Error("the request was changed")
	}
	if got := (Request{}).Unsent(V7); len(got) > 0 {
		t.Errorf("nothing is set: %v", got)
	}
	if Version("").Lacks(PathKeywords) != "" || V5.Lacks("rtcConfig") != "" || V6.Lacks(PathEndpoint) == "" {
		t.Error("a version that is not known lacks nothing, v6 all below extensionParams")
	}
}

func TestUnsettingTouchesNothingElse(t *testing.T) {
	for _, f := range Fields() {
		r := fullestRequest()
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
		if f.Kind == List || f.Kind == Pairs || f.Kind == Speakers {
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
		{"speakers may have white space", PathUIDLanguages, "101 : en-US + fr-FR , 102:de-DE", "101:en-US+fr-FR,102:de-DE"},
		{"a speaker without languages is kept for the rule", PathUIDLanguages, "101:", "101:"},
		{"a comma in a keyword has a backslash", PathKeywords, `Dupont\, Jean, Agora`, `Dupont\, Jean,Agora`},
		{"a backslash in a keyword may stand alone", PathKeywords, `a\b`, `a\\b`},
		{"an object is written compactly, in its order", PathOverwriteKeys, `{ "b": 1.50, "a": [null, true, {}] }`, `{"b":1.50,"a":[null,true,{}]}`},
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
		{PathUIDLanguages, "101", "type"},
		{PathUIDLanguages, ":en-US", "type"},
		{PathOverwriteKeys, "{", "type"},
		{PathOverwriteKeys, "{} {}", "type"},
		{PathOverwriteKeys, "7", "type"},
		{PathTagByRule, "[7]", "type"},
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
	original := fullestRequest()
	clone := original.Clone()
	if !reflect.DeepEqual(clone, original) {
		t.Fatalf("the clone differs:\n%+v\n%+v", clone, original)
	}
	clone.Languages[0], clone.RTC.SubscribeAudioUIDs[0], clone.RTC.TransferMode[0] = "x", "x", "x"
	*clone.MaxIdleTime, *clone.RTC.CryptionMode, *clone.RTC.EnableJSONProtocol = 1, 1, true
	*clone.Caption.SliceDuration, *clone.Caption.Storage.Vendor, *clone.Caption.Storage.Region = 1, 5, 1
	clone.Caption.Storage.FileNamePrefix[0] = "x"
	*clone.Translate.ForceTranslateInterval = 1
	clone.UIDLanguages[0].UID, clone.UIDLanguages[0].Languages[0], clone.Keywords[0] = "x", "x", "x"
	clone.RTC.UnSubscribeAudioUIDs[0], *clone.Translate.Enable = "x", false
	clone.Translate.Languages[0].Source, clone.Translate.Languages[0].Target[0] = "x", "x"
	if !reflect.DeepEqual(original, fullestRequest()) {
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
