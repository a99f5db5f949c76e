package agora

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ConfigError says which value of a Config, or which argument of a call, can't
// be used. Nothing was sent.
type ConfigError struct {
	Field string // such as "base URL" or "App ID"
	Text  string // what would be right; never the value itself
}

// Error returns field and text.
func (e *ConfigError) Error() string { return e.Field + ": " + e.Text }

// APIError is an answer of Agora's that is no success. Message and Raw are text
// from the network: they pass the safe-text gate before anybody sees them. The
// secrets of the call are cut out of both.
type APIError struct {
	Op            string // OpAcquire, OpStart, OpQuery, OpStop, OpUpdate, OpList, OpPresence, OpUsers or OpKick
	Method        string // the HTTP verb
	Status        int    // the HTTP status
	Code          int    // the code of the body; 0: none
	Message       string // message, or reason and detail, of the body; at most 2 KB
	Kind          ErrorKind
	RequestID     string        // the answer's X-Request-Id, to quote to Agora's support
	RetryAfter    time.Duration // how long Agora asks to wait; 0: it does not say
	TaskID        string        // the task that the answer names
	TaskStatus    Status
	TaskCreatedAt time.Time
	ByToken       bool   // a token said who calls, not key and secret
	Repeated      bool   // the call was tried more than once, and every try was answered with this status
	Doubt         bool   // an earlier try of the call may have been acted on
	Raw           []byte // the body as it came, at most 16 KiB
}

// Error returns call, status, kind and Agora's message, quoted.
func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: answered %d", e.Op, e.Status)
	if e.Code != 0 {
		fmt.Fprintf(&b, ", code %d", e.Code)
	}
	fmt.Fprintf(&b, " (%s)", e.Kind)
	if e.Message != "" {
		fmt.Fprintf(&b, ": %q", e.Message)
	}
	return b.String()
}

// NetCause is why no answer came.
type NetCause string

// The causes of a NetError.
const (
	CauseDNS       NetCause = "dns"       // the host's name has no address
	CauseProxy     NetCause = "proxy"     // the proxy of the environment can't be reached
	CauseRefused   NetCause = "refused"   // nobody listens there
	CauseTLS       NetCause = "tls"       // no secure connection, or a wrong certificate
	CauseTimeout   NetCause = "timeout"   // no answer in time
	CauseReset     NetCause = "reset"     // the connection broke
	CauseCancelled NetCause = "cancelled" // the caller gave up
	CauseOther     NetCause = "other"
)

// NetError is a call that got no answer. Sent is false only where it is proved
// that no byte of the request left, in any try; with Sent, Agora may have acted on it.
type NetError struct {
	Op    string
	Cause NetCause
	Sent  bool
	Err   error // what the network said; without the URL

	// Before is what the try before had failed with, where time was up while the next one
	// was waited for: an answer, then, that is no success. Nil: none had.
	Before error
}

// Error returns call and cause, never the URL.
func (e *NetError) Error() string {
	sent := "nothing was sent"
	if e.Sent {
		sent = "the request may have arrived"
	}
	return fmt.Sprintf("%s: no answer (%s, %s): %v", e.Op, e.Cause, sent, e.Err)
}

// Unwrap returns what the network said.
func (e *NetError) Unwrap() error { return e.Err }

// Why an answer can't be used.
const (
	WhyRedirect   = "it redirects elsewhere, which is not followed"
	WhyNotJSON    = "it is not JSON"
	WhyCut        = "it broke off"
	WhySlow       = "it did not end in time"
	WhyTooLarge   = "it is larger than 1 MiB"
	WhyIncomplete = "it lacks what the call is for"
	WhyOtherTask  = "it is about another task"
	WhyEndless    = "its pages do not end"
	WhyOtherUser  = "it is about another user"
)

// AnswerError is an answer that can't be understood: not what Agora documents.
// What it says about the call is unknown.
type AnswerError struct {
	Op         string
	Status     int
	Why        string // one of the Why constants
	RequestID  string
	RetryAfter time.Duration
	Raw        []byte // the body as far as it came, at most 16 KiB; to pass the safe-text gate
}

// Error returns call, status and what is wrong with the answer.
func (e *AnswerError) Error() string {
	return fmt.Sprintf("%s: the answer (status %d) can't be used: %s", e.Op, e.Status, e.Why)
}

// KindOf returns the kind of the APIError in an error, or "" where there is none.
func KindOf(err error) ErrorKind {
	if api, ok := errors.AsType[*APIError](err); ok {
		return api.Kind
	}
	return ""
}

// OpOf returns the name of the call that an error is of, as OpStart, and nothing for
// an error that is of no call.
func OpOf(err error) string {
	if e, ok := errors.AsType[*APIError](err); ok {
		return e.Op
	}
	if e, ok := errors.AsType[*NetError](err); ok {
		return e.Op
	}
	if e, ok := errors.AsType[*AnswerError](err); ok {
		return e.Op
	}
	return ""
}
