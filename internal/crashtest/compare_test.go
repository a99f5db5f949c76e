package main

import (
	"slices"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// task is one that runs at noon, or has ended before.
func task(id, instance string, runs bool) sandbox.Task {
	t := sandbox.Task{ID: id, InstanceID: instance, CreatedAt: noon.Add(-time.Hour), EndedAt: noon.Add(-time.Minute)}
	if runs {
		t.EndedAt = noon.Add(time.Hour)
	}
	return t
}

func ledgerOf(tasks ...sandbox.Task) sandbox.State { return sandbox.State{Tasks: tasks} }

func TestWhatIsListedIsHeldAgainstWhatWasStarted(t *testing.T) {
	in := func(s attempt.State, id string) listed {
		return listed{Attempt: "a", State: s, TaskID: id, InstanceID: "i"}
	}
	running, ended := ledgerOf(task("1", "i", true)), ledgerOf(task("1", "i", false))
	for name, c := range map[string]struct {
		ledger sandbox.State
		list   []listed
		want   []mistake
	}{
		"nothing was started and nothing is listed":               {},
		"a running task that is listed":                           {running, []listed{in(attempt.Started, "1")}, nil},
		"a running task that is listed as one that may be":        {running, []listed{in(attempt.Unknown, "")}, nil},
		"a running task that was about to be sent":                {running, []listed{in(attempt.Sending, "")}, nil},
		"a running task without an id":                            {running, []listed{in(attempt.RunningNoID, "")}, nil},
		"a running task that is being stopped":                    {running, []listed{in(attempt.Stopping, "1")}, nil},
		"an ended task":                                           {ended, []listed{in(attempt.Stopped, "1")}, nil},
		"an ended task whose end was not seen yet":                {ended, []listed{in(attempt.Started, "1")}, nil},
		"a refused start":                                         {ledgerOf(), []listed{in(attempt.Rejected, "")}, nil},
		"a lost answer of a start that started nothing":           {ledgerOf(), []listed{in(attempt.Unknown, "")}, nil},
		"a running task that is not listed":                       {running, nil, []mistake{untracked}},
		"an ended task that is not listed":                        {ended, nil, []mistake{untracked}},
		"a running task beside another one's attempt":             {running, []listed{{Attempt: "b", State: attempt.Unknown, InstanceID: "j"}}, []mistake{untracked}},
		"a running task that is listed as given up":               {running, []listed{in(attempt.Abandoned, "")}, []mistake{wrong}},
		"a running task that is listed as refused":                {running, []listed{in(attempt.Rejected, "")}, []mistake{wrong}},
		"a running task that is listed as ended":                  {running, []listed{in(attempt.Stopped, "1")}, []mistake{wrong}},
		"a running task that was set aside":                       {running, []listed{in(attempt.Acknowledged, "")}, []mistake{wrong}},
		"a task that ran although its start is listed as refused": {ended, []listed{in(attempt.Rejected, "")}, []mistake{wrong}},
		"a started task that there never was":                     {ledgerOf(), []listed{in(attempt.Started, "1")}, []mistake{wrong}},
		"an ended task that there never was":                      {ledgerOf(), []listed{in(attempt.Stopped, "")}, []mistake{wrong}},
		"bots that were removed, of a task that there never was":  {ledgerOf(), []listed{{Attempt: "a", State: attempt.Stopped, InstanceID: "i", Removed: true}}, nil},
		"a task without an id that there never was":               {ledgerOf(), []listed{in(attempt.RunningNoID, "")}, []mistake{wrong}},
		"a task with another one's id":                            {running, []listed{in(attempt.Started, "2")}, []mistake{wrong}},
		"two tasks of one attempt": {
			ledgerOf(task("1", "i", true), task("2", "i", true)), []listed{in(attempt.Started, "1")}, []mistake{duplicate},
		},
		"two tasks of one attempt, one of them stopped and the attempt closed": {
			ledgerOf(task("1", "i", false), task("2", "i", true)), []listed{in(attempt.Stopped, "1")}, []mistake{duplicate, wrong},
		},
		"a channel that was shut for everybody": {sandbox.State{ChannelShut: []string{"demo"}}, nil, []mistake{shut}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []mistake
			found := compare(c.ledger, c.list, noon)
			for _, f := range found {
				got = append(got, f.Mistake)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %v, want %v", found, c.want)
			}
		})
	}
}

