package attempt

import (
	"context"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// perSecond is how many requests all watching and settling together makes in a
// second. Agora gives no figure for this product and 10 for its sisters.
// Source: https://docs.agora.io/en/cloud-recording/best-practices/integration-best-practices
const perSecond = 10

// turn is the time between two requests.
var turn = tempo.Of(time.Second / perSecond)

// Pacer keeps the requests of many attempts together at 10 a second. The zero
// value is not ready; NewPacer makes one.
type Pacer struct {
	now   func() time.Time
	sleep func(context.Context, time.Duration) error

	mu   sync.Mutex
	next time.Time // when the next request may go
}

// NewPacer returns a pacer for the journal's attempts, by the journal's clock.
func (j *Journal) NewPacer() *Pacer { return &Pacer{now: j.o.Now, sleep: j.o.Sleep} }

// wait returns when a request may go, or the context's error when that ends first.
func (p *Pacer) wait(ctx context.Context) error {
	p.mu.Lock()
	now := p.now()
	at := p.next
	if at.Before(now) {
		at = now
	}
	p.next = at.Add(turn)
	p.mu.Unlock()
	if d := at.Sub(now); d > 0 {
		return p.sleep(ctx, d)
	}
	return ctx.Err()
}

// Paced returns an API whose calls wait for their turn.
func (p *Pacer) Paced(api API) API { return paced{api, p} }

type paced struct {
	API
	pacer *Pacer
}

func (p paced) Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	if err := p.pacer.wait(ctx); err != nil {
		// Nothing was sent, which only a *agora.NetError says.
		return agora.Task{}, &agora.NetError{Op: agora.OpStart, Cause: agora.CauseCancelled, Err: err}
	}
	return p.API.Start(ctx, token, r)
}

func (p paced) Query(ctx context.Context, h agora.Handle) (agora.Task, error) {
	if err := p.pacer.wait(ctx); err != nil {
		return agora.Task{}, err
	}
	return p.API.Query(ctx, h)
}

func (p paced) Stop(ctx context.Context, h agora.Handle) error {
	if err := p.pacer.wait(ctx); err != nil {
		return err
	}
	return p.API.Stop(ctx, h)
}

// List takes one turn, although it is several calls: it is made rarely.
func (p paced) List(ctx context.Context, q agora.ListQuery) ([]agora.Task, error) {
	if err := p.pacer.wait(ctx); err != nil {
		return nil, err
	}
	return p.API.List(ctx, q)
}

func (p paced) Present(ctx context.Context, uid uint32, channel string) (bool, error) {
	if err := p.pacer.wait(ctx); err != nil {
		return false, err
	}
	return p.API.Present(ctx, uid, channel)
}

func (p paced) Kick(ctx context.Context, r agora.KickRule) (int64, error) {
	if err := p.pacer.wait(ctx); err != nil {
		return 0, err
	}
	return p.API.Kick(ctx, r)
}
