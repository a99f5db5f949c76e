package life

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/samples"
)

// connectionBy is a file of connections with one, whose secret is where ref says.
func (w *world) connectionBy(ref string) {
	w.t.Helper()
	text := fmt.Sprintf("schema: 1\ndefault: acme\nconnections:\n  - name: acme\n    version: v5\n    appId: %q\n    customerKey: %q\n    certificate: \"off\"\n    secret: %q\n    baseUrl: %q\n",
		sandbox.DefaultAppID, sandbox.DefaultKey, ref, w.url)
	path := filepath.Join(w.home, "config", "connections.yaml")
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		w.t.Fatal(err)
	}
}

// clean fails the test where a text holds a canary, or the sandbox's own secret.
func clean(t *testing.T, where, text string) {
	t.Helper()
	birds := samples.Canaries()
	birds["sandbox's customer secret"] = sandbox.DefaultSecret.Reveal()
	if found := birds.In(text); len(found) > 0 {
		t.Errorf("%s holds %v", where, found)
	}
}

// A secret that is typed on a real terminal goes to Agora and nowhere else: not
// into what is written to the terminal, the process list, the log, or the files
// that variables of the library's make it write.
func TestATypedSecretIsNowhereOutsideOfTheProgram(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	birds := samples.Canaries()
	open1 := w.file("secret.yaml", strings.Replace(preset, "pubBotUid: \"88222\"", "pubBotUid: \"88222\", cryptionMode: 1", 1)+"secrets: {rtcConfig.secret: ask}\n")
	dir := t.TempDir()
	cmd := w.command("--preset", open1, "--log", filepath.Join(dir, "wizard.log"))
	cmd.Dir = dir
	cmd.Env = append(cmd.Env, "TEA_TRACE="+filepath.Join(dir, "trace"), "TEA_DEBUG=1", "STTWIZARD_KEYRING=off")
	c := open(t).run(cmd)
	c.see("What this preset leaves open")
	for _, name := range []string{"cmdline", "comm", "stat"} {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", cmd.Process.Pid, name))
		if err != nil {
			t.Fatal(err)
		}
		clean(t, name, string(data))
	}
	c.send("\x1b[200~" + birds[agora.PathSecret] + "\x1b[201~\r")
	c.see("ready to send")
	c.send("v")
	c.see("••••")
	c.press("s", "IN_PROGRESS")
	c.send("q")
	clean(t, "the terminal", c.written())
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the log there is %v, %v", entries, err)
	}
	for _, path := range append(glob(t, filepath.Join(w.home, "state", "*")), filepath.Join(dir, "wizard.log")) {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			birds := samples.Canaries()
			if found := birds.In(string(data)); len(found) > 0 {
				t.Errorf("%s holds %v", path, found)
			}
		}
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// A command that prints a secret sees no other: not in its arguments, and not the
// passphrase in its environment.
func TestAProgramThatIsStartedSeesNoOtherSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	birds, dir := samples.Canaries(), t.TempDir()
	script := filepath.Join(dir, "print-secret")
	text := "#!/bin/sh\ntr '\\0' '\\n' </proc/$$/cmdline >" + dir + "/seen\ntr '\\0' '\\n' </proc/$PPID/cmdline >>" + dir + "/seen\nenv >>" + dir + "/seen\nprintf %s " + sandbox.DefaultSecret.Reveal() + "\n"
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	w.connectionBy("cmd:" + script)
	cmd := w.command("connections", "test", "acme")
	cmd.Env = append(cmd.Env, "STTWIZARD_PASSPHRASE="+birds[samples.Passphrase], "AGORA_CUSTOMER_SECRET=", "AGORA_APP_ID=", "AGORA_CUSTOMER_KEY=", "STTWIZARD_KEYRING=off")
	out, err := cmd.CombinedOutput()
	clean(t, "the output", string(out))
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	seen, err := os.ReadFile(filepath.Join(dir, "seen"))
	if err != nil || !bytes.Contains(seen, []byte("print-secret")) {
		t.Fatalf("%q, %v", seen, err)
	}
	clean(t, "what the command sees", string(seen))
}

func TestACrashLeavesNoSecretAndNoCore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	birds, dir := samples.Canaries(), t.TempDir()
	cmd := w.broken("crash")
	cmd.Args = append([]string{"sh", "-c", `ulimit -c unlimited; exec "$0"`}, cmd.Path)
	cmd.Path = "/bin/sh"
	cmd.Dir = dir
	cmd.Env = append(cmd.Env, "GOTRACEBACK=crash", "CRASH_SECRET="+birds[agora.PathSecretKey])
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !strings.Contains(out.String(), "panic: ") {
		t.Fatalf("%v\n%s", err, out.String())
	}
	clean(t, "what the runtime prints", out.String())
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("it left %v, %v", entries, err)
	}
}
