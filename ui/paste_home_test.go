package ui

import (
	"strings"
	"testing"

	"sttwizard/agora"
	term "sttwizard/internal/screen"
	"sttwizard/ui/kit"
)

// pastedCurl is a call as somebody has it in a script.
const pastedCurl = `curl -X POST https://api.agora.io/v1/projects/0123/rtsc/speech-to-text/tasks \
  -d '{"languages": ["en-US"], "rtcConfig": {"channelName": "demo", "subBotUid": "47091", "pubBotUid": "88222"}}'`

func TestARequestThatIsPastedOnHomeIsOffered(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"JSON": strings.Replace(pasted, "<your_channel>", "demo", 1), "curl": pastedCurl,
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, rigOptions{home: withReady(t, "other"), screen: term.Options{Width: 110, Height: 32}})
			r.see("❯ ready")
			r.Paste(text)
			r.see("Use this request?", "understood", "enter use it")
			r.mustNot("canary")
			r.keys(term.Esc, "Home", "❯ ready")
			r.Paste(text)
			r.see("Use this request?", "understood")
			r.keys(term.Enter, "Review", "ready to send", "import")
			r.mustText(agora.PathChannelName, "demo", agora.PathLanguages, "en-US")
		})
	}
}

func TestWhatIsNoRequestIsLeftOutOnHome(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.see("❯ ready")
	r.Paste("n\nd\nhello there")
	r.see("what was pasted is no request", "❯ ready", "Home")
	r.Paste("{ nonsense")
	r.see("✗ line 1", "Use this request?") // it can be mended there
	r.keys(term.Esc, "❯ ready")
}

// TestAPasteWithoutMarksOnHomeIsNotTakenForKeys types a request as terminals do that do
// not mark their pastes: none of its letters may do what it does as a key.
func TestAPasteWithoutMarksOnHomeIsNotTakenForKeys(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"JSON": strings.Replace(pasted, "<your_channel>", "demo", 1), "curl": pastedCurl, "JSON in a line": `{"languages":["en-US"],"rtcConfig":{"channelName":"demo","subBotUid":"1","pubBotUid":"2"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, rigOptions{home: withReady(t, "other"), screen: term.Options{Width: 110, Height: 32}})
			r.see("❯ ready")
			r.Send(strings.ReplaceAll(text, "\n", term.Enter) + term.Enter + term.Enter)
			r.see("Use this request?", "understood")
			r.calm()
			r.keys(term.Enter, "Review", "ready to send", "import")
			r.mustText(agora.PathChannelName, "demo", agora.PathLanguages, "en-US")
		})
	}
}

// TestTheLettersOfCurlMeanNothingOnTheConnections keeps the way open by which a command
// that is typed is known.
func TestTheLettersOfCurlMeanNothingOnTheConnections(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.press("c")
	for _, k := range []string{"u", "r", "l", "space"} {
		if b, is := kit.Find(d.m.bindings(), k); is {
			t.Errorf("%s would %s", k, b.What())
		}
	}
	d.press("u", "r", "esc")
	d.must("Home")
	d.press("l", "space", "c", "u", "r", "esc", "c")
	d.must("Connections")
	d.press("u", "r", "l", "space")
	d.must("Use this request?", "5 characters")
}

// TestProgramsAndExportsThatArePastedAreOffered pastes the other forms of a request, on
// home and into a field, with marks and without.
func TestProgramsAndExportsThatArePastedAreOffered(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"cmd":        "curl ^\"https://api.agora.io/v1/projects/0123/rtsc/speech-to-text/tasks^\" ^\n  --data-raw ^\"^{^\\^\"languages^\\^\":^[^\\^\"en-US^\\^\"^],^\\^\"rtcConfig^\\^\":^{^\\^\"channelName^\\^\":^\\^\"demo^\\^\"^}^}^\"",
		"fetch":      "await fetch(`${base}/tasks`, {\n  method: \"POST\",\n  body: JSON.stringify({ languages: [\"en-US\"], rtcConfig: { channelName: \"demo\" } }),\n});",
		"PowerShell": "$body = @{\n  languages = @(\"en-US\")\n  rtcConfig = @{ channelName = \"demo\" }\n}",
		"export": "{\"info\": {\"name\": \"x\"},\n \"item\": [{\"name\": \"join\", \"request\": {\"method\": \"POST\", \"url\": \"{{base}}/join\",\n" +
			"  \"body\": {\"mode\": \"raw\", \"raw\": \"{\\\"languages\\\":[\\\"en-US\\\"],\\\"rtcConfig\\\":{\\\"channelName\\\":\\\"demo\\\"}}\"}}}]}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, rigOptions{home: withReady(t, "other"), screen: term.Options{Width: 110, Height: 32}})
			r.see("❯ ready")
			r.Paste(text)
			r.see("Use this request?", "2 values understood")
			r.keys(term.Esc, "❯ ready")
			if name != "fetch" { // its first letters are keys there
				r.Send(strings.ReplaceAll(text, "\n", term.Enter) + term.Enter)
				r.see("Use this request?", "2 values understood")
				if name == "cmd" { // its c has led to the connections
					r.keys(term.Esc, "Connections")
				}
				r.keys(term.Esc, "❯ ready")
			}
			r.keys("n", "Channel name")
			r.Paste(text)
			r.see("Use this request?", "2 values understood")
			r.keys(term.Esc, "Channel name")
			r.Send(strings.ReplaceAll(text, "\n", term.Enter) + term.Enter)
			r.see("Use this request?", "2 values understood")
			r.keys(term.Esc, "Channel name")
			r.keys("hall"+term.Enter, "Spoken in the channel", "hall")
		})
	}
}
