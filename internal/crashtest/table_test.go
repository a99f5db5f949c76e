package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
)

func outcomes() []outcome {
	return []outcome{
		{plan: plan{Reuse: sandbox.Reuse409, Stop: true}, kills: 2, tasks: 1, settled: []time.Duration{time.Second, 3 * time.Second, 2 * time.Second}},
		{plan: plan{Reuse: sandbox.Reuse409}, tasks: 1, found: []finding{{untracked, "1"}}},
		{plan: plan{Reuse: sandbox.ReuseNone, Blind: true}, tasks: 2, found: []finding{{wrong, "1"}, {duplicate, "2"}}},
	}
}

func TestTheTableCountsByBehaviourAndLeavesOutWhatNobodyCanKnow(t *testing.T) {
	table := cells(tally(outcomes()), 100)
	head := table[0]
	for name, want := range map[string]map[string]string{
		"409, the task's id is in the text": {
			"trials": "2", "kills": "2", "tasks": "2", "untracked": "1", "wrong verdict": "0", "left running by --stop": "0 of 1",
			"settled in": "2.00 s, at most 3.00 s", "in real time": "200 s, at most 300 s",
		},
		"all of these":         {"trials": "2", "untracked": "1", "duplicate": "0"},
		"a second task starts": {"trials": "0"},
		"a second task starts, late or without presence": {"trials": "1", "wrong verdict": "1", "duplicate": "1"},
	} {
		i := slices.IndexFunc(table, func(line []string) bool { return line[0] == name })
		if i < 0 {
			t.Fatalf("no row %q", name)
		}
		for column, text := range want {
			if got := table[i][slices.Index(head, column)]; got != text {
				t.Errorf("%s, %s: %q, want %q", name, column, got, text)
			}
		}
	}
}

func TestTheTableIsWrittenForTerminalsAndAsMarkdown(t *testing.T) {
	table := cells(tally(outcomes()), 100)
	for _, markdown := range []bool{false, true} {
		var b bytes.Buffer
		if err := writeTable(&b, table, markdown); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(b.String()), "\n")
		want := len(table)
		if markdown {
			want++
		}
		if len(lines) != want || strings.HasPrefix(lines[1], "|---") != markdown {
			t.Errorf("markdown %t:\n%s", markdown, b.String())
		}
	}
}
