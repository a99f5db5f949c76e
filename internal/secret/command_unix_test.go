//go:build unix

package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

func run(t *testing.T, line string, limit time.Duration) (string, error) {
	t.Helper()
	value, _, err := Ref{FormCommand, line}.Resolve(t.Context(), "customer secret", Sources{Limit: limit})
	if err != nil && strings.Contains(err.Error(), "canary") {
		t.Errorf("%s: the error shows it: %v", line, err)
	}
	return value.Reveal(), err
}

func TestACommandIsRunByTheShellWithoutInputTerminalOrOurVariables(t *testing.T) {
	t.Setenv(PassphraseVariable, "canary")
	t.Setenv("AGORA_CUSTOMER_SECRET", "canary")
	t.Setenv("agora_app_certificate", "canary")
	t.Setenv("OTHER_OF_TEST", "kept")
	for line, want := range map[string]string{
		`printf 'canary\n\n'`:                                   "canary",
		`echo canary >&2; echo a | tr a b`:                      "b",
		`cat; echo after`:                                       "after",
		`(: >/dev/tty) 2>/dev/null && echo yes || echo no`:      "no",
		`echo "[$STTWIZARD_PASSPHRASE]"`:                        "[]",
		`echo "[$AGORA_CUSTOMER_SECRET$agora_app_certificate]"`: "[]",
		`echo "$OTHER_OF_TEST"`:                                 "kept",
		`sleep 3 & echo canary`:                                 "canary", // what stays behind holds the output open
	} {
		if got, err := run(t, line, 20*time.Second); got != want || err != nil {
			t.Errorf("%s: %q, %v", line, got, err)
		}
	}
}

func TestWhatACommandMayNotPrint(t *testing.T) {
	for line, want := range map[string]string{
		`printf 'canary\nuser: canary\n'`:        "has 2 lines",
		`printf 'canary\ruser'`:                  "lines",
		`yes canary`:                             "more than 64 KiB",
		`head -c 65537 /dev/zero | tr '\0' c`:    "more than 64 KiB",
		`kill -9 $$`:                             "could not be run to its end",
		`no-such-canary-program`:                 "exit code 127",
		`echo 'canary' | grep -q dog || exit 44`: "exit code 44",
	} {
		if got, err := run(t, line, 20*time.Second); got != "" || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", line, err)
		}
	}
	if got, err := run(t, `head -c 65536 /dev/zero | tr '\0' c`, 20*time.Second); err != nil || len(got) != maxValue {
		t.Errorf("the longest: %d bytes, %v", len(got), err)
	}
}

func TestACommandThatTakesTooLongIsNamedWithoutItsLine(t *testing.T) {
	_, err := run(t, "exec sleep 60 # canary", 50*time.Millisecond)
	if missing, ok := errors.AsType[*MissingError](err); !ok || missing.Tried != "what the command in connections.yaml prints gave no answer within 50ms" {
		t.Errorf("got %v", err)
	}
}

func TestACommandIsKilledWithAllThatItStarted(t *testing.T) {
	list := filepath.Join(t.TempDir(), "pids")
	line := fmt.Sprintf(`sh -c 'echo $$ >>%[1]s; exec sleep 60' & echo $$ >>%[1]s; wait`, list)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, _, err := Ref{FormCommand, line}.Resolve(ctx, "customer secret", Sources{})
		done <- err
	}()
	var pids []string
	until(t, "both run", func() bool {
		data, _ := os.ReadFile(list) // it may not be there yet
		pids = strings.Fields(string(data))
		return len(pids) == 2 && strings.HasSuffix(string(data), "\n")
	})
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	for _, text := range pids {
		pid, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		until(t, text+" has ended", func() bool { return !runs(pid) })
	}
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(clocktest.Patience()); !is(); {
		if time.Now().After(deadline) {
			t.Fatal("in vain: ", what)
		}
	}
}

// runs reports whether a process is there and not only waits to be reaped.
func runs(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err == nil {
		return !strings.Contains(string(stat), ") Z ")
	}
	return syscall.Kill(pid, 0) == nil
}

func TestAPipeIsNoFileOfASecret(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	for path, want := range map[string]string{pipe: "is a named pipe, not a file", "/dev/zero": "is a device, not a file"} {
		_, _, err := Ref{FormFile, path}.Resolve(t.Context(), "customer secret", Sources{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
