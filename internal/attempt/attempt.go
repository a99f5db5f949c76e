package attempt

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"sttwizard/agora"
)

// DefaultPlannedLife is how long after its start a task should be over, where
// the person says nothing else: longer than most events, shorter than a night.
const DefaultPlannedLife = 4 * time.Hour

// Attempt is one attempt as its journal told it when it was last read or
// written. Its methods may be called from several goroutines; those that write
// read the journal again first, since another sttwizard may have written to it.
type Attempt struct {
	journal *Journal
	in      journalStore
	id      string

	mu      sync.RWMutex
	records []Record
	unsaved []Record // happened, but could not be written down yet
	damage  string
	folded  *folded // replaced as a whole, never changed: view gives it away
	holder  Holder  // the other sttwizard that worked on it when it was last read
	told    bool    // Agora took a stop of this process
	over    *over   // of one that is over: what records, damage and folded are made of when they are asked for
}

// Format writes the attempt's id for every verb: its fields hold the builder token.
func (a *Attempt) Format(f fmt.State, _ rune) { io.WriteString(f, "attempt "+a.id) }

// ID returns the attempt's id.
func (a *Attempt) ID() string { return a.id }

// Where says where the attempt is kept, for people: the path of its file, or the
// name of the team's journal.
func (a *Attempt) Where() string { return a.in.Where(a.id) }

// failed says what a failure of the attempt's store means for what was to be done.
func (a *Attempt) failed(p Phase, err error) *JournalError {
	e := a.in.failed(p, err)
	e.Path = a.Where()
	return e
}

// Unshared reports whether the attempt is kept on this machine only, although there
// is a team's journal that could have it.
func (a *Attempt) Unshared() bool {
	return a.journal.o.Shared && !a.in.team && a.Intent().BaseURL != ""
}

// Starter returns who wrote the attempt down, and on which machine; empty where an
// older program did.
func (a *Attempt) Starter() (who, host string) {
	first := a.Records()[0]
	return first.Who, cmp.Or(first.Host, a.Intent().Host)
}

// Mine reports whether this person started it on this machine: all that is kept here
// counts as it, and of a team's what both wrote down.
func (a *Attempt) Mine() bool {
	if !a.in.team {
		return true
	}
	who, host := a.Starter()
	return who == a.journal.o.Who && host == a.journal.o.Host
}

// Intent returns what the attempt wants to start.
func (a *Attempt) Intent() Intent { return a.view().intent }

// State returns where the attempt stands.
func (a *Attempt) State() State {
	state, _ := a.brief()
	return state
}

// Open reports whether the attempt is not final: something of it may still run or be sent.
func (a *Attempt) Open() bool { return !a.State().Final() }

// Since returns the time at which the state was entered.
func (a *Attempt) Since() time.Time {
	_, since := a.brief()
	return since
}

// Why returns the short word for the last refusal or lost answer, such as
// "timeout", or nothing.
func (a *Attempt) Why() string { return a.view().why }

// How tells how the task ended; empty while it has not been seen to end.
func (a *Attempt) How() How { return a.view().how }

// Sends returns how many start requests were made.
func (a *Attempt) Sends() int { return len(a.view().sends) }

// Task returns the task as the start's answer told it; its ID is empty while it is not known.
func (a *Attempt) Task() agora.Task { return a.view().task }

// Transcribes reports whether a status that Agora tells now says that the task transcribes.
func (a *Attempt) Transcribes(s agora.Status) bool { return s.RunsAfter(a.sinceStart()) }

// StatusMeaning says in words what a status that Agora tells now means.
func (a *Attempt) StatusMeaning(s agora.Status) string { return s.MeaningAfter(a.sinceStart()) }

// sinceStart returns how long ago the task was started, as far as that is known.
func (a *Attempt) sinceStart() time.Duration { return a.moment().since(a.view().started) }

// Begun returns the time at which the attempt was written down.
func (a *Attempt) Begun() time.Time {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.over != nil {
		return a.over.begun
	}
	return slices.Concat(a.records[:min(1, len(a.records))], a.unsaved)[0].At
}

// SentAt returns the time at which the start was sent, or at least written down.
func (a *Attempt) SentAt() time.Time {
	for _, r := range a.Records() {
		if r.Event == EventSending {
			return r.At
		}
	}
	return a.Begun()
}

