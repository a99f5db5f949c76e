package attempt

import (
	"errors"
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
)

var at = clocktest.At(14, 20, 1)

// Records for building stories.
var (
	intent    = Record{Event: EventIntent, Intent: &Intent{AppID: "app", Channel: "town-hall", InstanceID: "sttw-1", Version: agora.V5}}
	abandoned = Record{Event: EventAbandoned, Why: WhyCancelled}
	acked     = Record{Event: EventAcknowledged}
	damaged   = Record{Event: EventUnknown, Why: WhyDamaged}
	stopped   = Record{Event: EventStopped, How: HowStopped}
)

func sending(n int) Record {
	r := Record{Event: EventSending, N: n}
	if n == 1 {
		r.Token, r.Acquired = "token-canary", at
	}
	return r
}
func started(n int) Record {
	return Record{Event: EventStarted, N: n, TaskID: "task-1", Status: "PREPARED"}
}
func noID(n int) Record     { return Record{Event: EventRunningNoID, N: n} }
func lost(n int) Record     { return Record{Event: EventUnknown, N: n, Why: "timeout"} }
func rejected(n int) Record { return Record{Event: EventRejected, N: n, Why: "credentials"} }
func busy(n int) Record     { return Record{Event: EventBusy, N: n, Why: "busy"} }
func notSent(n int) Record  { return Record{Event: EventNotSent, N: n, Why: "refused"} }
func stopping(n int) Record { return Record{Event: EventStopping, N: n} }

// story dates records a second apart.
func story(records ...Record) []Record {
	out := slices.Clone(records)
	for i := range out {
		out[i].At = at.Add(time.Duration(i) * time.Second)
	}
	return out
}

func TestRecordsFoldToAState(t *testing.T) {
	tests := []struct {
		name    string
		records []Record
		want    State
	}{
		{"an intent alone is intended", story(intent), Intended},
		{"a cancelled intent is abandoned", story(intent, abandoned), Abandoned},
		{"a send without an answer is sending", story(intent, sending(1)), Sending},
		{"a started task is started", story(intent, sending(1), started(1)), Started},
		{"a lost answer is unknown", story(intent, sending(1), lost(1)), Unknown},
		{"a running task without id is running_no_id", story(intent, sending(1), noID(1)), RunningNoID},
		{"a first refusal is rejected", story(intent, sending(1), rejected(1)), Rejected},
		{"a refusal after a lost answer is unknown", story(intent, sending(1), lost(1), sending(2), rejected(2)), Unknown},
		{"a refusal after a send that never left is rejected", story(intent, sending(1), notSent(1), sending(2), rejected(2)), Rejected},
		{"a refusal after a busy answer is rejected", story(intent, sending(1), busy(1), sending(2), rejected(2)), Rejected},
		{"a send that never left leaves it intended", story(intent, sending(1), notSent(1)), Intended},
		{"a send that never left after a lost answer is unknown", story(intent, sending(1), lost(1), sending(2), notSent(2)), Unknown},
		{"a busy answer leaves it intended", story(intent, sending(1), busy(1)), Intended},
		{"a busy answer after a lost one is unknown", story(intent, sending(1), lost(1), sending(2), busy(2)), Unknown},
		{"it can be abandoned after a send that never left", story(intent, sending(1), notSent(1), abandoned), Abandoned},
		{"a second send finds the task", story(intent, sending(1), lost(1), sending(2), started(2)), Started},
		{"a second send out is sending again", story(intent, sending(1), noID(1), sending(2)), Sending},
		{"it stays running_no_id when the second answer is lost", story(intent, sending(1), noID(1), sending(2), lost(2)), RunningNoID},
		{"it stays running_no_id when the second is refused", story(intent, sending(1), noID(1), sending(2), rejected(2)), RunningNoID},
		{"a late answer settles a lost one", story(intent, sending(1), lost(1), started(1)), Started},
		{"the answer of the first settles while a second is out", story(intent, sending(1), lost(1), sending(2), started(1)), Started},
		{"a stop is stopping", story(intent, sending(1), started(1), stopping(1)), Stopping},
		{"a second stop is stopping", story(intent, sending(1), started(1), stopping(1), stopping(2)), Stopping},
		{"a stopped task is stopped", story(intent, sending(1), started(1), stopping(1), stopped), Stopped},
		{"a task that ended by itself is stopped", story(intent, sending(1), started(1), stopped), Stopped},
		{"an unknown one can be set aside", story(intent, sending(1), lost(1), acked), Acknowledged},
		{"one without id can be set aside", story(intent, sending(1), noID(1), acked), Acknowledged},
		{"a damaged journal of an intent is unknown", story(intent, damaged), Unknown},
		{"a refusal in a damaged journal is unknown", story(intent, damaged, sending(1), rejected(1)), Unknown},
		{"a started task in a damaged journal is started", story(intent, sending(1), started(1), damaged), Started},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, err := fold(test.records)
			if err != nil || f.state != test.want {
				t.Fatalf("state %q, error %v; want %q", f.state, err, test.want)
			}
		})
	}
}

