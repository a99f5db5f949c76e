package attempt

import (
	"errors"
	"fmt"
	"time"

	"sttwizard/agora"
)

// verdict is what is known of one send.
type verdict int

const (
	pending   verdict = iota // no answer yet
	uncertain                // no answer that proves anything
	refused                  // refused for good
	harmless                 // refused for now, or never left: may be tried again; of a stop: it never left
	running                  // Agora says that the task runs
)

// folded is what the records of one attempt amount to.
type folded struct {
	state   State
	since   time.Time // when the state was entered
	intent  Intent
	token   agora.Secret
	got     moment // when the token was acquired
	sends   []verdict
	busy    bool // the last answer was "not now"
	doubt   bool // the journal was damaged: something may be missing from it
	task    agora.Task
	started moment
	stops   []verdict // what is known of each stop
	told    bool      // it was asked to stop, and not reopened since
	ending  ending
	how     How
	why     string
	planned time.Time
	spoke   moment // of the last send, or of its answer
	sent    moment // of the last send
	proof   proof
	updates int    // the sequence number of the last change
	changed moment // when it was sent, or answered
	outrun  bool   // Agora refused it, perhaps as another machine's has a higher number
	takenUp bool   // the task was started elsewhere
}

// fold returns what the records amount to. It is pure: no clock, no disk. The
// error names the first record that can't follow those before it.
func fold(records []Record) (folded, error) {
	var f folded
	for i, r := range records {
		if err := f.apply(r); err != nil {
			return f, fmt.Errorf("record %d: %w", i+1, err)
		}
	}
	if f.state == "" {
		return f, errors.New("it has no records")
	}
	return f, nil
}

// apply takes in one record, or gives an error and changes nothing.
func (f *folded) apply(r Record) error {
	if !f.allows(r) {
		return &StateError{State: f.state, Event: r.Event}
	}
	if r.Why != "" {
		f.why = r.Why
	}
	f.busy = r.Event == EventBusy
	f.proof.take(f, r)
	switch r.Event {
	case EventIntent:
		f.intent, f.planned = *r.Intent, r.Intent.PlannedEnd
	case EventPlanned:
		f.planned, f.ending.reopened = r.Until, moment{}
	case EventSeen, EventEndSaid:
		f.ending.take(r)
		if r.Event == EventSeen {
			f.proof.forget()
		}
		return nil
	case EventReopened:
		f.reopen(r)
	case EventFound:
		f.started = r.moment()
		f.task = agora.Task{ID: r.TaskID, CreatedAt: r.Created, Status: r.Status}
	case EventTakenUp:
		f.token, f.started, f.takenUp = r.Token, r.moment(), true
		f.task = agora.Task{ID: r.TaskID, CreatedAt: r.Created, Status: r.Status}
	case EventSending:
		f.sends, f.sent = append(f.sends, pending), r.moment()
		if r.Token != "" {
			f.token, f.got = r.Token, r.moment()
			if !r.Acquired.IsZero() {
				f.got.at = r.Acquired
			}
			f.got.up -= min(max(r.Early, 0), tokenLife(f.intent))
		}
	case EventStarted:
		f.task = agora.Task{ID: r.TaskID, CreatedAt: r.Created, Status: r.Status, RequestID: r.Request}
		f.started = r.moment()
		f.sends[r.N-1] = running
	case EventStopRefused, EventStopNotSent: // the wish stands
		f.stops[r.N-1] = harmless
		if r.Event == EventStopRefused {
			f.stops[r.N-1] = refused
		}
		return nil
	case EventUpdating, EventUpdated, EventNotUpdated, EventUpdateLost:
		f.updates, f.changed = max(f.updates, r.N), r.moment()
		f.outrun = r.Event == EventNotUpdated && (r.Why == string(agora.KindBodyRefused) || r.Why == string(agora.KindInvalid))
		return nil
	case EventStopping:
		f.stops, f.told = append(f.stops, pending), true
	case EventStopped:
		f.how = r.How
	case EventUnknown:
		if r.N == 0 {
			f.doubt = true
			break
		}
		f.sends[r.N-1] = uncertain
	case EventRejected:
		f.sends[r.N-1] = refused
	case EventBusy, EventNotSent:
		f.sends[r.N-1] = harmless
	case EventRunningNoID:
		f.sends[r.N-1] = running
	}
	if r.N > 0 && r.Event != EventStopping {
		f.spoke = r.moment()
	}
	if next := f.next(r.Event); next != f.state {
		f.state, f.since = next, r.At
	}
	return nil
}

