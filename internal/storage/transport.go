package storage

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"time"
)

const (
	headerLimit = 64 << 10
	// answerLimit holds a page of a listing with the longest keys (1.4 MB). More would be
	// dear: minio-go makes 90 bytes out of each byte of a made-up page.
	answerLimit  = 2 << 20
	refusalLimit = 64 << 10 // of what a server says when it refuses
)

// newTransport makes the transport of one reader.
func newTransport(limit time.Duration) *http.Transport {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: limit}).DialContext,
		TLSHandshakeTimeout:    limit,
		ResponseHeaderTimeout:  limit,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConnsPerHost:    2,
		MaxResponseHeaderBytes: headerLimit,
		DisableCompression:     true, // the limits count what comes over the wire, and ranges mean the bytes themselves
		Protocols:              &protocols,
	}
}

// call is what is noticed while one call is made, which may take several requests at once.
type call struct {
	mu     sync.Mutex
	left   int           // how many requests it may still send
	sent   bool          // a request may have left
	worded bool          // whether the last refusal had a code in its words
	skew   time.Duration // how far our clock is ahead of the Date of the last answer
	known  bool          // whether skew is
}

type callKey struct{}

func within(ctx context.Context, c *call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

func callOf(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{left: 1}
}

// Errors of the tap; the clients wrap them.
var (
	errNoStorage = errors.New("no storage would answer so")
	errTooBig    = errors.New("the answer has no end")
)

// tap stands between the clients and the network: it bounds answers, refuses those of a
// portal, and notices what the clients keep to themselves.
type tap struct {
	next http.RoundTripper
	now  func() time.Time
}

func (t *tap) RoundTrip(r *http.Request) (*http.Response, error) {
	c := callOf(r.Context())
	if !c.mayAsk() {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, errNoStorage
	}
	traced := httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { c.leaves() }})
	sent := t.now()
	a, err := t.next.RoundTrip(r.WithContext(traced))
	if err != nil {
		return nil, err
	}
	c.dated(a.Header, sent, t.now())
	switch ranged := r.Method == http.MethodGet && r.Header.Get("Range") != ""; {
	case a.StatusCode >= 300:
		if err := c.refused(a); err != nil {
			return nil, err
		}
	case isPage(a.Header) && !(ranged && a.StatusCode == http.StatusPartialContent):
		_ = a.Body.Close()
		return nil, errNoStorage // a portal's page: minio-go takes it for an empty listing
	case ranged:
		a.Body = &bounded{a.Body, ReadLimit + 1}
	default:
		a.Body = &bounded{a.Body, answerLimit}
	}
	return a, nil
}

func isPage(h http.Header) bool {
	return strings.HasPrefix(strings.ToLower(h.Get("Content-Type")), "text/html")
}

// mayAsk reports whether one more request may be sent. A server that always has one more
// page would keep a listing going until its time is up.
func (c *call) mayAsk() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left--
	return c.left >= 0
}

func (c *call) leaves() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent = true
}

// dated compares the Date of an answer with our clock in the middle of the round trip. A
// Date has whole seconds, so the middle of what it can mean is half a second later.
func (c *call) dated(h http.Header, sent, got time.Time) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil || h.Get("Age") != "" { // a cache's answer is older than it looks
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known = true
	c.skew = sent.Add(got.Sub(sent) / 2).Sub(date.Add(time.Second / 2)).Round(time.Second)
}

// dates returns how far our clock is ahead, and whether an answer told.
func (c *call) dates() (ahead time.Duration, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.skew, c.known
}

// refused reads what a refusal says, so that the clients read it from memory, and whether
// it says anything: minio-go makes up a code where there is none.
func (c *call) refused(a *http.Response) error {
	defer a.Body.Close()
	body, err := io.ReadAll(io.LimitReader(a.Body, refusalLimit))
	if err != nil {
		return err
	}
	a.Body = io.NopCloser(bytes.NewReader(body))
	c.mu.Lock()
	defer c.mu.Unlock()
	var said struct{ Code string }
	c.worded = xml.Unmarshal(body, &said) == nil && said.Code != ""
	return nil
}

// bounded is a body that fails after so many bytes.
type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooBig
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.ReadCloser.Read(p)
	b.left -= int64(n)
	return n, err
}
