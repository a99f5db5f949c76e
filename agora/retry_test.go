package agora

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// script answers one request after the other: a number is a status, an error a
// failed connection; the last entry repeats.
func script(t *testing.T, bodies *[]string, entries ...any) http.RoundTripper {
	next := 0
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			var body strings.Builder
			buffer := make([]byte, 1000)
			n, _ := r.Body.Read(buffer)
			body.Write(buffer[:n])
			*bodies = append(*bodies, body.String())
		} else {
			*bodies = append(*bodies, "")
		}
		entry := entries[min(next, len(entries)-1)]
		next++
		switch entry := entry.(type) {
		case error:
			return nil, entry
		case int:
			return canned{status: entry, body: `{"tokenName":"n"}`}.RoundTrip(r)
		case canned:
			return entry.RoundTrip(r)
		}
		t.Errorf("script entry %v", entry)
		return nil, errors.ErrUnsupported
	})
}

func withHeader(status int, name, value string) canned {
	return canned{status: status, body: "{}", header: http.Header{"Content-Type": {jsonType}, name: {value}}}
}

func withBody(status int, body string) canned { return canned{status: status, body: body} }

var errReset error = &net.OpError{Op: "read", Err: errors.New("connection reset by peer")}

const ms = time.Millisecond

func TestWhatIsTriedAgainAndWhen(t *testing.T) {
	acquire := func(ctx context.Context, c *Client) error { _, err := c.Acquire(ctx, "sttw-1"); return err }
	start := func(ctx context.Context, c *Client) error { _, err := c.Start(ctx, "b", minimalRequest()); return err }
	query := func(ctx context.Context, c *Client) error { _, err := c.Query(ctx, Handle{"t", "b"}); return err }
	stop := func(ctx context.Context, c *Client) error { return c.Stop(ctx, Handle{"t", "b"}) }
	tests := []struct {
		name  string
		call  func(context.Context, *Client) error
		serve []any
		waits []time.Duration // with jitter at one half
		want  string
	}{
		{"acquire at once", acquire, []any{200}, nil, ""},
		{"acquire through 503, 429 and a reset", acquire, []any{503, 429, errReset, 200}, []time.Duration{125 * ms, 500 * ms, 2000 * ms}, ""},
		{"acquire gives up after 4 tries", acquire, []any{503}, []time.Duration{125 * ms, 500 * ms, 2000 * ms}, "api server"},
		{"acquire as long as it is told", acquire, []any{withHeader(429, "Retry-After", "7"), withHeader(503, "Retry-After", "0"), 200}, []time.Duration{7 * time.Second, 500 * ms}, ""},
		{"acquire is told to wait as long as it may", acquire, []any{withHeader(429, "Retry-After", "30"), 200}, []time.Duration{30 * time.Second}, ""},
		{"acquire through a timeout inside Agora", acquire, []any{withBody(400, `{"code":20}`), 200}, []time.Duration{125 * ms}, ""},
		{"stop through a timeout inside Agora", stop, []any{withBody(400, `{"code":20}`), 200}, []time.Duration{500 * ms}, ""},
		{"acquire is told to wait too long", acquire, []any{withHeader(429, "Retry-After", "31")}, nil, "api busy"},
		{"acquire through a gateway's HTML", acquire, []any{canned{status: 502, header: http.Header{"Content-Type": {"text/html"}}, body: "<html>"}, 200}, []time.Duration{125 * ms}, ""},
		{"acquire through a gateway's busy HTML", acquire, []any{canned{status: 429, header: http.Header{"Content-Type": {"text/html"}, "Retry-After": {"3"}}, body: "<html>"}, 200}, []time.Duration{3 * time.Second}, ""},
		{"acquire not after 401", acquire, []any{401}, nil, "api credentials"},
		{"acquire not after 403", acquire, []any{403}, nil, "api forbidden"},
		{"acquire not after 400", acquire, []any{400}, nil, "api invalid"},
		{"acquire not after HTML with 200", acquire, []any{canned{status: 200, header: http.Header{}, body: "<html>"}}, nil, "answer " + WhyNotJSON},
		{"start never after 503", start, []any{503}, nil, "api server"},
		{"start never after 429", start, []any{withHeader(429, "Retry-After", "1")}, nil, "api busy"},
		{"start never after a reset", start, []any{errReset}, nil, "net reset"},
		{"query never", query, []any{503}, nil, "api server"},
		{"stop through a reset and 500", stop, []any{errReset, 500, 200}, []time.Duration{500 * ms, 1000 * ms}, ""},
		{"stop gives up after 6 tries", stop, []any{503}, []time.Duration{500 * ms, 1000 * ms, 2000 * ms, 4000 * ms, 8000 * ms}, "api server"},
		{"stop not after 404", stop, []any{404}, nil, "api not-found"},
		{"stop not after 401", stop, []any{401}, nil, "api credentials"},
		{"stop is gone at the second try", stop, []any{503, 404}, []time.Duration{500 * ms}, "api not-found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var waits []time.Duration
			var bodies []string
			client := newTestClient(t, Config{
				Transport: script(t, &bodies, tt.serve...),
				Random:    func() float64 { return 0.5 },
				Sleep:     func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil },
			})
			if got := describe(tt.call(t.Context(), client)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if !reflect.DeepEqual(waits, tt.waits) {
				t.Errorf("waits %v, want %v", waits, tt.waits)
			}
			if len(bodies) != len(tt.waits)+1 {
				t.Errorf("%d tries with %d waits", len(bodies), len(tt.waits))
			}
			for _, body := range bodies {
				if body != bodies[0] {
					t.Errorf("a later try sent %s, not %s", body, bodies[0])
				}
			}
		})
	}
}

