package explain

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/storage"
	"sttwizard/internal/words"
)

// Context is what is known of the moment in which something failed. Every part
// may be left empty.
type Context struct {
	Op         string        // agora.OpStart ...; empty: the error's own
	Outcome    agora.Outcome // of the attempt; empty: what the error alone says
	State      attempt.State // of the attempt, and how it ended: see Of; empty: none was written down
	How        attempt.How
	Untold     attempt.Untold
	Connection string // its name
	Project    agora.Project
	Request    agora.Request // looked at for likely causes; its secrets are never shown
	Took       time.Duration // how long the call took; 0: not known
	// Label says how a field is called by those who read; nil: by its path.
	Label func(path string) string
}

// notAsked stands before the reason for which a stop never left this machine.
const notAsked = "Nobody could be asked to stop it. "

// label names the field at a path.
func (c Context) label(path string) string {
	if c.Label == nil {
		return path
	}
	return c.Label(path)
}

// Explanation is a failure in words. What is a whole sentence; Likely, Do and
// Billed are halves of one, without capital and full stop, to stand behind a
// label. What, Do, Billed and Kind are never empty.
type Explanation struct {
	What   string
	Likely string
	Do     string
	Billed string // whether anything was started or costs money
	Field  string // the path of the field to change, or empty

	Code      string // short, such as "401, 212 ms"; or empty
	Kind      string // a stable word such as "credentials"
	RequestID string // to quote to Agora's support
	Said      string // Agora's own message, or empty
	Raw       string // the raw answer, or what the system said

	CanResend       bool // nothing was started for sure: one key may send again
	SuggestSpelling bool // the other spelling of the storage keys may help
}

// Failure explains an error. An error that is not known is explained too, as
// far as the context allows.
func Failure(err error, c Context) Explanation {
	if e, ok := errors.AsType[*storage.Error](err); ok {
		return storageFailure(e.Finding, c)
	}
	c.Op = operation(err, c)
	proved := c.provesNothing(err)
	c.Outcome = outcome(err, c)
	f := finding{context: c, err: err, proved: proved}
	f.find()
	row := f.row()
	fill := f.filler()
	if c.Op == agora.OpStop && agora.NotSent(err) {
		row.what = notAsked + rowOf(c.Project.Version, f.kind, "").what
	}
	e := Explanation{
		Kind:   f.kind,
		What:   fill.Replace(row.what),
		Likely: fill.Replace(cmp.Or(f.likely, row.likely)),
		Do:     fill.Replace(cmp.Or(f.do, row.do)),
		Billed: c.billed(f.kind, proved),
		Field:  f.field,
		Code:   f.code(),

		RequestID: hide(f.requestID, c.Request),
		Said:      hide(f.said, c.Request),
		Raw:       hide(f.raw, c.Request),

		CanResend:       proved && c.starts(),
		SuggestSpelling: f.spelling,
	}
	if open := openOutcomes[c.Outcome]; open != "" && c.starts() {
		e.Do = fill.Replace(open)
	}
	if f.kind == kindUnrecorded && c.State == attempt.Stopped {
		e.Do = "nothing needs to be stopped; the list may still show it as running"
	}
	if f.unrecorded {
		e.Do += "; " + fill.Replace(notRecorded)
	}
	return e
}

// starts reports whether the failure is one of starting a task.
func (c Context) starts() bool { return c.Op == agora.OpStart || c.Op == agora.OpAcquire }

// operation returns the call that failed.
func operation(err error, c Context) string {
	if c.Op != "" {
		return c.Op
	}
	if _, ok := errors.AsType[*attempt.StillThereError](err); ok {
		return agora.OpStop
	}
	return agora.OpOf(err)
}

// outcome returns what is known of the start. Only a call to start can have
// started something, and what the attempt's records say counts more than one answer.
func outcome(err error, c Context) agora.Outcome {
	switch {
	case c.starts() && c.State.MayBill():
		return outcomeOf(c.State)
	case c.Outcome != "":
		return c.Outcome
	case c.Op == agora.OpAcquire:
		return agora.OutcomeNotSent
	case c.Op == agora.OpStart && nothingSent(err):
		return agora.OutcomeNotSent
	case c.Op == agora.OpStart:
		out, _ := agora.StartOutcome(agora.Task{}, err)
		return out
	}
	return ""
}

func nothingSent(err error) bool {
	journal, isJournal := errors.AsType[*attempt.JournalError](err)
	_, isToken := errors.AsType[*attempt.TokenError](err)
	_, isConfig := errors.AsType[*agora.ConfigError](err)
	_, isField := errors.AsType[agora.FieldError](err)
	return isJournal && journal.Phase != attempt.NotRecorded || isToken || isConfig || isField
}

// code returns the short technical part, such as "401, 212 ms".
func (f *finding) code() string {
	var parts []string
	if f.status != 0 {
		parts = append(parts, fmt.Sprint(f.status))
	}
	if f.number != 0 {
		parts = append(parts, fmt.Sprintf("code %d", f.number))
	}
	if took := f.context.Took; took > 0 {
		parts = append(parts, words.Took(took))
	}
	return strings.Join(parts, ", ")
}

// hide takes the request's secrets out of a text, should one have come back.
func hide(text string, r agora.Request) string {
	if text == "" {
		return ""
	}
	var secrets []agora.Secret
	for _, f := range agora.Fields() {
		if s, _ := r.Get(f.Path); f.Secret && len(s) >= shortestHidden {
			secrets = append(secrets, agora.Secret(s))
		}
	}
	return agora.Hide(secrets...)(text)
}

// shortestHidden is the shortest secret that is taken out of texts: a shorter
// one would blot out ordinary words.
const shortestHidden = 6
