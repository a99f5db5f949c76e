package cli

import (
	"strings"
	"testing"

	"sttwizard/agora/sandbox"
)

func TestAConnectionIsToldNotToLookAhead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "connections", "add", "acme", "--version", "v5", "--app-id", sandbox.DefaultAppID,
		"--customer-key", sandbox.DefaultKey, "--secret", "ask", "--look-ahead", "off")
	shown := func(text, json string) {
		t.Helper()
		if r := w.want(exitDone, "connections", "show", "acme"); !strings.Contains(r.out, "look ahead       "+text) {
			t.Errorf("it shows\n%s", r.out)
		}
		if r := w.want(exitDone, "connections", "show", "acme", "--json"); !strings.Contains(r.out, `"lookAhead": "`+json+`"`) {
			t.Errorf("it prints\n%s", r.out)
		}
	}
	shown("off", "off")
	w.want(exitWrong, "connections", "edit", "acme", "--look-ahead", "false")
	shown("off", "off")
	w.want(exitDone, "connections", "edit", "acme", "--look-ahead", "on")
	shown("on", "on")
}
