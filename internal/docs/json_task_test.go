package docs

import (
	"encoding/json"
	"strings"
	"testing"
)

// started starts a task and gives its attempt.
func (m *machine) started(args ...string) string {
	m.t.Helper()
	var got struct{ Attempt string }
	r := m.run(with(append([]string{"start", "--yes", "--json"}, args...)...)...)
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || got.Attempt == "" {
		m.t.Fatalf("%v\n%s%s", err, r.out, r.errs)
	}
	return got.Attempt
}

// documentedAfter returns the keys of the table behind a line.
func documentedAfter(t *testing.T, text, line string) []string {
	t.Helper()
	var out []string
	for _, row := range tableAfter(t, text, line) {
		out = append(out, codes(row[0])...)
	}
	return out
}

func TestEveryKeyOfOneTaskIsDocumented(t *testing.T) {
	text, m := document(t, "docs/JSON.md"), newMachine(t)
	id := m.started("--sandbox")
	m.must("tasks", "plan", id, "2h")
	var row []string
	for _, key := range documentedAfter(t, text, "## sttwizard tasks list") {
		if key, ok := strings.CutPrefix(key, "tasks[]."); ok {
			row = append(row, key)
		}
	}
	compare(t, append(documentedAfter(t, text, "## sttwizard tasks show"), row...), keys(t, m.must("tasks", "show", id, "--json").out))
	compare(t, documentedAfter(t, text, "## sttwizard tasks plan"), keys(t, m.must("tasks", "plan", id, "1h", "--json").out))
	seven := m.started("--sandbox", "--api", "v7", "--even-if-running")
	compare(t, documentedAfter(t, text, "## sttwizard tasks update"), keys(t, m.must("tasks", "update", seven, "--set", "languages=de-DE", "--dry-run", "--json").out))
	m.must("tasks", "stop", id)
	m.must("tasks", "stop", seven)
	for line := range strings.Lines(m.must("tasks", "watch", id, "--json").out) {
		compare(t, documentedAfter(t, text, "## sttwizard tasks watch"), keys(t, line))
	}
	lost := m.started("--sandbox=start:reset-before", "--give-up-after", "1ms")
	compare(t, documentedAfter(t, text, "## sttwizard tasks forget"), keys(t, m.must("tasks", "forget", lost, "--channel", "demo", "--json").out))
}
