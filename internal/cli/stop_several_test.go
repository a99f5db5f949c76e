package cli

import (
	"strings"
	"testing"
)

// TestAStopThatAsksSaysSo: what its help does not say stops nothing in somebody's cron.
func TestAStopThatAsksSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	help := strings.Join(strings.Fields(w.want(exitDone, "tasks", "stop", "--help").out), " ")
	mustHold(t, help, "--all and --channel ask first", "Without a terminal, as in cron, nothing is stopped where --yes is missing, and the exit code is 2",
		"in a CHANNEL; asks first, unless --yes", "may be running; asks first, unless --yes")
	for _, more := range [][]string{{"--all"}, {"--channel", "hall"}} {
		args := append([]string{"tasks", "stop", "--if-any"}, more...)
		r := w.want(exitWrong, args...)
		mustHold(t, r.err, "nothing was stopped: there is no terminal to ask on, and --yes is missing", "cost: they may be running", "next: add --yes")
		mustHold(t, w.want(exitWrong, append(args, "--json")...).out, `"kind": "confirm"`, "--yes is missing")
		mustHold(t, w.want(exitDone, "tasks", "list").out, "hall")
	}
	w.want(exitDone, "tasks", "stop", "hall") // one that is named by its name is not asked about
	w.startIn("board")
	w.want(exitDone, "tasks", "stop", "--all", "--if-any", "--yes")
}
