package secret

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
)

// DefaultLimit is how long one look-up takes at most where Sources says nothing.
const DefaultLimit = 20 * time.Second

// Sources are where values come from in this run. A nil func or Vault is a
// source that is not there.
type Sources struct {
	// Getenv reads an environment variable.
	Getenv func(name string) string
	// Ask lets the person type the secret. What is its name in words. Its error
	// is given on as it is, and it has no time limit.
	Ask func(ctx context.Context, what string) (agora.Secret, error)
	// Keyring is the system's keyring.
	Keyring Vault
	// Age is the file of secrets that a passphrase opens.
	Age Vault
	// Home is the person's home directory, for file:~/.
	Home string
	// Limit is how long one look-up may take; zero: DefaultLimit.
	Limit time.Duration
}

// Found says where a value came from. The zero Found says nothing.
type Found struct {
	What  string // "customer secret"
	Where string // "the environment variable AGORA_CUSTOMER_SECRET"
}

// String returns the sentence that announces the source.
func (f Found) String() string { return f.What + " from " + f.Where }

// MissingError is a secret that is not where its reference says.
type MissingError struct {
	What  string // "customer secret"
	Tried string // where it was looked for, and what came of it
	Do    string // every way to supply it
	Err   error  // the cause: *NotThereError, *UnavailableError, context.DeadlineExceeded, a file's error, or nil
}

// Error says what is missing, where it was looked for and what to do.
func (e *MissingError) Error() string {
	return fmt.Sprintf("the %s is missing: %s; %s", e.What, e.Tried, e.Do)
}

// Unwrap returns the cause.
func (e *MissingError) Unwrap() error { return e.Err }

// finder gets a value for one form of reference. It fails with *failed, or with
// an error that is given on as it is.
type finder func(ctx context.Context, r Ref, what string, from Sources) (agora.Secret, error)

// failed is why a place gave nothing, before Resolve names the secret.
type failed struct {
	tried string
	do    string // how this very place can supply it, or empty
	err   error
}

func (f *failed) Error() string { return f.tried }

// ways says how else the secret can be supplied, by this place and all others.
func (f *failed) ways(form string) string {
	if f.do == "" {
		return besides(form)
	}
	return f.do + ", or " + besides(form)
}

// Resolve gets the secret that the reference stands for, without the white
// space round it that copying adds. What names the secret in words, such as
// "customer secret". The error is *MissingError; *LockedError where the file of
// secrets needs its passphrase first; that of Sources.Ask; or ctx's own.
func (r Ref) Resolve(ctx context.Context, what string, from Sources) (agora.Secret, Found, error) {
	f, ok := formOf(r.form)
	if !ok {
		return "", Found{}, &MissingError{What: what, Tried: "nothing says where it is", Do: "choose " + Forms()}
	}
	value, err := r.look(ctx, f, what, from)
	if why, ok := errors.AsType[*failed](err); ok {
		return "", Found{}, &MissingError{What: what, Tried: r.named(why.tried), Do: why.ways(r.form), Err: why.err}
	}
	if err != nil {
		return "", Found{}, err
	}
	return value, Found{what, r.foundIn()}, nil
}

// named adds which stored secret is meant to what does not name it.
func (r Ref) named(tried string) string {
	if !r.Stored() || strings.Contains(tried, r.name) {
		return tried
	}
	return tried + " (" + r.String() + ")"
}

// foundIn is Words as a source: what was typed is no place.
func (r Ref) foundIn() string {
	if r.Asks() {
		return "what you typed"
	}
	return r.Words()
}

// look runs the finder under the limit. A finder that does not heed its context
// (a keyring or a network drive that hangs) is left behind.
func (r Ref) look(ctx context.Context, f form, what string, from Sources) (agora.Secret, error) {
	if r.Asks() {
		return f.find(ctx, r, what, from) // people are not hurried
	}
	limit := from.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type result struct {
		value agora.Secret
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := f.find(limited, r, what, from)
		done <- result{value, err}
	}()
	var got result
	select {
	case got = <-done:
	case <-limited.Done():
		got.err = limited.Err()
	}
	switch {
	case ctx.Err() != nil && got.err != nil:
		return "", ctx.Err()
	case errors.Is(got.err, context.DeadlineExceeded):
		return "", &failed{fmt.Sprintf("%s gave no answer within %s", r.Words(), limit), "try again", got.err}
	}
	return got.value, got.err
}

func trimmed(s string) agora.Secret { return agora.Secret(strings.TrimSpace(s)) }
