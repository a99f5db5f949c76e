package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// seeing remembers whether Agora said anything about an attempt, and the status
// that the last query gave.
type seeing struct {
	attempt.API
	status agora.Status
	asked  bool
}

// Query asks for a task and remembers its status.
func (s *seeing) Query(ctx context.Context, h agora.Handle) (agora.Task, error) {
	task, err := s.API.Query(ctx, h)
	s.status = task.Status
	s.heard(err)
	return task, err
}

// Stop stops a task.
func (s *seeing) Stop(ctx context.Context, h agora.Handle) error {
	err := s.API.Stop(ctx, h)
	s.heard(err)
	return err
}

// Start sends a start again.
func (s *seeing) Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	task, err := s.API.Start(ctx, token, r)
	s.heard(err)
	return task, err
}

// List asks for the tasks of a channel.
func (s *seeing) List(ctx context.Context, q agora.ListQuery) ([]agora.Task, error) {
	tasks, err := s.API.List(ctx, q)
	s.heard(err)
	return tasks, err
}

// Present asks for a bot.
func (s *seeing) Present(ctx context.Context, uid uint32, channel string) (bool, error) {
	present, err := s.API.Present(ctx, uid, channel)
	s.heard(err)
	return present, err
}

// heard notes an answer that says something of the attempt: not one about the
// caller, and none of a server that is busy or broken.
func (s *seeing) heard(err error) {
	switch agora.KindOf(err) {
	case agora.KindCredentials, agora.KindForbidden, agora.KindBusy:
		return
	}
	s.asked = s.asked || err == nil || is[*agora.APIError](err) && attempt.Refused(err)
}

// judge fills in what came out, and who has to do something.
func (r *recovered) judge(ctx context.Context, now time.Time) {
	at := r.attempt
	in := at.Intent()
	r.Attempt, r.TaskID, r.Channel, r.Connection = at.ID(), at.Task().ID, in.Channel, in.Connection
	r.After, r.Needs, r.CertainAt = at.State(), at.Needs(now), stamp(at.CertainAt())
	if r.spared {
		r.Problem, r.Needs = "it is production, and without a terminal only --yes stops it", attempt.NeedPerson
	}
	switch {
	case !at.Open():
		return
	case is[*attempt.OwnedError](r.err):
		r.Needs = attempt.NeedTime
	case ctx.Err() != nil: // it was not its turn
	case r.err != nil && !onlyLater(r.err):
		r.failed(failureOf(r.err, explain.Context{Connection: in.Connection}.Of(at)))
	}
	lost := r.After == attempt.Unknown || r.After == attempt.RunningNoID
	if lost && r.Needs == attempt.NeedTime && exhausted(r.err) {
		r.Needs = attempt.NeedPerson // waiting would bring nothing
	}
	if r.Needs != attempt.NeedNothing {
		r.Next = r.command()
	}
}

// failed notes why an attempt was not brought on. What may be running and could
// not be asked for needs a person, and so does what Agora says something strange
// of; only where time brings more by itself it needs no more than that.
func (r *recovered) failed(f *failure) {
	r.Problem, r.Do = strings.TrimSuffix(f.what, "."), f.next
	young := r.After == attempt.Started && agora.KindOf(r.err) == agora.KindNotFound // not known everywhere yet
	switch {
	case r.stop, r.After.MayBill() && !r.api.asked, blocked(f, r.err), r.Needs == attempt.NeedNothing && !young:
		r.Needs = attempt.NeedPerson
	case r.Needs == attempt.NeedNothing:
		r.Needs = attempt.NeedTime
	}
}

// onlyLater tells whether an error says no more than that there was a wait.
func onlyLater(err error) bool {
	return errors.Is(err, errLater) && agora.OpOf(err) == "" || errors.Is(err, attempt.ErrNoProbe)
}

// blocked tells whether time alone will not do away with a failure: a secret or
// a connection is missing, or Agora refuses.
func blocked(f *failure, err error) bool {
	kind := agora.KindOf(err)
	return f.code == exitWrong || kind == agora.KindCredentials || kind == agora.KindForbidden
}

// command gives the command that does what should be done next.
func (r *recovered) command() string {
	id := idOf(r.attempt)
	switch {
	case r.spared:
		return "sttwizard tasks stop " + id + " --yes"
	case r.Needs == attempt.NeedTime:
		return "sttwizard tasks recover --wait " + id
	case r.After.MayBill() && !r.api.asked && r.err != nil && !r.stop:
		return "sttwizard tasks recover " + id
	case r.attempt.Can(attempt.ActStop) && (r.After == attempt.Started || r.After == attempt.Stopping || r.by.err != nil):
		return "sttwizard tasks stop " + id
	}
	return "sttwizard tasks show " + id
}
