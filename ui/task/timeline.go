package task

import (
	"slices"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// events are the records of a journal in the few words that a time line has room
// for.
var events = map[attempt.Event]string{
	attempt.EventIntent: "written down", attempt.EventSending: "sent", attempt.EventStarted: explain.Accepted,
	attempt.EventRunningNoID: "runs, no id told", attempt.EventRejected: "refused",
	attempt.EventBusy: "Agora is busy", attempt.EventNotSent: "did not leave",
	attempt.EventUnknown: "no clear answer", attempt.EventStopping: "told to stop", attempt.EventStopRefused: "stop refused",
	attempt.EventStopNotSent: "stop did not leave", attempt.EventStopped: "ended",
	attempt.EventAbandoned: "given up", attempt.EventAcknowledged: "set aside",
	attempt.EventKicking: "bots removed", attempt.EventPlanned: "reminder set",
	attempt.EventTakenUp: "taken up here", attempt.EventFound: "found in the list",
	attempt.EventUpdating: "change sent", attempt.EventUpdated: "changed", attempt.EventNotUpdated: "not changed",
	attempt.EventUpdateLost: "changed? no answer", attempt.EventSeen: "running",
	attempt.EventEndSaid: "said to have ended", attempt.EventReopened: "runs again, as Agora says",
}

// storyOf returns the time line of an attempt of an earlier run, from its records.
// What was seen several times in a row is told once.
func storyOf(a *attempt.Attempt) []Point {
	var out []Point
	for _, r := range a.Records() {
		words := events[r.Event]
		switch {
		case r.Event == attempt.EventProbe && r.Present:
			words = "its bot is there"
		case r.Event == attempt.EventProbe:
			words = "no bot is there"
		case r.Event == attempt.EventSeen && r.Status != "":
			words = explain.StatusWord(r.Status)
		case r.Event == attempt.EventSending && r.N > 1:
			words = "sent again"
		case r.Event == attempt.EventIntent && len(a.Records()) > 1:
			continue // the next record says more
		}
		if n := len(out); n == 0 || out[n-1].Words != words {
			out = append(out, Point{r.At, words})
		}
	}
	return slices.Clip(out)
}

// story returns the time line of an attempt: its journal, and what Agora has said in
// this run. A task that ran already when this run asked first was only seen running then.
func (w *Work) story() []Point {
	out := storyOf(w.Attempt)
	for i, p := range w.Seen {
		words := explain.StatusWord(agora.Status(p.Words))
		if i == 0 && agora.Status(p.Words).Running() {
			words = "seen running"
		}
		out = append(out, Point{p.At, words})
	}
	slices.SortStableFunc(out, func(a, b Point) int { return a.At.Compare(b.At) })
	return slices.CompactFunc(out, func(a, b Point) bool { return a.Words == b.Words })
}
