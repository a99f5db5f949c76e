package tasks_test

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/pretend"
	"sttwizard/internal/samples"
	"sttwizard/internal/storage"
	"sttwizard/internal/storage/storagetest"
	"sttwizard/internal/tasks"
)

// dated are files of a real storage that seem to be stored when they are due: the test's
// clock is another one than the server's.
type dated struct{ tasks.CaptionFiles }

func (d dated) Look(ctx context.Context, key, etag string, n int64) (captions.Tail, error) {
	tail, err := d.CaptionFiles.Look(ctx, key, etag, n)
	if at := captions.NameTime(key); !at.IsZero() {
		tail.Modified = at.Add(time.Minute + 2*time.Second)
	}
	return tail, err
}

// show is a task whose captions are stored in a real storage, and watched.
type show struct {
	*world
	*tasks.CaptionWatch
	writer *pretend.Writer
	at     *attempt.Attempt
	begin  time.Time
	o      tasks.TranscriptOptions
}

// newShow starts a task of the sandbox that stores its captions there.
func newShow(t *testing.T, w *world, mode captions.Mode, server *storagetest.Server, vendor int, bucket string) *show {
	t.Helper()
	s := &show{world: w, begin: w.time()}
	s.writer = pretend.New(pretend.Options{Mode: mode, Ledger: w.Ledger(), Now: w.time, Endpoint: server.URL, Tell: func(text string) { t.Error(text) }})
	var request agora.Request
	s.at = w.started("town-hall-"+string(mode), func(o *tasks.BeginOptions) {
		stores(o)
		to := &o.Request.Caption.Storage
		to.Bucket, to.Vendor, to.AccessKey, to.SecretKey = bucket, &vendor, server.Access, server.Secret
		request = o.Request
	})
	state, err := sandbox.Read(w.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	s.writer.Started(state.Tasks[len(state.Tasks)-1], request)
	if s.o.Keys, err = w.Tasks.StorageKeys(t.Context(), s.at, tasks.KeyOptions{}); err != nil || !s.o.Keys.Own {
		t.Fatal(err)
	}
	place, _ := storage.PlaceOf(request)
	s.o.Files = func() (tasks.CaptionFiles, error) {
		r, err := storage.Open(place, s.o.Keys.Keys, storage.Options{Endpoint: server.URL})
		return dated{tasks.CaptionFilesOf(r)}, err
	}
	host := func(ctx context.Context) arriving.Host { return w.by.HostIn(ctx, s.at) }
	if s.CaptionWatch, err = w.Tasks.WatchCaptions(t.Context(), s.at, tasks.CaptionOptions{Keys: s.o.Keys, Files: s.o.Files, Host: host}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.CaptionWatch.Close)
	return s
}

// is lets so many minutes pass since the beginning, and compares what is known then.
func (s *show) is(minutes float64, state arriving.State, why arriving.Why) {
	s.t.Helper()
	for end := s.begin.Add(time.Duration(minutes * float64(time.Minute))); s.time().Before(end); s.pass(15 * time.Second) {
		s.writer.Write(s.t.Context())
		if _, err := s.Next(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
	}
	if r, _ := s.Report(); r.State != state || r.Why != why {
		s.t.Errorf("after %v min: %s (%s), not %s (%s)", minutes, r.State, r.Why, state, why)
	}
}

// evening plays events in a real storage: somebody speaks, pauses and speaks again, and
// all of it is in the transcript; then one in which a language stops.
func evening(t *testing.T, server *storagetest.Server, vendor int, bucket string) {
	w := newWorld(t, "")
	s := newShow(t, w, captions.ModeQuiet, server, vendor, bucket)
	s.is(0.5, arriving.Waiting, "")
	s.is(2.5, arriving.Arriving, "")
	s.is(6, arriving.Quiet, arriving.NoWords)
	s.is(10.5, arriving.Arriving, "")
	transcribed(t, w, s.at, s.o)
	s = newShow(t, w, captions.ModeOneLanguage, server, vendor, bucket)
	s.is(4, arriving.Arriving, "")
	s.is(9, arriving.Stopped, arriving.LanguageStopped)
}

// transcribed checks that the transcript has each sentence once, with a name.
func transcribed(t *testing.T, w *world, at *attempt.Attempt, o tasks.TranscriptOptions) {
	t.Helper()
	got, err := w.Tasks.Transcript(t.Context(), at, o)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := got.Write(&text, captions.SRT, captions.Names{strconv.Itoa(sandbox.PretendHost): "Ada", "1274918203": "Bob"}); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range got.Cues {
		if seen[c.Text] {
			t.Errorf("%q is in it twice", c.Text)
		}
		seen[c.Text] = true
	}
	if len(seen) < 50 || got.Slices < 10 || strings.Count(text.String(), "Ada: ")+strings.Count(text.String(), "Bob: ") != len(seen) {
		t.Errorf("%d sentences of %d files", len(seen), got.Slices)
	}
	if leaks := samples.Canaries().In(text.String()); len(leaks) > 0 {
		t.Errorf("%q", leaks)
	}
}

func TestAnEveningInARealS3Storage(t *testing.T) {
	t.Parallel()
	s := storagetest.S3(t)
	evening(t, s, agora.VendorS3, s.Bucket(t))
}

func TestAnEveningInARealAzureStorage(t *testing.T) {
	t.Parallel()
	s := storagetest.Azure(t)
	evening(t, s, agora.VendorAzure, s.Bucket(t))
}
