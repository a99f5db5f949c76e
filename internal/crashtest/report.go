package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"sttwizard/agora/sandbox"
)

// report tells everything about a trial in which something was found.
func (t *trial) report(ledger sandbox.State) string {
	var b strings.Builder
	for _, f := range t.found {
		fmt.Fprintf(&b, "%s: %s\n", f.Mistake, f.What)
	}
	fmt.Fprintf(&b, "%s\nhome %s\n\nwhat happened, in its order\n%s\n", t.plan, t.home, strings.Join(t.server.lines(), "\n"))
	for _, r := range t.runs {
		if said := strings.TrimSpace(r.Err + r.Out); said != "" && !strings.Contains(r.String(), "tasks list") {
			fmt.Fprintf(&b, "\n%s\n%s\n", r, said)
		}
	}
	state, err := json.MarshalIndent(ledger, "", " ")
	if err != nil {
		state = []byte(err.Error())
	}
	fmt.Fprintf(&b, "\njournals\n%s\nwhat was really started\n%s\n", t.journalText(), masked(string(state)))
	return b.String()
}
