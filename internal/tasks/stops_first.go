package tasks

import (
	"context"
	"sync"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// stopsFirst lets the stops of several tasks go out before anything else is asked
// about any of them: a task that waits for its stop costs money, and one that was
// told to stop does not need to be watched meanwhile.
type stopsFirst struct {
	mu   sync.Mutex
	wait map[*stopper]bool // whose stop was not sent yet
	out  chan struct{}     // closed when all were sent
}

func newStopsFirst() *stopsFirst {
	return &stopsFirst{wait: map[*stopper]bool{}, out: make(chan struct{})}
}

// add adds the stop of an attempt, before any of them begins. It is waited for
// where the task is known: of the others it must be found out first.
func (f *stopsFirst) add(x *stopper, at *attempt.Attempt) {
	x.all = f
	if _, known := at.Handle(); known {
		f.wait[x] = true
	}
}

// added is called after the last one was added.
func (f *stopsFirst) added() { f.sent(nil) }

// sent notes that the stop of one is sent, or will not be.
func (f *stopsFirst) sent(x *stopper) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.wait, x)
	if len(f.wait) > 0 {
		return
	}
	select {
	case <-f.out:
	default:
		close(f.out)
	}
}

// StopProgress is how far the stop of a task is.
type StopProgress int

// The steps of a stop.
const (
	StopNotSent  StopProgress = iota
	StopSent                  // without an answer yet
	StopAnswered              // Agora took it
)

// stopper notes how far a stop is, and lets other stops go before everything else.
type stopper struct {
	attempt.API
	sent StopProgress
	all  *stopsFirst // nil: there are no others
}

// Stop sends the stop.
func (s *stopper) Stop(ctx context.Context, h agora.Handle) error {
	if s.all != nil {
		s.all.sent(s)
	}
	err := s.API.Stop(ctx, h)
	switch {
	case err == nil:
		s.sent = StopAnswered
	case s.sent == StopNotSent && !agora.NotSent(err):
		s.sent = StopSent
	}
	return err
}

// others waits until the stops of the other tasks are out.
func (s *stopper) others(ctx context.Context) error {
	if s.all == nil {
		return nil
	}
	select {
	case <-s.all.out:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Query asks for the task.
func (s *stopper) Query(ctx context.Context, h agora.Handle) (agora.Task, error) {
	if err := s.others(ctx); err != nil {
		return agora.Task{}, err
	}
	return s.API.Query(ctx, h)
}

// List asks for the tasks of a channel.
func (s *stopper) List(ctx context.Context, q agora.ListQuery) ([]agora.Task, error) {
	if err := s.others(ctx); err != nil {
		return nil, err
	}
	return s.API.List(ctx, q)
}

// Present asks for a bot.
func (s *stopper) Present(ctx context.Context, uid uint32, channel string) (bool, error) {
	if err := s.others(ctx); err != nil {
		return false, err
	}
	return s.API.Present(ctx, uid, channel)
}
