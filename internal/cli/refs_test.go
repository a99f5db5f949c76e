package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/token"
)

const passphrase = "a passphrase of the test"

// posted remembers the bodies of the starts that came to the server.
type posted struct {
	mu     sync.Mutex
	bodies []agora.Request
}

func (p *posted) take(_ http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/tasks") {
		return false
	}
	data, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(data))
	request, _, _ := agora.DecodeRequest(data)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bodies = append(p.bodies, request)
	return false
}

func (p *posted) last(t *testing.T, n int) agora.Request {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.bodies) != n {
		t.Fatalf("%d starts were sent, not %d", len(p.bodies), n)
	}
	if n == 0 {
		return agora.Request{}
	}
	return p.bodies[n-1]
}

// onTerminal lets a person answer: lines where a line is asked for, secrets one
// after the other where those are.
func (w *world) onTerminal(secrets ...string) {
	w.env.CanAsk = true
	w.env.ReadSecret = func(context.Context) (string, error) {
		if len(secrets) == 0 {
			return "", io.EOF
		}
		next := secrets[0]
		secrets = secrets[1:]
		return next, nil
	}
}

func (w *world) alone() { w.env.CanAsk, w.env.ReadSecret = false, nil }

// storing saves a preset whose storage keys are elsewhere.
func storing(access, key string) []string {
	return append(append([]string{"presets", "save", "town-hall"}, legal("hall")...), "--set", "captionConfig.storage.bucket=captions",
		"--set", "captionConfig.storage.vendor=1", "--set", "captionConfig.storage.region=0",
		"--set", agora.PathAccessKey+"="+access, "--set", agora.PathSecretKey+"="+key)
}

