package agora

import (
	"encoding/base64"
	goflag "flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

var update = goflag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Values that must not be found where they do not belong.
const (
	canaryCustomer = "CANARYcustomerS3cret"
	canaryToken    = "CANARYbuilder+token/with=signs"
	canaryStorage  = "CANARYstorage<key>&\"quoted\""
	testAppID      = "0123456789abcdef0123456789ABCDEF"
)

var (
	v5 = Project{Version: V5}
	v6 = Project{Version: V6}
	v7 = Project{Version: V7}
)

// ptr returns a pointer to a value, as optional fields want it.
func ptr[T any](v T) *T { return &v }

// goodSalt is standard Base64 of 32 bytes.
var goodSalt = Secret(base64.StdEncoding.EncodeToString([]byte(strings.Repeat("s", 32))))

// minimalRequest has what every start needs and nothing else.
func minimalRequest() Request {
	return Request{
		Languages: []string{"en-US"},
		RTC:       RTCConfig{ChannelName: "town-hall", SubBotUID: "47091", PubBotUID: "88222"},
	}
}

// fullRequest has every field set, to values that are legal.
func fullRequest() Request {
	r := minimalRequest()
	r.Languages = []string{"en-US", "fr-FR"}
	r.MaxIdleTime = ptr(60)
	r.RTC.SubBotToken = "sub-bot-token"
	r.RTC.PubBotToken = "pub-bot-token"
	r.RTC.SubscribeAudioUIDs = []string{"501", "502"}
	r.RTC.CryptionMode = ptr(8)
	r.RTC.Secret = "channel-secret"
	r.RTC.Salt = goodSalt
	r.RTC.EnableJSONProtocol = ptr(false)
	r.RTC.TransferMode = []string{"RTC", "RTM"}
	r.Caption = &CaptionConfig{
		SliceDuration: ptr(120),
		Storage: Storage{
			AccessKey: "AKIAEXAMPLEEXAMPLE12", SecretKey: canaryStorage, Bucket: "captions",
			Vendor: ptr(VendorS3), Region: ptr(0), FileNamePrefix: []string{"events", "2026"},
		},
	}
	r.Translate = &TranslateConfig{
		ForceTranslateInterval: ptr(3),
		Languages: []Translation{
			{Source: "en-US", Target: []string{"fr-FR", "de-DE"}},
			{Source: "fr-FR", Target: []string{"en-US"}},
		},
	}
	return r
}

// fullestRequest has every field of every version set: what fullRequest lacks, to its
// example.
func fullestRequest() Request {
	r := fullRequest()
	r.Name = "sttw-fullest"
	r.Keywords = []string{"Agora", "one, two", `back\slash`, "声网"}
	r.Caption.Extension = ExtensionParams{
		Tag: "event=1", TagByRule: `[{"suffix":"vtt","n":1.50}]`, OverwriteKeys: `{"a":["b",null,true]}`,
	}
	for _, f := range Fields() {
		if _, set := r.Get(f.Path); set {
			continue
		}
		if err := r.Set(f.Path, f.Example); err != nil {
			panic(err)
		}
	}
	return r
}

// fullOf has every field that a start in that version has, to values that are legal.
func fullOf(v Version) Request {
	r := fullestRequest().Sent(v)
	if v != V5 {
		r.Languages = []string{"en-US", "fr-FR", "de-DE", "es-ES"}
		r.RTC.UnSubscribeAudioUIDs = nil
	}
	return r
}

// with returns a request changed by set.
func with(r Request, set func(*Request)) Request {
	set(&r)
	return r
}

// golden compares a text with a file of testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./agora -update writes it anew):\n%s", path, got)
	}
}
