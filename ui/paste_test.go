package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	term "sttwizard/internal/screen"
)

// pasted is a request in the shape of Agora's documentation of v6.
const pasted = `{
  "languages": ["en-US"],
  "maxIdleTime": 50,
  "rtcConfig": {
    "channelName": "<your_channel>",
    "subBotUid": "47091",
    "pubBotUid": "88222",
    "secret": "paste-canary-of-a-channel",
    "cryptionMode": 1
  },
  "nobody": "knows this"
}`

func TestAPastedRequestBecomesADraftAndWhatIsOpenIsAsked(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 110, Height: 32}})
	r.see("new task")
	r.keys("p", "Paste a request", "nothing yet")
	r.Paste(pasted)
	r.see("12 lines")
	r.mustNot("canary")
	r.keys(term.Enter, "understood", "nobody")
	r.mustNot("canary", "knows this")
	r.keys(term.Enter, "Channel name")
	r.keys("demo"+term.Enter+term.CtrlR, "Review", "ready to send", "import")
	r.running()
	if body := r.wire.Bodies()[0]; !strings.Contains(body, `"channelName":"demo"`) || !strings.Contains(body, `"maxIdleTime":50`) || !strings.Contains(body, "paste-canary") {
		t.Errorf("sent %s", body)
	}
}

func TestARequestPastedIntoAFieldOrOnHomeIsOffered(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 110, Height: 32}})
	r.see("new task")
	r.Paste(pasted)
	r.see("Use this request?", "understood", "nobody")
	r.mustNot("canary", "place of the answers")
	r.keys(term.Esc, "Home")
	r.keys("n", "Channel name")
	r.keys("hall")
	r.Paste(pasted)
	r.see("Use this request?", "understood", "place of the answers so far")
	r.keys(term.Esc, "Channel name", "hall")
	r.Paste(pasted)
	r.see("understood")
	r.keys(term.Enter, "Channel name", "47091 listens")
	r.keys("demo"+term.Enter+term.CtrlR, "Review", "ready to send", "import")
	r.running()
	if body := r.wire.Bodies()[0]; !strings.Contains(body, `"channelName":"demo"`) || !strings.Contains(body, "paste-canary") {
		t.Errorf("sent %s", body)
	}
}

func TestARequestWithoutMarksInAFieldIsOfferedAndAnswersNothing(t *testing.T) {
	t.Parallel()
	curl := "curl -X POST 'https://api.agora.io/v1/projects/0123456789abcdef0123456789abcdef/rtsc/speech-to-text/tasks' \\\r" +
		"  -H 'Content-Type: application/json' \\\r" +
		"  -d '{\"languages\": [\"en-US\"], \"rtcConfig\": {\"channelName\": \"board\"}}'\r"
	for name, text := range map[string]string{"JSON": strings.ReplaceAll(pasted, "\n", term.Enter) + term.Enter, "curl": curl} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, rigOptions{screen: term.Options{Width: 110, Height: 32}})
			r.see("new task")
			r.keys("n", "Channel name")
			r.Send(text) // in one write, as a terminal does
			r.see("Use this request?", "understood")
			r.keys(term.Esc, "Channel name")
			r.mustNot("curl -X", "canary")
			r.keys("hall"+term.Enter, "Spoken in the channel", "hall")
		})
	}
}

func TestATextWithoutARequestIsRefusedAndCanBeMended(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys("p", "Paste a request")
	r.Paste("hello there")
	r.keys(term.Enter, "✗")
	r.keys("\x15", "nothing yet")
	r.Paste(pasted)
	r.keys(term.Enter, "understood")
	r.keys(term.Esc, "nothing yet")
	r.keys(term.Esc, "Home")
}

func TestAPasteWithoutMarksArrivesLineByLine(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys("p", "Paste a request")
	for _, line := range strings.Split(pasted, "\n") {
		r.Send(line + term.Enter)
	}
	r.see("understood")
}

func TestTooMuchIsNotTaken(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys("p", "Paste a request")
	r.Paste(strings.Repeat("x", 1<<20+1))
	r.see("more than a request can be")
	r.keys("\x15", "nothing yet")
}

func TestTheReviewIsExportedAsAProgramWithoutSecrets(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	fullWalk(r)
	r.see("Review")
	for key, want := range map[string]string{"g": "package main", "p": "import ", "n": "Needs Node", "c": "STTWIZARD", "j": `"languages"`} {
		r.clock.Pass(time.Second) // a file's name has its time
		r.keys("o", "Write the start as a program")
		r.keys(key, "written to")
		found := false
		for _, data := range exported(t, r.home) {
			found = found || strings.Contains(data, want)
			if strings.Contains(data, "aws-secret-key") {
				t.Errorf("the file of %s holds a secret", key)
			}
		}
		if !found {
			t.Errorf("no file has %q", want)
		}
	}
}

// exported returns the texts of all files that were exported.
func exported(t *testing.T, home string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(home, "state/export/*"))
	if err != nil || len(paths) == 0 {
		t.Fatal("nothing was exported", err)
	}
	var out []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(data))
	}
	return out
}

func TestAPasteSaysWhereASecretIsAndWhatItLeavesOpenIsShown(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{env: map[string]string{"PASTE_SECRET": "paste-canary-found"}})
	r.see("new task")
	r.keys("p", "Paste a request", "nothing yet")
	r.Paste(strings.NewReplacer("<your_channel>", "demo", "paste-canary-of-a-channel", "env:PASTE_SECRET", `"secret"`, `"subBotToken": "•••• cd23", "secret"`).Replace(pasted))
	r.keys(term.Enter, "understood", "subBotToken: holds a placeholder")
	r.keys(term.Enter, "The text had placeholders here", "Subscribing bot's token")
	r.keys(term.Enter, "Review", "ready to send", "env PASTE_SECRET")
	r.mustNot("canary")
	r.running()
	if body := r.wire.Bodies()[0]; !strings.Contains(body, `"secret":"paste-canary-found"`) || strings.Contains(body, "Token") {
		t.Errorf("sent %s", body)
	}
}

func TestAPasteMayNotNameTheConnectionsOwnSecret(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys("p", "Paste a request", "nothing yet")
	r.Paste(strings.NewReplacer("<your_channel>", "demo", "paste-canary-of-a-channel", "env:AGORA_CUSTOMER_SECRET").Replace(pasted))
	r.keys(term.Enter, "understood")
	r.keys(term.Enter, "can't be a connection's own secret")
}
