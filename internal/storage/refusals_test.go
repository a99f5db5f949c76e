package storage

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
	"sttwizard/internal/samples"
	"sttwizard/internal/storage/storagetest"
)

// kept fails where a key stands in an error or a finding, in whatever form.
func kept(t *testing.T, k Keys, shown ...any) {
	t.Helper()
	cage := samples.Cage{}
	for name, key := range map[string]agora.Secret{"access": k.Access, "secret": k.Secret} {
		if key != "" {
			cage[name] = key.Reveal()
		}
	}
	var text strings.Builder
	for _, x := range shown {
		fmt.Fprintf(&text, "%[1]T %[1]v %+[1]v %#[1]v %[1]q %[1]s\n", x)
	}
	if found := cage.In(text.String()); len(found) > 0 {
		t.Errorf("it has the keys %v: %s", found, cage.Cut(text.String()))
	}
	if steers := samples.Steering(text.String()); steers != "" {
		t.Errorf("it has %s in it: %q", steers, text.String())
	}
}

// refusal is a mistake and what the storage says of it.
type refusal struct {
	name    string
	mistake func(*Place, *Keys, *Options)
	want    Cause
}

// refuses probes with each mistake, at a storage that is good without them.
func refuses(t *testing.T, p Place, k Keys, table []refusal) {
	t.Helper()
	for _, test := range table {
		t.Run(test.name, func(t *testing.T) {
			p, k, o := p, k, Options{}
			test.mistake(&p, &k, &o)
			r, err := Open(p, k, o)
			if err != nil {
				kept(t, k, err)
				if got := Explain(err); got.Cause != test.want || got.Place.Bucket != p.Bucket {
					t.Errorf("not opened: %+v, want %q", got, test.want)
				}
				return
			}
			defer r.Close()
			got := r.Probe(t.Context())
			_, err = r.Look(t.Context(), p.Folder()+"x.m3u8", "", 100)
			kept(t, k, got, err, r)
			if got.Write.Cause != test.want || got.Read.Cause != NotTried || got.Stays() {
				t.Errorf("%+v, want %q", got, test.want)
			}
			if look := Explain(err); look.Cause != test.want {
				t.Errorf("a look: %+v, want %q", look, test.want)
			}
			if _, err = r.List(t.Context(), "", "", 5); Explain(err).Cause != test.want {
				t.Errorf("a listing: %v, want %q", err, test.want)
			}
		})
	}
}

func TestARealS3StorageRefuses(t *testing.T) {
	t.Parallel()
	_, p, k := versitygw(t)
	refuses(t, p, k, []refusal{
		{"access key", func(_ *Place, k *Keys, _ *Options) { k.Access = "NOSUCHKEYCANARY" }, KeyRefused},
		{"secret key", func(_ *Place, k *Keys, _ *Options) { k.Secret += "x" }, SecretWrong},
		{"no keys", func(_ *Place, k *Keys, _ *Options) { k.Secret = "" }, NoKeys},
		{"bucket", func(p *Place, _ *Keys, _ *Options) { p.Bucket = "no-such-bucket" }, NoBucket},
		{"bucket's name", func(p *Place, _ *Keys, _ *Options) { p.Bucket = "No Bucket" }, BucketName},
		{"region", func(p *Place, _ *Keys, _ *Options) { p.RegionName = "mars-north-1" }, WrongRegion},
		{"TLS", func(p *Place, _ *Keys, _ *Options) { p.Endpoint = strings.Replace(p.Endpoint, "http:", "https:", 1) }, NoTLS},
		{"vendor", func(p *Place, _ *Keys, _ *Options) { p.Vendor, p.Endpoint = 99, "" }, NoAddress},
		{"clock ahead", skewed(k, 20*time.Minute), ClockWrong},
		{"clock behind", skewed(k, -20*time.Minute), ClockWrong},
	})
}

func TestARealS3StorageNamesTheRightRegion(t *testing.T) {
	t.Parallel()
	_, p, k := versitygw(t)
	p.RegionName = "mars-north-1"
	got := opened(t, p, k, Options{}).Probe(t.Context())
	if got.Write.Region != storagetest.Region || got.Write.OnlyHere() {
		t.Errorf("%+v", got.Write)
	}
}

func TestARealS3StorageTakesAClockThatIsNearEnough(t *testing.T) {
	t.Parallel()
	_, p, k := versitygw(t)
	for _, by := range []time.Duration{20 * time.Minute, -20 * time.Minute, 14 * time.Minute, -14 * time.Minute} {
		var o Options
		skewed(k, by)(&p, &k, &o)
		got := opened(t, p, k, o).Probe(t.Context()).Write
		if wrong := by.Abs() > 15*time.Minute; wrong != (got.Cause == ClockWrong) || wrong && (got.Skew-by).Abs() > 5*time.Second || !wrong && !got.OK() {
			t.Errorf("%v: %+v", by, got)
		}
	}
}

