package storage

import (
	"bytes"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

const bucket = "captions"

// fake returns a place of a storage in this process, which takes any keys.
func fake(t testing.TB) (Place, Keys) {
	t.Helper()
	back := s3mem.New()
	if err := back.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(back, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	return likeS3(server.URL), keys()
}

// likeS3 is a place on this machine.
func likeS3(url string) Place {
	return Place{Vendor: agora.VendorS3Like, Bucket: bucket, Endpoint: url, Prefix: []string{"acme", "gala"}}
}

// keys are canaries.
func keys() Keys {
	cage := samples.Canaries()
	return Keys{agora.Secret(cage[agora.PathAccessKey]), agora.Secret(cage[agora.PathSecretKey])}
}

func opened(t testing.TB, p Place, k Keys, o Options) *Reader {
	t.Helper()
	r, err := Open(p, k, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// contents tries all that a storage must do, in a folder of its own.
func contents(t *testing.T, r *Reader) {
	t.Helper()
	ctx, folder := t.Context(), r.Place().Folder()
	for i := range 5 {
		if err := r.Put(ctx, fmt.Sprintf("%sx%d.vtt", folder, i), bytes.Repeat([]byte("0123456789"), i+1)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := r.List(ctx, folder, "", 100)
	if err != nil || len(all) != 5 || all[4].Size != 50 || all[4].ETag == "" || time.Since(all[0].Modified).Abs() > time.Hour {
		t.Fatalf("%+v, %v", all, err)
	}
	if some, err := r.List(ctx, folder+"x", folder+"x2.vtt", 100); err != nil || len(some) != 2 || some[0].Key != folder+"x3.vtt" {
		t.Errorf("after x2: %+v, %v", some, err)
	}
	if some, err := r.List(ctx, folder, "", 2); !errors.Is(err, ErrMany) || len(some) != 2 || !Explain(err).OK() {
		t.Errorf("two of five: %+v, %v", some, err)
	}
	if some, err := r.List(ctx, folder, "", 5); err != nil || len(some) != 5 {
		t.Errorf("five of five: %+v, %v", some, err)
	}
	reads(t, r, all[4].Key)
	looks(t, r, all[4].Key)
	for _, o := range all {
		if err := r.Remove(ctx, o.Key); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Remove(ctx, all[0].Key); err != nil {
		t.Errorf("what is gone can't be removed: %v", err)
	}
	p := r.Probe(ctx)
	if !p.CanLook() || p.Stays() || p.Key != folder+ProbeName {
		t.Errorf("%+v", p)
	}
	if all, err := r.List(ctx, folder, "", 100); err != nil || len(all) != 0 {
		t.Errorf("left behind: %+v, %v", all, err)
	}
}

// reads tries parts of an object of 50 bytes.
func reads(t *testing.T, r *Reader, key string) {
	t.Helper()
	for _, test := range []struct {
		from, n int64
		want    string
	}{{5, 10, "5678901234"}, {0, 3, "012"}, {45, 100, "56789"}, {50, 10, ""}, {500, 10, ""}} {
		if got, err := r.Read(t.Context(), key, test.from, test.n); err != nil || string(got) != test.want {
			t.Errorf("%d from %d: %q, %v", test.n, test.from, got, err)
		}
	}
	if _, err := r.Read(t.Context(), key+"none", 0, 5); Explain(err).Cause != NoObject {
		t.Errorf("no such object: %v", err)
	}
	for _, test := range [][2]int64{{-1, 5}, {0, 0}, {0, -1}, {0, ReadLimit + 1}} {
		if _, err := r.Read(t.Context(), key, test[0], test[1]); Explain(err).Cause != TooBig {
			t.Errorf("%d from %d: %v", test[1], test[0], err)
		}
	}
}

// looks tries looks at an object of 50 bytes that grows, shrinks and is emptied.
func looks(t *testing.T, r *Reader, key string) {
	t.Helper()
	ctx, etag := t.Context(), ""
	text := strings.Repeat("0123456789", 5)
	for _, now := range []string{text, text + "grown", strings.Repeat("y", 3*growth) + "far", "short", "at last"} {
		if err := r.Put(ctx, key, []byte(now)); err != nil {
			t.Fatal(err)
		}
		seen, err := r.Look(ctx, key, etag, 15)
		if want := now[max(0, len(now)-15):]; err != nil || !seen.Changed || string(seen.Tail) != want || seen.Size != int64(len(now)) || seen.Key != key || seen.ETag == "" || seen.ETag == etag {
			t.Fatalf("%.20q: %.100v, %v", now, seen, err)
		}
		etag = seen.ETag
		if again, err := r.Look(ctx, key, etag, 15); err != nil || again.Changed || again.Tail != nil || again.ETag != etag {
			t.Errorf("the same again: %+v, %v", again, err)
		}
	}
	if _, err := r.Look(ctx, key+"none", "", 15); Explain(err).Cause != NoObject {
		t.Errorf("no such object: %v", err)
	}
	for _, tail := range []int64{0, -1, ReadLimit} {
		if _, err := r.Look(ctx, key, "", tail); Explain(err).Cause != TooBig {
			t.Errorf("the last %d bytes: %v", tail, err)
		}
	}
}

func TestAStorageIsWrittenListedReadAndLookedAt(t *testing.T) {
	t.Parallel()
	p, k := fake(t)
	contents(t, opened(t, p, k, Options{}))
}

func TestKeysOfObjectsComeAsTheyAre(t *testing.T) {
	t.Parallel()
	p, k := fake(t)
	r := opened(t, p, k, Options{})
	var want []string
	for i, text := range samples.Payloads() {
		if strings.ContainsAny(text, "\x00") || !isText(text) {
			continue
		}
		key := fmt.Sprintf("%s%02d %s.vtt", p.Folder(), i, text)
		if err := r.Put(t.Context(), key, []byte("x")); err != nil {
			t.Fatalf("%q: %v", key, err)
		}
		want = append(want, key)
	}
	all, err := r.List(t.Context(), p.Folder(), "", 100)
	var got []string
	for _, o := range all {
		got = append(got, o.Key)
	}
	if slices.Sort(want); err != nil || !slices.Equal(got, want) || len(want) < 3 {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

// isText reports whether XML can hold a text.
func isText(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r", r) })
}