// holdsNo looks for texts in every file of the home.
func (w *world) holdsNo(texts ...string) {
	w.t.Helper()
	err := filepath.WalkDir(w.home, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		mustLack(w.t, path+"\n"+string(data), texts...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestAPresetFindsItsSecretsWithoutATerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	w.want(exitDone, storing("env:ACME_ACCESS", "env:ACME_SECRET")...)
	w.vars["ACME_ACCESS"], w.vars["ACME_SECRET"] = "canary-access", " canary-secret\n"
	r := w.want(exitDone, "start", "town-hall", "--yes", "--json")
	got := sent.last(t, 1).Caption.Storage
	if got.AccessKey != "canary-access" || got.SecretKey != "canary-secret" {
		t.Error("other secrets were sent")
	}
	mustHold(t, r.err, "access key ID from the environment variable ACME_ACCESS", "secret access key from the environment variable ACME_SECRET")
	dry := w.want(exitDone, "start", "town-hall", "--dry-run")
	mustHold(t, dry.out, `"secretkey": "env:ACME_SECRET"`)
	show := w.want(exitDone, "presets", "show", "town-hall")
	mustHold(t, show.out, `"secretkey": "env:ACME_SECRET"`, "secret: captionConfig.storage.accesskey from the environment variable ACME_ACCESS")
	list := w.want(exitDone, "presets", "list", "--json")
	mustHold(t, list.out, `"from": "env:ACME_SECRET"`)
	var result startResult
	if err := json.Unmarshal([]byte(r.out), &result); err != nil {
		t.Fatal(err)
	}
	if len(result.Secrets) != 2 || result.Secrets[1] != (sourceJSON{agora.PathSecretKey, "env:ACME_SECRET"}) {
		t.Errorf("told are %v", result.Secrets)
	}
	for _, r := range []ran{r, dry, show, list} {
		mustLack(t, r.out+r.err, "canary")
	}
	w.holdsNo("canary")
}

func TestEveryMissingSecretIsNamedWithTheWaysToSupplyIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	w.want(exitDone, storing("env:ACME_ACCESS", "keyring:acme-storage")...)
	for _, args := range [][]string{{"--yes"}, {"--dry-run"}, {}} {
		r := w.want(exitWrong, append([]string{"start", "town-hall"}, args...)...)
		mustHold(t, r.err, "2 secrets are not at hand", "the environment variable ACME_ACCESS is not set", "the keyring can't be used",
			"--set captionConfig.storage.secretkey=env:NAME", "--set captionConfig.storage.accesskey=env:NAME", "set the variable; or", "--request FILE")
		mustHold(t, r.err, "(keyring:acme-storage)")
		mustLack(t, r.err, "--keep") // not into a keyring that is not there
	}
	mustHold(t, w.want(exitWrong, "start", "town-hall", "--set", agora.PathSecretKey+"=age:acme-storage").err, "store it: ", "--keep")
	w.vars["ACME_ACCESS"], w.vars["OTHER"] = "canary-access", "canary-secret"
	r := w.want(exitWrong, "start", "town-hall", "--yes", "--json")
	mustHold(t, r.out, `"kind": "secret"`, `"path": "captionConfig.storage.secretkey"`, "the secret access key is missing")
	sent.last(t, 0)
	w.want(exitDone, "start", "town-hall", "--yes", "--set", agora.PathSecretKey+"=env:OTHER")
	if got := sent.last(t, 1).Caption.Storage.SecretKey; got != "canary-secret" {
		t.Error("another secret was sent")
	}
	w.holdsNo("canary")
}

func TestASecretIsStoredOnceAndFoundByEveryStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	w.vars["ACME_ACCESS"], w.vars["STTWIZARD_PASSPHRASE"] = "canary-access", passphrase
	args := append(storing("env:ACME_ACCESS", "keyring:replaced"), "--keep", agora.PathSecretKey+"=age:acme-storage")
	w.want(exitWrong, append(args, "--set", agora.PathSecretKey+"=")...) // nothing on the input
	masked := w.run("•••• cd23\n", append(args, "--set", agora.PathSecretKey+"=")...)
	if mustHold(t, masked.err, agora.PathSecretKey+": is a mask, not the secret"); masked.code != exitWrong {
		t.Errorf("a mask was kept: exit code %d", masked.code)
	}
	if r := w.run("canary-secret\n", append(args, "--set", agora.PathSecretKey+"=")...); r.code != exitDone {
		t.Fatal(r.err)
	}
	w.want(exitDone, "start", "town-hall", "--yes")
	if got := sent.last(t, 1).Caption.Storage; got.SecretKey != "canary-secret" || got.AccessKey != "canary-access" {
		t.Error("other secrets were sent")
	}
	delete(w.vars, "STTWIZARD_PASSPHRASE")
	r := w.want(exitWrong, "start", "town-hall", "--yes", "--even-if-running")
	mustHold(t, r.err, "secret access key can't be read: the file of secrets", " is locked", "next: open the file of secrets: put its passphrase into STTWIZARD_PASSPHRASE, or start on a terminal")
	if strings.Contains(r.err, "is missing") || strings.Contains(r.err, "store it") {
		t.Errorf("it is stored, and told to be missing:\n%s", r.err)
	}
	w.onTerminal(passphrase)
	if r := w.run("yes\n", "start", "town-hall", "--even-if-running"); r.code != exitDone {
		t.Fatalf("%s%s", r.out, r.err)
	}
	sent.last(t, 2)
	w.holdsNo("canary", passphrase)
	for name, c := range map[string]struct{ keep, words string }{
		"no place":              {agora.PathSecretKey + "=env:ACME", "nothing can be stored"},
		"no secret":             {"languages=keyring:acme", "path of a secret"},
		"the secret itself":     {agora.PathSecretKey + "=canary", "takes only"},
		"a connection's secret": {agora.PathSecretKey + "=age:acme-customer-secret", "connection's own"},
		"no equals sign":        {agora.PathSecretKey, "path of a secret"},
	} {
		r := w.want(exitWrong, append(storing("", ""), "--replace", "--keep", c.keep)...)
		if mustHold(t, r.err, c.words); strings.Contains(r.err, "canary") {
			t.Errorf("%s: %s", name, r.err)
		}
	}
}

