package convert

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/samples"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with a golden file, or writes it anew.
func golden(t *testing.T, path, got string) {
	t.Helper()
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
		t.Errorf("%s is not what it was; look at it and run with -update:\n%s", path, got)
	}
}

var v5 = agora.Project{Version: agora.V5}

func minimalRequest() agora.Request { return samples.LegalRequest("town-hall") }

// fullRequest has every field, with secrets that no quoting may touch.
func fullRequest() agora.Request {
	r := samples.FullRequest(agora.V5)
	r.RTC.SubBotToken = `CANARYsub'"\$(touch pwned)`
	r.RTC.PubBotToken = "CANARYpub`touch pwned`\\\\ %s !! é"
	r.RTC.Secret = `CANARYsecret \n \u0041 "'"; touch pwned; &\1`
	r.RTC.Salt = agora.Secret(base64.StdEncoding.EncodeToString([]byte("CANARYsaltCANARYsaltCANARYsalt32")))
	r.Caption.Storage.AccessKey, r.Caption.Storage.SecretKey = "-n CANARYaccess", `@CANARYstorage\`
	return r
}

// sandboxCall is a call of that request to the pretend Agora at url.
func sandboxCall(url string, r agora.Request) Call {
	return Call{BaseURL: url, AppID: sandbox.DefaultAppID, Key: sandbox.DefaultKey, Project: v5, Request: r}
}

// environment returns what a person exports for a request.
func environment(r agora.Request, customer agora.Secret) []string {
	env := []string{"AGORA_CUSTOMER_SECRET=" + customer.Reveal()}
	for _, v := range (Call{Project: v5, Request: r}).needed()[1:] {
		value, _ := r.Get(v.path)
		env = append(env, v.name+"="+value)
	}
	return env
}

// agoraWorld is a pretend Agora that also keeps the bodies it was sent.
type agoraWorld struct {
	url    string
	ledger *sandbox.MemoryLedger

	mu     sync.Mutex
	bodies [][]byte // of starts
	calls  []string // method and last part of the path
	fault  func(w http.ResponseWriter, r *http.Request, n int, next http.Handler)
}

// newAgora serves a sandbox; fault, if any, answers the n-th start (from 1).
func newAgora(t *testing.T, o sandbox.Options, fault func(http.ResponseWriter, *http.Request, int, http.Handler)) *agoraWorld {
	t.Helper()
	a := &agoraWorld{ledger: &sandbox.MemoryLedger{}, fault: fault}
	o.Ledger = a.ledger
	pretend := sandbox.New(o)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, pretend) }))
	t.Cleanup(server.Close)
	a.url = server.URL
	return a
}

func (a *agoraWorld) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	a.mu.Lock()
	a.calls = append(a.calls, r.Method+" "+filepath.Base(r.URL.Path))
	start := r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/tasks") || strings.HasSuffix(r.URL.Path, "/join"))
	if start {
		a.bodies = append(a.bodies, body)
	}
	n := len(a.bodies)
	a.mu.Unlock()
	if start && a.fault != nil {
		a.fault(w, r, n, next)
		return
	}
	next.ServeHTTP(w, r)
}

// seen returns the bodies of all starts, and every call.
func (a *agoraWorld) seen() (bodies [][]byte, calls []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.bodies), slices.Clone(a.calls)
}

func (a *agoraWorld) state(t *testing.T) sandbox.State {
	t.Helper()
	st, err := sandbox.Read(a.ledger)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// outcome is what running a script gave.
type outcome struct {
	out, err string
	code     int
	argv     string // of every curl and sed that ran, each argument in a line
	waits    string // what sleep was asked for
}

// realShell is a way to run a script.
type realShell struct {
	name  string
	outer []string // the command; the script is its standard input when file is false
	file  bool
	inner string // what "sh" is on the PATH; empty: this machine's own
}

// missing skips a test that needs a program which is not installed; where
// STTWIZARD_NO_SKIP is set, as in CI, it fails.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("STTWIZARD_NO_SKIP") != "" {
		t.Fatalf("%s is not installed, and nothing may be skipped here", tool)
	}
	t.Skipf("%s is not installed, so what is exported for it can't run", tool)
}

// realShells returns a way to run a script for every shell of this machine: as a file,
// with that shell also as the sh of the machine, and pasted into an interactive one.
func realShells(t *testing.T) []realShell {
	t.Helper()
	for _, tool := range []string{"sh", "curl", "sed", "tr"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool)
		}
	}
	found := []realShell{{name: "sh", outer: []string{"sh"}, file: true}}
	for _, name := range []string{"dash", "bash", "zsh"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		found = append(found, realShell{name: name, outer: []string{path}, file: true, inner: path})
	}
	for _, interactive := range [][]string{{"bash", "--norc", "-i"}, {"zsh", "-f", "-i"}} {
		if _, err := exec.LookPath(interactive[0]); err == nil {
			found = append(found, realShell{name: "pasted into " + interactive[0], outer: interactive})
		}
	}
	return found
}

// run runs a script with spies in front of curl, sed, tr and sleep. It fails if
// the script left any file behind.
func run(t *testing.T, sh realShell, script string, env []string) outcome {
	t.Helper()
	home, work := t.TempDir(), t.TempDir()
	for _, tool := range []string{"curl", "sed", "tr", "date", "cat", "printf"} {
		real, err := exec.LookPath(tool)
		if err != nil {
			t.Skipf("%s is not installed, so no script can run", tool)
		}
		spy(t, home, tool, fmt.Sprintf("printf '%%s\\n' %s \"$@\" >>%s/argv\nexec %s \"$@\"\n", tool, home, real))
	}
	spy(t, home, "sleep", fmt.Sprintf("echo \"$1\" >>%s/waits\n", home))
	file := filepath.Join(home, "script.sh")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	if sh.inner != "" {
		spy(t, home, "sh", "exec "+sh.inner+` "$@"`+"\n")
	}
	args := sh.outer[1:]
	if sh.file {
		args = append(slices.Clone(args), file)
	}
	cmd := exec.Command(sh.outer[0], args...)
	if !sh.file {
		cmd.Stdin = strings.NewReader(script)
	}
	cmd.Dir = work
	cmd.Env = append([]string{"HOME=" + home, "HISTFILE=", "PATH=" + home + string(os.PathListSeparator) + os.Getenv("PATH")}, env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(work); len(left) > 0 {
		t.Errorf("the script left %v behind: a text of the request was run", left)
	}
	argv, _ := os.ReadFile(filepath.Join(home, "argv"))
	waits, _ := os.ReadFile(filepath.Join(home, "waits"))
	return outcome{out.String(), errs.String(), cmd.ProcessState.ExitCode(), string(argv), string(waits)}
}

func spy(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
}
