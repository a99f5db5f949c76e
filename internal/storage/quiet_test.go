package storage

import (
	"bytes"
	"net/url"
	"os"
	"os/exec"
	"testing"

	"sttwizard/internal/clock/clocktest"
)

// AZURE_SDK_GO_LOGGING would write every request over the screen.
func TestAzuresClientWritesNothing(t *testing.T) {
	t.Parallel()
	w := newWild(t, refusing(403, "AuthenticationFailed"))
	cmd := exec.Command(os.Args[0], "-test.run", "^TestAzureForItself$", "-test.v")
	cmd.Env = append(os.Environ(), "AZURE_SDK_GO_LOGGING=all", "STTWIZARD_TEST_AZURE="+w.url)
	out, err := cmd.CombinedOutput()
	if err != nil || w.asked.Load() != 1 {
		t.Errorf("%d requests, %v: %s", w.asked.Load(), err, out)
	}
	if n := bytes.Count(out, []byte("\n")); n > 5 || bytes.Contains(out, []byte("127.0.0.1")) {
		t.Errorf("%d lines: %s", n, out)
	}
}

// TestAzureForItself is run by the test above.
func TestAzureForItself(t *testing.T) {
	address := os.Getenv("STTWIZARD_TEST_AZURE")
	if _, err := url.Parse(address); err != nil || address == "" {
		return
	}
	if got := Explain(both(t, address, clocktest.Patience())["Azure"].Put(t.Context(), "x", nil)); got.Cause != SecretWrong {
		t.Errorf("%+v", got)
	}
}