// Ran returns for how long a task of the attempt has been running, or did; zero where
// none ran or that is not known.
func (a *Attempt) Ran(now time.Time) time.Duration {
	end := now
	switch {
	case a.State() == Stopped:
		end = a.Since()
	case a.Sends() == 0 && a.Task().ID == "" || !a.Open():
		return 0
	}
	begin := a.SentAt()
	if created := a.Task().CreatedAt; a.Sends() == 0 && !created.IsZero() { // it was taken up later
		begin = created
	}
	return max(end.Sub(begin), 1)
}

// Handle returns what querying and stopping the task needs, and whether it is known.
func (a *Attempt) Handle() (agora.Handle, bool) {
	f := a.view()
	return agora.Handle{TaskID: f.task.ID, BuilderToken: f.token}, f.task.ID != "" && (f.token != "" || f.intent.Version.Named())
}

// TokenDead returns the time from which the attempt's builder token, or the last send
// under its name, can't have started anything new, with a margin: what did not run by then never will.
// It is zero while nothing was sent.
func (a *Attempt) TokenDead() time.Time {
	f := a.view()
	if f.got.zero() {
		return time.Time{}
	}
	return f.mayStart().at.Add(f.unsafe())
}

// PlannedEnd returns the time at which the task should be over; zero: none was planned.
func (a *Attempt) PlannedEnd() time.Time { return a.view().planned }

// Overdue reports whether a task of the attempt may be running past its planned end.
func (a *Attempt) Overdue(now time.Time) bool {
	f := a.view()
	return f.state.MayBill() && !f.planned.IsZero() && !now.Before(f.planned)
}

// Plan writes down another planned end; zero: none. A final attempt gives *StateError.
func (a *Attempt) Plan(end time.Time) error {
	return a.before(Record{Event: EventPlanned, Until: end.UTC()})
}

// LatestEnd returns the time at which a task of the attempt ends at the latest,
// whatever happens; zero while nothing was sent.
func (a *Attempt) LatestEnd() time.Time {
	f := a.view()
	if f.sent.zero() {
		return time.Time{}
	}
	return f.sent.at.Add(f.intent.limits().TaskLife)
}

// Records returns the journal's records in their order, for a time line.
func (a *Attempt) Records() []Record {
	defer a.known().mu.RUnlock()
	return slices.Concat(a.records, a.unsaved)
}

// Length returns how many records the journal has of the attempt.
func (a *Attempt) Length() int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.over != nil {
		return len(a.over.log.Events)
	}
	return len(a.records) + len(a.unsaved)
}

// Damage says in words what is wrong with the end of the journal; empty when
// nothing is. The attempt then counts as one that may be running.
func (a *Attempt) Damage() string {
	defer a.known().mu.RUnlock()
	return a.damage
}

// Refresh reads the journal again. The error is *JournalError; what was known stays.
func (a *Attempt) Refresh() error {
	if err := a.reread(); err != nil {
		return a.failed(NotRead, err)
	}
	a.lookAround()
	return nil
}

// Ended writes down that the task was seen to have ended. Doing so again changes nothing.
func (a *Attempt) Ended(how How) error {
	if a.State() == Stopped {
		return nil
	}
	err := a.after(Record{Event: EventStopped, How: how})
	if isState(err) && a.State() == Stopped { // another sttwizard saw it first
		return nil
	}
	return err
}

// ChannelError is a typed channel name that is not the attempt's.
type ChannelError struct{ Typed string }

// Error says that the names differ.
func (e *ChannelError) Error() string {
	return fmt.Sprintf("%q is not the name of the attempt's channel", e.Typed)
}

// Acknowledge sets an attempt aside whose outcome is not known. The person
// types the channel's name for it; another name gives *ChannelError.
func (a *Attempt) Acknowledge(channel string) error {
	if channel != a.Intent().Channel {
		return &ChannelError{Typed: channel}
	}
	return a.owning(func() error {
		if err := a.presumeLost(); err != nil {
			return err
		}
		return a.before(Record{Event: EventAcknowledged})
	})
}

// presumeLost writes down, for a send whose sender never wrote an answer, that
// nobody knows what became of it, and when a journal was found to be damaged.
func (a *Attempt) presumeLost() error {
	if err := a.Refresh(); err != nil {
		return err
	}
	if damage := a.Damage(); damage != "" && a.Open() {
		if err := a.before(Record{Event: EventUnknown, Why: WhyDamaged, Note: damage}); err != nil {
			return err
		}
	}
	f := a.view()
	for i, send := range f.sends {
		if send == pending {
			if err := a.before(Record{Event: EventUnknown, N: i + 1, Why: WhySenderEnded}); err != nil {
				return err
			}
		}
	}
	return nil
}
