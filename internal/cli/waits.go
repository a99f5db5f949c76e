package cli

import (
	"context"
	"sync"
	"time"

	"sttwizard/internal/attempt"
	systemclock "sttwizard/internal/clock"
	"sttwizard/internal/tasks"
)

// silence is after how long a person is told what is waited for: what comes sooner goes
// without saying.
const silence = 3 * time.Second

// waitsFor says after a while what is waited for, unless it has come by then, or ctx has
// ended. The function that it returns tells that it has come; nothing is said after it.
func (a *app) waitsFor(ctx context.Context, what string) (came func()) {
	ctx, end := context.WithCancel(ctx)
	var said sync.WaitGroup
	said.Go(func() {
		if systemclock.Sleep(ctx, a.env.Silence) == nil {
			a.say("%s", what)
		}
	})
	return func() {
		end()
		said.Wait()
	}
}

// everyGlance is how often the journal is read of a task that is followed: another
// sttwizard may have stopped it.
const everyGlance = 2 * time.Second

// whileOpen waits so long, or until the journal says that an open attempt is over.
func (a *app) whileOpen(ctx context.Context, at *attempt.Attempt, d time.Duration) error {
	if !at.Open() {
		return a.env.sleep(ctx, d)
	}
	for until := a.env.Now().Add(d); ; {
		left := until.Sub(a.env.Now())
		if err := a.env.sleep(ctx, min(left, everyGlance)); err != nil {
			return err
		}
		if open := tasks.StillOpen(at); !open || left <= everyGlance {
			return nil
		}
	}
}
