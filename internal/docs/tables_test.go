package docs

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

func TestEveryExitCodeThatIsDocumentedComes(t *testing.T) {
	scenes := map[string]func(m *machine) result{
		"0": func(m *machine) result { return m.run(with("start", "--sandbox", "--yes")...) },
		"1": func(m *machine) result { return m.run(with("start", "--sandbox=denied", "--yes")...) },
		"2": func(m *machine) result { return m.run("start", "--sandbox", "--yes") },
		"3": func(m *machine) result {
			m.lose = true
			return m.run(with("start", "--sandbox", "--yes", "--give-up-after", "1s")...)
		},
		"7": func(m *machine) result {
			m.must(with("start", "--sandbox", "--yes", "--planned-end", "1ns")...)
			return m.run("tasks", "recover")
		},
		"9": func(m *machine) result {
			return m.run("check", "--sandbox", "--set", "rtcConfig.channelName=idle-hall", "--set", "languages=en-US")
		},
		"130": func(m *machine) result {
			m.ctrlC = true
			return m.run(with("start", "--sandbox", "--yes", "--wait")...)
		},
		"141": func(m *machine) result {
			m.unread = true
			return m.run("languages")
		},
	}
	rows := tableAfter(t, document(t, "docs/COMMANDS.md"), "## Exit codes")
	if len(rows) != len(scenes) {
		t.Errorf("%d exit codes are documented, there are %d", len(rows), len(scenes))
	}
	for _, row := range rows {
		play, known := scenes[row[0]]
		if !known {
			t.Errorf("no command gives exit code %s", row[0])
			continue
		}
		if r := play(newMachine(t)); row[0] != strconv.Itoa(r.code) {
			t.Errorf("want exit code %s, have %d\n%s%s", row[0], r.code, r.out, r.errs)
		}
	}
	if long := newMachine(t).must("--help").out; !strings.Contains(long, "130") {
		t.Error("--help names no exit codes")
	}
}

func TestTheModesAreThoseOfTheSandbox(t *testing.T) {
	var have, want []string
	for _, row := range tableAfter(t, document(t, "docs/SANDBOX.md"), "Want to see what goes wrong?") {
		have = append(have, codes(row[0])...)
	}
	for _, m := range sandbox.Modes() {
		want = append(want, string(m.Name))
	}
	if !slices.Equal(have, want) {
		t.Errorf("docs/SANDBOX.md has %v, the sandbox %v", have, want)
	}
}

func TestTheFaultsAreThoseOfTheSandbox(t *testing.T) {
	text := document(t, "docs/SANDBOX.md")
	open, fixed := sandbox.Faults()
	var used, faults []string
	for _, m := range sandbox.Reuses() {
		used = append(used, "used="+string(m.Name))
	}
	for _, m := range slices.Concat(open, fixed) {
		faults = append(faults, string(m.Name))
	}
	for _, tt := range []struct {
		begin string // of the line above the table
		want  []string
	}{
		{"## Faults", append(used, sandbox.PresenceOff, "CALL:FAULT")},
		{"A CALL is ", faults},
	} {
		var have []string
		for _, row := range tableAfter(t, text, tt.begin) {
			have = append(have, codes(row[0])...)
		}
		if !slices.Equal(have, tt.want) {
			t.Errorf("docs/SANDBOX.md has %v, the sandbox %v", have, tt.want)
		}
	}
	if have := codes(paragraph(t, text, "A CALL is ")); !slices.Equal(have, sandbox.Calls()) {
		t.Errorf("docs/SANDBOX.md has the calls %v, the sandbox %v", have, sandbox.Calls())
	}
}

func TestTheStatesAreThoseOfAnAttempt(t *testing.T) {
	have := codes(paragraph(t, document(t, "docs/JSON.md"), "The states: "))
	for _, s := range []attempt.State{
		attempt.Intended, attempt.Sending, attempt.Unknown, attempt.RunningNoID, attempt.Started, attempt.Stopping,
		attempt.Stopped, attempt.Rejected, attempt.Abandoned, attempt.Acknowledged,
	} {
		if !slices.Contains(have, string(s)) {
			t.Errorf("the state %s is not documented", s)
		}
		have = slices.DeleteFunc(have, func(h string) bool { return h == string(s) })
	}
	if len(have) > 0 {
		t.Errorf("documented and no states: %v", have)
	}
}

func TestNamesThatAreDocumentedAreInTheProgram(t *testing.T) {
	files, program := document(t, "docs/FILES.md"), sources(t)
	libraries := []string{"NO_COLOR"} // read by Bubble Tea
	var names []string
	for _, row := range tableAfter(t, files, "## Environment") {
		names = append(names, codes(row[0])...)
	}
	names = append(names, codes(paragraph(t, document(t, "docs/JSON.md"), "A `start` that got as far"))[2:]...)
	for _, name := range []string{
		"connections.yaml", "attempts", "draft.json", "sent.json", "last.json", "sandbox.json", "export", "bundles", "backups", "locks", "presets",
	} {
		if !strings.Contains(files, "`"+name) {
			t.Errorf("docs/FILES.md does not name %s", name)
		}
		names = append(names, name)
	}
	for _, name := range names {
		if name == "error" || slices.Contains(libraries, name) {
			continue
		}
		if !strings.Contains(program, `"`+name+`"`) {
			t.Errorf("%s is documented and nowhere in the program", name)
		}
	}
}

var longFlag = regexp.MustCompile(`--([a-z][a-z-]+)`)

// commands returns the help of every command by its name, as docs/COMMANDS.md has
// it, which internal/reference makes. Groups of commands are left out.
func commands(t *testing.T) map[string]string {
	t.Helper()
	_, text, ok := strings.Cut(document(t, "docs/COMMANDS.md"), "\n## Every command\n")
	if !ok {
		t.Fatal("docs/COMMANDS.md has no commands")
	}
	out := map[string]string{}
	for _, part := range strings.Split(text, "\n### ")[1:] {
		name, help, _ := strings.Cut(part, "\n")
		if group := strings.Contains(help, "Available Commands:"); !group || name == "sttwizard" || name == "sttwizard completion" {
			out[name] = help
		}
	}
	return out
}

func TestTheReadmesTableHasEveryCommandAndNoOther(t *testing.T) {
	real, listed := commands(t), map[string]bool{"sttwizard": true}
	for _, row := range tableAfter(t, readme(t), "`sttwizard` alone opens the wizard.") {
		names := codes(row[0])
		if len(names) == 1 {
			listed["sttwizard "+names[0]] = true
			continue
		}
		for _, name := range names[1:] {
			listed["sttwizard "+names[0]+" "+name] = true
		}
	}
	for name := range listed {
		if real[name] == "" {
			t.Errorf("there is no command %s", name)
		}
	}
	for name := range real {
		if !listed[name] {
			t.Errorf("%s is not in the table", name)
		}
	}
}

func TestEveryFlagThatIsDocumentedExists(t *testing.T) {
	_, helps, _ := strings.Cut(document(t, "docs/COMMANDS.md"), "\n## Every command\n")
	for _, name := range guides(t) {
		text := document(t, name)
		if name == "docs/COMMANDS.md" {
			text, _, _ = strings.Cut(text, "\n## Every command\n")
		}
		for _, m := range longFlag.FindAllStringSubmatch(text, -1) {
			if !regexp.MustCompile(`--` + m[1] + `\b`).MatchString(helps) {
				t.Errorf("%s: no command has a flag --%s", name, m[1])
			}
		}
	}
}
