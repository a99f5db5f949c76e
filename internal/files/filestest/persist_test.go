package filestest

import (
	"errors"
	"fmt"
	"testing"

	"sttwizard/internal/files"
)

func TestOnlyALockIsTriedAgain(t *testing.T) {
	full := errors.New("disk full")
	for _, tt := range []struct {
		answers []error
		want    error
	}{
		{[]error{nil}, nil},
		{[]error{fmt.Errorf("not saved: %w", &files.LockedError{}), &files.LockedError{}, nil}, nil},
		{[]error{&files.LockedError{}, full, nil}, full},
	} {
		tries := 0
		got := Persist(func() error { tries++; return tt.answers[tries-1] })
		if !errors.Is(got, tt.want) || tt.answers[tries-1] != tt.want {
			t.Errorf("%v after %d tries of %v", got, tries, tt.answers)
		}
	}
}
