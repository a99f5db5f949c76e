package tasks_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/captions/captionstest"
	"sttwizard/internal/samples"
	"sttwizard/internal/storage"
	"sttwizard/internal/tasks"
)

// event is a task whose captions are pretended, and watched.
type event struct {
	*world
	*tasks.CaptionWatch
	at      *attempt.Attempt
	script  captions.Script
	written int
	files   *memory
}

// memory is a storage in memory, by whose answers a probe goes.
type memory struct {
	captionstest.Memory
	ahead   time.Duration
	refuses storage.Cause
	probes  int
	host    arriving.Host
	closed  bool
}

func (m *memory) Close() { m.closed = true }

func (m *memory) Ahead() time.Duration { return m.ahead }

func (m *memory) Probe(context.Context) storage.Probed {
	m.probes++
	return storage.Probed{Write: storage.Finding{Cause: m.refuses}}
}

// stores makes a request store captions and translate them.
func stores(o *tasks.BeginOptions) {
	settings := append(samples.Captions(), samples.Setting{Path: "translateConfig.languages", Text: "en-US:de-DE"})
	for _, s := range settings {
		if err := o.Request.Set(s.Path, s.Text); err != nil {
			panic(err)
		}
	}
}

// started is a task that stores captions.
func (w *world) started(channel string, change func(*tasks.BeginOptions)) *attempt.Attempt {
	w.t.Helper()
	s, err := w.begin(channel, change)
	if err == nil {
		err = s.Acquire(w.t.Context())
	}
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := s.Send(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return s.Attempt
}

func newEvent(t *testing.T, mode captions.Mode) *event {
	t.Helper()
	return newEventOf(t, newWorld(t, ""), "town-hall", mode)
}

func newEventOf(t *testing.T, w *world, channel string, mode captions.Mode) *event {
	t.Helper()
	e := &event{world: w, files: &memory{host: arriving.HostThere}}
	e.at = e.started(channel, stores)
	keys, err := e.Tasks.StorageKeys(t.Context(), e.at, tasks.KeyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	e.CaptionWatch, err = e.Tasks.WatchCaptions(t.Context(), e.at, tasks.CaptionOptions{
		Keys: keys, Files: func() (tasks.CaptionFiles, error) { return e.files, nil }, Host: func(context.Context) arriving.Host { return e.files.host },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if e.CaptionWatch.Close(); !e.files.closed {
			t.Error("the storage was left open")
		}
	})
	e.script = captions.Script{
		Task: e.Captions.Task, Channel: channel, Speakers: []string{"7"}, Begin: e.time(), Slice: e.Captions.Slice, Mode: mode,
	}
	return e
}

// until lets time pass to so many minutes after the beginning, with a look at each moment
// at which one is due, and returns what is known then.
func (e *event) until(minutes float64) arriving.Report {
	e.t.Helper()
	end := e.script.Begin.Add(time.Duration(minutes * float64(time.Minute)))
	for {
		due := e.script.Due(e.time())
		e.files.Put(e.script.Uploads(e.written, due)...)
		e.written = max(e.written, due)
		_, _ = e.Next(e.t.Context()) // Report has the error
		next := e.NextLook()
		if next.IsZero() || next.After(end) {
			e.pass(end.Sub(e.time()))
			r, _ := e.Next(e.t.Context())
			return r
		}
		e.pass(next.Sub(e.time()))
	}
}

func (e *event) is(minutes float64, state arriving.State, why arriving.Why) {
	e.t.Helper()
	if r := e.until(minutes); r.State != state || r.Why != why {
		e.t.Errorf("after %v min: %s (%s), not %s (%s)", minutes, r.State, r.Why, state, why)
	}
}

func TestAnEveningOfCaptions(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeQuiet)
	if got := e.Captions; got.Slice != time.Minute || !slices.Equal(got.Task.Languages, []string{"en-US", "de-DE"}) || got.Place.Bucket != "captions" {
		t.Errorf("%+v", got)
	}
	e.is(0.2, arriving.Waiting, "")
	e.is(1.5, arriving.Arriving, "")
	said := e.LastSaid(2)
	if len(said) != 4 || said[0].Language != "" || said[2].Language != "de-DE" || !strings.HasPrefix(string(said[3].Text), "[de-DE] ") || said[3].Speaker != "7" {
		t.Errorf("%+v", said)
	}
	e.is(5.2, arriving.Quiet, arriving.NoWords)
	e.is(8, arriving.Arriving, "")
	if err := e.by.Stop(t.Context(), e.at); err != nil {
		t.Fatal(err)
	}
	e.is(9, arriving.Over, "")
	e.is(20, arriving.Over, "")
	if !e.NextLook().IsZero() {
		t.Errorf("it will look again at %v", e.NextLook())
	}
}

func TestTheEndOfCaptionsIsProvedBySilenceThatWasStored(t *testing.T) {
	t.Parallel()
	for host, want := range map[arriving.Host]arriving.Report{
		arriving.HostThere: {State: arriving.Stopped, Why: arriving.SilenceStored}, arriving.HostAbsent: {State: arriving.Quiet, Why: arriving.NobodyThere},
		arriving.HostUnknown: {State: arriving.Quiet, Why: arriving.NoFile, Doubt: true},
	} {
		e := newEvent(t, captions.ModeQuiet)
		e.until(7.5)
		e.script.Mode = "stop-after-7"
		e.files.host = host
		if r := e.until(13); r.State != want.State || r.Why != want.Why || r.Doubt != want.Doubt {
			t.Errorf("host %d: %s (%s, %v)", host, r.State, r.Why, r.Doubt)
		}
		if r := e.until(9.2); r.State == arriving.Stopped && host != arriving.HostThere {
			t.Error("stopped without proof")
		}
	}
}

func TestOneLanguageThatStopsIsSeen(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeOneLanguage)
	e.is(4, arriving.Arriving, "")
	e.is(9, arriving.Stopped, arriving.LanguageStopped)
	if r, _ := e.Report(); !slices.Equal(r.Lacking, []string{"de-DE"}) {
		t.Errorf("%+v", r)
	}
}