func TestARealKeyThatOnlyWrites(t *testing.T) {
	t.Parallel()
	s, p, _ := versitygw(t)
	k := Keys{s.Writer, s.WriterSecret}
	r := opened(t, p, k, Options{})
	got := r.Probe(t.Context())
	kept(t, k, got)
	if !got.Write.OK() || got.Read.Cause != Denied || got.List.Cause != Denied || got.Remove.Cause != Denied || !got.Stays() || got.CanLook() {
		t.Errorf("%+v", got)
	}
	if _, err := r.Look(t.Context(), got.Key, "", 10); Explain(err).Cause != Denied {
		t.Errorf("a look: %v", err)
	}
	owner := opened(t, p, Keys{s.Access, s.Secret}, Options{})
	r.Probe(t.Context())
	if all, err := owner.List(t.Context(), "", "", 100); err != nil || len(all) != 1 || all[0].Key != got.Key {
		t.Errorf("two probes leave %+v, %v", all, err)
	}
}

func TestARealAzureStorageRefuses(t *testing.T) {
	t.Parallel()
	_, p, k := azurite(t)
	refuses(t, p, k, []refusal{
		{"key", func(_ *Place, k *Keys, _ *Options) {
			k.Secret = agora.Secret(base64.StdEncoding.EncodeToString([]byte("another canary of a key")))
		}, NotLetIn}, // Azure itself says AuthenticationFailed
		{"key's form", func(_ *Place, k *Keys, _ *Options) { k.Secret = "no base64 of a canary" }, KeyForm},
		{"account's form", func(_ *Place, k *Keys, _ *Options) { k.Access = "evil.example/canary?" }, AccountName},
		{"container", func(p *Place, _ *Keys, _ *Options) { p.Bucket = "no-such-container" }, NoBucket},
		{"container's name", func(p *Place, _ *Keys, _ *Options) { p.Bucket = "Captions_" }, BucketName},
		{"no container", func(p *Place, _ *Keys, _ *Options) { p.Bucket = "" }, BucketName},
		{"TLS", func(p *Place, _ *Keys, _ *Options) { p.Endpoint = strings.Replace(p.Endpoint, "http:", "https:", 1) }, NoTLS},
	})
}

func TestWhatStandsInTheWay(t *testing.T) {
	t.Parallel()
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	tls.StartTLS()
	t.Cleanup(tls.Close)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	nobody := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "canary.example", IsNotFound: true}}
	}}
	table := []refusal{
		{"certificate", func(p *Place, _ *Keys, _ *Options) { p.Endpoint = tls.URL }, Certificate},
		{"TLS that is not spoken", func(p *Place, _ *Keys, _ *Options) { p.Endpoint = strings.Replace(tls.URL, "https", "http", 1) }, NoTLS},
		{"nobody listens", func(p *Place, _ *Keys, _ *Options) { p.Endpoint = "http://" + closed.Addr().String() }, NoRoute},
		{"no such host", func(p *Place, _ *Keys, o *Options) { p.Endpoint, o.Transport = "https://canary.example", nobody }, NoHost},
		{"not encrypted", func(p *Place, _ *Keys, _ *Options) { p.Endpoint = "http://storage.example.com" }, Address},
		{"an endpoint of the options elsewhere", func(_ *Place, _ *Keys, o *Options) { o.Endpoint = "https://storage.example.com" }, Address},
		{"no endpoint", func(p *Place, _ *Keys, _ *Options) { p.Endpoint = "" }, NoAddress},
	}
	for _, e := range []string{"127.0.0.1:9000", "ftp://x", "https://", "https://h/path", "https://h?x=1", "https://u:p@h", "https://h#f", "https://%zz"} {
		table = append(table, refusal{e, func(p *Place, _ *Keys, _ *Options) { p.Endpoint = e }, Address})
	}
	refuses(t, likeS3("http://127.0.0.1:9"), keys(), table)
}

// skewed makes a machine whose clock is wrong: neither client lets its clock be set, so
// every request is signed again.
func skewed(k Keys, by time.Duration) func(*Place, *Keys, *Options) {
	return func(_ *Place, _ *Keys, o *Options) {
		own := &http.Transport{DisableKeepAlives: true}
		o.Now = func() time.Time { return clock.Now().Add(by) }
		o.Transport = signedAgain{own, k, o.Now}
	}
}

type signedAgain struct {
	next http.RoundTripper
	keys Keys
	now  func() time.Time
}

func (s signedAgain) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING") { // its pieces have signatures of their own
		r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
		for _, h := range []string{"X-Amz-Decoded-Content-Length", "Content-Encoding", "Content-Md5"} {
			r.Header.Del(h)
		}
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(ProbeName)), int64(len(ProbeName))
	}
	sign(r, s.keys, s.now().UTC())
	return s.next.RoundTrip(r)
}
