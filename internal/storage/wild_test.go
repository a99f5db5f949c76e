package storage

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
)

// wild is a server that answers what no storage would, and counts what it is asked.
type wild struct {
	url   string
	asked atomic.Int64
}

func newWild(t testing.TB, answer http.HandlerFunc) *wild {
	t.Helper()
	w := &wild{}
	server := httptest.NewServer(http.HandlerFunc(func(to http.ResponseWriter, r *http.Request) {
		w.asked.Add(1)
		answer(to, r)
	}))
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	w.url = server.URL
	return w
}

// short is the limit of a call to a server that would take for ever.
const short = 300 * time.Millisecond

// azureKeys are canaries in the form of Azure's.
var azureKeys = Keys{"acmecanary", "c2VjcmV0LWNhbmFyeQ=="}

// both returns a reader of each protocol at an address, with a limit of a call.
func both(t testing.TB, address string, limit time.Duration) map[string]*Reader {
	t.Helper()
	s3, k := likeS3(address), keys()
	azure, ak := s3, azureKeys
	azure.Vendor, azure.Endpoint = agora.VendorAzure, address+"/acmecanary"
	return map[string]*Reader{"S3": opened(t, s3, k, Options{Limit: limit}), "Azure": opened(t, azure, ak, Options{Limit: limit})}
}

// many is how many objects are asked for at most.
const many = 20 * pageSize

// calls are all that a reader asks.
var calls = map[string]func(context.Context, *Reader) error{
	"put":    func(ctx context.Context, r *Reader) error { return r.Put(ctx, "p/x", []byte("x")) },
	"remove": func(ctx context.Context, r *Reader) error { return r.Remove(ctx, "p/x") },
	"list":   func(ctx context.Context, r *Reader) error { _, err := r.List(ctx, "p/", "", many); return err },
	"read":   func(ctx context.Context, r *Reader) error { _, err := r.Read(ctx, "p/x", 0, 1<<20); return err },
	"look":   func(ctx context.Context, r *Reader) error { _, err := r.Look(ctx, "p/x", "", 1<<20); return err },
}

// object writes the headers of an object.
func object(w http.ResponseWriter) {
	w.Header().Set("Last-Modified", "Sun, 22 Nov 2026 14:00:00 GMT")
	w.Header().Set("ETag", `"e"`)
}

func drip(w http.ResponseWriter, r *http.Request) {
	object(w)
	w.Header().Set("Content-Length", "100000000")
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := w.Write([]byte(" ")); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		}
	}
}

// without writes a text again and again.
func without(end string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		object(w)
		w.Header().Set("Content-Type", "application/xml")
		_, _ = io.WriteString(w, "<ListBucketResult><IsTruncated>true</IsTruncated>")
		for chunk := bytes.Repeat([]byte(end), 500); ; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
}

// carousel says that there is more, for ever.
func carousel(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/xml")
	if strings.Contains(r.URL.RawQuery, "comp=list") {
		_, _ = io.WriteString(w, `<EnumerationResults><Blobs><Blob><Name>p/a</Name></Blob></Blobs><NextMarker>m</NextMarker></EnumerationResults>`)
		return
	}
	_, _ = io.WriteString(w, `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><Contents><Key>p/a</Key><LastModified>2026-11-28T18:00:00Z</LastModified><ETag>"e"</ETag><Size>1</Size></Contents></ListBucketResult>`)
}

// whole is an object of 100 MB of a server that knows no ranges.
func whole(w http.ResponseWriter, _ *http.Request) {
	object(w)
	w.Header().Set("Content-Length", "100000000")
	for chunk := make([]byte, 1<<16); ; {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// answers are what no storage would answer, and what is to be found then.
var answers = []struct {
	name   string
	answer http.HandlerFunc // nil: nobody answers
	calls  string           // empty: all
	want   string
	asked  int64 // at most
}{
	{"drip", drip, "list read look", "no-answer", 1},
	{"silence", nil, "", "no-answer", 0},
	{"a listing without an end", without("<Contents><Key>p/k</Key></Contents>"), "list", "too-big", 1},
	{"a refusal without an end", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403); without("<Code>x")(w, r) }, "", "refused", 1},
	{"headers without an end", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", headerLimit))
	}, "", "too-big", 1},
	{"one page for ever", carousel, "list", "no-storage", many/pageSize + spare},
	{"100 MB whole", whole, "look", "too-big", 2},
	{"a loop of redirects", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"x", http.StatusTemporaryRedirect)
	}, "", "sent-elsewhere", 1},
	{"a portal", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>log in</html>") }, "", "no-storage", 1},
	{"a portal that says when it was changed", func(w http.ResponseWriter, _ *http.Request) {
		object(w)
		_, _ = io.WriteString(w, "<html>log in</html>")
	}, "put list read look", "no-storage", 1},
	{"nothing but 200", status(200), "put list read look", "no-storage", 1},
	{"always the same", status(304), "look", "no-storage", 1},
	{"busy", status(503), "", "busy", 1},
	{"too many", status(429), "", "busy", 1},
	{"forbidden by something on the way", status(403), "", "refused", 1},
	{"a login that is wanted", status(401), "", "refused", 1},
	{"teapot", status(418), "", "unknown", 1},
}

