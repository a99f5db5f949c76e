package attempt

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	"sttwizard/internal/store"
)

// over is an attempt of a list whose last event says that nothing of it is open. Most
// are, and nobody asks for more of them than what the ends of the first and the last
// line say; the rest is understood when somebody does. All of its lines have been
// read, with their checksums.
type over struct {
	log   store.Log
	begun time.Time
	state State
	since time.Time
}

// endings are the states that their own event leads to, and nothing but what is open
// follows.
var endings = map[Event]State{
	EventStopped: Stopped, EventAbandoned: Abandoned, EventAcknowledged: Acknowledged, EventRejected: Rejected,
}

// ended returns the attempt of a log as one that is over; false: the log must be
// understood first.
func ended(l store.Log) (*over, bool) {
	damaged := func(e store.Event) bool { return e.Damage != "" }
	if l.Err != nil || l.Tail != "" || len(l.Events) < 2 || slices.ContainsFunc(l.Events, damaged) {
		return nil, false
	}
	last := l.Events[len(l.Events)-1]
	end, since, is := opening(last.Payload)
	o := &over{log: l, since: since, state: endings[end]}
	rest, versioned := bytes.CutPrefix(l.Events[0].Payload, []byte(`{"schema":`))
	number, rest, _ := bytes.Cut(rest, []byte(","))
	if n, err := strconv.Atoi(string(number)); !is || !versioned || err != nil || n > schema || o.state == "" || !last.Final() {
		return nil, false
	}
	first, begun, is := opening(append([]byte("{"), rest[:min(len(rest), 100)]...))
	o.begun = begun
	return o, is && first == EventIntent
}

// opening reads what each record begins with: its event and time.
func opening(payload []byte) (e Event, at time.Time, ok bool) {
	rest, ok := bytes.CutPrefix(payload, []byte(`{"event":"`))
	if !ok {
		return "", at, false
	}
	name, rest, ok := bytes.Cut(rest, []byte(`","at":"`))
	text, _, ends := bytes.Cut(rest, []byte(`"`))
	if !ok || !ends {
		return "", at, false
	}
	at, err := time.Parse(time.RFC3339Nano, string(text))
	return Event(name), at, err == nil
}

// understood returns the attempt's records and what they amount to. Where they can't be
// understood, which no program of ours writes, something may be running.
func (o *over) understood() (history, *folded) {
	h, err := remembered(o.log)
	f, unfolded := h.folded()
	if err == nil && unfolded == nil {
		return h, &f
	}
	h = history{records: h.records, damage: "it can't be understood"}
	for f, err = h.folded(); err != nil && len(h.records) > 0; f, err = h.folded() {
		h.records = h.records[:len(h.records)-1]
	}
	if err != nil {
		h.records = []Record{{Event: EventIntent, At: o.begun, Intent: &Intent{}}}
		f, _ = h.folded()
	}
	return h, &f
}

// understand makes an attempt that is over one like every other; a.mu is held.
func (a *Attempt) understand() {
	if a.over == nil {
		return
	}
	h, f := a.over.understood()
	a.records, a.damage, a.folded, a.over = h.records, h.damage, f, nil
}

// known returns the attempt with its records understood, locked for reading.
func (a *Attempt) known() *Attempt {
	a.mu.RLock()
	if a.over == nil {
		return a
	}
	a.mu.RUnlock()
	a.mu.Lock()
	a.understand()
	a.mu.Unlock()
	a.mu.RLock()
	return a
}

// brief returns the state and since when, of one that is over without understanding it.
func (a *Attempt) brief() (State, time.Time) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.over != nil {
		return a.over.state, a.over.since
	}
	return a.folded.state, a.folded.since
}
