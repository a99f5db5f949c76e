package agora

import (
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

// dates are an answer's headers about its time.
func dates(at time.Time, more ...string) http.Header {
	h := http.Header{"Date": {at.UTC().Format(http.TimeFormat)}}
	for i := 0; i+1 < len(more); i += 2 {
		h.Set(more[i], more[i+1])
	}
	return h
}

func TestTheClockIsMeasuredByAnInterval(t *testing.T) {
	const half = 500 * time.Millisecond
	at := clocktest.At(14, 0, 0)
	trip := 200 * time.Millisecond
	for name, c := range map[string]struct {
		tell  func(*timekeeper)
		known bool
		want  Offset
	}{
		"no answer": {func(*timekeeper) {}, false, Offset{}},
		"one answer of a clock that is right": {
			func(k *timekeeper) { k.note(at, at.Add(trip), dates(at)) },
			true, Offset{-time.Second, trip},
		},
		"a second one narrows it": {
			func(k *timekeeper) {
				k.note(at.Add(half), at.Add(half+trip), dates(at))
				k.note(at.Add(time.Second), at.Add(time.Second+trip), dates(at.Add(time.Second)))
			},
			true, Offset{-half, trip},
		},
		"behind": {
			func(k *timekeeper) { k.note(at, at.Add(trip), dates(at.Add(3*time.Minute))) },
			true, Offset{-3*time.Minute - time.Second, -3*time.Minute + trip},
		},
		"a cache's answer counts for nothing": {
			func(k *timekeeper) { k.note(at, at.Add(trip), dates(at.Add(-time.Hour), "Age", "3600")) },
			false, Offset{},
		},
		"no date": {func(k *timekeeper) { k.note(at, at.Add(trip), http.Header{}) }, false, Offset{}},
		"a date that is none": {
			func(k *timekeeper) { k.note(at, at.Add(trip), http.Header{"Date": {"today"}}) }, false, Offset{},
		},
		"the clock was put back meanwhile": {
			func(k *timekeeper) { k.note(at, at.Add(-time.Hour), dates(at)) }, false, Offset{},
		},
		"one that contradicts the newer one": {
			func(k *timekeeper) {
				k.note(at, at.Add(trip), dates(at.Add(time.Hour)))
				k.note(at.Add(time.Second), at.Add(time.Second+trip), dates(at.Add(time.Second)))
			},
			true, Offset{-time.Second, trip},
		},
		"an old one": {
			func(k *timekeeper) { k.note(at.Add(-11*time.Minute), at.Add(-11*time.Minute+trip), dates(at)) }, false, Offset{},
		},
		"the clock was put back since": {
			func(k *timekeeper) { k.note(at.Add(time.Hour), at.Add(time.Hour), dates(at.Add(time.Hour))) }, false, Offset{},
		},
	} {
		var k timekeeper
		c.tell(&k)
		if got, known := k.offset(at.Add(2 * time.Second)); got != c.want || known != c.known {
			t.Errorf("%s: %+v, known %v", name, got, known)
		}
	}
}

func TestAnOffsetSaysHowWrongTheClockIsAtLeast(t *testing.T) {
	for _, c := range []struct {
		o           Offset
		least, most time.Duration
	}{
		{Offset{-time.Second, time.Second}, 0, time.Second},
		{Offset{2 * time.Second, 3 * time.Second}, 2 * time.Second, 3 * time.Second},
		{Offset{-time.Minute, -50 * time.Second}, 50 * time.Second, time.Minute},
	} {
		if c.o.Least() != c.least || c.o.Most() != c.most {
			t.Errorf("%+v: %s to %s", c.o, c.o.Least(), c.o.Most())
		}
	}
	o := Offset{-3*time.Minute - time.Second, -3 * time.Minute}
	if o.Middle() != -3*time.Minute-500*time.Millisecond || o.PlusMinus() != 500*time.Millisecond {
		t.Errorf("%s ± %s", o.Middle(), o.PlusMinus())
	}
}

func TestTheTruthIsAlwaysInTheInterval(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		ahead := time.Duration(dice.Int64N(int64(20*time.Minute))) - 10*time.Minute
		now := clocktest.At(14, 0, 0).Add(time.Duration(dice.Int64N(int64(time.Second))))
		var k timekeeper
		for range 1 + dice.IntN(8) {
			there, back := time.Duration(dice.Int64N(int64(200*time.Millisecond))), time.Duration(dice.Int64N(int64(200*time.Millisecond)))
			sent := now
			now = now.Add(there + back)
			k.note(sent, now, dates(sent.Add(there-ahead)))
			now = now.Add(time.Duration(dice.Int64N(int64(3 * time.Second))))
		}
		if o, known := k.offset(now); !known || o.Low > ahead || o.High < ahead {
			t.Fatalf("%s is not in %+v (%v)", ahead, o, known)
		}
	}
}

// dating answers each call with a date.
type dating struct{ header http.Header }

func (d dating) RoundTrip(r *http.Request) (*http.Response, error) {
	header := d.header.Clone()
	header.Set("Content-Type", jsonType)
	return &http.Response{StatusCode: 401, Header: header, Body: io.NopCloser(strings.NewReader(`{}`)), Request: r}, nil
}

func TestEveryAnswerMeasuresTheClock(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	client := newTestClient(t, Config{
		AppID: testAppID, Key: "k", Secret: "s", Project: Project{Version: V5},
		Transport: dating{dates(now.Add(-time.Hour))}, Now: func() time.Time { return now },
	})
	if _, known := client.Clock(); known {
		t.Error("the clock is known before there was an answer")
	}
	_, err := client.Present(t.Context(), 1, "demo")
	o, known := client.Clock()
	if KindOf(err) != KindCredentials || !known || o != (Offset{time.Hour - time.Second, time.Hour}) {
		t.Errorf("%+v %v, %v", o, known, err)
	}
}
