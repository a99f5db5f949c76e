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

func TestEveryExitCodeOfTheReadmeComes(t *testing.T) {
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
		"130": func(m *machine) result {
			m.ctrlC = true
			return m.run(with("start", "--sandbox", "--yes", "--wait")...)
		},
		"141": func(m *machine) result {
			m.unread = true
			return m.run("languages")
		},
	}
	rows := tableAfter(t, readme(t), "### Exit codes")
	if len(rows) != len(scenes) {
		t.Errorf("README has %d exit codes, there are %d", len(rows), len(scenes))
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
	for _, row := range tableAfter(t, readme(t), "Want to see what goes wrong?") {
		have = append(have, codes(row[0])...)
	}
	for _, m := range sandbox.Modes() {
		want = append(want, string(m.Name))
	}
	if !slices.Equal(have, want) {
		t.Errorf("README has %v, the sandbox %v", have, want)
	}
}

func TestTheFaultsAreThoseOfTheSandbox(t *testing.T) {
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
		{"### Faults of the sandbox", append(used, sandbox.PresenceOff, "CALL:FAULT")},
		{"A CALL is ", faults},
	} {
		var have []string
		for _, row := range tableAfter(t, readme(t), tt.begin) {
			have = append(have, codes(row[0])...)
		}
		if !slices.Equal(have, tt.want) {
			t.Errorf("README has %v, the sandbox %v", have, tt.want)
		}
	}
	if have := codes(paragraph(t, readme(t), "A CALL is ")); !slices.Equal(have, sandbox.Calls()) {
		t.Errorf("README has the calls %v, the sandbox %v", have, sandbox.Calls())
	}
}

func TestTheStatesAreThoseOfAnAttempt(t *testing.T) {
	have := codes(paragraph(t, readme(t), "The states: "))
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

func TestNamesInTheReadmeAreInTheProgram(t *testing.T) {
	text, program := readme(t), sources(t)
	libraries := []string{"NO_COLOR"} // read by Bubble Tea
	var names []string
	for _, row := range tableAfter(t, text, "## Environment") {
		names = append(names, codes(row[0])...)
	}
	names = append(names, codes(paragraph(t, text, "A `start` that got as far"))[2:]...)
	names = append(names, "connections.yaml", "attempts", "draft.json", "last.json", "sandbox.json", "export", "backups", "locks", "presets")
	for _, name := range names {
		if name == "error" || slices.Contains(libraries, name) {
			continue
		}
		if !strings.Contains(program, `"`+name+`"`) {
			t.Errorf("%s is in the README and nowhere in the program", name)
		}
	}
}

var (
	commandName = regexp.MustCompile(`(?m)^  ([a-z-]+) +[A-Z]`)
	longFlag    = regexp.MustCompile(`--([a-z][a-z-]+)`)
)

// commands gives every command's name and help, groups left out.
func commands(m *machine) map[string]string {
	out := map[string]string{"sttwizard": m.must("--help").out}
	var add func(path []string, help string)
	add = func(path []string, help string) {
		_, list, group := strings.Cut(help, "Available Commands:\n")
		list, _, _ = strings.Cut(list, "\n\n")
		if !group || strings.Join(path, " ") == "completion" {
			out["sttwizard "+strings.Join(path, " ")] = help
			return
		}
		for _, c := range commandName.FindAllStringSubmatch(list, -1) {
			if below := append(slices.Clone(path), c[1]); c[1] != "help" {
				add(below, m.must(append(below, "--help")...).out)
			}
		}
	}
	add(nil, out["sttwizard"])
	return out
}

func TestTheTableOfCommandsHasEveryCommandAndNoOther(t *testing.T) {
	real := commands(newMachine(t))
	listed := map[string]bool{}
	for _, row := range tableAfter(t, readme(t), "`sttwizard` alone opens the wizard.") {
		name := codes(row[0])[0]
		listed[name] = true
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

func TestEveryFlagInTheReadmeExists(t *testing.T) {
	var helps strings.Builder
	for _, help := range commands(newMachine(t)) {
		helps.WriteString(help)
	}
	for _, m := range longFlag.FindAllStringSubmatch(readme(t), -1) {
		if !regexp.MustCompile(`--` + m[1] + `\b`).MatchString(helps.String()) {
			t.Errorf("no command has a flag --%s", m[1])
		}
	}
}
