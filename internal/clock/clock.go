package clock

import (
	"context"
	"time"
)

// Now returns the time of the system's clock.
func Now() time.Time { return time.Now() }

// Since returns how long ago t was by the system's clock. Negative values are in
// the future, such as the time of a file that another machine wrote.
func Since(t time.Time) time.Duration { return time.Since(t) }

// Until returns how far away t is by the system's clock; negative when it is over.
func Until(t time.Time) time.Duration { return time.Until(t) }

// Pause waits for d, whatever happens. It is for waits so short that nobody would
// break them off.
func Pause(d time.Duration) { time.Sleep(d) }

// Sleep waits for d, or returns the context's error as soon as that ends. What is
// over already is not waited for.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// After returns a channel that gets the time when d is over. The timer is stopped
// when the context ends before; then nothing comes.
func After(ctx context.Context, d time.Duration) <-chan time.Time {
	timer := time.NewTimer(d)
	context.AfterFunc(ctx, func() { timer.Stop() })
	return timer.C
}
