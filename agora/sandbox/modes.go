package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Mode names a way in which the sandbox answers.
type Mode string

// The modes.
const (
	ModeOK      Mode = "ok"
	ModeSlow    Mode = "slow"
	ModeDenied  Mode = "denied"
	ModeBusy    Mode = "busy"
	ModeLost    Mode = "lost"
	ModeInvalid Mode = "invalid"
	ModeDown    Mode = "down"
)

// ModeInfo is a mode and what it does, in words for people.
type ModeInfo struct {
	Name Mode
	What string
}

const (
	slowness  = 8 * time.Second
	busyDelay = 2 * time.Second
)

// behaviour answers one call in a mode; do gives what a healthy server answers,
// and does its work.
type behaviour func(ctx context.Context, s *Server, op operation, do func() answer) answer

type modeRow struct {
	ModeInfo
	behave behaviour
}

var modes = []modeRow{
	{ModeInfo{ModeOK, "everything works"}, healthy},
	{ModeInfo{ModeSlow, "every answer takes 8 seconds"}, onCalls(slow)},
	{ModeInfo{ModeDenied, "the credentials are refused (401)"}, onCalls(denied)},
	{ModeInfo{ModeBusy, "too many requests, try again in 2 seconds (429)"}, onCalls(busy)},
	{ModeInfo{ModeLost, "a task starts, then the connection is reset before the answer"}, onCalls(lost)},
	{ModeInfo{ModeInvalid, "Speech-to-Text is not enabled for the App ID (invalid_appid)"}, onCalls(invalid)},
	{ModeInfo{ModeDown, "nobody answers, connections are refused"}, down},
}

// Modes gives every mode, the healthy one first.
func Modes() []ModeInfo {
	out := make([]ModeInfo, len(modes))
	for i, row := range modes {
		out[i] = row.ModeInfo
	}
	return out
}

// ParseMode reads a mode's name, in any case; empty is ModeOK. The error names
// the modes that there are.
func ParseMode(s string) (Mode, error) {
	name := Mode(strings.ToLower(strings.TrimSpace(s)))
	if name == "" {
		return ModeOK, nil
	}
	if _, ok := modeRowOf(name); ok {
		return name, nil
	}
	names := make([]string, len(modes))
	for i, row := range modes {
		names[i] = string(row.Name)
	}
	last := len(names) - 1
	return "", fmt.Errorf("there is no sandbox mode %q; the modes are %s and %s", s, strings.Join(names[:last], ", "), names[last])
}

func modeRowOf(m Mode) (modeRow, bool) {
	for _, row := range modes {
		if row.Name == m {
			return row, true
		}
	}
	return modeRow{}, false
}

// onCalls limits a mode to the API's own calls: looking whether somebody is
// there, and paths that do not exist, answer as ever.
func onCalls(b behaviour) behaviour {
	return func(ctx context.Context, s *Server, op operation, do func() answer) answer {
		if op == noCall {
			return do()
		}
		return b(ctx, s, op, do)
	}
}

func healthy(_ context.Context, _ *Server, _ operation, do func() answer) answer { return do() }

// slow does the work at once and answers late, so that a caller who gives up
// waiting leaves a task behind.
func slow(ctx context.Context, s *Server, _ operation, do func() answer) answer {
	a := do()
	if err := s.o.Sleep(ctx, slowness); err != nil {
		return answer{reset: true} // the caller has gone
	}
	return a
}

func denied(context.Context, *Server, operation, func() answer) answer { return wrongCredentials() }

func busy(context.Context, *Server, operation, func() answer) answer {
	a := message(http.StatusTooManyRequests, "API rate limit exceeded")
	a.retryAfter = busyDelay
	return a
}

// lost loses the answer to every start that made a task. That is the first one
// of each token: later ones are told 409.
func lost(_ context.Context, _ *Server, op operation, do func() answer) answer {
	a := do()
	a.reset = a.reset || op == startCall && a.status == http.StatusOK
	return a
}

func invalid(context.Context, *Server, operation, func() answer) answer { return invalidAppID() }

// down is for a handler that somebody else listens for; Listen refuses connections.
func down(context.Context, *Server, operation, func() answer) answer { return answer{reset: true} }
