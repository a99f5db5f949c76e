package attempt

import (
	"context"
	"errors"
	"strings"
	"testing"

	"sttwizard/agora"
)

// TestNothingIsSentToAStrangePlace tries every function that calls Agora for an
// attempt with an API of another place, in every state: it must not be called, and
// nothing may be written that ends the attempt.
func TestNothingIsSentToAStrangePlace(t *testing.T) {
	const own, other = "https://api.agora.io", "http://127.0.0.1:4711"
	states := map[string][]Record{
		"written down": nil,
		"sent":         {sending(1)},
		"lost":         {sending(1), lost(1)},
		"without id":   {sending(1), noID(1)},
		"running":      {sending(1), started(1)},
		"stopping":     {sending(1), started(1), stopping(1)},
		"gone":         {sending(1), started(1), {Event: EventStopped, How: HowGone}},
	}
	roads := map[string]func(context.Context, *fakeAPI, *Attempt) error{
		"query": func(ctx context.Context, api *fakeAPI, a *Attempt) error { _, err := Query(ctx, api, a); return err },
		"check": func(ctx context.Context, api *fakeAPI, a *Attempt) error { _, err := Check(ctx, api, a); return err },
		"stop":  func(ctx context.Context, api *fakeAPI, a *Attempt) error { return Stop(ctx, api, a) },
		"settle": func(ctx context.Context, api *fakeAPI, a *Attempt) error {
			return NewSettler(a, api, SettleOptions{Goal: Find}).Run(ctx, nil)
		},
		"end": func(ctx context.Context, api *fakeAPI, a *Attempt) error {
			return NewSettler(a, api, SettleOptions{Goal: End, Request: &agora.Request{}}).Run(ctx, nil)
		},
		"remove bots": func(ctx context.Context, api *fakeAPI, a *Attempt) error { return RemoveBots(ctx, api, a) },
		"look again": func(ctx context.Context, api *fakeAPI, a *Attempt) error {
			_, err := LookAgain(ctx, api, a)
			return err
		},
		"send": func(ctx context.Context, api *fakeAPI, a *Attempt) error {
			_, err := NewRunner(a, api, agora.Request{}).Send(ctx)
			return err
		},
		"acquire": func(ctx context.Context, api *fakeAPI, a *Attempt) error {
			return NewRunner(a, api, agora.Request{}).Acquire(ctx)
		},
		"ask what is open": func(ctx context.Context, api *fakeAPI, a *Attempt) error {
			in := a.Intent()
			_, err := StillOpen(ctx, by(api), a.journal, in.AppID, in.Channel)
			return err
		},
	}
	for state, records := range states {
		for road, call := range roads {
			t.Run(road+" "+state, func(t *testing.T) {
				j, _ := opened(t)
				in := botted()
				in.BaseURL = own
				a, err := j.Begin(in)
				for _, r := range records {
					err = errors.Join(err, a.before(r))
				}
				if err != nil {
					t.Fatal(err)
				}
				before, open := onDisk(t, a).state, a.Open()
				api := &fakeAPI{t: t, place: agora.Place{BaseURL: other}}
				err = call(t.Context(), api, a)
				if e, ok := errors.AsType[*PlaceError](err); ok && (!strings.Contains(e.Error(), own) || !strings.Contains(e.Error(), other)) {
					t.Errorf("it does not name both places: %v", e)
				}
				after := onDisk(t, a).state
				neverSent := before == Intended && after == Abandoned
				if len(api.calls) > 0 || open && after.Final() && !neverSent {
					t.Errorf("%v: %s is %s", api.calls, before, after)
				}
			})
		}
	}
}

// TestASettlerAtAStrangePlaceEndsAtOnce: it must not step until the token's life is over.
func TestASettlerAtAStrangePlaceEndsAtOnce(t *testing.T) {
	for state, records := range map[string][]Record{
		"sent": {sending(1)}, "lost": {sending(1), lost(1)}, "without id": {sending(1), noID(1)}, "running": {sending(1), started(1)},
	} {
		j, _ := opened(t)
		a := told(t, j, records...)
		api := &fakeAPI{t: t, place: agora.Place{BaseURL: "https://api.agora.io"}}
		steps := 0
		err := NewSettler(a, api, SettleOptions{Request: &agora.Request{}}).Run(t.Context(), func(Pause, error) { steps++ })
		if _, ok := errors.AsType[*PlaceError](err); !ok || steps > 0 || !a.Open() {
			t.Errorf("%s: %v after %d steps, %s", state, err, steps, a.State())
		}
	}
}

func TestAnotherVersionIsAnotherPlace(t *testing.T) {
	_, _, a := knownTask(t, botted())
	api := &fakeAPI{t: t, place: agora.Place{Version: agora.V7}}
	if _, err := Query(t.Context(), api, a); err == nil || len(api.calls) > 0 || !strings.Contains(err.Error(), "by v5") {
		t.Errorf("%v, %v", err, api.calls)
	}
}