func TestARefusedWriteIsProofWithTheTasksOwnKeysOnly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cause storage.Cause
		own   bool
		want  arriving.State
	}{{storage.Denied, true, arriving.Stopped}, {storage.Denied, false, arriving.Waiting}, {storage.NoAnswer, true, arriving.Waiting}, {storage.OK, true, arriving.Waiting}} {
		e := newEvent(t, captions.ModeDenied)
		e.files.refuses = c.cause
		if !c.own {
			w, err := e.Tasks.WatchCaptions(t.Context(), e.at, tasks.CaptionOptions{Files: func() (tasks.CaptionFiles, error) { return e.files, nil }})
			if err != nil {
				t.Fatal(err)
			}
			e.CaptionWatch = w
		}
		if r := e.until(8); r.State != c.want {
			t.Errorf("%+v: %s (%s)", c, r.State, r.Why)
		}
		switch n := e.files.probes; { // that it refuses is looked at anew by each look
		case !c.own && n != 0, c.own && c.cause != storage.Denied && n != 1, c.own && c.cause == storage.Denied && n < 2:
			t.Errorf("%+v: it was probed %d times", c, n)
		}
	}
}

func TestARefusalIsJudgedAnewByEachLook(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeDenied)
	e.files.refuses = storage.Denied
	first := e.until(8)
	later := e.until(12)
	if first.Refused.IsZero() || !later.Refused.After(first.Refused) || e.time().Sub(later.Refused) > time.Minute {
		t.Errorf("refused at %v, and %v later at %v", first.Refused, 4*time.Minute, later.Refused)
	}
	e.files.refuses = storage.OK
	r := e.until(13)
	if r.State != arriving.Waiting || !r.Doubt || !r.Refused.IsZero() || e.time().Sub(r.Mended) > time.Minute {
		t.Errorf("after it was mended: %s (%s), mended at %v", r.State, r.Why, r.Mended)
	}
	n := e.files.probes
	if e.until(16); e.files.probes != n {
		t.Error("a storage that takes files is asked again and again")
	}
	e.script.Mode = captions.ModeFine
	if r := e.until(18.5); r.State != arriving.Arriving || !r.Mended.IsZero() {
		t.Errorf("%s (%s), mended at %v", r.State, r.Why, r.Mended)
	}
}

func TestKeysThatMayNotEvenLookAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		look, write storage.Cause
		want        arriving.State
	}{
		{storage.SecretWrong, storage.SecretWrong, arriving.Stopped}, {storage.KeyRefused, storage.KeyRefused, arriving.Stopped},
		{storage.Denied, storage.OK, arriving.CantTell}, {storage.Denied, storage.Denied, arriving.CantTell}, {storage.NoRoute, storage.NoRoute, arriving.CantTell},
	} {
		e := newEvent(t, captions.ModeDenied)
		e.files.Err, e.files.refuses = &storage.Error{Finding: storage.Finding{Cause: c.look}}, c.write
		if r := e.until(1); r.State != c.want {
			t.Errorf("%+v: %s (%s)", c, r.State, r.Why)
		}
		e.files.Err, e.files.refuses = nil, storage.OK
		if r := e.until(2); r.State != arriving.Waiting {
			t.Errorf("%+v: mended, and %s (%s)", c, r.State, r.Why)
		}
	}
}