func TestWhatAStartSaysIsHeldAgainstWhatWasStarted(t *testing.T) {
	running := ledgerOf(task("1", "i", true))
	for name, c := range map[string]struct {
		ledger sandbox.State
		claim  claim
		want   int
	}{
		"started, and it runs":             {running, claim{"started", "1", "i"}, 0},
		"unknown, and it runs":             {running, claim{"unknown", "", "i"}, 0},
		"refused, and nothing runs":        {ledgerOf(), claim{"refused", "", "i"}, 0},
		"refused, and it runs":             {running, claim{"refused", "", "i"}, 1},
		"started, and nothing runs":        {ledgerOf(), claim{"started", "1", "i"}, 1},
		"started under another one's id":   {running, claim{"started", "2", "i"}, 1},
		"refused beside another one's":     {running, claim{"refused", "", "j"}, 0},
		"nothing was said before the kill": {running, claim{}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if found := believe(c.ledger, c.claim); len(found) != c.want {
				t.Errorf("found %v", found)
			}
		})
	}
}

func TestOnlyAttemptsOfWhichNothingIsKnownAreUnsettled(t *testing.T) {
	for state, want := range map[attempt.State]int{
		attempt.Intended: 1, attempt.Sending: 1, attempt.Unknown: 1, attempt.RunningNoID: 0, attempt.Started: 0,
		attempt.Stopping: 0, attempt.Stopped: 0, attempt.Rejected: 0, attempt.Abandoned: 0, attempt.Acknowledged: 0,
	} {
		if found := open([]listed{{State: state}}); len(found) != want {
			t.Errorf("%s: %v", state, found)
		}
	}
}

func TestWhatMustNeverBeDependsOnTheServerAndTheUids(t *testing.T) {
	o := func(u sandbox.Reuse, auto bool) outcome {
		return outcome{plan: plan{Reuse: u, Auto: auto}, found: []finding{{untracked, ""}, {duplicate, ""}, {unsettled, ""}, {stayed, ""}}}
	}
	for name, c := range map[string]struct {
		outcome outcome
		want    int
	}{
		"a server that deduplicates":                         {o(sandbox.Reuse409, false), 3},
		"one that does not, with uids of the attempt's own":  {o(sandbox.ReuseNone, true), 2},
		"one that does not, with uids that the person chose": {o(sandbox.ReuseNone, false), 1},
	} {
		if got := fatal(c.outcome); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestASecondTaskIsHiddenWhereNobodyMayAsk(t *testing.T) {
	refused := []fault{{"presence", sandbox.Fault403, 1}}
	for name, c := range map[string]struct {
		plan plan
		want bool
	}{
		"a server that deduplicates":                 {plan{Reuse: sandbox.Reuse201, Blind: true, Faults: refused}, false},
		"one that does not and always refuses":       {plan{Reuse: sandbox.ReuseNone, Blind: true}, true},
		"one that does not and works late":           {plan{Reuse: sandbox.ReuseNone, Late: late{1, 0.5}}, true},
		"one that works late and deduplicates":       {plan{Reuse: sandbox.Reuse200, Late: late{1, 0.5}}, false},
		"one that does not and refuses once":         {plan{Reuse: sandbox.ReuseNone, Faults: refused}, true},
		"one that does not and fails in another way": {plan{Reuse: sandbox.ReuseNone, Faults: []fault{{"presence", sandbox.FaultHTML, 1}}}, false},
		"one that does not and refuses another call": {plan{Reuse: sandbox.ReuseNone, Faults: []fault{{"start", sandbox.Fault403, 1}}}, false},
	} {
		if got := hidden(c.plan); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestTasksThatRunAfterAStopAreCounted(t *testing.T) {
	found := runningOf(ledgerOf(task("1", "i", true), task("2", "i", false), task("3", "j", true)), noon)
	if len(found) != 2 || found[0].Mistake != stayed {
		t.Errorf("found %v", found)
	}
}
