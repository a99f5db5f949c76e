package sandbox

import (
	"context"
	"net/http"
	"time"

	"sttwizard/agora"
)

// Mode names a way in which the sandbox answers, or is a script of several: see
// ParseMode.
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
	ModeEvery   Mode = "every-status"
	ModeStarted Mode = "stays-started"

	ModeForgotten Mode = "forgotten"
	ModeStranger  Mode = "stranger"
)

// ModeInfo is a mode, or a word of a script, and what it does, in words for people.
type ModeInfo struct {
	Name Mode
	What string
}

const (
	slowness  = 8 * time.Second
	busyDelay = 2 * time.Second
)

// arrival is a call that came in.
type arrival struct {
	ctx    context.Context // ends when the caller has gone
	server *Server
	op     string // the call's name in package agora; empty: not one of the API's calls
	named  bool   // it is one of v7
}

// behaviour answers one call in a mode; do gives what a healthy server answers,
// and does its work.
type behaviour func(v arrival, do func() answer) answer

type modeRow struct {
	ModeInfo
	behave behaviour
	course Course // of the tasks that are started
}

var modes = []modeRow{
	{ModeInfo{ModeOK, "everything works"}, healthy, CourseUsual},
	{ModeInfo{ModeSlow, "every answer takes 8 seconds"}, onCalls(slow), CourseUsual},
	{ModeInfo{ModeDenied, "the credentials are refused (401)"}, onCalls(denied), CourseUsual},
	{ModeInfo{ModeBusy, "too many requests, try again in 2 seconds (429)"}, onCalls(busy), CourseUsual},
	{ModeInfo{ModeLost, "a task starts, then the connection is reset before the answer"}, onCalls(lost), CourseUsual},
	{ModeInfo{ModeInvalid, "Speech-to-Text is not enabled for the App ID (invalid_appid)"}, onCalls(invalid), CourseUsual},
	{ModeInfo{ModeDown, "nobody answers, connections are refused"}, down, CourseUsual},
	{ModeInfo{ModeEvery, "a task shows every status that Agora's pages name"}, healthy, CourseEvery},
	{ModeInfo{ModeStarted, "a task of v5 or v6 stays STARTED for its whole life"}, healthy, CourseStarted},
	{ModeInfo{ModeForgotten, "query and stop answer 404 although the task runs"}, onCalls(forgotten), CourseUsual},
	{ModeInfo{ModeStranger, "a server that is not Agora: 404 in JSON to everything"}, stranger, CourseUsual},
}

// Modes returns every mode, the healthy one first.
func Modes() []ModeInfo {
	out := make([]ModeInfo, len(modes))
	for i, row := range modes {
		out[i] = row.ModeInfo
	}
	return out
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
	return func(v arrival, do func() answer) answer {
		if v.op == "" {
			return do()
		}
		return b(v, do)
	}
}

func healthy(_ arrival, do func() answer) answer { return do() }

// slow does the work at once and answers late, so that a caller who gives up
// waiting leaves a task behind.
func slow(v arrival, do func() answer) answer {
	a := do()
	if err := v.server.o.Sleep(v.ctx, slowness); err != nil {
		return answer{reset: true} // the caller has gone
	}
	return a
}

func denied(arrival, func() answer) answer { return wrongCredentials() }

func busy(arrival, func() answer) answer { return tooMany() }

func tooMany() answer {
	a := message(http.StatusTooManyRequests, "API rate limit exceeded")
	a.retryAfter = busyDelay
	return a
}

// lost loses the answer to every start that made a task: as a rule the first one
// of each token.
func lost(_ arrival, do func() answer) answer {
	a := do()
	a.reset = a.reset || a.started
	return a
}

func invalid(v arrival, _ func() answer) answer {
	if v.named {
		return notEnabled()
	}
	return invalidAppID()
}

// forgotten is a service that lost sight of a task which runs, is billed, and
// has its bots in the channel.
func forgotten(v arrival, do func() answer) answer {
	if v.op == agora.OpQuery || v.op == agora.OpStop {
		return unheard(v.op, v.named)
	}
	return do()
}

// stranger does no work and knows no task, whoever asks.
func stranger(v arrival, _ func() answer) answer { return unheard(v.op, v.named) }

// unheard is what a server answers that does not know what a call is about: a
// call about an agent in v7's words, any other in the plain ones of a gateway.
func unheard(op string, named bool) answer {
	if ofTask := op == agora.OpQuery || op == agora.OpStop || op == agora.OpUpdate; ofTask && named {
		return notFound(agora.Project{Version: agora.V7})
	}
	return message(http.StatusNotFound, "Not Found")
}

// down is for a handler that somebody else listens for; Listen refuses connections.
func down(arrival, func() answer) answer { return answer{reset: true} }
