package cli

import (
	"context"
	"slices"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// namesNothing is a name that stands for no attempt here, and why.
type namesNothing struct {
	name string
	why  *failure
}

// namingNothing puts into words why names stand for no attempt, for a command of tasks that
// takes --channel too.
func namingNothing(none []tasks.NamesNothing, command string) []namesNothing {
	var out []namesNothing
	for _, n := range none {
		err := n.Err
		if isNotFound(err) {
			err = orAllOfChannel(notFound(err), command)
		}
		why := failureOf(err, explain.Context{})
		if why.code == exitFailed { // its record can't be read, so that its task may be running
			why.code = exitUnknown
		}
		out = append(out, namesNothing{n.Name, why})
	}
	return out
}

// tellNone tells of names that stand for no attempt, before anything is stopped or asked.
func (a *app) tellNone(none []namesNothing) {
	for _, n := range none {
		if !a.json {
			n.why.print(a.env.Err)
		}
	}
}

// neverRan returns the failure of stopping an attempt that is over without a task that
// was stopped; nil for any other, and where the person said --if-any.
func (f stopFlags) neverRan(at *attempt.Attempt) *failure {
	state := at.State()
	if !state.Final() || state == attempt.Stopped || f.ifAny {
		return nil
	}
	return &failure{code: exitFailed, nothing: true, kind: kindUsage, what: "there is nothing to stop: the attempt is " + state.Meaning(),
		next: "see sttwizard tasks list --all; with --if-any that is no failure"}
}

// stopNamed stops several tasks by their names, all at the same time. Names that stand for
// no attempt are told, and the others are stopped all the same.
func (a *app) stopNamed(ctx context.Context, s *session.Session, names []string, f stopFlags) error {
	named, unknown, err := s.Tasks.FindAll(a.flags.connection, names)
	if err != nil {
		return err
	}
	none := namingNothing(unknown, "stop")
	a.tellNone(none)
	s.Tasks.LookAgain(ctx, a.flags.connection, named)
	open := slices.DeleteFunc(slices.Clone(named), func(at *attempt.Attempt) bool { return !at.Open() })
	if slices.ContainsFunc(open, s.Tasks.OnProduction) {
		if err := a.sureToStop(ctx, s, open, f.yes); err != nil {
			return err
		}
	}
	stopped, failed := a.stopAll(ctx, s, a.callers(s), open), make([]*failure, len(named))
	for i, at := range named {
		failed[i] = f.neverRan(at)
		if j := slices.Index(open, at); j >= 0 {
			failed[i] = stopped[j]
		}
	}
	return a.tellAllStopped(s, severalStops{all: named, failed: failed, none: none, besides: nobodyAsked()})
}
