package main

import (
	"fmt"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

// listed is an attempt as the program lists it, with the instance id that its
// journal names.
type listed struct {
	Attempt    string        `json:"attempt"`
	State      attempt.State `json:"state"`
	TaskID     string        `json:"taskId"`
	InstanceID string        `json:"-"`
	Removed    bool          `json:"-"` // a person had its bots removed
}

// claim is what a start said at its end.
type claim struct {
	State      string `json:"state"` // started, refused, unknown; empty: it said nothing
	TaskID     string `json:"taskId"`
	InstanceID string `json:"instanceId"`
}

// mistake is a kind of finding.
type mistake string

// What can be found; fatal says what must never be.
const (
	untracked mistake = "untracked"     // a task was started, and no attempt is its own
	wrong     mistake = "wrong verdict" // the program says of an attempt what is not so
	duplicate mistake = "duplicate"     // a second task of one attempt
	unsettled mistake = "unsettled"     // nobody knows although it could be known
	unread    mistake = "broken"        // a journal that can't be read
	shut      mistake = "channel shut"  // a kicking rule without a uid
	crashed   mistake = "crashed"       // a run ended in a way that no run may
	astray    mistake = "asked astray"  // something about a task was sent to another place
	unwritten mistake = "unwritten"     // a start arrived that was not written down before
	rival     mistake = "second task"   // a second task in a channel to which nobody said yes
	stayed    mistake = "left running"  // a task runs after a recovery with --stop
)

// finding is something that was found.
type finding struct {
	Mistake mistake
	What    string
}

// compare holds what a program lists against what was really started, at a time
// of the ledger's clock.
func compare(ledger sandbox.State, list []listed, now time.Time) []finding {
	var out []finding
	found := func(m mistake, format string, args ...any) {
		out = append(out, finding{m, fmt.Sprintf(format, args...)})
	}
	owners := map[string]listed{}
	for _, l := range list {
		owners[l.InstanceID] = l
	}
	tasks := map[string][]sandbox.Task{}
	for _, t := range ledger.Tasks {
		tasks[t.InstanceID] = append(tasks[t.InstanceID], t)
		if len(tasks[t.InstanceID]) > 1 {
			found(duplicate, "task %s is another one of instance %s", t.ID, t.InstanceID)
		}
		owner, known := owners[t.InstanceID]
		if !known {
			found(untracked, "task %s of instance %s (runs: %t) belongs to no attempt", t.ID, t.InstanceID, t.Runs(now))
		} else if why := denied(owner.State, t.Runs(now)); why != "" {
			found(wrong, "attempt %s is %s, but its task %s %s", owner.Attempt, owner.State, t.ID, why)
		}
	}
	for _, l := range list {
		if why := invented(l, tasks[l.InstanceID]); why != "" {
			found(wrong, "attempt %s is %s, but %s", l.Attempt, l.State, why)
		}
	}
	if len(ledger.ChannelShut) > 0 {
		found(shut, "channels %q were shut for everybody", ledger.ChannelShut)
	}
	return out
}

// denied says what is wrong with a state of an attempt that has a task; empty
// when nothing is.
func denied(s attempt.State, runs bool) string {
	switch {
	case runs && s.Final():
		return "runs"
	case s == attempt.Abandoned || s == attempt.Rejected:
		return "ran"
	}
	return ""
}

// invented says what an attempt claims of tasks that there never were; empty
// when it claims nothing. That nothing runs any more is all that is claimed of one
// whose bots a person had removed: whether it ever ran may not be known.
func invented(l listed, tasks []sandbox.Task) string {
	switch l.State {
	case attempt.Stopped:
		if len(tasks) == 0 && !l.Removed {
			return "no task of it was ever started"
		}
	case attempt.Started, attempt.Stopping, attempt.RunningNoID:
		if len(tasks) == 0 {
			return "no task of it was ever started"
		}
	}
	if l.TaskID == "" {
		return ""
	}
	for _, t := range tasks {
		if t.ID == l.TaskID {
			return ""
		}
	}
	return "there never was a task " + l.TaskID + " of it"
}

// believe holds what a start said at its end against what was really started.
func believe(ledger sandbox.State, c claim) []finding {
	var own []sandbox.Task
	for _, t := range ledger.Tasks {
		if t.InstanceID == c.InstanceID {
			own = append(own, t)
		}
	}
	switch {
	case c.State == "refused" && len(own) > 0:
		return []finding{{wrong, "a start said that nothing was started, but task " + own[0].ID + " was"}}
	case c.State == "started" && invented(listed{State: attempt.Started, TaskID: c.TaskID}, own) != "":
		return []finding{{wrong, "a start said that task " + c.TaskID + " was started, which is not so"}}
	}
	return nil
}

// sideBySide returns the tasks that were started in a channel while another attempt's ran
// there.
func sideBySide(tasks []sandbox.Task) []finding {
	var out []finding
	for i, a := range tasks {
		for _, b := range tasks[i+1:] {
			if a.InstanceID != b.InstanceID && a.Channel == b.Channel &&
				a.CreatedAt.Before(b.EndedAt) && b.CreatedAt.Before(a.EndedAt) {
				out = append(out, finding{rival, "tasks " + a.ID + " and " + b.ID + " ran in one channel at once"})
			}
		}
	}
	return out
}

// open returns the attempts of which nobody knows yet what became of them.
func open(list []listed) []finding {
	var out []finding
	for _, l := range list {
		switch l.State {
		case attempt.Intended, attempt.Sending, attempt.Unknown:
			out = append(out, finding{unsettled, "attempt " + l.Attempt + " is still " + string(l.State)})
		}
	}
	return out
}

// runningOf returns the tasks that run.
func runningOf(ledger sandbox.State, now time.Time) []finding {
	var out []finding
	for _, t := range ledger.Tasks {
		if t.Runs(now) {
			out = append(out, finding{stayed, "task " + t.ID + " of instance " + t.InstanceID})
		}
	}
	return out
}
