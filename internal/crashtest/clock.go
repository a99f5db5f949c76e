package main

import (
	"context"
	"time"
)

// clock goes faster than real time by speed.
type clock struct {
	began time.Time
	speed int
}

// Now returns the clock's time.
func (c clock) Now() time.Time { return c.began.Add(c.real(time.Since(c.began))) }

// real returns how long a measured span takes where time does not run faster.
func (c clock) real(d time.Duration) time.Duration { return d * time.Duration(c.speed) }

// Sleep waits a span of the clock.
func (c clock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d / time.Duration(c.speed))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
