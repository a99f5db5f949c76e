package agora

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// verdict is one way in which a start can go, and what must be said of it.
type verdict struct {
	name    string
	server  func(*testing.T) Config
	want    string // the error's type and what it says of itself: "api KIND", "net CAUSE", "answer WHY"; empty: none
	sent    bool   // of a NetError
	outcome Outcome
	taskID  string
}

// soon are time limits for servers that never answer.
var soon = Timing{Dial: 100 * time.Millisecond, TLS: 100 * time.Millisecond, Headers: 100 * time.Millisecond, Call: 5 * time.Second}

const started = `{"taskId":"task-1","createTs":1678505852,"status":"IN_PROGRESS"}`

var verdicts = []verdict{
	{name: "ok", server: one(200, jsonType, started), outcome: OutcomeStarted, taskID: "task-1"},
	{name: "ok with a charset", server: one(200, "application/json; charset=utf-8", started), outcome: OutcomeStarted, taskID: "task-1"},
	{name: "ok with unknown members and no status", server: one(200, jsonType, `{"taskId":"t","new":{"a":[1]}}`), outcome: OutcomeStarted, taskID: "t"},
	{name: "slow but in time", server: slow, outcome: OutcomeStarted, taskID: "task-1"},
	{name: "too slow", server: never, want: "net timeout", sent: true, outcome: OutcomeUnknown},
	{name: "reset before the request was read", server: resetFirst, want: "net reset", sent: true, outcome: OutcomeUnknown},
	{name: "reset after the work", server: resetAfter, want: "net reset", sent: true, outcome: OutcomeUnknown},
	{name: "closed after the work", server: closeAfter, want: "net reset", sent: true, outcome: OutcomeUnknown},
	{name: "reset within the body", server: resetInBody, want: "answer " + WhyCut, outcome: OutcomeUnknown},
	{name: "503 before the work", server: one(503, jsonType, `{"message":"busy"}`), want: "api server", outcome: OutcomeUnknown},
	{name: "503 with HTML", server: one(503, "text/html", "<html>"), want: "api server", outcome: OutcomeUnknown},
	{name: "504 after the work", server: one(504, jsonType, `{"message":"late"}`), want: "api timeout", outcome: OutcomeUnknown},
	{name: "307 to another host", server: redirecting(307), want: "answer " + WhyRedirect, outcome: OutcomeUnknown},
	{name: "302 to another host", server: redirecting(302), want: "answer " + WhyRedirect, outcome: OutcomeUnknown},
	{name: "429", server: one(429, jsonType, `{"message":"API rate limit exceeded"}`), want: "api busy", outcome: OutcomeWait},
	{name: "429 with HTML", server: one(429, "text/html", "<html>"), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "400 with JSON", server: one(400, jsonType, `{"code":2,"reason":"languages"}`), want: "api invalid", outcome: OutcomeRejected},
	{name: "400 with an empty object", server: one(400, jsonType, `{}`), want: "api invalid", outcome: OutcomeRejected},
	{name: "401 with JSON", server: one(401, jsonType, `{"message":"Unauthorized"}`), want: "api credentials", outcome: OutcomeRejected},
	{name: "403 with JSON", server: one(403, jsonType, `{"message":"no"}`), want: "api forbidden", outcome: OutcomeRejected},
	{name: "404 with JSON", server: one(404, jsonType, `{"message":"no Route matched with those values"}`), want: "api no-route", outcome: OutcomeRejected},
	{name: "404 with HTML", server: one(404, "text/html", "<html>"), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "400 that breaks off", server: cut("400 Bad Request"), want: "answer " + WhyCut, outcome: OutcomeUnknown},
	{name: "400 that echoes everything", server: echo(400), want: "api invalid", outcome: OutcomeRejected},
	{name: "500 that echoes everything", server: echo(500), want: "api server", outcome: OutcomeUnknown},
	{name: "200 that echoes everything", server: echo(200), want: "answer " + WhyIncomplete, outcome: OutcomeUnknown},
	{name: "HTML with 200", server: one(200, "text/html; charset=utf-8", "<html>ok</html>"), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "JSON under a wrong content type", server: one(200, "text/plain", started), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "JSON under a broken content type", server: one(200, ";;", started), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "broken JSON", server: one(200, jsonType, `{"taskId":"task-1",`), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "an empty body", server: one(200, jsonType, ``), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "two JSON values", server: one(200, jsonType, started+started), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "JSON with a tail", server: one(200, jsonType, started+"x"), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "a JSON list", server: one(200, jsonType, `["task-1"]`), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "null", server: one(200, jsonType, `null`), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "200 without a task id", server: one(200, jsonType, `{"status":"STARTED"}`), want: "answer " + WhyIncomplete, outcome: OutcomeUnknown},
	{name: "200 with an empty task id", server: one(200, jsonType, `{"taskId":""}`), want: "answer " + WhyIncomplete, outcome: OutcomeUnknown},
	{name: "200 with a number as task id", server: one(200, jsonType, `{"taskId":7}`), want: "answer " + WhyIncomplete, outcome: OutcomeUnknown},
	{name: "200 with a path as task id", server: one(200, jsonType, `{"taskId":".."}`), want: "answer " + WhyIncomplete, outcome: OutcomeUnknown},
	{name: "200 with the name in another case", server: one(200, jsonType, `{"taskID":"task-1"}`), want: "answer " + WhyIncomplete, outcome: OutcomeUnknown},
	{name: "a cut body", server: cut("200 OK"), want: "answer " + WhyCut, outcome: OutcomeUnknown},
	{name: "a cut chunked body", server: cutChunks, want: "answer " + WhyCut, outcome: OutcomeUnknown},
	{name: "a body of 64 MiB", server: huge, want: "answer " + WhyTooLarge, outcome: OutcomeUnknown},
	{name: "a drip-fed body", server: drip(200), want: "answer " + WhySlow, outcome: OutcomeUnknown},
	{name: "no HTTP at all", server: noHTTP, want: "net other", sent: true, outcome: OutcomeUnknown},
	{name: "endless headers", server: endlessHeaders, want: "net other", sent: true, outcome: OutcomeUnknown},
	{name: "connection refused", server: refused, want: "net refused", outcome: OutcomeNotSent},
	{name: "no such host", server: noSuchHost, want: "net dns", outcome: OutcomeNotSent},
	{name: "a connection that does not come about", server: noDial, want: "net timeout", outcome: OutcomeNotSent},
	{name: "a proxy that refuses", server: deadProxy, want: "net proxy", outcome: OutcomeNotSent},
	{name: "an unknown certificate", server: unknownCertificate, want: "net tls", outcome: OutcomeNotSent},
	{name: "no TLS behind https", server: plainBehindTLS, want: "net tls", outcome: OutcomeNotSent},
	{name: "TLS that is reset", server: resetTLS, want: "net tls", outcome: OutcomeNotSent},
	{name: "TLS that stalls", server: stalledTLS, want: "net timeout", outcome: OutcomeNotSent},
	{name: "a transport that tells nothing", server: silentTransport, want: "net other", sent: true, outcome: OutcomeUnknown},
	{name: "a transport that shows the URL", server: urlError, want: "net reset", sent: true, outcome: OutcomeUnknown},
	{name: "201 with the id", server: one(201, jsonType, started), want: "api already-started", outcome: OutcomeStarted, taskID: "task-1"},
	{name: "201 without an id", server: one(201, jsonType, `{"message":"running"}`), want: "api already-started", outcome: OutcomeRunningNoID},
	{name: "201 with HTML", server: one(201, "text/html", `<html>`), want: "answer " + WhyNotJSON, outcome: OutcomeUnknown},
	{name: "206", server: one(206, jsonType, `{"message":"no host"}`), want: "api no-host", outcome: OutcomeUnknown},
	{name: "409 with the id in the body", server: one(409, jsonType, `{"taskId":"task-2","status":"STARTED"}`), want: "api already-started", outcome: OutcomeStarted, taskID: "task-2"},
	{name: "409 with the id in the text", server: one(409, jsonType, `{"message":"The task has been started, current status is STARTED, taskId is task_3-x."}`), want: "api already-started", outcome: OutcomeStarted, taskID: "task_3-x"},
	{name: "409 without an id", server: one(409, jsonType, `{"message":"started"}`), want: "api already-started", outcome: OutcomeRunningNoID},
	{name: "code 49 with the id", server: one(400, jsonType, `{"code":49,"reason":"repeated, taskId is t49"}`), want: "api already-started", outcome: OutcomeStarted, taskID: "t49"},
	{name: "code 49 without an id", server: one(400, jsonType, `{"code":49}`), want: "api already-started", outcome: OutcomeRunningNoID},
	{name: "code 49 as text", server: one(400, jsonType, `{"code":"49"}`), want: "api already-started", outcome: OutcomeRunningNoID},
	{name: "code 49 under status 200", server: one(200, jsonType, `{"code":49}`), want: "api already-started", outcome: OutcomeRunningNoID},
	{name: "code 2 under status 200", server: one(200, jsonType, `{"code":2}`), want: "api invalid", outcome: OutcomeUnknown},
	{name: "code 20, which is a timeout at Agora", server: one(400, jsonType, `{"code":20}`), want: "api timeout", outcome: OutcomeUnknown},
	{name: "code 1, which is an error inside Agora", server: one(400, jsonType, `{"code":1}`), want: "api server", outcome: OutcomeUnknown},
	{name: "408", server: one(408, jsonType, `{}`), want: "api timeout", outcome: OutcomeUnknown},
	{name: "202", server: one(202, jsonType, started), want: "api unknown", outcome: OutcomeUnknown},
}

