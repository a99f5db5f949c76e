package storage

import (
	"errors"
	"time"
)

// Cause is why a storage said no, or could not be asked: a short stable word.
type Cause string

// The causes. Package explain has the words for people.
const (
	OK          Cause = ""
	KeyRefused  Cause = "key-refused"    // the access key, or the account, is not known there
	SecretWrong Cause = "secret-wrong"   // the signature does not fit
	AccountName Cause = "account-name"   // with Azure: no account can be called so
	KeyForm     Cause = "key-form"       // with Azure: the secret key can't be one
	NoBucket    Cause = "no-bucket"      // there is no such bucket
	BucketName  Cause = "bucket-name"    // and there can be none of that name
	NoObject    Cause = "no-object"      // there is no such object
	WrongRegion Cause = "wrong-region"   // Finding.Region is the right one, where it was named
	ClockWrong  Cause = "clock-wrong"    // Finding.Skew is by how much, where it could be told
	Denied      Cause = "not-allowed"    // the keys are right, and may not do this
	NotLetIn    Cause = "not-let-in"     // a rule of the account about who may come from where
	Refused     Cause = "refused"        // for a reason that is not told, or not known here
	AccountOff  Cause = "account-off"    // switched off, suspended or unpaid
	NoHost      Cause = "no-host"        // the name of the host could not be found
	NoRoute     Cause = "no-route"       // the host could not be reached, or hung up
	NoAnswer    Cause = "no-answer"      // none within the limit
	NoTLS       Cause = "no-tls"         // TLS was spoken to a port without it, or the other way round
	Certificate Cause = "certificate"    // not trusted here
	Elsewhere   Cause = "sent-elsewhere" // a redirect; it is not followed
	NoStorage   Cause = "no-storage"     // something answers that is no storage
	Busy        Cause = "busy"           // or broken: it may help to ask again
	TooBig      Cause = "too-big"        // an answer without an end, or more was asked for than is ever read
	Address     Cause = "address"        // the address can't be one, or is without TLS
	NoAddress   Cause = "no-address"     // nobody here knows where that storage is reached
	NoKeys      Cause = "no-keys"        // there are no keys here
	Cancelled   Cause = "cancelled"      // the caller went
	NotTried    Cause = "not-tried"      // what it needs went wrong before
	Unknown     Cause = "unknown"        // an answer that is not known here
)

// Finding is what is known of a refusal. Everything in it may be shown.
type Finding struct {
	Cause  Cause
	Status int           // of HTTP; 0: there was no answer
	Code   string        // the storage's own word, letters, digits, "_", "." and "-" only; or empty
	Region string        // where the bucket is, in the vendor's own words; or empty
	Skew   time.Duration // how far this machine's clock is ahead of the storage's; 0: not known, or near enough
	Place  Place         // what was asked, without its endpoint

	sent bool // the storage may have got the request
}

// OK reports whether nothing went wrong.
func (f Finding) OK() bool { return f.Cause == OK }

// here are the causes that say nothing about Agora, which comes from elsewhere with a
// clock of its own.
var here = map[Cause]bool{
	ClockWrong: true, NotLetIn: true, Refused: true, NoHost: true, NoRoute: true, NoAnswer: true, Certificate: true,
	Busy: true, TooBig: true, NoAddress: true, NoKeys: true, Cancelled: true, NotTried: true, Unknown: true,
}

// OnlyHere reports whether Agora may well be able to do what could not be done here. It
// is false where Agora would meet the same refusal.
func (f Finding) OnlyHere() bool { return here[f.Cause] }

// ofKeys are the causes that other keys may not meet.
var ofKeys = map[Cause]bool{
	KeyRefused: true, SecretWrong: true, AccountName: true, KeyForm: true, Denied: true, NotLetIn: true, Refused: true, NoKeys: true,
}

// OfKeys reports whether other keys may do what these could not.
func (f Finding) OfKeys() bool { return ofKeys[f.Cause] }

// unsure reports whether a write may have been made all the same: no answer is not "not
// written".
func (f Finding) unsure() bool {
	return f.sent && (f.Cause == NoAnswer || f.Cause == NoRoute || f.Cause == Cancelled)
}

// Error is what the package's calls fail with. Neither its text nor anything behind it
// has a word of a server or a secret in it.
type Error struct {
	Finding Finding
	ended   error // the context's own, for errors.Is
}

func (e *Error) Error() string {
	text := "the caption storage: " + string(e.Finding.Cause)
	if e.Finding.Code != "" {
		text += " (" + e.Finding.Code + ")"
	}
	return text
}

// Unwrap returns the error of the context that ended, or nil.
func (e *Error) Unwrap() error { return e.ended }

// found makes an error of a cause that has no further facts.
func found(c Cause) *Error { return &Error{Finding: Finding{Cause: c}} }

// Explain returns what is known of an error of this package; of nil, that nothing went
// wrong. It takes [ErrMany] for no failure.
func Explain(err error) Finding {
	if err == nil || errors.Is(err, ErrMany) {
		return Finding{}
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Finding
	}
	return Finding{Cause: Unknown}
}
