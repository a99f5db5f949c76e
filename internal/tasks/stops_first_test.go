package tasks

import (
	"context"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// deaf is an API that answers everything and counts.
type deaf struct {
	attempt.API
	asked, stopped int
}

func (d *deaf) Query(context.Context, agora.Handle) (agora.Task, error) {
	d.asked++
	return agora.Task{}, nil
}

func (d *deaf) List(context.Context, agora.ListQuery) ([]agora.Task, error) {
	d.asked++
	return nil, nil
}

func (d *deaf) Present(context.Context, uint32, string) (bool, error) {
	d.asked++
	return false, nil
}

func (d *deaf) Stop(context.Context, agora.Handle) error {
	d.stopped++
	return nil
}

func TestNothingIsAskedWhileAStopIsNotOut(t *testing.T) {
	journal := attempt.Open(t.TempDir(), attempt.Options{})
	at, err := attempt.TakeUp(journal, attempt.Intent{Channel: "demo", Version: agora.V7}, agora.Handle{TaskID: "t"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	api := &deaf{}
	for _, sent := range []func(f *stopsFirst, x *stopper){
		func(_ *stopsFirst, x *stopper) { _ = x.Stop(t.Context(), agora.Handle{}) },
		func(f *stopsFirst, x *stopper) { f.sent(x) }, // it will not be, for it failed before
	} {
		f, one, other := newStopsFirst(), &stopper{API: api}, &stopper{API: api}
		f.add(one, at)
		f.add(other, at)
		f.added()
		if err := one.Stop(t.Context(), agora.Handle{}); err != nil || one.sent != StopAnswered {
			t.Errorf("%v, %v", one.sent, err)
		}
		api.asked = 0
		ask := func(ctx context.Context) (failed int) {
			_, query := one.Query(ctx, agora.Handle{})
			_, list := one.List(ctx, agora.ListQuery{})
			_, present := one.Present(ctx, 1, "demo")
			for _, err := range []error{query, list, present} {
				if err != nil {
					failed++
				}
			}
			return failed
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if failed := ask(ended); failed != 3 || api.asked != 0 {
			t.Errorf("%d of 3 were held back, %d were asked", failed, api.asked)
		}
		sent(f, other)
		if failed := ask(t.Context()); failed != 0 || api.asked != 3 {
			t.Errorf("afterwards %d of 3 failed, %d were asked", failed, api.asked)
		}
	}
}