func TestVerdictsOfAStart(t *testing.T) {
	for _, tt := range verdicts {
		t.Run(tt.name, func(t *testing.T) {
			client := newTestClient(t, tt.server(t))
			task, err := client.Start(t.Context(), canaryToken, fullRequest())
			if got := describe(err); got != tt.want {
				t.Errorf("got %q (%v), want %q", got, err, tt.want)
			}
			if e, ok := errors.AsType[*NetError](err); ok && e.Sent != tt.sent {
				t.Errorf("sent is %v: %v", e.Sent, err)
			}
			outcome, known := StartOutcome(task, err)
			if outcome != tt.outcome || known.ID != tt.taskID {
				t.Errorf("outcome %s of task %q, want %s of %q", outcome, known.ID, tt.outcome, tt.taskID)
			}
			checkClean(t, err)
		})
	}
}

// describe names an error's type and what it says of itself.
func describe(err error) string {
	switch e := err.(type) {
	case nil:
		return ""
	case *APIError:
		return "api " + string(e.Kind)
	case *NetError:
		return "net " + string(e.Cause)
	case *AnswerError:
		return "answer " + e.Why
	}
	return err.Error()
}

// ---- servers

func one(status int, contentType, body string) func(*testing.T) Config {
	return func(t *testing.T) Config { return answering(t, status, contentType, body) }
}