// allows reports whether the record can follow what is known.
func (f *folded) allows(r Record) bool {
	switch r.Event {
	case EventIntent:
		return f.state == "" && r.Intent != nil
	case EventSending:
		return (f.state == Intended || f.state == Unknown || f.state == RunningNoID) && r.N == len(f.sends)+1 && f.sameToken(r)
	case EventStarted:
		return f.answers(r.N) && f.task.ID == "" && r.TaskID != ""
	case EventRunningNoID:
		return f.answers(r.N)
	case EventRejected, EventBusy, EventNotSent:
		return f.answers(r.N) && !f.state.Final()
	case EventUnknown:
		if r.N == 0 {
			return f.state != "" && !f.state.Final()
		}
		return f.answers(r.N) && f.sends[r.N-1] == pending
	case EventStopping:
		return (f.state == Started || f.state == Stopping) && r.N == len(f.stops)+1
	case EventStopRefused, EventStopNotSent:
		return f.state == Stopping && r.N >= 1 && r.N <= len(f.stops)
	case EventStopped:
		return f.mayEnd(r.How)
	case EventAbandoned:
		return f.state == Intended || f.state == Unknown && r.Why == WhyAbsent && f.proof.holds()
	case EventAcknowledged:
		return f.state == Unknown || f.state == RunningNoID || f.known() && !f.ending.first.zero()
	case EventProbe, EventPlanned:
		return f.state != "" && !f.state.Final()
	case EventKicking:
		return f.state == Unknown || f.state == RunningNoID || f.state == Stopping || f.state == Started && !f.ending.first.zero()
	case EventSeen, EventEndSaid:
		return f.known()
	case EventReopened:
		return f.state.Final()
	case EventTakenUp:
		return f.state == Intended && len(f.sends) == 0 && r.TaskID != "" && (r.Token != "" || f.intent.Version.Named())
	case EventUpdating:
		return f.state == Started && r.N > f.updates && len(r.Mask) > 0
	case EventUpdated, EventNotUpdated, EventUpdateLost:
		return r.N > 0 && r.N <= f.updates && !f.state.Final()
	case EventFound:
		return (f.state == Unknown || f.state == RunningNoID) && f.task.ID == "" && r.TaskID != ""
	}
	return false
}

// sameToken reports whether a send is made with the one builder token of the
// attempt: another one could start a second task.
func (f *folded) sameToken(r Record) bool {
	return f.token == "" || r.Token == "" || r.Token == f.token
}

// several reports whether more than one request may have started a task: then the
// end of the known one need not be the end of all.
func (f *folded) several() bool {
	return f.doubt || len(f.sends)-f.count(harmless)-f.count(refused) > 1
}

// mayEnd reports whether an end can be known in that way: from Agora's word about
// the task, or from the proof that its bots are not there.
func (f *folded) mayEnd(how How) bool {
	switch how {
	case HowStopped, HowGone:
		return f.known()
	case HowAbsent:
		return f.state == RunningNoID && f.proof.holds()
	case HowRemoved:
		return f.proof.removed() && f.proof.holds()
	}
	return false
}

// answers reports whether send n can still get an answer. A send that was given
// up as uncertain can: its answer may come to another sttwizard, or late. That it
// runs is taken in even after somebody gave the attempt up.
func (f *folded) answers(n int) bool {
	if f.state == Stopped || f.state == Rejected || n < 1 || n > len(f.sends) {
		return false
	}
	return f.sends[n-1] == pending || f.sends[n-1] == uncertain
}

// next returns the state after an event was taken in. A refusal counts as "nothing
// runs" only when every other send was itself refused or never left.
func (f *folded) next(event Event) State {
	switch event {
	case EventAbandoned:
		return Abandoned
	case EventAcknowledged:
		return Acknowledged
	case EventStopped:
		return Stopped
	}
	switch {
	case f.told:
		return Stopping
	case f.task.ID != "":
		return Started
	case f.has(pending):
		return Sending
	case f.has(running) || f.proof.seen:
		return RunningNoID
	case f.doubt || f.has(uncertain):
		return Unknown
	case f.has(refused):
		return Rejected
	}
	return Intended
}

// known reports whether the task is known and not over.
func (f *folded) known() bool { return f.state == Started || f.state == Stopping }

func (f *folded) has(v verdict) bool { return f.count(v) > 0 }

func (f *folded) count(v verdict) int {
	n := 0
	for _, send := range f.sends {
		if send == v {
			n++
		}
	}
	return n
}
