package ui

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
)

// canaries are secrets that can be told from any other text, by path.
var canaries = map[string]string{
	agora.PathSubBotToken: "canary-listening-token",
	agora.PathPubBotToken: "canary-writing-token",
	agora.PathSecret:      "canary-channel-secret",
	agora.PathSalt:        "Y2FuYXJ5LXNhbHQtY2FuYXJ5LXNhbHQtY2FuYXJ5LXM=",
	agora.PathAccessKey:   "canary-access-key",
	agora.PathSecretKey:   "canary-secret-key",
}

const customerCanary = "canary-customer-secret"

// forms are the ways in which a secret could stand in a text.
func forms(secret string) []string {
	return []string{
		secret, base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
		url.QueryEscape(secret), hex.EncodeToString([]byte(secret)), strings.ToUpper(secret),
	}
}

// leaked names the canaries that a text holds, those of extra included.
func leaked(text string, extra ...string) []string {
	var out []string
	secrets := append([]string{customerCanary}, extra...)
	for _, s := range canaries {
		secrets = append(secrets, s)
	}
	for _, s := range secrets {
		for _, f := range forms(s) {
			if strings.Contains(text, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

// withCanaries is a draft with every field set and a canary for every secret.
func withCanaries(t *testing.T) *form.Draft {
	t.Helper()
	d := form.NewDraft(agora.Project{Version: agora.V5})
	for path, text := range map[string]string{
		agora.PathLanguages: "en-US", agora.PathChannelName: "demo", agora.PathSubBotUID: "47091", agora.PathPubBotUID: "88222",
		agora.PathCryptionMode: "7", agora.PathVendor: "1", agora.PathRegion: "0", agora.PathBucket: "captions",
	} {
		if err := d.Set(path, text, form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range canaries {
		if err := d.Set(path, text, form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	if wrong := d.Problems(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return d
}

// sweep is a desk that looks for canaries in every frame and in what is copied.
func sweep(t *testing.T, o rigOptions) *desk {
	t.Helper()
	d := newDesk(t, o)
	d.after = func() {
		t.Helper()
		if found := leaked(sgr.ReplaceAllString(d.m.View().Content, "")); len(found) > 0 {
			t.Errorf("%v on the screen:\n%s", found, d.text())
		}
	}
	return d
}

// sweepHome looks for secrets in all files of a home; allowed names files in
// which one of them may stand.
func sweepHome(t *testing.T, home string, extra string, allowed func(path string) bool) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if found := leaked(string(data)); len(found) > 0 {
			t.Errorf("%s holds %v", path, found)
		}
		if extra != "" && strings.Contains(string(data), extra) != allowed(path) {
			t.Errorf("%s: the builder token is in it: %v", path, !allowed(path))
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files, %v", files, err)
	}
}

func TestNoSecretIsSeenOrWrittenOnTheWayToATask(t *testing.T) {
	home := t.TempDir()
	token := "canary-builder-token"
	answers := map[string]func(http.ResponseWriter){
		"acquire": answering(200, `{"createTs":1,"instanceId":"i","tokenName":"`+token+`"}`),
		"start":   answering(200, `{"taskId":"t-1","createTs":1,"status":"STARTED"}`),
		"query":   answering(200, `{"taskId":"t-1","createTs":1,"status":"IN_PROGRESS"}`),
	}
	env := map[string]string{"AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey, "AGORA_CUSTOMER_SECRET": customerCanary}
	d := sweep(t, rigOptions{home: home, real: true, env: env, url: badAgora(t, answers), ui: Options{Draft: withCanaries(t)}})
	d.run(d.m.readChoices())
	if _, ok := d.m.screen.(*connectionList); ok {
		d.press("up", "up", "enter")
	}
	d.must("ready to send")
	d.everywhere()
	d.press("v")
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 60})
	d.must("builderToken")
	d.press("c", "w", "esc")
	for _, step := range form.Steps() {
		d.press("esc")
		d.press(fmt.Sprintf("alt+%d", step+1))
		for range 10 {
			d.press("tab")
		}
		d.press("ctrl+r")
	}
	d.press("ctrl+s", "enter", "enter", "enter", "h")
	d.press("g", "ctrl+r", "h", "enter", "ctrl+r", "h")
	sweepHome(t, home, "", nil)

	d.m.draft = withCanaries(t)
	d.run(d.m.showReview())
	d.calm()
	d.press("s")
	d.must("demo", "47091 listens")
	d.ringOne()
	d.everywhere()
	d.press("y", "w", "w", "q", "esc", "h", "t", "enter")
	d.everywhere()
	if found := leaked(strings.Join(d.copied, "\n"), token); len(found) > 0 {
		t.Errorf("%v went to the clipboard", found)
	}
	if len(d.copied) < 2 {
		t.Errorf("%d texts went to the clipboard", len(d.copied))
	}
	sweepHome(t, home, token, func(path string) bool { return filepath.Ext(path) == ".jnl" })
}

func TestSecretsThatComeBackFromTheServerAreNotSeen(t *testing.T) {
	echo := "refused: "
	for _, s := range canaries {
		echo += s + " "
	}
	for name, answers := range map[string]map[string]func(http.ResponseWriter){
		"with the token": {"acquire": answering(400, `{"message":`+quoted(echo)+`}`)},
		"with the start": {"acquire": answering(200, `{"createTs":1,"instanceId":"i","tokenName":"t"}`), "start": answering(400, `{"message":`+quoted(echo)+`}`)},
		"as no JSON":     {"acquire": answering(200, echo)},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			d := sweep(t, rigOptions{home: home, real: true, env: realEnv, url: badAgora(t, answers), ui: Options{Draft: withCanaries(t)}})
			if _, ok := d.m.screen.(*connectionList); ok {
				d.press("up", "up", "enter")
			}
			d.calm()
			d.press("s")
			d.must("Not started")
			d.everywhere()
			d.press("d")
			d.everywhere()
			d.press("d", "h")
			sweepHome(t, home, "", nil)
		})
	}
}

func TestATypedCustomerSecretIsNeverSeen(t *testing.T) {
	home := withReady(t, "demo")
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", badAgora(t, map[string]func(http.ResponseWriter){
		"acquire": answering(401, `{"message":"Invalid authentication credentials"}`)})))
	d := sweep(t, rigOptions{home: home, real: true})
	d.press("c", "up", "up", "enter", "enter")
	d.must("ready to send", "acme")
	d.calm()
	d.press("s")
	d.must("Customer secret of acme")
	d.types(customerCanary)
	d.everywhere()
	d.press("enter")
	d.must("Agora refused the credentials")
	d.everywhere()
	sweepHome(t, home, "", nil)
}