func TestFoldKeepsWhatStoppingNeeds(t *testing.T) {
	f, err := fold(story(intent, sending(1), lost(1), sending(2), started(2)))
	if err != nil {
		t.Fatal(err)
	}
	if f.token != "token-canary" || f.task.ID != "task-1" || f.task.Status != "PREPARED" || f.intent.Channel != "town-hall" {
		t.Errorf("token %q, task %+v, intent %+v", f.token.Reveal(), f.task, f.intent)
	}
	if f.why != "timeout" || !f.since.Equal(at.Add(4*time.Second)) || !f.got.at.Equal(at) {
		t.Errorf("why %q, since %v, acquired %v", f.why, f.since, f.got.at)
	}
}

// TestEveryTransitionIsAllowedOrRefused walks every state with every event.
func TestEveryTransitionIsAllowedOrRefused(t *testing.T) {
	stories := map[State][]Record{
		"":           nil,
		Intended:     story(intent),
		Sending:      story(intent, sending(1)),
		Unknown:      story(intent, sending(1), lost(1)),
		RunningNoID:  story(intent, sending(1), noID(1)),
		Started:      story(intent, sending(1), started(1)),
		Stopping:     story(intent, sending(1), started(1), stopping(1)),
		Stopped:      story(intent, sending(1), started(1), stopped),
		Rejected:     story(intent, sending(1), rejected(1)),
		Abandoned:    story(intent, abandoned),
		Acknowledged: story(intent, sending(1), lost(1), acked),
	}
	allowed := map[State][]string{
		"":          {"intent"},
		Intended:    {"sending 1", "abandoned", "damaged"},
		Sending:     {"started 1", "no id 1", "lost 1", "rejected 1", "busy 1", "not sent 1", "damaged"},
		Unknown:     {"sending 2", "started 1", "no id 1", "rejected 1", "busy 1", "not sent 1", "acknowledged", "damaged"},
		RunningNoID: {"sending 2", "acknowledged", "damaged"},
		Started:     {"stopping 1", "stopped", "damaged"},
		Stopping:    {"stopping 2", "stopped", "damaged"},
		// Set aside, and then the answer came after all.
		Acknowledged: {"started 1", "no id 1"},
	}
	events := map[string]Record{
		"intent": intent, "sending 1": sending(1), "sending 2": sending(2), "started 1": started(1), "started 2": started(2),
		"no id 1": noID(1), "lost 1": lost(1), "rejected 1": rejected(1), "busy 1": busy(1), "not sent 1": notSent(1),
		"stopping 1": stopping(1), "stopping 2": stopping(2), "stopped": stopped, "abandoned": abandoned,
		"acknowledged": acked, "damaged": damaged,
		"an intent without content": {Event: EventIntent}, "a task without id": {Event: EventStarted, N: 1},
		"an end without how": {Event: EventStopped}, "an event of tomorrow": {Event: "teleported"},
		"an answer to send 0": {Event: EventRejected}, "an answer to send -1": {Event: EventRejected, N: -1},
	}
	for state, before := range stories {
		for name, event := range events {
			_, err := fold(append(slices.Clone(before), event))
			want := slices.Contains(allowed[state], name)
			var refused *StateError
			if want != (err == nil) || (err != nil && !errors.As(err, &refused)) {
				t.Errorf("%s after %q: error %v, want allowed: %v", name, state, err, want)
			}
		}
	}
}

func TestAnEmptyStoryIsNoAttempt(t *testing.T) {
	if _, err := fold(nil); err == nil {
		t.Error("no records fold to something")
	}
}

func TestStatesSayWhetherMoneyMayFlow(t *testing.T) {
	for state := range meanings {
		if state.Meaning() == "" {
			t.Errorf("%s has no meaning", state)
		}
		if state.Final() && state.MayBill() {
			t.Errorf("%s is final and may bill", state)
		}
		if !state.Final() && !state.MayBill() && state != Intended {
			t.Errorf("%s is open and can't bill", state)
		}
	}
}
