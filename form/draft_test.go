package form

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestADraftRemembersWhereEveryValueCameFrom(t *testing.T) {
	d := NewDraft(v5)
	if got := d.Source(agora.PathChannelName); got != Default {
		t.Errorf("an unset value came from %q", got)
	}
	d.Set(agora.PathChannelName, "town-hall", FromPreset("weekly", ""))
	if got := d.Source(agora.PathChannelName); got != "preset weekly" {
		t.Errorf("the source is %q", got)
	}
	d.Set(agora.PathChannelName, "town-hall", Typed)
	if got := d.Source(agora.PathChannelName); got != "preset weekly" {
		t.Errorf("confirming a value changed its source to %q", got)
	}
	d.Set(agora.PathChannelName, "other", Typed)
	if got := d.Source(agora.PathChannelName); got != Typed {
		t.Errorf("a changed value came from %q", got)
	}
	d.Set(agora.PathChannelName, "", Typed)
	if d.Text(agora.PathChannelName) != "" || d.Source(agora.PathChannelName) != Default {
		t.Error("an empty text does not unset")
	}
}

func TestADraftRefusesPathsThatDoNotExist(t *testing.T) {
	var wrong agora.FieldError
	if err := NewDraft(v5).Set("rtcConfig.channel", "x", Typed); !errors.As(err, &wrong) || wrong.Rule != "unknown" {
		t.Errorf("got %v", err)
	}
	if err := NewDraft(v5).Set("encryption", "perhaps", Typed); !errors.As(err, &wrong) || wrong.Rule != "type" {
		t.Errorf("a section that is perhaps on: %v", err)
	}
}

func TestADraftKeepsTextsThatAreNotLegal(t *testing.T) {
	for _, c := range []struct{ path, text, rule string }{
		{agora.PathMaxIdleTime, "soon", "type"},
		{agora.PathMaxIdleTime, "99999999999999999999", "type"},
		{agora.PathMaxIdleTime, "4", "range"},
		{agora.PathChannelName, "town/hall\x1b[2J", "charset"},
		{agora.PathJSONProtocol, "perhaps", "type"},
		{agora.PathCryptionMode, "9", "range"},
		{agora.PathVendor, "Amazon", "type"},
		{agora.PathRegion, "999", "oneof"},
		{agora.PathTranslatedPairs, "fr", "type"},
		{agora.PathTranslatedPairs, "en-US:", "targets"},
		{agora.PathTransferMode, "carrier pigeon", "oneof"},
	} {
		d := draftWith(t, with(full, c.path, c.text))
		if got := d.Text(c.path); got != c.text {
			t.Errorf("%s: %q was kept as %q", c.path, c.text, got)
		}
		if !hasRule(d.Problems(), c.path, c.rule) {
			t.Errorf("%s = %q: no rule %q in %v", c.path, c.text, c.rule, d.Problems())
		}
		if c.rule == "type" && len(rules(d.Problems(), c.path)) != 1 {
			t.Errorf("%s = %q: an unreadable text also breaks %v", c.path, c.text, rules(d.Problems(), c.path))
		}
	}
}

func TestAFlagInOtherWordsIsFoundAmongTheOptions(t *testing.T) {
	for given, want := range map[string]string{"yes": "true", "ON": "true", "no": "false", "true": "true", "perhaps": "perhaps"} {
		d := draftWith(t, map[string]string{agora.PathJSONProtocol: given})
		if got := d.Text(agora.PathJSONProtocol); got != want {
			t.Errorf("%q became %q, not %q", given, got, want)
		}
	}
}

func TestAValueInASectionSwitchesItOn(t *testing.T) {
	for path, section := range map[string]Section{
		agora.PathSecret: Encryption, agora.PathBucket: Captions, agora.PathForceInterval: Translation,
	} {
		d := NewDraft(v5)
		d.Set(path, "", Typed)
		if d.On(section) {
			t.Errorf("%s: unsetting switched %s on", path, section)
		}
		d.Set(path, "5", Typed)
		if !d.On(section) || d.Text(string(section)) != "on" {
			t.Errorf("%s: %s is %s", path, section, d.Text(string(section)))
		}
	}
	if d := draftWith(t, legal); d.On(Encryption) || d.On(Captions) || d.On(Translation) {
		t.Error("values outside sections switched one on")
	}
}