func TestAPresetOpenedWithoutItsSecretAsksForItAndStoresIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	w.want(exitDone, storing("env:ACME_ACCESS", "age:acme-storage")...)
	w.vars["ACME_ACCESS"] = "canary-access"
	w.onTerminal("canary-secret", passphrase, passphrase)
	r := w.run(typed("yes", "yes", "stop"), "--plain", "--preset", "town-hall")
	if r.code != exitDone {
		t.Fatalf("%s%s", r.out, r.err)
	}
	mustHold(t, r.out, "The secret access key is missing: ", "(acme-storage)", "Store it in the file of secrets (acme-storage)", "stored in the file of secrets (acme-storage)",
		"(age acme-storage)", "(env ACME_ACCESS)")
	w.alone()
	w.vars["STTWIZARD_PASSPHRASE"] = passphrase
	w.want(exitDone, "start", "town-hall", "--yes", "--even-if-running")
	if got := sent.last(t, 2).Caption.Storage.SecretKey; got != "canary-secret" {
		t.Error("another secret was sent")
	}
	mustLack(t, r.out+r.err, "canary")
	w.holdsNo("canary", passphrase)
}

func TestSavingAPresetOffersToKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.vars["STTWIZARD_PASSPHRASE"] = passphrase
	lines := []string{"hall", "47091", "88222", "", "", "", "", "en-US", "off", "on", "1", "us-east-1", "bucket", "", "", "off",
		"save week ly", "save weekly", "yes", "yes", "no", "json", "save other", "acme-storage", "no"}
	w.onTerminal("", "", "canary-access", "canary-secret")
	r := w.run(typed(lines...), "--plain", "--sandbox")
	if r.code != exitDone {
		t.Fatalf("%s%s", r.out, r.err)
	}
	mustHold(t, r.out, "how about week-ly", "as weekly-accesskey?", "stored in the file of secrets (weekly-accesskey)",
		"saved as the preset weekly, which asks for the channel name, the secret access key each time", "saved as the preset other, which asks for the channel name each time")
	mustLack(t, r.out+r.err, "canary")
	w.alone()
	mustHold(t, w.want(exitDone, "presets", "show", "weekly").out, "asks for: rtcConfig.channelName, captionConfig.storage.secretkey", `"accesskey": "age:weekly-accesskey"`)
	mustHold(t, w.want(exitDone, "presets", "show", "other").out, `"secretkey": "age:acme-storage"`)
	w.want(exitDone, "start", "other", "--sandbox", "--yes")
	w.holdsNo("canary", passphrase)
}

func TestSavingAPresetReplacesAnotherSecretOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	for answer, told := range map[string]string{"no": "the access key ID, the secret access key each time", "yes": "stored in the file of secrets (acme-storage)"} {
		w := newWorld(t)
		w.vars["STTWIZARD_PASSPHRASE"] = passphrase
		w.vars["ACCESS"] = "AKIA"
		first := append(storing("env:ACCESS", "age:acme-storage"), "--keep", agora.PathSecretKey+"=age:acme-storage")
		if r := w.run("of-something-else\n", first...); r.code != exitDone {
			t.Fatalf("%s%s", r.out, r.err)
		}
		lines := []string{"hall", "47091", "88222", "", "", "", "", "en-US", "off", "on", "1", "us-east-1", "bucket", "", "", "off",
			"save other", "no", "acme-storage", answer, "no"}
		w.onTerminal("", "", "canary-access", "canary-secret")
		r := w.run(typed(lines...), "--plain", "--sandbox")
		mustHold(t, r.out, "There is another secret under acme-storage. Replace it?", told)
		mustLack(t, r.out+r.err, "canary", "of-something-else")
	}
}

