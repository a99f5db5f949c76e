//go:build crashtest

package session

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// patience is by how much a call has more time than the waits of an attempt are
// made shorter: a machine that runs many programs at once does not answer within
// a few hundredths of a second.
const patience = 5

// timing returns the client's own time limits, made shorter as the waits of an
// attempt are, though not by as much.
func timing(agora.Timing) agora.Timing {
	return agora.Timing{
		Dial: tempo.Of(patience * 5 * time.Second), TLS: tempo.Of(patience * 5 * time.Second), Headers: tempo.Of(patience * 10 * time.Second),
		Call: tempo.Of(patience * 15 * time.Second), Kick: tempo.Of(patience * 20 * time.Second),
		AcquireWait: tempo.Of(250 * time.Millisecond), StopWait: tempo.Of(500 * time.Millisecond), LongestWait: tempo.Of(30 * time.Second),
	}
}
