package docs

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// settings make a request that can be sent.
var settings = []string{"--set", "rtcConfig.channelName=demo", "--set", "languages=en-US", "--set", "rtcConfig.subBotUid=47091", "--set", "rtcConfig.pubBotUid=88222", "--set", "rtcConfig.subBotToken=env:SUB_TOKEN"}

func with(args ...string) []string { return append(args, settings...) }

// full is a machine on which every command has something to tell.
func full(t *testing.T) *machine {
	m := newMachine(t)
	m.must("presets", "save", "town-hall", "--ask", "rtcConfig.channelName", "--set", "languages=en-US", "--set", "captionConfig.storage.secretkey=keyring:acme-storage")
	m.must(with("start", "--sandbox", "--yes", "--planned-end", "1ns")...)
	m.must("connections", "add", "away", "--version", "v7", "--app-id", "0123456789abcdef0123456789abcdef", "--customer-key", "k", "--secret", "env:NOT_SET")
	m.stranger()
	m.env["AGORA_APP_ID"], m.env["AGORA_CUSTOMER_KEY"], m.env["AGORA_CUSTOMER_SECRET"] = "too short", "key", "secret"
	broken := filepath.Join(m.env["STTWIZARD_HOME"], "state", "attempts", "20261122T140000Z-0123456789.jnl")
	if err := os.WriteFile(broken, []byte("not a journal\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.env["AGORA_APP_CERTIFICATE"] = "fedcba9876543210fedcba9876543210"
	m.env["BOT_TOKEN"] = strings.TrimSpace(m.must(makeToken...).out)
	return m
}

// stranger leaves a task of v7 that no attempt knows, beside attempts of v7 that run
// or may run.
func (m *machine) stranger() {
	m.t.Helper()
	m.must("start", "--sandbox", "--api", "v7", "--yes", "--set", "rtcConfig.channelName=known", "--set", "languages=en-US")
	before, _ := filepath.Glob(filepath.Join(m.env["STTWIZARD_HOME"], "state", "attempts", "*.jnl"))
	m.must("start", "--sandbox", "--api", "v7", "--yes", "--set", "rtcConfig.channelName=unknown", "--set", "languages=en-US")
	after, _ := filepath.Glob(filepath.Join(m.env["STTWIZARD_HOME"], "state", "attempts", "*.jnl"))
	for _, file := range after {
		if !slices.Contains(before, file) {
			if err := os.Remove(file); err != nil {
				m.t.Fatal(err)
			}
		}
	}
	m.run("start", "--sandbox=start:reset-after,list:503,presence:503", "--api", "v7", "--yes", "--give-up-after", "1ms", "--set", "rtcConfig.channelName=doubtful", "--set", "languages=en-US")
}

// makeToken makes a token for any uid, which is odd.
var makeToken = []string{"token", "make", "--channel", "demo", "--uid", "0", "--app-id", "0123456789abcdef0123456789abcdef", "--certificate", "env:AGORA_APP_CERTIFICATE"}

func TestEveryJSONKeyIsDocumentedAndNoOther(t *testing.T) {
	text := document(t, "docs/JSON.md")
	m := full(t)
	for _, tc := range []struct {
		line string // the heading above the table
		args []string
		code int
	}{
		{"## sttwizard tasks list", []string{"tasks", "list", "--json"}, 0},
		{"## sttwizard tasks recover", []string{"tasks", "recover", "--json"}, 7},
		{"## sttwizard start", with("start", "--sandbox", "--yes", "--json", "--even-if-running"), 0},
		{"## Every command, when it fails", []string{"start", "--sandbox", "--yes", "--json"}, 2},
		{"## sttwizard tasks stop", []string{"tasks", "stop", "--channel", "demo", "--yes", "--json"}, 3},
		{"## sttwizard check", []string{"check", "--sandbox", "--set", "rtcConfig.channelName=checked", "--set", "languages=en-US", "--json"}, 9},
		{"## sttwizard presets list", []string{"presets", "list", "--json"}, 0},
		{"## sttwizard connections list", []string{"connections", "list", "--json"}, 0},
		{"## sttwizard connections test", []string{"connections", "test", "--sandbox", "--json"}, 0},
		{"## sttwizard languages", []string{"languages", "--json"}, 0},
		{"## sttwizard fields", []string{"fields", "--json"}, 0},
		{"## sttwizard version", []string{"version", "--json"}, 0},
		{"## sttwizard regions", []string{"regions", "--json"}, 0},
		{"## sttwizard token make", slices.Concat(makeToken, []string{"--json"}), 0},
		{"## sttwizard token inspect", []string{"token", "inspect", "--from", "env:BOT_TOKEN", "--channel", "other", "--json"}, 1},
	} {
		t.Run(tc.line, func(t *testing.T) {
			r := m.run(tc.args...)
			if r.code != tc.code {
				t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.errs)
			}
			var documented []string
			for _, row := range tableAfter(t, text, tc.line) {
				documented = append(documented, codes(row[0])...)
			}
			given := keys(t, r.out)
			if tc.line == "## sttwizard tasks recover" { // with IDs nobody is asked for unknown tasks
				given = append(given, keys(t, m.run("tasks", "recover", "--json", "no-such-one", "nor-this").out)...)
			}
			if tc.line == "## sttwizard tasks stop" { // a channel with a task that nobody here started, and that no attempt may be
				given = append(given, keys(t, m.run("tasks", "stop", "--sandbox", "--channel", "unknown", "--yes", "--json").out)...)
				given = append(given, "unknown[].mayBe[]")
			}
			compare(t, documented, given)
		})
	}
}

func compare(t *testing.T, documented, given []string) {
	t.Helper()
	for _, key := range given {
		if !slices.Contains(documented, key) && !slices.Contains(documented, "[]."+key) && !slices.Contains(documented, trimList(key)) {
			t.Errorf("%s is given and not documented", key)
		}
	}
	for _, key := range documented {
		if !inDoubt(key) && !slices.Contains(given, key) && !slices.Contains(given, "[]."+key) {
			t.Errorf("%s is documented and not given", key)
		}
	}
}

// inDoubt reports whether a list has an item only after a change that got no answer; tests of
// internal/cli look at these.
func inDoubt(key string) bool {
	return strings.HasSuffix(key, "runsWith[].perhaps[]") || key == "unsure[]"
}

// trimList takes away the list that tasks stop gives for a channel.
func trimList(key string) string {
	if len(key) > 3 && key[:3] == "[]." {
		return key[3:]
	}
	return key
}

// keys returns the path of every value in a JSON document; [] stands for the
// items of a list.
func keys(t *testing.T, text string) []string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("not one JSON document: %v\n%s", err, text)
	}
	found := map[string]bool{}
	walk(v, "", found)
	var out []string
	for key := range found {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

func walk(v any, at string, found map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if at != "" {
				key = at + "." + key
			}
			walk(value, key, found)
		}
	case []any:
		for _, item := range v {
			walk(item, at+"[]", found)
		}
	default:
		found[at] = true
	}
}

func TestEveryCommandWithJSONIsInItsDocument(t *testing.T) {
	text, found := document(t, "docs/JSON.md"), 0
	for name, help := range commands(t) {
		if !strings.Contains(help, "      --json ") {
			continue
		}
		found++
		if !strings.Contains(text, "## "+name+"\n") {
			t.Errorf("docs/JSON.md does not say what %s --json prints", name)
		}
	}
	if found < 15 {
		t.Errorf("only %d commands have --json", found)
	}
}

func TestARefusedStartGivesItsKeysAndTheError(t *testing.T) {
	text, m := document(t, "docs/JSON.md"), newMachine(t)
	r := m.run(with("start", "--sandbox=denied", "--yes", "--json")...)
	if r.code != 1 {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.errs)
	}
	given := keys(t, r.out)
	for _, row := range tableAfter(t, text, "## sttwizard start") {
		if key := codes(row[0])[0]; !slices.Contains(given, key) {
			t.Errorf("%s is missing", key)
		}
	}
	for _, key := range []string{"error.kind", "error.message", "error.next"} {
		if !slices.Contains(given, key) {
			t.Errorf("%s is missing", key)
		}
	}
}
