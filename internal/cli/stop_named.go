package cli

import (
	"context"
	"slices"

	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
)

// findAll returns the attempts that ids name, each once.
func (a *app) findAll(s *session.Session, ids []string) ([]*attempt.Attempt, error) {
	var out []*attempt.Attempt
	for _, id := range ids {
		at, err := a.find(s, id)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(o *attempt.Attempt) bool { return o.ID() == at.ID() }) {
			out = append(out, at)
		}
	}
	return out, nil
}

// neverRan returns the failure of stopping an attempt that is over without a task that
// was stopped; nil for any other, and where the person said --if-any.
func (f stopFlags) neverRan(at *attempt.Attempt) *failure {
	state := at.State()
	if !state.Final() || state == attempt.Stopped || f.ifAny {
		return nil
	}
	return &failure{code: exitFailed, kind: kindUsage, what: "there is nothing to stop: the attempt is " + state.Meaning(),
		next: "see sttwizard tasks list --all; with --if-any that is no failure"}
}

// stopNamed stops several tasks that were named, all at the same time.
func (a *app) stopNamed(ctx context.Context, s *session.Session, named []*attempt.Attempt, f stopFlags) error {
	s.Tasks.LookAgain(ctx, a.flags.connection, named)
	open := slices.DeleteFunc(slices.Clone(named), func(at *attempt.Attempt) bool { return !at.Open() })
	if slices.ContainsFunc(open, s.Tasks.OnProduction) {
		if err := a.sureToStop(ctx, s, open, f.yes); err != nil {
			return err
		}
	}
	stopped, failed := a.stopAll(ctx, s, open), make([]*failure, len(named))
	for i, at := range named {
		failed[i] = f.neverRan(at)
		if j := slices.Index(open, at); j >= 0 {
			failed[i] = stopped[j]
		}
	}
	return a.tellAllStopped(named, failed, false)
}
