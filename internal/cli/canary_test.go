package cli

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// canaries has a value for each secret that occurs nowhere else.
var canaries = map[string]string{
	agora.PathSubBotToken: "007canary+sub/token==1",
	agora.PathPubBotToken: "007canary+pub/token==2",
	agora.PathSecret:      "canary<key>&3\"quoted",
	agora.PathSalt:        base64.StdEncoding.EncodeToString([]byte("canary-of-thirty-two-bytes-here!")),
	agora.PathAccessKey:   "CANARYACCESS/5+x",
	agora.PathSecretKey:   "canarysecretkey/6+y",
	"customer secret":     "canarycustomer7secret",
}

// forms of a secret in which it might get out.
func formsOf(secret string) []string {
	quoted, _ := json.Marshal(secret)
	forms := []string{
		secret, base64.StdEncoding.EncodeToString([]byte(secret)), base64.URLEncoding.EncodeToString([]byte(secret)),
		url.QueryEscape(secret), url.PathEscape(secret), hex.EncodeToString([]byte(secret)), strings.Trim(string(quoted), `"`),
	}
	return forms
}

// echo answers with everything that it was told, as a badly made server might.
func echo(status int) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		body, _ := io.ReadAll(r.Body)
		_, basic, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		credentials, _ := base64.StdEncoding.DecodeString(basic)
		message, _ := json.Marshal(map[string]string{"message": "body schema check fail " + string(body) + " " + string(credentials) + " " + basic + " " + r.URL.String()})
		answerWith(status, string(message))(w, r)
		return true
	}
}

