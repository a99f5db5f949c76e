package cli

import (
	"context"
	"slices"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// listLimit is how long Agora is asked, behind the stops, for what else runs in a channel.
const listLimit = 10 * time.Second

// besides is what runs in a channel beside the tasks that were to be stopped there, as
// Agora's list has it. Nobody here started it, so that nobody stops it unasked.
type besides struct {
	unknown  []strangerJSON
	notAsked []unaskedJSON
	listed   bool               // the list was read by every connection
	again    []*attempt.Attempt // that were over in the journal, and that the list has
}

// nobodyAsked is what is known where Agora's list was not wanted.
func nobodyAsked() besides { return besides{unknown: []strangerJSON{}, notAsked: []unaskedJSON{}} }

// code is the exit code of a stop beside which that runs.
func (b besides) code() int {
	if len(b.unknown)+len(b.again) > 0 {
		return exitUnknown
	}
	return exitDone
}

// besides asks for what runs in a channel that was named and that this machine does not
// know, or has as over: here are its attempts there. Only v7 has a list.
func (a *app) besides(
	ctx context.Context, s *session.Session, callers *tasks.Callers, channel string, here []*attempt.Attempt,
) besides {
	if channel == "" || ctx.Err() != nil {
		return nobodyAsked()
	}
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	ended := tasks.Ended(here)
	var b besides
	b.unknown, b.notAsked = a.strangers(ctx, s, callers, channel)
	b.listed = ctx.Err() == nil && len(b.notAsked) == 0 && a.allList(s, callers)
	b.again = tasks.OpenAgain(ended)
	return b
}

// allList reports whether all connections by which a task may run there list tasks, and
// there is one.
func (a *app) allList(s *session.Session, callers *tasks.Callers) bool {
	all := a.chosen(s)
	list := a.listable(s, callers)
	return len(list) > 0 && !slices.ContainsFunc(all, func(c connections.Connection) bool {
		return !slices.ContainsFunc(list, func(l connections.Connection) bool { return l.Name == c.Name })
	})
}

// tellBesides tells what runs there all the same, and what is done about it.
func (a *app) tellBesides(s *session.Session, b besides) {
	if a.json {
		return
	}
	for _, at := range b.again {
		a.tell("! it runs, though it was taken for ended: %s; stop it: %s", runsWords(at), stopCommand(at))
	}
	a.tellStrangers(s, b.unknown, b.notAsked)
}
