package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"sttwizard/internal/store"
)

var kinds = []error{
	store.ErrNone, store.ErrConflict, store.ErrInDoubt, store.ErrUnavailable, store.ErrFull, store.ErrDamaged, store.ErrOwned,
	store.ErrLost, store.ErrVersion,
}

// oneKind fails unless an error is of one kind and no other, and keeps its cause.
func oneKind(t *testing.T, what string, err, want, cause error) {
	t.Helper()
	for _, kind := range kinds {
		if errors.Is(err, kind) != (kind == want) {
			t.Errorf("%s: that it is %q is %t", what, kind, kind != want)
		}
	}
	if !errors.Is(err, cause) {
		t.Errorf("%s: the cause is lost: %v", what, err)
	}
}

func TestOnlyADefiniteAnswerMeansThatNothingWasWritten(t *testing.T) {
	for answer, want := range map[string]error{
		"ERROR 23505": store.ErrConflict, "ERROR 53100": store.ErrFull, "ERROR 42P01": store.ErrVersion,
		"ERROR 3F000": store.ErrVersion, "ERROR 42703": store.ErrVersion, "ERROR 0A000": store.ErrVersion,
		"ERROR 42501": store.ErrUnavailable, "ERROR 25006": store.ErrUnavailable, "ERROR 40001": store.ErrUnavailable,
		"ERROR 40P01": store.ErrUnavailable, "ERROR 55P03": store.ErrUnavailable, "ERROR 23514": store.ErrUnavailable,
		"ERROR 22021": store.ErrUnavailable, "ERROR 53200": store.ErrUnavailable,
		// the statement may have been carried out
		"ERROR 08006": store.ErrInDoubt, "ERROR 57014": store.ErrInDoubt, "ERROR 58030": store.ErrInDoubt,
		"ERROR XX000": store.ErrInDoubt, "ERROR XX001": store.ErrInDoubt, "FATAL 57P01": store.ErrInDoubt,
		"FATAL 57P05": store.ErrInDoubt, "FATAL 53300": store.ErrInDoubt, "FATAL 23505": store.ErrInDoubt,
		"PANIC 53100": store.ErrInDoubt, "ERROR ": store.ErrInDoubt, "ERROR 7": store.ErrInDoubt,
	} {
		cause := &pgconn.PgError{SeverityUnlocalized: answer[:5], Severity: "FEHLER", Code: answer[6:]}
		oneKind(t, answer, classified(fmt.Errorf("said: %w", cause)), want, cause)
	}
	for _, cause := range []error{io.ErrUnexpectedEOF, context.DeadlineExceeded, context.Canceled, io.EOF} {
		oneKind(t, cause.Error(), classified(cause), store.ErrInDoubt, cause)
	}
	if err := classified(nil); err != nil {
		t.Error(err)
	}
	known := failed(store.ErrLost, "as it was")
	if err := classified(known); err != known {
		t.Errorf("what is known already is %v", err)
	}
}

func TestDoubtIsOfWritingOnly(t *testing.T) {
	doubt := classified(io.EOF)
	oneKind(t, "a read", unread(doubt), store.ErrUnavailable, io.EOF)
	oneKind(t, "a connect", unconnected(doubt), store.ErrUnavailable, io.EOF)
	oneKind(t, "a connect, as pgx says it", unconnected(io.EOF), store.ErrUnavailable, io.EOF)
	oneKind(t, "a version", unconnected(failed(store.ErrVersion, "old: %w", io.EOF)), store.ErrVersion, io.EOF)
	oneKind(t, "an append, later", inDoubt(unconnected(io.EOF)), store.ErrInDoubt, io.EOF)
}
