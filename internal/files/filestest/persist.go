// Package filestest is for tests in which many write at once.
package filestest

import (
	"errors"
	"fmt"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/files"
)

// Persist does what the program asks a person to do when others hold a lock for too
// long: it tries again. Whoever was told to hasn't lost anything, and on a slow machine
// the last of many writers waits longer than a person would.
func Persist(write func() error) error {
	deadline := clock.Now().Add(clocktest.Patience())
	for {
		err := write()
		if _, locked := errors.AsType[*files.LockedError](err); !locked {
			return err
		}
		if clock.Now().After(deadline) {
			return fmt.Errorf("it is still locked: %w", err)
		}
	}
}
