package attempt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// API is what an attempt needs of Agora; *agora.Client has it.
type API interface {
	placed
	Acquire(ctx context.Context, instanceID string) (agora.BuilderToken, error)
	Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error)
	Query(ctx context.Context, h agora.Handle) (agora.Task, error)
	Stop(ctx context.Context, h agora.Handle) error
	List(ctx context.Context, q agora.ListQuery) ([]agora.Task, error)
	Present(ctx context.Context, uid uint32, channel string) (bool, error)
	Kick(ctx context.Context, r agora.KickRule) (int64, error)
}

var (
	// tokenMargin is how long after its life a builder token may still be
	// taken: clocks differ and requests travel.
	tokenMargin = tempo.Of(30 * time.Second)
	// firstAgain is the wait before the second send; each further wait is
	// longer by the same.
	// Source: https://docs.agora.io/en/cloud-recording/best-practices/integration-best-practices
	firstAgain = tempo.Of(3 * time.Second)
)

// maxAgain is how often a send is repeated without asking the person.
const maxAgain = 3

// limits returns the numbers of the intent's version, v5's for one of an unknown version.
func (in Intent) limits() agora.Limits {
	if l := in.Version.Limits(); l.BuilderTokenLife > 0 {
		return l
	}
	return agora.V5.Limits()
}

// tokenLife returns how long an unused builder token can start a task.
func tokenLife(in Intent) time.Duration { return tempo.Of(in.limits().BuilderTokenLife) }

// Runner drives one attempt from its intent to a started task. Its methods do
// one effect each, write it down first, and are not called at the same time.
type Runner struct {
	attempt *Attempt
	api     API
	request agora.Request
	token   agora.Secret
	got     moment        // when the token was acquired
	ahead   bool          // the token was asked for before the attempt was begun
	told    time.Duration // how long Agora asked to wait
	late    bool          // sends are made after the token's life only, to ask for the task's id
	known   []string      // ids of open attempts for the channel that the person knows of
	beside  bool          // others may run there, whoever began them
}

// NewRunner returns a runner for an attempt, which may be one of an earlier run:
// the journal then has its builder token. The request is sent as it is now.
func NewRunner(a *Attempt, api API, r agora.Request) *Runner {
	f := a.view()
	return &Runner{attempt: a, api: api, request: r.Clone(), token: f.token, got: f.got}
}

// Knowing tells of the open attempts for the channel beside which the person starts
// this one: their ids, and whether it may be any.
func (r *Runner) Knowing(known []string, beside bool) { r.known, r.beside = known, beside }

// Format writes the attempt's id for every verb: the fields hold the builder
// token and the request's secrets.
func (r *Runner) Format(f fmt.State, _ rune) { io.WriteString(f, "runner of attempt "+r.attempt.id) }

// Acquire gets the builder token that the attempt's sends use. If Agora gives
// none, the attempt is over (Abandoned) and the error says why.
func (r *Runner) Acquire(ctx context.Context) error { return r.TakeOver(ctx, nil) }

// early gets a builder token for the attempt.
func (r *Runner) early(ctx context.Context) (*Early, error) {
	e, err := r.attempt.journal.AcquireEarly(ctx, r.api, r.attempt.Intent().InstanceID)
	if err == nil {
		e.got = r.attempt.moment()
	}
	return e, err
}

// TakeOver is Acquire with a token that was asked for before the attempt was begun: get
// waits for it. One that is too old by then, or another attempt's, is not taken, and a
// new one is got; nil stands for none. From here on the token is the attempt's, with the age that it has.
func (r *Runner) TakeOver(ctx context.Context, get func(context.Context) (*Early, error)) error {
	if state := r.attempt.State(); state != Intended || r.token != "" {
		return &StateError{State: state, Event: EventSending}
	}
	if err := r.attempt.at(r.api); err != nil {
		return errors.Join(err, r.Cancel())
	}
	token, err := r.get(ctx, get)
	if err != nil {
		unwritten := r.attempt.after(Record{Event: EventAbandoned, Why: why(err)})
		if r.attempt.State() == Abandoned && isState(unwritten) { // cancelled meanwhile
			unwritten = nil
		}
		return errors.Join(err, unwritten)
	}
	r.token, r.got = token.token, token.got
	return nil
}

