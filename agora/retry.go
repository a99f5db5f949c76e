package agora

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// policy says how often a call is tried and how long the waits between are.
type policy struct {
	tries  int
	wait   time.Duration // before the second try
	growth time.Duration // each further wait is so many times the one before
	jitter bool          // a random part of each wait, so that clients spread out
}

// acquirePolicy has waits of up to 0.25, 1 and 4 s.
func (c *Client) acquirePolicy() policy {
	return policy{tries: 4, wait: c.config.Timing.AcquireWait, growth: 4, jitter: true}
}

// stopPolicy has waits of 0.5, 1, 2, 4 and 8 s.
func (c *Client) stopPolicy() policy {
	return policy{tries: 6, wait: c.config.Timing.StopWait, growth: 2}
}

// retry calls try until it succeeds, fails for good or was tried often enough;
// the error is that of the last try, and knows what the tries before it may have done.
// How long the server asks to wait wins; if that is too long, the error is given at
// once and says so.
func (c *Client) retry(ctx context.Context, p policy, try func() error) error {
	same := true
	var last error
	var before earlier
	for n, wait := 1, p.wait; ; n, wait = n+1, wait*p.growth {
		err := try()
		same = same && (n == 1 || statusOf(err) == statusOf(last))
		if e, ok := errors.AsType[*APIError](err); ok {
			e.Repeated = same && n > 1
		}
		before.tell(err)
		before.take(err)
		last = err
		if err == nil || n == p.tries || !mayPass(err) || ctx.Err() != nil {
			return err
		}
		d := wait
		if p.jitter {
			d = time.Duration(c.config.Random() * float64(wait))
		}
		if told := retryAfter(err); told > c.config.Timing.LongestWait {
			return err
		} else if told > 0 {
			d = told
		}
		if stopped := c.config.Sleep(ctx, d); stopped != nil {
			return waitEnded(ctx, err, stopped)
		}
	}
}

// earlier is what the tries of a call have done so far. A try that could not be sent
// proves nothing of the one before it.
type earlier struct{ sent, doubt bool }

// take takes in how a try ended.
func (t *earlier) take(err error) {
	t.sent = t.sent || !NotSent(err)
	t.doubt = t.doubt || !NotDone(err)
}

// tell lets the error of a try know of those before it.
func (t *earlier) tell(err error) {
	if e, ok := errors.AsType[*NetError](err); ok {
		e.Sent = e.Sent || t.sent
	}
	if e, ok := errors.AsType[*APIError](err); ok {
		e.Doubt = t.doubt
	}
}

// statusOf returns the HTTP status that an error of Agora's came with, else 0.
func statusOf(err error) int {
	if e, ok := errors.AsType[*APIError](err); ok {
		return e.Status
	}
	return 0
}

// waitEnded makes the error of a wait that the caller's context ended.
func waitEnded(ctx context.Context, last, stopped error) error {
	e := &NetError{Op: OpOf(last), Cause: new(trip).cause(ctx, stopped), Sent: true, Err: stopped}
	if before, ok := errors.AsType[*NetError](last); ok {
		e.Sent = before.Sent
	} else {
		e.Before = last
	}
	return e
}

// mayPass reports whether an error may be gone at the next try: the network
// failed, or the server is busy or broken.
func mayPass(err error) bool {
	if e, ok := errors.AsType[*APIError](err); ok {
		return passes(e.Status) || e.Kind == KindBusy || e.Kind == KindServer || e.Kind == KindTimeout
	}
	if e, ok := errors.AsType[*AnswerError](err); ok {
		return passes(e.Status) || e.Why == WhyCut || e.Why == WhySlow
	}
	e, ok := errors.AsType[*NetError](err)
	return ok && e.Cause != CauseCancelled
}

func passes(status int) bool { return status == http.StatusTooManyRequests || status >= 500 }

func retryAfter(err error) time.Duration {
	if e, ok := errors.AsType[*APIError](err); ok {
		return e.RetryAfter
	}
	if e, ok := errors.AsType[*AnswerError](err); ok {
		return e.RetryAfter
	}
	return 0
}
