package cli

import (
	"context"
	"sync"
	"time"

	systemclock "sttwizard/internal/clock"
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