// TakeOverNow is TakeOver with a token that is there: nobody is asked, and nothing is
// written. It reports whether the token is the attempt's now; if not, nothing changed.
func (r *Runner) TakeOverNow(e *Early) bool {
	if r.attempt.State() != Intended || r.token != "" || !e.suits(r) {
		return false
	}
	r.token, r.got, r.ahead = e.token, e.got, true
	return true
}

// get returns the token that was asked for before, if it suits the attempt, else a new one.
func (r *Runner) get(ctx context.Context, early func(context.Context) (*Early, error)) (*Early, error) {
	if early != nil {
		e, err := early(ctx)
		if err != nil || e.suits(r) {
			r.ahead = err == nil
			return e, err
		}
	}
	return r.early(ctx)
}

// Cancel returns the attempt up before anything was sent. Afterwards it gives
// *StateError: what may run can only be stopped.
func (r *Runner) Cancel() error {
	if r.attempt.State() == Abandoned {
		return nil
	}
	return r.attempt.before(Record{Event: EventAbandoned, Why: WhyCancelled})
}

// Send makes one start request, after writing down that it will. The outcome is
// the attempt's: a refusal after an earlier lost answer is OutcomeUnknown. The
// error is the cause, for people; it may be set, a *JournalError, although the
// task started. With OutcomeNotSent nothing left this machine.
func (r *Runner) Send(ctx context.Context) (agora.Outcome, error) {
	if err := r.ready(ctx); err != nil {
		return r.unsent(), err
	}
	if r.attempt.State() == Started { // another sttwizard has brought it up
		return agora.OutcomeStarted, nil
	}
	sending := Record{Event: EventSending}
	if r.attempt.view().token == "" {
		sending.Token, sending.Acquired = r.token, r.got.at
		if r.ahead {
			sending.Early = r.attempt.moment().since(r.got)
		}
	}
	stood := r.stood()
	if err := r.attempt.before(sending); err != nil {
		return r.unsent(), err
	}
	n := r.attempt.Sends()
	if err := r.overtaken(stood); err != nil {
		err = errors.Join(err, r.attempt.after(answer(n, agora.OutcomeNotSent, agora.Task{}, err)))
		return r.unsent(), err
	}
	task, err := r.api.Start(ctx, r.token, r.request)
	outcome, task := agora.StartOutcome(task, err)
	r.told = retryAfter(err)
	if outcome == agora.OutcomeStarted {
		err = nil // "already started", with the id, is what was wanted
	}
	if failed := r.attempt.after(answer(n, outcome, task, err)); failed != nil {
		err = errors.Join(err, failed)
	}
	return r.verdict(outcome), err
}

// stood reports whether the attempt has stood in a team's journal, never sent, for so
// long that others may have taken it for one that nobody sends any more, while the line
// to the journal was away: see [Attempt.idle]. Clocks of two machines differ, so half of
// that time is enough.
func (r *Runner) stood() bool {
	a := r.attempt
	return a.in.team && a.State() == Intended && a.moment().since(a.lastMoment()) >= longestAcquire/2
}

// overtaken returns *OvertakenError where another start for the channel was begun while
// this one stood. It is called when the send is written down, so that of the two at least
// one sees the other.
func (r *Runner) overtaken(stood bool) error {
	if !stood || r.beside {
		return nil
	}
	rivals, err := r.attempt.Rivals(r.known)
	if err == nil && len(rivals) > 0 {
		err = &OvertakenError{Open: rivals}
	}
	return err
}

