package convert

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

func TestWhatIsExportedCanBeImported(t *testing.T) {
	for _, v := range agora.Versions() {
		p := agora.Project{Version: v}
		r := fullRequest()
		r.RTC.ChannelName = `it's $5 {here #1} 100% "x"`
		call := Call{AppID: sandbox.DefaultAppID, Key: "key", Project: p, Request: r}
		want := r.Sent(v)
		for _, x := range variables[1:] {
			_ = want.Set(x.path, "")
		}
		programs := map[string]string{"json": JSON(call)}
		for _, l := range Languages() {
			programs[string(l)] = Program(l, call)
		}
		for name, text := range programs {
			im, err := Read([]byte(text))
			if err != nil {
				t.Errorf("%s, %s: %v\n%s", name, v, err, text)
				continue
			}
			if got := im.Request(); string(got.Body(p)) != string(want.Body(p)) || len(im.Secrets) > 0 {
				t.Errorf("%s, %s: %v\n%s\nwant\n%s", name, v, im.Notes, got.Body(p), want.Body(p))
			}
			if name != "json" && (im.AppID != sandbox.DefaultAppID || im.BaseURL != agora.DefaultBaseURL) {
				t.Errorf("%s, %s: App ID %q, base URL %q", name, v, im.AppID, im.BaseURL)
			}
		}
	}
}
