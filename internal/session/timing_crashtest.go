//go:build crashtest

package session

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// timing gives the client's own time limits, made shorter by as much as the
// waits of an attempt are.
func timing(agora.Timing) agora.Timing {
	return agora.Timing{
		Dial: tempo.Of(5 * time.Second), TLS: tempo.Of(5 * time.Second), Headers: tempo.Of(10 * time.Second),
		Call: tempo.Of(15 * time.Second), Kick: tempo.Of(20 * time.Second),
		AcquireWait: tempo.Of(250 * time.Millisecond), StopWait: tempo.Of(500 * time.Millisecond), LongestWait: tempo.Of(30 * time.Second),
	}
}