// slow keeps the answer back until a moment has passed.
func slow(t *testing.T) Config {
	return serving(t, func(w http.ResponseWriter, r *http.Request) {
		<-time.After(50 * time.Millisecond)
		w.Header().Set("Content-Type", jsonType)
		io.WriteString(w, started)
	})
}

func never(t *testing.T) Config {
	c := serving(t, func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	c.Timing = soon
	return c
}

// resetFirst reads one byte, so that the connection stands when it is reset.
func resetFirst(t *testing.T) Config {
	return listening(t, func(conn net.Conn) {
		conn.Read(make([]byte, 1))
		reset(conn)
	})
}

// afterRequest reads the request and lets then decide how it goes on.
func afterRequest(t *testing.T, then func(net.Conn)) Config {
	return listening(t, func(conn net.Conn) {
		readRequest(bufio.NewReader(conn))
		then(conn)
	})
}

func resetAfter(t *testing.T) Config { return afterRequest(t, reset) }

func closeAfter(t *testing.T) Config { return afterRequest(t, func(c net.Conn) { c.Close() }) }

func saying(t *testing.T, text string) Config {
	return afterRequest(t, func(c net.Conn) { io.WriteString(c, text) })
}

func cut(status string) func(*testing.T) Config {
	return func(t *testing.T) Config {
		return saying(t, "HTTP/1.1 "+status+"\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{\"taskId\":\"task-1\",\"echo\":\""+canaryToken[:12])
	}
}

func cutChunks(t *testing.T) Config {
	return saying(t, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"tas")
}

func resetInBody(t *testing.T) Config {
	return afterRequest(t, func(c net.Conn) {
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{\"taskId\":\"task-1\"")
		reset(c)
	})
}

func noHTTP(t *testing.T) Config { return saying(t, "220 mail.example ESMTP\r\n") }

func endlessHeaders(t *testing.T) Config {
	return saying(t, "HTTP/1.1 200 OK\r\n"+strings.Repeat("X-Long: "+strings.Repeat("x", 1000)+"\r\n", 100))
}

// redirecting sends the caller to a second server, which must stay unasked.
func redirecting(status int) func(*testing.T) Config {
	return func(t *testing.T) Config {
		var asked atomic.Int32
		elsewhere := serving(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
		t.Cleanup(func() {
			if asked.Load() > 0 {
				t.Error("the redirect was followed")
			}
		})
		return serving(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", jsonType)
			http.Redirect(w, r, elsewhere.BaseURL+r.URL.String(), status)
		})
	}
}

// echo sends back all that it got, credentials included, in several forms.
func echo(status int) func(*testing.T) Config {
	return func(t *testing.T) Config {
		return serving(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			_, password, _ := r.BasicAuth()
			token := r.URL.Query().Get("builderToken")
			w.Header().Set("Content-Type", jsonType)
			w.WriteHeader(status)
			text := strings.Join([]string{r.URL.RawQuery[len("builderToken="):], r.Header.Get("Authorization"), password, token, url.PathEscape(token), canaryStorage}, " ")
			io.WriteString(w, `{"message":`+quote(text)+`,"body":`+string(body)+`,"tokenName":"CANARYother"}`)
		})
	}
}