func TestASectionThatIsOffKeepsItsAnswersAndSendsNothing(t *testing.T) {
	d := draftWith(t, with(full, agora.PathBucket, "my/bucket", agora.PathRegion, "999", agora.PathSalt, "short"))
	for _, s := range Sections() {
		d.Set(string(s), "off", Typed)
	}
	r := d.Request()
	if r.Caption != nil || r.Translate != nil || r.RTC.CryptionMode != nil || r.RTC.Secret != "" || r.RTC.Salt != "" {
		t.Errorf("sent: %s", r.JSON(v5, agora.Masked))
	}
	if problems := d.Problems(); len(problems) > 0 {
		t.Errorf("problems of sections that are off: %v", problems)
	}
	d.Set("captionConfig", "on", Typed)
	if d.Text(agora.PathRegion) != "999" || !hasRule(d.Problems(), agora.PathRegion, "oneof") {
		t.Error("switching on again lost an answer")
	}
}

func TestASectionThatIsOnSaysWhatItNeeds(t *testing.T) {
	for section, path := range map[Section]string{
		Encryption: agora.PathCryptionMode, Captions: agora.PathBucket, Translation: agora.PathTranslatedPairs,
	} {
		d := draftWith(t, with(legal, string(section), "on"))
		if !hasRule(d.Problems(), path, "required") {
			t.Errorf("%s: %v", section, d.Problems())
		}
	}
}

func TestTheRequestIsTheDraftsAnswers(t *testing.T) {
	d := draftWith(t, full)
	if problems := d.Problems(); len(problems) > 0 {
		t.Fatalf("the full draft is not legal: %v", problems)
	}
	r := d.Request()
	for path, text := range full {
		if got, _ := r.Get(path); got != text {
			t.Errorf("%s is %q, not %q", path, got, text)
		}
	}
	again := NewDraft(v5)
	again.Load(r, LastUsed)
	if !reflect.DeepEqual(again.Request(), r) {
		t.Error("loading the request gives another one")
	}
	for path := range full {
		if again.Source(path) != LastUsed {
			t.Errorf("%s came from %q", path, again.Source(path))
		}
	}
}

func TestLoadingAnEmptySectionSwitchesItOn(t *testing.T) {
	d := NewDraft(v5)
	d.Load(agora.Request{Caption: &agora.CaptionConfig{}, Translate: &agora.TranslateConfig{}}, File)
	if !d.On(Captions) || !d.On(Translation) || d.On(Encryption) {
		t.Error("the sections of the request are not on")
	}
}

func TestProblemsComeInTheOrderOfTheDocument(t *testing.T) {
	d := NewDraft(v5)
	d.Set(agora.PathForceInterval, "9", Typed)
	d.Set(agora.PathMaxIdleTime, "soon", Typed)
	d.Set("encryption", "on", Typed)
	last := -1
	order := map[string]int{}
	for i, f := range agora.Fields() {
		order[f.Path] = i
	}
	for _, e := range d.Problems() {
		if order[e.Field()] < last {
			t.Errorf("%s comes too late in %v", e.Path, d.Problems())
		}
		last = order[e.Field()]
	}
	if !hasRule(d.Problems(), agora.PathCryptionMode, "required") || !hasRule(d.Problems(), agora.PathMaxIdleTime, "type") {
		t.Errorf("problems: %v", d.Problems())
	}
}

func TestADraftKnowsWhatItBeganWith(t *testing.T) {
	d := NewDraft(v5)
	if d.Changed() || !d.Empty() {
		t.Error("an empty draft counts as changed")
	}
	d.Load(draftWith(t, full).Request(), FromPreset("weekly", ""))
	d.Begin("weekly")
	if d.Changed() || d.Origin() != "weekly" || d.Empty() {
		t.Error("a draft that was just begun counts as changed")
	}
	d.Set(agora.PathChannelName, "other", Typed)
	d.Set(agora.PathMaxIdleTime, "", Typed)
	d.Set(agora.PathSubBotToken, "another", Typed)
	for path, want := range map[string]string{agora.PathChannelName: "town-hall", agora.PathMaxIdleTime: "60"} {
		if was, ok := d.Was(path); !ok || was != want {
			t.Errorf("%s was %q, %v", path, was, ok)
		}
	}
	for _, path := range []string{agora.PathLanguages, agora.PathSubBotToken} {
		if was, ok := d.Was(path); ok {
			t.Errorf("%s was %q", path, was)
		}
	}
	if !d.Changed() {
		t.Error("a changed draft counts as unchanged")
	}
	d.Set(agora.PathChannelName, "town-hall", Typed)
	d.Set(agora.PathMaxIdleTime, "60", Typed)
	if d.Changed() {
		t.Error("a draft that is as it began counts as changed; secrets don't count")
	}
	d.Set("captionConfig", "off", Typed)
	if was, ok := d.Was("captionConfig"); !d.Changed() || !ok || was != "on" {
		t.Errorf("captions were %q", was)
	}
}