func TestNoSecretLeaves(t *testing.T) {
	w := newWorld(t)
	// A sandbox that knows the canary; its failures repeat what they were sent.
	failing := 0
	ledger := &sandbox.MemoryLedger{}
	pretend := sandbox.New(sandbox.Options{Ledger: ledger, Pace: w.env.Pace, Secret: agora.Secret(canaries["customer secret"])})
	fail := make(chan int, 1)
	fail <- 0
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		status := <-fail
		fail <- status
		if status == 0 || strings.HasSuffix(r.URL.Path, "/builderTokens") && status != 401 {
			pretend.ServeHTTP(rw, r)
			return true
		}
		return echo(status)(rw, r)
	})
	w.vars["AGORA_CUSTOMER_SECRET"] = canaries["customer secret"]
	answers := func(status int) { <-fail; fail <- status }

	request := requestWithSecrets(t)
	file := filepath.Join(t.TempDir(), "request.json")
	if err := os.WriteFile(file, request.Body(agora.Project{Version: agora.V5}), 0o600); err != nil {
		t.Fatal(err)
	}
	var outputs []string
	run := func(input string, args ...string) ran {
		t.Helper()
		r := w.run(input, args...)
		outputs = append(outputs, strings.Join(args, " ")+"\n"+r.out+r.err)
		return r
	}
	channel := func(name string) []string { return []string{"--set", agora.PathChannelName + "=" + name} }

	for i, status := range []int{0, 400, 401, 403, 409, 429, 500} {
		answers(status)
		name := channel("c" + string(rune('a'+i)))
		for _, form := range [][]string{nil, {"--json"}, {"--dry-run"}, {"--wait", "--json"}} {
			r := run("", append(append([]string{"start", "--yes", "--even-if-running", "--request", file}, name...), form...)...)
			if status == 0 && r.code != exitDone {
				t.Fatalf("%v: exit code %d\n%s%s", form, r.code, r.out, r.err)
			}
			failing += r.code
		}
		run("", "connections", "test")
		run("", "tasks", "stop", "--channel", "ca", "--yes")
	}
	if failing == 0 {
		t.Error("nothing failed, so nothing was tried")
	}
	answers(0)
	run("", "presets", "save", "kept", "--request", file)
	attempts, _, err := w.journal().List()
	if err != nil || len(attempts) == 0 {
		t.Fatal(attempts, err)
	}
	for _, at := range attempts {
		run("", "tasks", "show", at.ID())
		run("", "tasks", "show", at.ID(), "--json")
		run("", "tasks", "stop", at.ID(), "--json")
	}
	for _, args := range [][]string{
		{"presets", "list"}, {"presets", "list", "--json"}, {"presets", "show", "kept"}, {"tasks", "list", "--all"}, {"tasks", "list", "--all", "--json"},
		{"tasks", "list", "--all", "--live"}, {"tasks", "recover", "--json"}, {"tasks", "recover", "--wait", "--stop"}, {"tasks", "stop", "--all", "--yes", "--json"}, {"__complete", "tasks", "show", ""},
		{"connections", "list"}, {"connections", "list", "--json"}, {"connections", "show", "environment"}, {"__complete", "start", ""}, {"__complete", "tasks", "stop", ""},
	} {
		run("", args...)
	}
	// On the command line, where they don't belong, and in files that are broken round them.
	for path, secret := range canaries {
		run("", "start", "--set", path+"="+secret)
		run("", "start", "--set", path+"=env:"+secret)
		run("", "connections", "add", "x", "--version", "v5", "--secret", secret)
		run(`{"rtcConfig":{"secret":`+secret+`}}`, "start", "--request", "-")
		quoted, _ := json.Marshal(secret)
		run(`{"rtcConfig":{"secret":[`+string(quoted)+`],"subBotUid":`+string(quoted)+`.}}`, "start", "--request", "-")
		yaml := filepath.Join(t.TempDir(), "broken.yaml")
		os.WriteFile(yaml, []byte("schema: 1\nrequest:\n  rtcConfig:\n    secret: "+secret+"\n    more: [\n"), 0o600)
		run("", "presets", "import", yaml)
		run("", "start", yaml)
	}
	plainWithSecrets(t, w, run)

	mustHold(t, strings.Join(outputs, "\n"), "body schema check fail", "••••")

	// What the outputs and the files hold; the journal's builder tokens are its own.
	state, err := sandbox.Read(ledger)
	if err != nil {
		t.Fatal(err)
	}
	for _, output := range outputs {
		args, text, _ := strings.Cut(output, "\n")
		for name, secret := range canaries {
			refuseForms(t, "the output of sttwizard "+cutSecrets(args), text, name, secret)
		}
		for _, token := range state.Tokens {
			refuseForms(t, "the output of sttwizard "+cutSecrets(args), text, "builder token", token.Name)
		}
	}
	err = filepath.WalkDir(w.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for name, secret := range canaries {
			refuseForms(t, path, string(data), name, secret)
		}
		if info, _ := d.Info(); info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s (%v)", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func requestWithSecrets(t *testing.T) agora.Request {
	t.Helper()
	var r agora.Request
	settings := append(sandbox.Legal(), []sandbox.Setting{
		{Path: agora.PathCryptionMode, Text: "8"}, {Path: agora.PathBucket, Text: "bucket"},
		{Path: agora.PathVendor, Text: "1"}, {Path: agora.PathRegion, Text: "0"},
	}...)
	for path, secret := range canaries {
		if agora.IsSecret(path) {
			settings = append(settings, sandbox.Setting{Path: path, Text: secret})
		}
	}
	for _, s := range settings {
		if err := r.Set(s.Path, s.Text); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// plainWithSecrets walks plain mode with all secrets typed, on a terminal that
// does not show them, and leaves before and after sending.
func plainWithSecrets(t *testing.T, w *world, run func(string, ...string) ran) {
	t.Helper()
	for _, last := range [][]string{{"json", "save typed", "no"}, {"yes", "stop"}} {
		secrets := []string{canaries[agora.PathSubBotToken], canaries[agora.PathPubBotToken], canaries[agora.PathSecret], canaries[agora.PathSalt], canaries[agora.PathAccessKey], canaries[agora.PathSecretKey]}
		w.env.ReadSecret = func(context.Context) (string, error) {
			if len(secrets) == 0 {
				return "", io.EOF
			}
			s := secrets[0]
			secrets = secrets[1:]
			return s, nil
		}
		lines := []string{"plain", "47091", "88222", "", "", "", "", "en-US", "on", "8", "on", "1", "us-east-1", "bucket", "", "", "off"}
		r := run(typed(append(lines, last...)...), "--plain")
		if r.code != exitDone {
			t.Fatalf("plain mode: exit code %d\n%s%s", r.code, r.out, r.err)
		}
		mustHold(t, r.out, "••••")
	}
	w.env.ReadSecret = nil
}

func refuseForms(t *testing.T, where, text, name, secret string) {
	t.Helper()
	for _, form := range formsOf(secret) {
		if strings.Contains(text, form) {
			t.Errorf("%s holds the %s", where, name)
			return
		}
	}
}

// cutSecrets keeps the canaries out of this test's own output.
func cutSecrets(args string) string {
	for name, secret := range canaries {
		args = strings.ReplaceAll(args, secret, "("+name+")")
	}
	return args
}
