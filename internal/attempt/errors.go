package attempt

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
)

// Phase says what a failure of the journal means for the request it spoke of.
type Phase int

// The phases of a JournalError.
const (
	NothingSent Phase = iota // the record could not be written, so the request was not made
	NotRecorded              // it happened; the attempt in memory knows it, the file does not yet
	NotRead                  // the journal could not be read; nothing was tried
)

// JournalError is a journal that could not be written or read. The cause stays
// reachable: errors.Is(err, syscall.ENOSPC) works.
type JournalError struct {
	Path  string // the attempt's file, or the directory of all; the name of a team's journal
	Phase Phase
	Err   error
	Team  bool // it is a team's journal
}

// Error names the file, what is wrong with it and what follows.
func (e *JournalError) Error() string {
	switch e.Phase {
	case NotRecorded:
		return fmt.Sprintf("what happened could not be written to %s: %v", e.name(), e.Err)
	case NotRead:
		return fmt.Sprintf("%s can't be read: %v", e.name(), e.Err)
	}
	if e.Team {
		return fmt.Sprintf("nothing was sent, because %s can't be written (%v); "+
			"try again, or use this machine's journal with --store local", e.name(), e.Err)
	}
	return fmt.Sprintf("nothing was sent, because the journal %s can't be written (%v); "+
		"make room or set STTWIZARD_HOME to a directory that can be written", e.Path, e.Err)
}

func (e *JournalError) name() string {
	if e.Team {
		return e.Path
	}
	return "the journal " + e.Path
}

// Unwrap returns the cause.
func (e *JournalError) Unwrap() error { return e.Err }

// StateError is something asked of an attempt that its state does not allow.
type StateError struct {
	State State
	Event Event
}

// Error says what was asked and what the attempt is.
func (e *StateError) Error() string {
	if e.State == "" {
		return fmt.Sprintf("%q can't be the first record", e.Event)
	}
	return fmt.Sprintf("%q is not possible: the attempt is %s", e.Event, e.State.Meaning())
}

// OvertakenError is a start that waited for so long before it was sent that somebody of
// the team has begun another one for the channel. Nothing was sent.
type OvertakenError struct{ Open []Conflict }

// Error names the other start.
func (e *OvertakenError) Error() string {
	return fmt.Sprintf("another start for the channel was begun while this one waited: %s; nothing was sent", e.Open[0].ID)
}

// TokenError is a builder token that can no longer start a task: it was
// acquired too long ago. A new attempt gets a new one.
type TokenError struct {
	Acquired time.Time
	Life     time.Duration
}

// Error says how long the token lived.
func (e *TokenError) Error() string {
	return fmt.Sprintf("the builder token is older than %s and can start nothing any more", e.Life)
}

// StillThereError is a task that was asked to stop and has not been seen to end.
type StillThereError struct {
	Status agora.Status // what Agora last said; empty when it said nothing
	Tries  int          // how often it was asked
	Err    error        // why Agora said nothing the last time, or nil
}

// Error says what the task's status is.
func (e *StillThereError) Error() string {
	if _, bots := errors.AsType[*BotsStayError](e.Err); bots {
		return e.Err.Error()
	}
	if e.Status == "" {
		return fmt.Sprintf("the stop was sent, but the task was not seen to end: %v", e.Err)
	}
	return fmt.Sprintf("the stop was sent, but the task is still there with status %s", e.Status)
}

// Unwrap returns the reason why Agora could not be asked.
func (e *StillThereError) Unwrap() error { return e.Err }

// NotFoundError is an attempt that this machine does not have.
type NotFoundError struct{ Query string }

// Error repeats what was looked for.
func (e *NotFoundError) Error() string {
	return fmt.Sprintf("this machine knows no attempt or task %q; see: sttwizard tasks list", e.Query)
}

// AmbiguousError is a beginning of an id, or a channel, that several attempts share.
type AmbiguousError struct {
	Query   string
	IDs     []string
	Channel string // that of all of them, where it is what was asked for; empty: an id was, or either may be
}

// Error lists the attempts that it could be.
func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q could be several: %s; name one of them", e.Query, strings.Join(e.IDs, ", "))
}

// BotsStayError is a task of which Agora says that it has ended, or that there is
// none, while that is not proved.
type BotsStayError struct {
	Unsure bool // no bot of the attempt was seen; it only is not yet certain
	Gone   bool // Agora knows no such task; else it says that it has ended
	Blind  bool // nobody can be asked for the bots
	Listed bool // it is in Agora's list of the tasks that run
	Wait   bool // asking again in some seconds can prove the end
}

// Error says what that may mean.
func (e *BotsStayError) Error() string {
	said := e.said()
	switch {
	case e.Listed:
		return said + ", but has it in its list of the tasks that run"
	case !e.Unsure:
		return said + ", but a bot of this attempt is still in the channel: it or a second task of it may be running"
	case !e.Blind:
		return said + "; that counts when its bots were looked for twice and not found"
	case e.Wait:
		return said + "; that counts when it says so again some seconds later, as nobody can be asked for the bots"
	}
	return said + ", and nobody can be asked whether its bots are in the channel: look there before you believe it"
}

// said returns what Agora says of the task.
func (e *BotsStayError) said() string {
	if e.Gone {
		return "Agora does not know the task"
	}
	return "Agora says that the task has ended"
}

// PlaceError is an attempt that would have been asked at another place than the
// one where it was started. Nothing was sent.
type PlaceError struct{ Own, Asked agora.Place }

// Error names both places.
func (e *PlaceError) Error() string {
	return "it was started at " + placeWords(e.Own) + " and can't be asked at " + placeWords(e.Asked)
}

func placeWords(p agora.Place) string {
	words := p.BaseURL
	if words == "" {
		words = "the sandbox"
	}
	if p.Version != "" {
		words += " by " + string(p.Version)
	}
	if p.AppID != "" {
		words += " with App ID " + p.AppID
	}
	return words
}

// ErrNoProbe is an attempt whose bots can't be asked for: their uids are not
// numbers, the connection does not want it, or Agora does not let it ask.
var ErrNoProbe = errors.New("whether the bots are in the channel can't be asked")
