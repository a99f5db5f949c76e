package presets

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sttwizard/agora"
)

// shelf writes files of presets into a directory and returns it.
func shelf(t *testing.T, sheets map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range sheets {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func loaded(t *testing.T, dir, name string) Preset {
	t.Helper()
	p, err := LoadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// house is a style of a house, a client's own over it, and an event over both.
var house = map[string]string{
	"house-style.yaml": `schema: 2
title: House style
connection: production
vars: {room: hall}
reminder: +3h30m
ask: [rtcConfig.channelName, languages]
lock: [captionConfig.storage.bucket]
secrets:
  captionConfig.storage.secretkey: keyring:house
request:
  languages: [en-US]
  maxIdleTime: 60
  rtcConfig:
    channelName: "{room}-{date:0102}"
  captionConfig:
    sliceDuration: 60
    storage: {vendor: 1, region: 0, bucket: house}
`,
	"client.yaml": `schema: 2
extends: [house-style]
request:
  languages: [de-DE, en-US]
  captionConfig: {storage: {bucket: client}}
`,
	"town-hall.yaml": `schema: 2
title: Town hall
extends: [house-style, ./client.yaml]
vars: {room: town-hall}
secrets:
  captionConfig.storage.accesskey: env:CLIENT_KEY
request:
  maxIdleTime: null
`,
}

func TestAPresetSaysWhatItExtendsSaysUnlessItSaysOtherwise(t *testing.T) {
	p := loaded(t, shelf(t, house), "town-hall.yaml")
	if p.Title != "Town hall" || p.Connection != "production" || p.Reminder != "+3h30m" {
		t.Errorf("it is %q at %q, reminds %q", p.Title, p.Connection, p.Reminder)
	}
	want := map[string]string{
		agora.PathLanguages: "de-DE,en-US", agora.PathChannelName: "{room}-{date:0102}", agora.PathBucket: "client",
		"captionConfig.sliceDuration": "60", "captionConfig.storage.vendor": "1", "captionConfig.storage.region": "0",
	}
	if !maps.Equal(p.Values, want) {
		t.Errorf("values %v\nwant %v", p.Values, want)
	}
	if !slices.Equal(p.Ask, []string{agora.PathChannelName}) { // languages are answered by the client's
		t.Errorf("it asks %v", p.Ask)
	}
	if !slices.Equal(p.Lock, []string{agora.PathBucket}) || !slices.Equal(p.Sections, []string{agora.PathCaption}) || len(p.Secrets) != 2 {
		t.Errorf("it locks %v, has %v and %v", p.Lock, p.Sections, p.Secrets)
	}
	for path, want := range map[string]string{
		agora.PathBucket: "client", agora.PathLanguages: "client", agora.PathSecretKey: "house-style", agora.PathCaption: "client", agora.PathAccessKey: "",
	} {
		if _, from := p.From(path); from != want {
			t.Errorf("%s is said to be from %q, want %q", path, from, want)
		}
	}
}

func TestWhatIsLeftOutOfASectionIsGoneWithAllBelow(t *testing.T) {
	sheets := maps.Clone(house)
	sheets["bare.yaml"] = "schema: 2\nextends: [house-style]\nrequest: {captionConfig: null}\n"
	p := loaded(t, shelf(t, sheets), "bare.yaml")
	if len(p.Sections) != 0 || len(p.Secrets) != 0 || len(p.Lock) != 0 || len(p.Values) != 3 {
		t.Errorf("left: %+v", p)
	}
}

func TestAPresetThatExtendsIsWrittenAsItsOwnPart(t *testing.T) {
	dir := shelf(t, house)
	p := loaded(t, dir, "town-hall.yaml")
	p.Values[agora.PathLanguages] = "fr-FR"
	p.Values[agora.PathBucket] = "house" // as the style that is no longer in effect
	delete(p.Values, "captionConfig.sliceDuration")
	data, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"extends: [house-style, \"./client.yaml\"]\n", "vars:\n  room: town-hall\n", "languages: [fr-FR]\n", "bucket: house\n",
		"maxIdleTime: null\n", "sliceDuration: null\n", "captionConfig.storage.accesskey: \"env:CLIENT_KEY\"\n",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	for _, inherited := range []string{"production", "+3h30m", "keyring:house", "vendor", "channelName", "ask:", "lock:"} {
		if strings.Contains(string(data), inherited) {
			t.Errorf("the file repeats %q", inherited)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "again.yaml"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	again := loaded(t, dir, "again.yaml")
	if !maps.Equal(again.Values, p.Values) || !maps.Equal(again.Secrets, p.Secrets) || !slices.Equal(again.Ask, p.Ask) || again.Reminder != p.Reminder {
		t.Errorf("read again\n%+v\nit was\n%+v\n%s", again, p, data)
	}
}

func TestASectionThatIsLeftOutIsWrittenSo(t *testing.T) {
	dir := shelf(t, house)
	p := loaded(t, dir, "client.yaml")
	p.clear(agora.PathCaption)
	data, err := p.Encode()
	if err != nil || !strings.Contains(string(data), "  captionConfig: null\n") || strings.Contains(string(data), "bucket") {
		t.Errorf("%v\n%s", err, data)
	}
}

func TestWhatCantBeExtendedIsSaidWithItsLine(t *testing.T) {
	sheets := maps.Clone(house)
	sheets["loop.yaml"] = "schema: 2\nextends: [loop-back]\n"
	sheets["loop-back.yaml"] = "schema: 2\nextends: [loop]\n"
	sheets["self.yaml"] = "schema: 2\nextends: [self]\n"
	sheets["nobody.yaml"] = "schema: 2\ntitle: a\nextends:\n- house-style\n- nowhere\n"
	sheets["on-broken.yaml"] = "schema: 2\nextends: [broken]\n"
	sheets["broken.yaml"] = "schema: 2\ntitl: a\n"
	for i := range MaxExtends + 2 {
		sheets["step-"+strconv.Itoa(i)+".yaml"] = "schema: 2\nextends: [step-" + strconv.Itoa(i+1) + "]\n"
	}
	sheets["step-"+strconv.Itoa(MaxExtends)+".yaml"] = "schema: 1\n"
	dir := shelf(t, sheets)
	outside := filepath.Join(t.TempDir(), "outside.yaml")
	if err := os.WriteFile(outside, []byte("schema: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sheets["on-link.yaml"] = "schema: 2\nextends: [link]\n"
	for name, want := range map[string][]string{
		"loop.yaml": {"line 2", "loop → loop-back → loop"}, "self.yaml": {"line 2", "self → self"},
		"nobody.yaml": {"line 5", "nowhere", "no such file"}, "on-broken.yaml": {"line 2", "broken.yaml", "did you mean title"},
	} {
		_, err := LoadFile(filepath.Join(dir, name))
		if err == nil {
			t.Errorf("%s was read", name)
			continue
		}
		for _, part := range want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %v\nlacks %q", name, err, part)
			}
		}
	}
	if _, err := LoadFile(filepath.Join(dir, "step-0.yaml")); err != nil {
		t.Errorf("%d levels: %v", MaxExtends, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "step-"+strconv.Itoa(MaxExtends)+".yaml"), []byte("schema: 2\nextends: [house-style]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadFile(filepath.Join(dir, "step-0.yaml")); err == nil || !strings.Contains(err.Error(), "more than 8") {
		t.Errorf("more levels than %d: %v", MaxExtends, err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.yaml")); err != nil {
		t.Skip("links can't be made here:", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "on-link.yaml"), []byte(sheets["on-link.yaml"]), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadFile(filepath.Join(dir, "on-link.yaml")); err == nil || !strings.Contains(err.Error(), "leads out of the directory") {
		t.Errorf("a link that leads outside: %v", err)
	}
}

func TestAPresetThatIsTakenOverStandsAlone(t *testing.T) {
	dir := shelf(t, house)
	store := testStore(t)
	p, err := store.Import(filepath.Join(dir, "town-hall.yaml"), "", false)
	if err != nil {
		t.Fatal(err)
	}
	back, err := store.Load("town-hall")
	if err != nil || len(back.Extends) != 0 || !maps.Equal(back.Values, p.Values) || back.Vars["room"] != "town-hall" {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestAPresetThatOthersExtendStays(t *testing.T) {
	store := testStore(t)
	if err := os.MkdirAll(store.Dir(), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range house {
		if err := os.WriteFile(filepath.Join(store.Dir(), name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for what, err := range map[string]error{
		"deleted": store.Delete("house-style"), "renamed": store.Rename("house-style", "our-style"), "deleted by its file": store.Delete("client"),
	} {
		if e, ok := errors.AsType[*ExtendedError](err); !ok || !slices.Contains(e.By, "town-hall") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := store.Delete("town-hall"); err != nil {
		t.Error(err)
	}
	if err := store.Rename("client", "acme"); err != nil {
		t.Error(err)
	}
}
