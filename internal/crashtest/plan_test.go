package main

import (
	"reflect"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

func TestAPlanFollowsFromSeedAndNumber(t *testing.T) {
	for trial := range 50 {
		if a, b := newPlan(7, trial), newPlan(7, trial); !reflect.DeepEqual(a, b) {
			t.Fatalf("trial %d is\n%s\nand then\n%s", trial, a, b)
		}
	}
	if reflect.DeepEqual(newPlan(7, 1), newPlan(8, 1)) {
		t.Error("another seed gives the same plan")
	}
}

func TestPlansReachEveryBehaviourFaultAndKindOfRun(t *testing.T) {
	seen := map[string]bool{}
	note := func(key string, is bool) { seen[key] = seen[key] || is }
	for trial := range 5000 {
		p := newPlan(1, trial)
		seen["used="+string(p.Reuse)] = true
		seen["recovery: "+string(p.Recovery)] = true
		seen["kill: "+string(p.Kill.How)] = true
		for _, f := range p.Faults {
			seen[f.Call+":"+string(f.Fault)] = true
		}
		note("wizard", p.Wizard)
		note("two starts", p.Starts == 2)
		note("blind", p.Blind)
		note("stop", p.Stop)
		note("tasks stop", p.StopFrom)
		note("removed bots", p.Remove)
		note("late starts", p.Late.Times > 0)
		note("automatic uids", p.Auto)
		note("uids of the person", !p.Auto)
	}
	want := []string{"wizard", "two starts", "blind", "stop", "tasks stop", "removed bots", "late starts", "automatic uids", "uids of the person"}
	for _, u := range sandbox.Reuses() {
		want = append(want, "used="+string(u.Name))
	}
	for _, r := range []recovery{recoverOnce, recoverTwice, recoverKilled} {
		want = append(want, "recovery: "+string(r))
	}
	for _, k := range []killing{killNever, killTime, killCall} {
		want = append(want, "kill: "+string(k))
	}
	for _, call := range []string{agora.OpAcquire, agora.OpStart, agora.OpQuery, agora.OpStop, agora.OpPresence, agora.OpKick} {
		want = append(want, faultsOf(call)...)
	}
	for _, key := range want {
		if !seen[key] {
			t.Errorf("no plan of 5000 has %s", key)
		}
	}
}

func faultsOf(call string) (all []string) {
	open, fixed := sandbox.Faults()
	for _, f := range open {
		all = append(all, call+":"+string(f.Name)+"-before", call+":"+string(f.Name)+"-after")
	}
	for _, f := range fixed {
		all = append(all, call+":"+string(f.Name))
	}
	return all
}

func TestAPlanIsWrittenAsAScriptOfTheSandbox(t *testing.T) {
	for trial := range 200 {
		_, script, _ := strings.Cut(newPlan(3, trial).String(), "server ")
		script, _, _ = strings.Cut(script, ";")
		if _, err := sandbox.ParseMode(script); err != nil {
			t.Errorf("%s: %v", script, err)
		}
	}
}

func TestAPlanThatBitesKillsAtTheStart(t *testing.T) {
	for trial := range 50 {
		if p := newPlan(1, trial).bite(); p.Wizard || p.Kill.How != killCall || p.Kill.Call != agora.OpStart || p.Kill.Nth != 1 {
			t.Errorf("%s", p)
		}
	}
}
