package convert

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestAnImportSaysWhereItWasMeantForSomethingElse(t *testing.T) {
	im, err := Read([]byte(`curl https://api.agora.io/v1/projects/0123456789abcdef0123456789abcdef/rtsc/speech-to-text/tasks -d ` +
		`'{"languages":["en-US"],"rtcConfig":{"channelName":"demo","subBotUid":"1001","pubBotUid":"1002"},"nobody":"knows"}'`))
	if err != nil {
		t.Fatal(err)
	}
	other := Target{Name: "acme", Version: agora.V7, AppID: strings.Repeat("f", 32), Address: "https://proxy.example"}
	said := strings.Join(im.Against(other), "\n")
	for _, want := range []string{"it is for v7 now", `it is for the App ID 0123456789abcdef0123456789abcdef; the connection "acme" has ffff`, `it calls https://api.agora.io; the connection "acme" calls https://proxy.example`, "nobody"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in\n%s", want, said)
		}
	}
	unknown := strings.Join(im.Against(Target{Version: im.Version}), "\n")
	if strings.Contains(unknown, "App ID") || strings.Contains(unknown, "it calls") || strings.Contains(unknown, "it looks like") {
		t.Errorf("what is not known is compared:\n%s", unknown)
	}
}
