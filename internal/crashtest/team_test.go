package main

import (
	"reflect"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

func TestPlansReachAllThatHappensToATeamsJournal(t *testing.T) {
	seen := map[string]bool{}
	note := func(key string, is bool) { seen[key] = seen[key] || is }
	for trial := range 3000 {
		p := newPlan(1, trial).onTeam(1)
		if again := newPlan(1, trial).onTeam(1); !reflect.DeepEqual(p, again) {
			t.Fatalf("trial %d is\n%s\nand then\n%s", trial, p, again)
		}
		note("two machines", p.Team.Two)
		note("two starts for one channel on two machines", p.Team.Two && p.Same)
		note("the other machine does "+p.Team.Beside.Command, p.Team.Beside.Command != "")
		note("the server is killed "+string(p.Team.Crash.Kill.How), true)
		note("the server is killed at an append", p.Team.Crash.Kill.Call == callAppend)
		note("the server is killed while a recovery runs", p.Team.Crash.Recovers)
		note("killed at an append", p.Kill.Call == callAppend)
		for _, c := range p.Team.Cuts {
			note("cut on its way", !c.Back)
			note("cut in its answer", c.Back)
		}
		if p.bite().Team.Crash.Kill.How != "" || len(p.bite().Team.Cuts) > 0 {
			t.Fatalf("a plan that bites spares the program: %s", p.bite())
		}
		if lax := p.lax(); !lax.Team.Lax || lax.Team.Crash.Kill != lax.Kill || lax.Kill.Call != agora.OpStart || lax.Team.Crash.Recovers {
			t.Fatalf("the server outlives the program: %s", lax)
		}
	}
	want := []string{
		"two machines", "two starts for one channel on two machines", "the server is killed at an append",
		"the server is killed while a recovery runs", "killed at an append", "cut on its way", "cut in its answer",
	}
	for _, command := range besides {
		want = append(want, "the other machine does "+command)
	}
	for _, k := range []killing{killNever, killTime, killCall} {
		want = append(want, "the server is killed "+string(k))
	}
	for _, key := range want {
		if !seen[key] {
			t.Errorf("no plan of 3000 has %s", key)
		}
	}
	for trial := range 3000 {
		if p := newPlan(1, trial).of(agora.V7).onTeam(1); p.Team.Crash.Kill.Call == agora.OpAcquire {
			t.Fatalf("v7 acquires nothing, and the server waits for that: %s", p)
		}
	}
}

func TestTwoTasksOfOneChannelAreFoundWhereTheyRanAtOnce(t *testing.T) {
	at := func(s int) time.Time { return time.Unix(int64(s), 0) }
	task := func(instance, channel string, from, to int) sandbox.Task {
		return sandbox.Task{ID: instance, InstanceID: instance, Channel: channel, CreatedAt: at(from), EndedAt: at(to)}
	}
	first := task("a", "room", 10, 20)
	for name, c := range map[string]struct {
		second sandbox.Task
		want   int
	}{
		"at once":                           {task("b", "room", 15, 30), 1},
		"inside":                            {task("b", "room", 12, 13), 1},
		"after it":                          {task("b", "room", 20, 30), 0},
		"before it":                         {task("b", "room", 1, 10), 0},
		"elsewhere":                         {task("b", "hall", 15, 30), 0},
		"of the same, which is a duplicate": {task("a", "room", 15, 30), 0},
	} {
		if got := sideBySide([]sandbox.Task{first, c.second}); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
