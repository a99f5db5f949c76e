package ui

import (
	"testing"

	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// The review of a preset says what differs from it, and with one key what differs from the
// last task that was started from it.
func TestTheReviewTellsWhatDiffersFromTheLastRun(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/town-hall.yaml", townHall)
	r := start(t, rigOptions{home: home})
	r.see("❯ Weekly town hall")
	r.keys(term.Enter, "Channel name")
	r.keys(term.CtrlU+"gala"+term.Enter, "ready to send")
	r.calm()
	r.keys("s", "n another")
	r.mustState(attempt.Started)
	r.keys("h", "n new task")
	r.keys("/weekly"+term.Enter, `with "weekly"`)
	r.keys(term.Down, "❯ Weekly town hall")
	r.keys(term.Enter, "Channel name")
	r.keys(term.CtrlU+"gala-2"+term.Enter, "ready to send", "gala-2")
	r.mustNot("differs from", "was gala")
	r.keys("D", "differs from last run of", "Channel name gala → gala-2", "was gala")
	r.keys("D", "compared with nothing")
	r.mustNot("differs from", "was gala")
}