func TestAcquireTriesAgainOverTheNetwork(t *testing.T) {
	var failures atomic.Int32
	config := serving(t, func(w http.ResponseWriter, r *http.Request) {
		if failures.Add(1) <= 2 {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", jsonType)
		w.Write([]byte(`{"tokenName":"n"}`))
	})
	config.Timing = Timing{AcquireWait: time.Microsecond}
	if token, err := newTestClient(t, config).Acquire(t.Context(), "sttw-1"); err != nil || token.Name != "n" {
		t.Errorf("%v %v", token, err)
	}
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	for name, sleeping := range map[string]func(context.Context, time.Duration) error{"own timer": nil, "error of the sleep": func(ctx context.Context, _ time.Duration) error { return ctx.Err() }} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			tries := 0
			client := newTestClient(t, Config{
				Sleep:  sleeping,
				Timing: Timing{AcquireWait: time.Hour, Call: time.Minute},
				Random: func() float64 { cancel(); return 1 },
				Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					tries++
					return canned{status: 503, body: "{}"}.RoundTrip(r)
				}),
			})
			_, err := client.Acquire(ctx, "sttw-1")
			if e, ok := errors.AsType[*NetError](err); !ok || e.Cause != CauseCancelled || e.Op != OpAcquire || tries != 1 {
				t.Errorf("got %v after %d tries", err, tries)
			}
		})
	}
}