func TestACloneSharesNothing(t *testing.T) {
	d := draftWith(t, full)
	d.Begin("weekly")
	c := d.Clone()
	c.Set(agora.PathChannelName, "other", Made)
	c.Set("captionConfig", "off", Typed)
	c.Begin("other")
	c.ForgetSecrets()
	if d.Text(agora.PathChannelName) != "town-hall" || !d.On(Captions) || d.Origin() != "weekly" || d.Text(agora.PathSecret) == "" {
		t.Error("changing the clone changed the draft")
	}
	if _, changed := d.Was(agora.PathChannelName); changed {
		t.Error("the clone's beginning is the draft's")
	}
	for _, f := range agora.Fields() {
		if f.Secret && c.Text(f.Path) != "" {
			t.Errorf("%s was not forgotten", f.Path)
		}
	}
}

func TestAKeptDraftComesBackWithoutItsSecrets(t *testing.T) {
	d := draftWith(t, with(full, agora.PathMaxIdleTime, "soon", agora.PathChannelName, "\"quotes\" & <angles>"))
	d.Begin("weekly")
	d.Set(agora.PathChannelName, "other", Made)
	d.Set("translateConfig", "off", Typed)
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range agora.Fields() {
		if f.Secret && strings.Contains(string(data), full[f.Path]) {
			t.Errorf("%s is in the file", f.Path)
		}
	}
	got, err := ReadDraft(data, v5)
	if err != nil {
		t.Fatal(err)
	}
	if lost := got.Lost(); len(lost) != 6 || len(d.Lost()) != 0 {
		t.Errorf("it has lost %v, the draft itself %v", lost, d.Lost())
	}
	if got.Set(agora.PathSecret, "again", Typed); slices.Contains(got.Lost(), agora.PathSecret) {
		t.Error("a secret that was given again counts as lost")
	}
	got.Set(agora.PathSecret, "", Typed)
	want := d.Clone()
	want.ForgetSecrets()
	for _, f := range agora.Fields() {
		if got.Text(f.Path) != want.Text(f.Path) || got.Source(f.Path) != want.Source(f.Path) {
			t.Errorf("%s: %q from %q, not %q from %q", f.Path, got.Text(f.Path), got.Source(f.Path), want.Text(f.Path), want.Source(f.Path))
		}
	}
	for _, s := range Sections() {
		if got.On(s) != d.On(s) {
			t.Errorf("%s is %v", s, got.On(s))
		}
	}
	if was, ok := got.Was(agora.PathChannelName); !ok || was != "\"quotes\" & <angles>" || got.Origin() != "weekly" || !got.Changed() {
		t.Errorf("it began with %q from %q", was, got.Origin())
	}
}

func TestAKeptDraftThatThisProgramDidNotWriteIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"no JSON":             {`{"schema": 1,`, "damaged"},
		"another schema":      {`{"schema": 2}`, "schema 2; this program reads 1"},
		"nothing":             {`{}`, "schema 0"},
		"a secret":            {`{"schema": 1, "answers": {"rtcConfig.secret": {"text": "x"}}}`, "holds a secret at rtcConfig.secret"},
		"a secret it was":     {`{"schema": 1, "began": {"captionConfig.storage.secretkey": "x"}}`, "holds a secret at captionConfig.storage.secretkey"},
		"an unknown path":     {`{"schema": 1, "answers": {"rtcConfig.chanel": {"text": "x"}}}`, "no such field"},
		"a number for a text": {`{"schema": 1, "answers": {"maxIdleTime": {"text": 30}}}`, "damaged"},
	} {
		d, err := ReadDraft([]byte(c.data), v5)
		if err == nil || d != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadDraft([]byte(`{"schema": 1}`), v5); err != nil {
		t.Errorf("an empty draft: %v", err)
	}
}

func TestAChangeMakesASentDraftUnsent(t *testing.T) {
	for name, change := range map[string]func(*Draft){
		"another answer":      func(d *Draft) { d.Set("rtcConfig.channelName", "other", Typed) },
		"an answer taken out": func(d *Draft) { d.Set("rtcConfig.channelName", "", Typed) },
		"a section":           func(d *Draft) { d.Set(string(Captions), "on", Typed) },
	} {
		d := NewDraft(agora.Project{Version: agora.V5})
		d.Set("rtcConfig.channelName", "hall", Typed)
		d.MarkSent()
		d.Set("rtcConfig.channelName", "hall", Typed)
		d.Set(string(Captions), "off", Typed)
		data, err := d.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if d, err = ReadDraft(data, d.Project()); err != nil || !d.Sent() {
			t.Fatalf("%s: not sent any more before it: %v", name, err)
		}
		if change(d); d.Sent() {
			t.Errorf("%s: still counts as sent", name)
		}
	}
}