func TestWhatNoStorageAnswersEndsInTimeAndInMemory(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { silent.Close() })
	for _, test := range answers {
		t.Run(test.name, func(t *testing.T) {
			address, asked, limit := "http://"+silent.Addr().String(), func() int64 { return 0 }, clocktest.Patience()
			if test.want == "no-answer" {
				limit = short
			}
			if test.answer != nil {
				w := newWild(t, test.answer)
				address, asked = w.url, w.asked.Load
			}
			for protocol, r := range both(t, address, limit) {
				for name, ask := range calls {
					if test.calls != "" && !strings.Contains(test.calls, name) {
						continue
					}
					before := asked()
					took, grown := measured(func() { err = ask(t.Context(), r) })
					got := Explain(err)
					if string(got.Cause) != test.want {
						t.Errorf("%s %s: %+v", protocol, name, got)
					}
					if n := asked() - before; n > test.asked {
						t.Errorf("%s %s: %d requests", protocol, name, n)
					}
					if took > limit+clocktest.Patience()/2 || grown > 400<<20 {
						t.Errorf("%s %s: took %v and %d MB", protocol, name, took, grown>>20)
					}
					kept(t, keys(), err, got)
					kept(t, azureKeys, err, got)
				}
			}
		})
	}
}

// measured returns how long something took, and how much memory it asked for in all.
func measured(do func()) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	do()
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

// Where a server wants the bucket's name in its host, it is asked once more so.
func TestTheBucketGoesIntoTheHostWhereThatIsWanted(t *testing.T) {
	t.Parallel()
	var hosts []string
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		hosts = append(hosts, r.URL.Host+r.URL.Path)
		rec := httptest.NewRecorder()
		if r.URL.Host == "storage.example.com" {
			refusing(403, "SecondLevelDomainForbidden")(rec, r)
		} else {
			rec.Header().Set("ETag", `"e"`)
		}
		return rec.Result(), nil
	})
	r := opened(t, likeS3("https://storage.example.com"), keys(), Options{Transport: transport})
	for range 2 {
		if err := r.Put(t.Context(), "k", []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(hosts, " "); got != "storage.example.com/captions/k captions.storage.example.com/k captions.storage.example.com/k" {
		t.Error(got)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

// goes keeps where a request goes, and fails it.
func goes(where *string, err error) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		*where = r.URL.Scheme + "://" + r.URL.Host + r.URL.EscapedPath()
		return nil, err
	}
}

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestNoOtherHostIsAsked(t *testing.T) {
	t.Parallel()
	other := newWild(t, func(http.ResponseWriter, *http.Request) {})
	w := newWild(t, func(to http.ResponseWriter, r *http.Request) {
		http.Redirect(to, r, other.url+r.URL.Path, http.StatusPermanentRedirect)
	})
	for _, r := range both(t, w.url, clocktest.Patience()) {
		if got := r.Probe(t.Context()); got.Write.Cause != Elsewhere || got.Write.OnlyHere() {
			t.Errorf("%+v", got)
		}
	}
	if n := other.asked.Load(); n != 0 {
		t.Errorf("the other host was asked %d times", n)
	}
}

// A probe that is left takes away what it may have written.
func TestAProbeThatIsLeftTidiesUp(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]bool{"left": true, "without an answer": false} {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var mu sync.Mutex
		var methods []string
		w := newWild(t, func(to http.ResponseWriter, r *http.Request) {
			mu.Lock()
			methods = append(methods, r.Method)
			mu.Unlock()
			to.WriteHeader(http.StatusNoContent)
			if r.Method == http.MethodPut {
				if leave {
					stop()
				}
				_, _ = io.Copy(io.Discard, r.Body)
				<-r.Context().Done()
			}
		})
		got := both(t, w.url, short)["S3"].Probe(ctx)
		mu.Lock()
		if strings.Join(methods, " ") != "PUT DELETE" || got.Write.OK() || got.Stays() || leave != (got.Write.Cause == Cancelled) || !leave && got.Write.Cause != NoAnswer {
			t.Errorf("%s: %v, %+v", name, methods, got)
		}
		mu.Unlock()
	}
}

func TestACallThatIsLeftSaysSo(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for protocol, r := range both(t, newWild(t, carousel).url, short) {
		for name, ask := range calls {
			if err := ask(ctx, r); Explain(err).Cause != Cancelled || !strings.Contains(fmt.Sprint(ctx.Err()), "canceled") {
				t.Errorf("%s %s: %v", protocol, name, err)
			}
		}
	}
}