func TestLooksThatFailSayNothingOfAgora(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeFine)
	e.is(3, arriving.Arriving, "")
	broken := errors.New("no route")
	e.files.Err = broken
	e.is(4, arriving.Arriving, "")
	if r := e.until(9); r.State != arriving.CantTell || r.Why != arriving.NoLook {
		t.Errorf("%s (%s)", r.State, r.Why)
	}
	if _, err := e.Report(); !errors.Is(err, broken) {
		t.Error(err)
	}
	e.files.Err = nil
	e.is(10, arriving.Arriving, "")
}

func TestASleepingMachineProvesNothing(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeFine)
	e.is(3, arriving.Arriving, "")
	e.pass(3 * time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r, _ := e.Next(ctx); r.State != arriving.Arriving {
		t.Errorf("%s (%s)", r.State, r.Why)
	}
}

func TestAClockThatIsWrongMakesNothingStop(t *testing.T) {
	t.Parallel()
	for _, ahead := range []time.Duration{20 * time.Minute, -20 * time.Minute} {
		e := newEvent(t, captions.ModeQuiet)
		e.files.ahead = ahead
		stored := e.script // by the storage's clock
		stored.Begin = e.script.Begin.Add(-ahead)
		for m := 0.5; m < 12; m += 0.5 {
			e.files.Put(stored.Uploads(0, e.script.Due(e.time()))...)
			e.written = 1000
			r := e.until(m)
			if r.State == arriving.Stopped || r.Doubt || m > 8 && r.State != arriving.Arriving {
				t.Errorf("%v ahead, after %v min: %s (%s)", ahead, m, r.State, r.Why)
			}
			if !r.Last.IsZero() && (e.time().Sub(r.Last) < 0 || e.time().Sub(r.Last) > 3*time.Minute) {
				t.Errorf("%v ahead: the last came at %v, it is %v", ahead, r.Last, e.time())
			}
		}
	}
}

func TestALookComesOnceInHalfASlice(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeFine)
	e.until(2)
	e.files.Calls()
	for range 20 {
		e.pass(time.Second)
		if _, err := e.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if calls := e.files.Calls(); len(calls) != 0 {
		t.Errorf("%q", calls)
	}
}

func TestHostileCaptionsAreShownHarmless(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeDenied)
	var text strings.Builder
	text.WriteString("WEBVTT\r\n\r\n")
	for _, payload := range samples.Payloads() {
		fmt.Fprintf(&text, "00:00:01.000 --> 00:00:02.000\r\n<v %s>%s</v>\r\n\r\n", payload, payload)
	}
	name := e.Captions.Task.ID + "_x_" + e.time().Format("20060102150405") + "000.vtt"
	e.files.Put(captions.Upload{At: e.time(), Key: name, Body: []byte(text.String())})
	e.until(1)
	said := e.LastSaid(100)
	if len(said) < len(samples.Payloads())-2 {
		t.Errorf("%d sentences", len(said))
	}
	for _, s := range said {
		if bad := samples.Steering(string(s.Text) + "\n" + string(s.Speaker)); bad != "" {
			t.Errorf("%q: %s", s, bad)
		}
	}
}

func TestACopyIsFoundByItsLanguage(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeFine)
	for language, want := range map[string]string{"": "", "en-US": "", "de-de": "de-DE"} {
		if got, ok := e.Captions.CopyOf(language); got != want || !ok {
			t.Errorf("%q: %q, %v", language, got, ok)
		}
	}
	if got, ok := e.Captions.CopyOf("fr-FR"); ok {
		t.Error(got)
	}
}

func TestWhoeverIsInTheChannelIsAHostButTheBots(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	at := w.started("town-hall", stores)
	w.pass(time.Minute)
	if got := w.by.HostIn(t.Context(), at); got != arriving.HostThere {
		t.Errorf("%d", got)
	}
	deaf := w.started("for-one", func(o *tasks.BeginOptions) { o.Request.RTC.SubscribeAudioUIDs = []string{"123456"} })
	empty := w.started("idle-gala", stores)
	w.pass(10 * time.Second)
	for _, at := range []*attempt.Attempt{deaf, empty} {
		if got := w.by.HostIn(t.Context(), at); got != arriving.HostAbsent {
			t.Errorf("%s: %d", at.Intent().Channel, got)
		}
	}
}