// huge sends until the client has enough, and at most 64 MiB.
func huge(t *testing.T) Config {
	return serving(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		io.WriteString(w, `{"taskId":"task-1","pad":"`)
		block := strings.Repeat("x", 1<<16)
		for i := range 1024 {
			if _, err := io.WriteString(w, block); err != nil {
				if i > 512 {
					t.Errorf("the client took %d KiB", i*64)
				}
				return
			}
		}
		t.Error("the client took 64 MiB")
	})
}

// drip sends a byte at a time for as long as somebody listens.
func drip(status int) func(*testing.T) Config {
	return func(t *testing.T) Config {
		c := serving(t, func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", jsonType)
			w.WriteHeader(status)
			beat := time.NewTicker(5 * time.Millisecond)
			defer beat.Stop()
			for {
				if _, err := io.WriteString(w, " "); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-beat.C:
				}
			}
		})
		c.Timing = Timing{Call: 200 * time.Millisecond}
		return c
	}
}

// unusedAddress returns a loopback address on which nobody listens.
func unusedAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func refused(t *testing.T) Config { return Config{BaseURL: "http://" + unusedAddress(t)} }

// dialing returns a transport whose connections come from dial.
func dialing(dial func(ctx context.Context, network, address string) (net.Conn, error)) Config {
	return Config{BaseURL: "https://api.example", Timing: soon, Transport: &http.Transport{DialContext: dial}}
}

func noSuchHost(*testing.T) Config {
	return dialing(func(_ context.Context, network, address string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: "api.example", IsNotFound: true}}
	})
}

func noDial(*testing.T) Config {
	c := dialing(func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	c.Timing.Call = 50 * time.Millisecond
	return c
}

func deadProxy(t *testing.T) Config {
	proxy := &url.URL{Scheme: "http", Host: unusedAddress(t), User: url.UserPassword("u", "CANARYproxy")}
	return Config{BaseURL: "https://api.example", Transport: &http.Transport{Proxy: http.ProxyURL(proxy)}}
}

func unknownCertificate(t *testing.T) Config {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = quiet
	server.StartTLS()
	t.Cleanup(server.Close)
	return Config{BaseURL: server.URL}
}

func plainBehindTLS(t *testing.T) Config {
	c := answering(t, 200, jsonType, started)
	c.BaseURL = strings.Replace(c.BaseURL, "http:", "https:", 1)
	return c
}

func resetTLS(t *testing.T) Config {
	c := listening(t, func(conn net.Conn) {
		conn.Read(make([]byte, 1))
		reset(conn)
	})
	c.BaseURL = strings.Replace(c.BaseURL, "http:", "https:", 1)
	return c
}

func stalledTLS(t *testing.T) Config {
	c := listening(t, func(conn net.Conn) { io.Copy(io.Discard, conn) })
	c.BaseURL, c.Timing = strings.Replace(c.BaseURL, "http:", "https:", 1), soon
	return c
}

func silentTransport(*testing.T) Config {
	return Config{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("no luck") })}
}

func urlError(*testing.T) Config {
	return Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		return nil, &url.Error{Op: "Post", URL: r.URL.String(), Err: &url.Error{Op: "Post", URL: r.URL.String(), Err: io.EOF}}
	})}
}
