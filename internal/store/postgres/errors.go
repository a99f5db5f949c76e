package postgres

import (
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"sttwizard/internal/store"
)

// What PostgreSQL calls things.
const (
	codeUnique       = "23505" // unique_violation, and the trigger's word for "not the next number"
	codeDiskFull     = "53100"
	codeNoTable      = "42P01"
	codeNoColumn     = "42703"
	codeNoSchema     = "3F000"
	codeNotSupported = "0A000" // the trigger's word for a program that is too old
	codeNoParameter  = "42704" // of a server before 14
	codeProtocol     = "08P01" // what poolers say to parameters that they don't know
	codeNoRights     = "42501"
	codePassword     = "28P01"
)

// doubtful are the classes of errors after which a statement may have been carried
// out: the line, an intervention, the server's machine, and its own faults.
var doubtful = []string{"08", "57", "58", "XX"}

// codeOf returns the server's code of an error, or nothing.
func codeOf(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && len(e.Code) == 5 {
		return e.Code
	}
	return ""
}

// classified puts what a statement gave into the store's words. Only a definite
// answer of the server means that nothing was written. pgconn.SafeToRetry is no
// proof: it says true of a COMMIT whose answer was lost.
func classified(err error) error {
	if known := (*store.Error)(nil); err == nil || errors.As(err, &known) {
		return err
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	code := codeOf(err)
	switch {
	case !ok || code == "" || e.SeverityUnlocalized != "ERROR" || slices.Contains(doubtful, code[:2]):
		return failed(store.ErrInDoubt, "the answer of PostgreSQL was lost: %w", err)
	case code == codeUnique:
		return &store.Error{Kind: store.ErrConflict, Err: err}
	case code == codeDiskFull:
		return failed(store.ErrFull, "no space is left on the server of the team's journal: %w", err)
	case code == codeNoTable, code == codeNoColumn, code == codeNoSchema:
		return failed(store.ErrVersion, "the database has no journal of this version: run sttwizard store init: %w", err)
	case code == codeNotSupported:
		return failed(store.ErrVersion, "update this program: %w", err)
	case code == codeNoRights:
		return unusable("the login lacks a right: GRANT sttwizard_writer TO it: %w", err)
	}
	return &store.Error{Kind: store.ErrUnavailable, Err: err}
}

// unconnected says why there is no session. Nothing was written.
func unconnected(err error) error {
	if known := (*store.Error)(nil); errors.As(err, &known) {
		if known.Kind == store.ErrInDoubt { // of a greeting, which writes nothing
			return &store.Error{Kind: store.ErrUnavailable, Err: known.Err}
		}
		return err
	}
	e, _ := errors.AsType[*pgconn.PgError](err)
	switch code := codeOf(err); {
	case code == codeProtocol && strings.Contains(e.Message, "parameter"):
		return pooled(err)
	case code == codeNoParameter:
		return unusable("PostgreSQL 14 or later is needed: %w", err)
	}
	return unusable("the team's journal can't be reached: %w", brief(err))
}

// pooled says that somebody stands between here and the server. The error may be nil.
func pooled(err error) error {
	text := "a connection pooler stands before PostgreSQL, which breaks the proof of who works on a task:" +
		" give the address of the server itself"
	if err == nil {
		return unusable("%s", text)
	}
	return unusable(text+": %w", err)
}

// inDoubt says of a later failure that an earlier try may have been written: it is no
// longer what it was by itself.
func inDoubt(err error) error {
	if known := (*store.Error)(nil); errors.As(err, &known) {
		err = known.Err
	}
	return &store.Error{Kind: store.ErrInDoubt, Err: err}
}

// unread turns doubt, which reading doesn't know, into what it is: no answer.
func unread(err error) error {
	if known := (*store.Error)(nil); errors.As(err, &known) && known.Kind == store.ErrInDoubt {
		return &store.Error{Kind: store.ErrUnavailable, Err: known.Err}
	}
	return err
}
