package attempt

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
)

// TestASettleThatCannotWriteSaysSoAndLosesNothing blocks the journal at each call.
func TestASettleThatCannotWriteSaysSoAndLosesNothing(t *testing.T) {
	for _, words := range [][]string{all("before"), {"after"}, {"before", "after", "after"}} {
		for n := 0; ; n++ {
			w, j := kind(t)
			api := &lossy{w, w, slices.Clone(words)}
			a := sentOnce(t, j, api, botted())
			full := &failing{lossy: api, at: n, block: func() func() { return block(t, a) }}
			if n == 0 {
				full.trip()
			}
			err := NewSettler(a, full, SettleOptions{Goal: End}).Run(t.Context(), nil)
			if full.unblock == nil {
				break // the settle makes fewer calls
			}
			if a.mine() || err == nil && !a.State().Final() {
				t.Errorf("%v, call %d: %v, %s", words, n, err, a.State())
			}
			if _, named := errors.AsType[*JournalError](err); !named {
				t.Errorf("%v, call %d: the journal's trouble is not told: %v", words, n, err)
			}
			full.unblock()
			if f := onDisk(t, a); f.state.Final() && w.running() > 0 {
				t.Errorf("%v, call %d: %s while it runs", words, n, f.state)
			}
			later := Open(j.local.Where(""), j.o)
			found, err := later.Find(a.ID())
			if err != nil {
				t.Fatal(err)
			}
			w.pass(10 * time.Minute)
			_ = NewSettler(found, api, SettleOptions{Goal: End}).Run(t.Context(), nil) // its late ask may get lost, too
			if err := NewSettler(found, api, SettleOptions{Goal: End}).Run(t.Context(), nil); err != nil || found.Open() || w.running() > 0 {
				t.Errorf("%v, call %d, later: %v, %s, %d run", words, n, err, found.State(), w.running())
			}
		}
	}
}

// failing lets the journal fail from its call number at on.
type failing struct {
	*lossy
	at, calls int
	block     func() func()
	unblock   func()
}

func (f *failing) trip() {
	if f.calls++; f.calls > f.at && f.unblock == nil {
		f.unblock = f.block()
	}
}

func (f *failing) Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	f.trip()
	return f.lossy.Start(ctx, token, r)
}

func (f *failing) Present(ctx context.Context, uid uint32, channel string) (bool, error) {
	f.trip()
	return f.lossy.Present(ctx, uid, channel)
}

func (f *failing) Stop(ctx context.Context, h agora.Handle) error {
	f.trip()
	return f.lossy.Stop(ctx, h)
}

func (f *failing) Query(ctx context.Context, h agora.Handle) (agora.Task, error) {
	f.trip()
	return f.lossy.Query(ctx, h)
}