// ready reports whether a send may be made now.
func (r *Runner) ready(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.attempt.at(r.api); err != nil {
		return err
	}
	if err := r.attempt.Own(); err != nil {
		return err
	}
	if err := r.attempt.presumeLost(); err != nil {
		return err
	}
	f := r.attempt.view()
	if f.token != "" { // no other may be used
		r.token, r.got = f.token, f.got
	}
	switch {
	case f.state == Started:
		return nil
	case f.state != Intended && f.state != Unknown && f.state != RunningNoID:
		return &StateError{State: f.state, Event: EventSending}
	case r.token == "":
		return &StateError{State: f.state, Event: EventSending}
	case !r.alive(f) && !(r.late && f.left(r.attempt.moment()) == 0):
		return &TokenError{Acquired: r.got.at, Life: tokenLife(f.intent)}
	}
	return nil
}

// alive reports whether the builder token can still start a task.
func (r *Runner) alive(f *folded) bool {
	return r.attempt.moment().since(r.got) < tokenLife(f.intent)
}

// answer is the record of what a send brought.
func answer(n int, outcome agora.Outcome, task agora.Task, err error) Record {
	r := Record{N: n, Why: why(err), Request: requestID(task, err)}
	switch outcome {
	case agora.OutcomeStarted:
		r.Event, r.TaskID, r.Created, r.Status = EventStarted, task.ID, task.CreatedAt, task.Status
	case agora.OutcomeRunningNoID:
		r.Event = EventRunningNoID
	case agora.OutcomeRejected:
		r.Event = EventRejected
	case agora.OutcomeNotSent:
		r.Event = EventNotSent
	case agora.OutcomeWait:
		r.Event = EventBusy
	default:
		r.Event = EventUnknown
	}
	return r
}

// unsent returns the outcome of the attempt when a send was not made: unknown if
// an earlier one may have started the task.
func (r *Runner) unsent() agora.Outcome { return r.verdict(agora.OutcomeNotSent) }

// verdict returns the outcome of the whole attempt after a send with that outcome.
func (r *Runner) verdict(sent agora.Outcome) agora.Outcome {
	switch r.attempt.State() {
	case Started, Stopping:
		return agora.OutcomeStarted
	case RunningNoID:
		return agora.OutcomeRunningNoID
	case Unknown, Sending:
		return agora.OutcomeUnknown
	}
	return sent
}

// Again reports whether the same send, with the same builder token, should be
// made again by itself and after which wait: an open outcome is asked for after
// 3, 6 and 9 s, a busy Agora as it said, and neither beyond the token's life.
func (r *Runner) Again() (wait time.Duration, ok bool) {
	f := r.attempt.view()
	tries := len(f.sends)
	if tries == 0 || tries > maxAgain || r.token == "" {
		return 0, false
	}
	busy := f.state == Intended && f.busy
	if !busy && f.state != Unknown && f.state != RunningNoID {
		return 0, false
	}
	wait = max(time.Duration(tries)*firstAgain, r.told)
	return wait, wait < tokenLife(f.intent)-r.attempt.moment().since(r.got)
}

// why returns a short stable word for a cause, without any text from the network.
func why(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*agora.APIError](err); ok {
		return string(e.Kind)
	}
	if e, ok := errors.AsType[*agora.NetError](err); ok {
		return string(e.Cause)
	}
	if _, ok := errors.AsType[*agora.AnswerError](err); ok {
		return WhyAnswer
	}
	if errors.Is(err, context.Canceled) {
		return WhyCancelled
	}
	return WhyOther
}

func requestID(task agora.Task, err error) string {
	if e, ok := errors.AsType[*agora.APIError](err); ok {
		return e.RequestID
	}
	if e, ok := errors.AsType[*agora.AnswerError](err); ok {
		return e.RequestID
	}
	return task.RequestID
}

// retryAfter returns how long Agora asked to wait, or 0.
func retryAfter(err error) time.Duration {
	if e, ok := errors.AsType[*agora.APIError](err); ok {
		return e.RetryAfter
	}
	if e, ok := errors.AsType[*agora.AnswerError](err); ok {
		return e.RetryAfter
	}
	return 0
}
