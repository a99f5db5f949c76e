package store

import (
	"bytes"
	"context"
	"time"
)

// Event is one thing that happened to an attempt, or is about to.
type Event struct {
	Key     string    // drawn for this event: tells one's own from a rival's of the same number; unique
	At      time.Time // by the writer's clock
	Who     string    // who wrote it, as the machine or its owner names them
	Host    string    // the machine
	Kind    string    // what happened, a short word
	Payload []byte    // the whole event as one line of JSON, kept byte by byte; it holds all of the above, see Final
	Open    bool      // whether the attempt is open after it: for lists that leave out the rest, never for a verdict

	// Of an event that was read, where the store knows it.
	Login  string // as whom the writer had logged in to the store
	Damage string // what is wrong with it, in words: it can't be read and could have been anything; Payload is then empty
}

// final is how the payload of an event ends after which its attempt is not open. It can
// stand at the end of nothing else: what is inside of another value ends with that.
var final = []byte(`,"final":true}`)

// Final reports whether an event that was read says that its attempt is not open
// after it.
func (e Event) Final() bool { return bytes.HasSuffix(e.Payload, final) }

// Log is an attempt with its events in their order. Of those that were read only
// Payload, Login and Damage count.
type Log struct {
	ID     string
	Where  string  // where it is kept, for people: a path, or the name of the team's journal
	Events []Event // event n is Events[n-1]; an append that follows has the number len(Events)+1
	Tail   string  // what is wrong behind the last event, in words: more may have happened; the next append overwrites it
	Owner  string  // who works on it now, as lists tell; empty: nobody, or this process
	Err    error   // why what follows the events given can't be read; errors.Is(Err, ErrDamaged) or ErrVersion
}

// Somebody is who works on an attempt where that is not known better.
const Somebody = "another sttwizard"

// Process is who works on an attempt, where that is a process of this machine.
type Process struct {
	PID       int  // 0: it is not known which
	Suspended bool // a signal has stopped it, as Ctrl+Z does: it does nothing until it is told to go on
}

// Witness is a store that may know which process works on an attempt.
type Witness interface {
	// Process returns the process that works on an attempt, which another one than this
	// does: see Store.Owned. It tells what the system says, and asks nobody else.
	Process(id string) Process
}

// Change says that an attempt has new events. Without an ID: look at everything again.
type Change struct{ ID string }

// Hold is the proof that this process works on an attempt.
type Hold interface {
	// Release lets others work on the attempt. Doing so again changes nothing.
	Release()
}

// Store keeps attempts and their events. It may be used from several goroutines and
// processes at once. Errors match one of this package's by errors.Is.
//
// A context that ends lets the caller go; what was begun is finished or in doubt.
type Store interface {
	// Begin writes event 1 of a new attempt, owned by this process from before anybody
	// can see it. ErrConflict: there is one with that id.
	Begin(ctx context.Context, id string, first Event) (Hold, error)
	// Append writes event n, which must be the next one. Only nil says that it is
	// durable. ErrConflict: somebody else wrote that number. ErrLost: this process
	// owned the attempt, and lost it: send nothing, and load anew.
	Append(ctx context.Context, id string, n int, e Event) error
	// Load returns one attempt, or ErrNone.
	Load(ctx context.Context, id string) (Log, error)
	// ListOpen returns at least the attempts that are open, with who works on them.
	ListOpen(ctx context.Context) ([]Log, error)
	// List returns the attempts that something happened to since a time, or that are
	// open; the zero time: all.
	List(ctx context.Context, since time.Time) ([]Log, error)
	// Own takes an attempt over. ErrOwned: somebody else works on it.
	Own(ctx context.Context, id string) (Hold, error)
	// Owned returns who else works on an attempt; empty: nobody else does.
	Owned(ctx context.Context, id string) (who string, err error)
	// Check reports whether an event could be written now.
	Check(ctx context.Context) error
	// Forget removes attempts that were final before a time, and returns how many are
	// gone; a store that decides by itself what is over leaves the ids out of account.
	Forget(ctx context.Context, before time.Time, ids []string) (int, error)
	// Watch tells of changes by other processes until ctx ends; then the channel is
	// closed. It begins with a Change without an ID, and says that again after a gap.
	Watch(ctx context.Context) (<-chan Change, error)
	// Where says where an attempt is kept, for people; an empty id: where all are.
	Where(id string) string
	// Close lets others work on all attempts of this process. It does not wait.
	Close() error
}

// Clock is a clock that all users of a store share, for times that are compared
// across machines. A store that has none leaves each machine its own.
type Clock interface {
	// Uptime names the clock, and returns what it shows: see attempt.Uptime.
	Uptime() (name string, up time.Duration)
}
