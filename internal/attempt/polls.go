package attempt

import (
	"errors"
	"time"

	"sttwizard/agora"
)

// The pace at which a watched task is asked for.
// Source for the first: Agora advises a query soon after the start and then rarely.
const (
	pollStarting    = 2 * time.Second
	pollStartingFor = 30 * time.Second
	pollFirst       = 5 * time.Second
	pollLongest     = 60 * time.Second
	pollGrowth      = 1.5
	pollJitter      = 0.2 // of the wait, in each direction
)

// Polls decides when a watched task is asked for next: every 2 s until it runs,
// for at most 30 s, then after 5 s and ever longer, up to 60 s, with jitter.
// The zero value is ready; it is not for use by several goroutines.
type Polls struct {
	Random func() float64 // in [0, 1); nil: no jitter

	asked   bool
	begun   time.Time
	running bool
	last    time.Duration
}

// Next takes what the last query at that time gave (or the start, for the first
// one) and gives the wait until the next. It gives false when there is nothing to
// ask any more: the task ended, or the credentials are refused.
func (p *Polls) Next(now time.Time, status agora.Status, err error) (time.Duration, bool) {
	if !p.asked {
		p.asked, p.begun = true, now
	}
	if hopeless(err) || (err == nil && status.Ended()) {
		return 0, false
	}
	if err == nil && status.RunsAfter(now.Sub(p.begun)) {
		p.running = true
	}
	if bots, ok := errors.AsType[*BotsStayError](err); ok && bots.Wait {
		return probeGap, true
	}
	wait := pollStarting
	if p.running || now.Sub(p.begun) >= pollStartingFor {
		wait = p.grow()
	}
	return max(wait, retryAfter(err)), true
}

// grow returns the next of the growing waits.
func (p *Polls) grow() time.Duration {
	switch {
	case p.last == 0:
		p.last = pollFirst
	default:
		p.last = min(time.Duration(float64(p.last)*pollGrowth), pollLongest)
	}
	if p.Random == nil {
		return p.last
	}
	factor := 1 + pollJitter*(2*p.Random()-1)
	return min(max(time.Duration(float64(p.last)*factor), pollFirst), pollLongest)
}
