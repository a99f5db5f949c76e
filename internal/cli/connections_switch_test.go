package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
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

func TestFiguresOfCostFollowOnesOwnPrices(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, append([]string{"start", "--connection", "environment", "--yes"}, legal("hall")...)...)
	id := w.started()
	w.clock.pass(time.Hour)
	costs := func(currency, prices, figures string) {
		t.Helper()
		if r := w.want(exitDone, "tasks", "list", "--json"); !strings.Contains(r.out, `"currency": "`+currency+`"`) || !strings.Contains(r.out, `"prices": "`+prices+`"`) {
			t.Errorf("tasks list prints\n%s", r.out)
		}
		if r := w.want(exitDone, "tasks", "show", id); !strings.Contains(r.out, figures) {
			t.Errorf("tasks show prints\n%s", r.out)
		}
	}
	costs("US$", agora.PublishedPrices.Day, "about US$ 1.02 if one microphone was open all the time, US$ 0.06 if none was")
	path := filepath.Join(w.home, "config", "connections.yaml")
	own := "schema: 1\nprices: {currency: EUR, transcription: 15.5, identification: 4, translation: 8, standby: 0.9}\nconnections: []\n"
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(own), 0o600)); err != nil {
		t.Fatal(err)
	}
	costs("EUR", "own", "about EUR 0.93 if one microphone was open all the time, EUR 0.05 if none was")
}