func TestBotTokensAreMadeWhenSentAndNeverKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	const certificate = "5cfd2fd1755d40ecb72977518be15d3b"
	w.vars["AGORA_APP_CERTIFICATE"] = certificate
	args := []string{"start", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall", "--planned-end", "2h"}
	dry := w.want(exitDone, append(args, "--dry-run")...)
	mustHold(t, dry.err, "note: rtcConfig.subBotToken: is left out: made when sent", "note: rtcConfig.subBotUid: is left out: each start draws its own")
	mustLack(t, dry.out, "Bot")
	r := w.want(exitDone, append(args, "--yes", "--json")...)
	mustHold(t, r.out, `"from": "made when sent"`)
	got := sent.last(t, 1).RTC
	for _, bot := range []struct {
		uid       string
		token     agora.Secret
		publishes bool
	}{{got.SubBotUID, got.SubBotToken, false}, {got.PubBotUID, got.PubBotToken, true}} {
		read, err := token.Read(bot.token.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		wrong, odd := read.Check(token.Want{AppID: w.vars["AGORA_APP_ID"], Channel: "hall", UID: bot.uid, Publishes: bot.publishes, Now: w.clock.now(), Until: w.clock.now().Add(2 * 3600e9)})
		if len(wrong)+len(odd) > 0 || !read.Verify(certificate) || read.UID != bot.uid {
			t.Errorf("%v, %v", wrong, odd)
		}
		w.holdsNo(bot.token.Reveal()[3:])
		mustLack(t, r.out+r.err, bot.token.Reveal()[3:])
	}
	w.holdsNo(certificate)
	w.want(exitDone, append(args, "--yes", "--even-if-running")...)
	if again := sent.last(t, 2).RTC; again.SubBotUID == got.SubBotUID || again.SubBotToken == got.SubBotToken {
		t.Error("the same bots were sent twice")
	}
	w.vars["AGORA_APP_CERTIFICATE"] = "canary-certificate"
	r = w.want(exitWrong, append(args, "--yes", "--even-if-running")...)
	mustHold(t, r.err, "App Certificate")
	mustLack(t, r.err, "canary")
	sent.last(t, 2)
}

func TestAPastedTokenForAnotherChannelKeepsTheStartBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	made, err := token.Make(token.Spec{AppID: w.vars["AGORA_APP_ID"], Channel: "other", UID: "47091", Role: token.Publisher, Life: 3600e9, Issued: w.clock.now()}, "5cfd2fd1755d40ecb72977518be15d3b", nil)
	if err != nil {
		t.Fatal(err)
	}
	w.vars["SUB"] = made.Reveal()
	r := w.want(exitWrong, startArgs("hall", "--set", agora.PathSubBotToken+"=env:SUB")...)
	mustHold(t, r.err, agora.PathSubBotToken+": was made for the channel")
	mustLack(t, r.err, made.Reveal()[3:])
	sent.last(t, 0)
	r = w.want(exitDone, startArgs("other", "--set", agora.PathSubBotToken+"=env:SUB")...)
	mustHold(t, r.err, "short of the reminder")
}

func TestWhereNothingCanBeStoredTheSecretIsTypedAndUsedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	w.vars["ACME_ACCESS"] = "canary-access"
	w.want(exitDone, storing("env:ACME_ACCESS", "keyring:acme-storage")...)
	w.onTerminal("canary-secret")
	r := w.run("yes\n", "start", "town-hall")
	if r.code != exitDone {
		t.Fatalf("%s%s", r.out, r.err)
	}
	mustHold(t, r.err, "The secret access key is missing: the keyring", "can't be used")
	mustLack(t, r.out+r.err, "canary", "Store it")
	if sent.last(t, 1).Caption.Storage.SecretKey != "canary-secret" {
		t.Error("another secret was sent")
	}
	w.holdsNo("canary")
}

func TestAKeptDraftIsGoneOnWithAndItsSecretsAreFoundAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent posted
	w.serve(sent.take)
	w.vars["ACME_ACCESS"], w.vars["ACME_SECRET"] = "canary-access", "canary-secret"
	w.want(exitDone, storing("env:ACME_ACCESS", "env:ACME_SECRET")...)
	w.onTerminal()
	r := w.run(typed("1", "hall-2", "no"), "--plain", "--preset", "town-hall")
	if r.code != exitDone {
		t.Fatalf("%s%s", r.out, r.err)
	}
	w.holdsNo("canary")
	r = w.run(typed("yes", ":review", "yes", "stop"), "--plain")
	if r.code != exitDone {
		t.Fatalf("%s%s", r.out, r.err)
	}
	mustHold(t, r.out, "You left one unfinished", "secret access key from the environment variable ACME_SECRET", "hall-2")
	if got := sent.last(t, 1); got.Caption.Storage.SecretKey != "canary-secret" || got.RTC.ChannelName != "hall-2" {
		t.Error("something else was sent")
	}
	mustLack(t, r.out+r.err, "canary")
}
