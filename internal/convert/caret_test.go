package convert

import (
	"strings"
	"testing"
)

// chromeCmd writes a text as browsers do in a command for cmd.
func chromeCmd(text string) string {
	text = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text)
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteString("^\n\n")
			continue
		case !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-:=+~'/.,?;()*`\t", r):
			b.WriteByte('^')
		}
		b.WriteRune(r)
	}
	return `^"` + b.String() + `^"`
}

// TestCommandsOfBrowsersForWindowsAreRead reads a command as browsers copy it for cmd,
// and as people write it there.
func TestCommandsOfBrowsersForWindowsAreRead(t *testing.T) {
	body := "{\n  \"languages\": [\"en-US\"],\n  \"keywords\": [\"50%\", \"a\\\\b\", \"x\\ny\"],\n" +
		"  \"rtcConfig\": {\"channelName\": \"a & b ^ $c | <d> #e 'f'\", \"pubBotUid\": \"9100\"}\n}"
	chrome := "curl " + chromeCmd("https://api.agora.io/api/speech-to-text/v1/projects/0123456789abcdef0123456789abcdef/join?a=1&b=2") + " ^\n  -X ^\"POST^\" ^\n" +
		"  -H " + chromeCmd("authorization: Basic a2V5OkNBTkFSWQ==") + " ^\n  -H " + chromeCmd(`sec-ch-ua: "Chromium";v="130"`) + " ^\n" +
		"  --data-raw " + chromeCmd(body)
	plain := `curl "https://api.agora.io/api/speech-to-text/v1/projects/0123456789abcdef0123456789abcdef/join" ^` + "\n" +
		`  -d "{\"languages\": [\"en-US\"], \"keywords\": [\"50%\", \"a\\\\b\", \"x\\ny\"], \"rtcConfig\": {\"channelName\": \"a & b ^ $c | <d> #e 'f'\", \"pubBotUid\": \"9100\"}}"`
	for name, text := range map[string]string{
		"Chrome": chrome, "CRLF": strings.ReplaceAll(chrome, "\n", "\r\n"), "prompt": `C:\Users\ann>` + strings.Replace(chrome, "curl ", "curl.exe ", 1),
		"several": "curl ^\"https://example.com/a.js^\" &\n" + chrome + " &\ncurl ^\"https://example.com/b.js^\"", "by hand": plain,
	} {
		im, err := Read([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		channel := "a & b ^ $c | <d> #e 'f'"
		if im.Values["rtcConfig.channelName"] != channel || im.Version != "v7" || im.AppID == "" || !strings.Contains(im.Values["keywords"], "50%") {
			t.Errorf("%s:\n%s", name, told(im, err))
		}
		if name != "by hand" && !strings.Contains(im.Values["keywords"], "x\ny") {
			t.Errorf("%s: the keywords are %q", name, im.Values["keywords"])
		}
		if strings.Contains(told(im, err), "CANARY") {
			t.Errorf("%s: a secret is shown", name)
		}
	}
}