// TestAWaitThatEndsSaysWhatTheLastTryDid: a stop that may have reached Agora is
// told from one of which nothing left this machine.
func TestAWaitThatEndsSaysWhatTheLastTryDid(t *testing.T) {
	refused := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New("connection refused")}
	}
	for name, tt := range map[string]struct {
		config Config
		sent   bool
	}{
		"an answer":   {Config{Transport: canned{status: 503, body: "{}"}}, true},
		"a reset":     {Config{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return nil, errReset })}, true},
		"no listener": {dialing(refused), false},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		tt.config.Sleep = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
		err := newTestClient(t, tt.config).Stop(ctx, Handle{"t", "b"})
		if e, ok := errors.AsType[*NetError](err); !ok || e.Cause != CauseCancelled || e.Op != OpStop || e.Sent != tt.sent {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

// TestATryThatCouldNotBeSentProvesNothingOfTheOneBeforeIt: the network may have gone
// after the first try had arrived.
func TestATryThatCouldNotBeSentProvesNothingOfTheOneBeforeIt(t *testing.T) {
	away := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("no route to host")}
	for name, tt := range map[string]struct {
		tries         []any // a status; "reset": no answer; "away": no connection
		sent, notDone bool
	}{
		"never a connection":             {[]any{"away"}, false, true},
		"a reset, then no connection":    {[]any{"reset", "away"}, true, false},
		"trouble, then no connection":    {[]any{503, "away"}, true, false},
		"too busy, then no connection":   {[]any{429, "away"}, true, false},
		"refused":                        {[]any{401}, true, true},
		"no connection, then refused":    {[]any{"away", 401}, true, true},
		"too busy, then refused":         {[]any{429, 401}, true, true},
		"a reset, then refused":          {[]any{"reset", 401}, true, false},
		"trouble inside Agora, then 403": {[]any{504, "away", 403}, true, false},
	} {
		var tries int
		transport := roundTrip(func(r *http.Request) (*http.Response, error) {
			entry := tt.tries[min(tries, len(tt.tries)-1)]
			tries++
			trace := httptrace.ContextClientTrace(r.Context())
			trace.GetConn("host")
			if entry == "away" {
				return nil, away
			}
			trace.GotConn(httptrace.GotConnInfo{})
			if status, ok := entry.(int); ok {
				return canned{status: status, body: "{}"}.RoundTrip(r)
			}
			return nil, errReset
		})
		client := newTestClient(t, Config{Transport: transport, Sleep: func(context.Context, time.Duration) error { return nil }})
		err := client.Stop(t.Context(), Handle{"t", "b"})
		if NotSent(err) == tt.sent || NotDone(err) != tt.notDone {
			t.Errorf("%s: not sent %v, not done %v: %v", name, NotSent(err), NotDone(err), err)
		}
	}
}

func TestRetryAfterIsReadInBothForms(t *testing.T) {
	now := time.Date(2031, 5, 4, 3, 2, 1, 0, time.UTC)
	tests := []struct {
		value    string
		from, to time.Duration
	}{
		{"", 0, 0},
		{"7", 7 * time.Second, 7 * time.Second},
		{"-7", 0, 0},
		{"999999999", 24 * time.Hour, 24 * time.Hour},
		{"99999999999999999999", 0, 0},
		{"soon", 0, 0},
		{now.Add(time.Hour).Format(http.TimeFormat), time.Hour, time.Hour},
		{now.Add(-time.Hour).Format(http.TimeFormat), 0, 0},
		{now.Add(48 * time.Hour).Format(http.TimeFormat), 24 * time.Hour, 24 * time.Hour},
	}
	for _, tt := range tests {
		a := answer{header: http.Header{"Retry-After": {tt.value}}, now: func() time.Time { return now }}
		if got := a.retryAfter(); got < tt.from || got > tt.to {
			t.Errorf("%q is read as %v", tt.value, got)
		}
	}
}

func TestAFailureThatRepeatsSaysSo(t *testing.T) {
	for name, tt := range map[string]struct {
		statuses []int
		repeated bool
	}{
		"the same each time":          {[]int{504, 504, 504, 504}, true},
		"another one before":          {[]int{503, 504, 504, 504}, false},
		"another one in between":      {[]int{504, 504, 429, 504}, false},
		"one that is not tried again": {[]int{400}, false},
	} {
		n := 0
		config := serving(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(tt.statuses[n])
			n++
		})
		config.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
		_, err := newTestClient(t, config).Acquire(t.Context(), "sttw-1")
		if e, ok := errors.AsType[*APIError](err); tt.statuses[0] >= 500 && (!ok || e.Repeated != tt.repeated || n != len(tt.statuses)) {
			t.Errorf("%s: %+v after %d tries", name, err, n)
		}
	}
}
