package sandbox

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// wire is a connection to an http1 that a test writes to by hand.
type wire struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
	h    *http1
}

func wireTo(t *testing.T, handler http.HandlerFunc) *wire {
	t.Helper()
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	h := &http1{handler: handler, context: ctx, tcp: tcp, busy: map[net.Conn]bool{}}
	go h.serve()
	conn, err := net.Dial("tcp", tcp.Addr().String())
	must(t, err)
	must(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	t.Cleanup(func() {
		_ = conn.Close()
		done, _ := h.close()
		cancel()
		<-done
	})
	return &wire{t, conn, bufio.NewReader(conn), h}
}

func (w *wire) send(text string) {
	w.t.Helper()
	_, err := io.WriteString(w.conn, strings.ReplaceAll(text, "\n", "\r\n"))
	must(w.t, err)
}

// answer reads one answer to a request with a method.
func (w *wire) answer(method string) (*http.Response, string, error) {
	w.t.Helper()
	r, err := http.ReadResponse(w.in, &http.Request{Method: method})
	must(w.t, err)
	body, err := io.ReadAll(r.Body)
	return r, string(body), err
}

// ended fails the test unless the server has closed the connection.
func (w *wire) ended() {
	w.t.Helper()
	if n, err := w.in.ReadByte(); err == nil {
		w.t.Errorf("there is more: %q", n)
	}
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%s %s %q %v", r.Method, r.URL, body, err)
}

func TestOneConnectionHasManyRequests(t *testing.T) {
	w := wireTo(t, echo)
	w.send("GET /1 HTTP/1.1\nHost: a\n\nPOST /2 HTTP/1.1\nHost: a\nContent-Length: 4\n\nfour") // both at once
	w.send("POST /3 HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n3\nabc\n2\nde\n0\n\n")
	for _, want := range []string{`GET /1 "" <nil>`, `POST /2 "four" <nil>`, `POST /3 "abcde" <nil>`} {
		r, got, err := w.answer("GET")
		if got != want || err != nil || r.ContentLength != int64(len(want)) || r.Header.Get("Date") == "" {
			t.Errorf("%q, %v, head %v; want %q", got, err, r.Header, want)
		}
	}
}

func TestWhatEndsTheConnection(t *testing.T) {
	for name, text := range map[string]string{
		"the caller asks for it": "GET /1 HTTP/1.1\nHost: a\nConnection: close\n\n",
		"HTTP/1.0":               "GET /1 HTTP/1.0\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := wireTo(t, echo)
			w.send(text)
			if r, got, err := w.answer("GET"); got != `GET /1 "" <nil>` || err != nil || !r.Close {
				t.Errorf("%q, %v, closes: %v", got, err, r.Close)
			}
			w.ended()
		})
	}
}

func TestWhatIsNoRequestIsRefused(t *testing.T) {
	w := wireTo(t, func(http.ResponseWriter, *http.Request) { t.Error("the handler was called") })
	w.send("what is this\n\n")
	if r, _, _ := w.answer("GET"); r.StatusCode != http.StatusBadRequest {
		t.Errorf("answered with %d", r.StatusCode)
	}
	w.ended()
}

func TestACallerMayAskBeforeItSendsABody(t *testing.T) {
	w := wireTo(t, echo)
	w.send("POST /1 HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 4\n\n")
	if line, err := w.in.ReadString('\n'); err != nil || line != "HTTP/1.1 100 Continue\r\n" {
		t.Fatalf("%q, %v", line, err)
	}
	_, _ = w.in.ReadString('\n')
	w.send("four")
	if _, got, _ := w.answer("POST"); got != `POST /1 "four" <nil>` {
		t.Errorf("answered %q", got)
	}
}

func TestABodyLargerThanAnyIsCutAndAnswered(t *testing.T) {
	w := wireTo(t, func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, n > agora.MaxRequestBytes, err)
	})
	const size = 16 << 20
	w.send(fmt.Sprintf("POST / HTTP/1.1\nHost: a\nContent-Length: %d\n\n", size))
	sent := make(chan struct{})
	go func() { // what the server no longer reads may or may not be written
		defer close(sent)
		_, _ = io.WriteString(w.conn, strings.Repeat("x", size))
	}()
	if r, got, err := w.answer("POST"); got != "true <nil>" || err != nil || !r.Close {
		t.Errorf("%q, %v, closes: %v", got, err, r.Close)
	}
	_ = w.conn.Close()
	<-sent
}

func TestAnswersWithoutABody(t *testing.T) {
	w := wireTo(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete {
			w.WriteHeader(http.StatusNoContent)
		}
		_, _ = io.WriteString(w, "body")
		w.Header().Set("Too-Late", "yes")
	})
	w.send("HEAD / HTTP/1.1\nHost: a\n\nDELETE / HTTP/1.1\nHost: a\n\nGET / HTTP/1.1\nHost: a\n\n")
	head, none, _ := w.answer("HEAD")
	if none != "" || head.ContentLength != 4 || head.Header.Get("Too-Late") != "" {
		t.Errorf("HEAD: %q, head %v", none, head.Header)
	}
	if r, none, _ := w.answer("DELETE"); none != "" || r.StatusCode != http.StatusNoContent {
		t.Errorf("DELETE: %d, %q", r.StatusCode, none)
	}
	if _, got, _ := w.answer("GET"); got != "body" {
		t.Errorf("GET: %q", got)
	}
}

func TestAnAnswerComesInPiecesWhenItIsFlushedOrLarge(t *testing.T) {
	next := make(chan struct{})
	large := strings.Repeat("x", 3*replyBuffer)
	w := wireTo(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "one")
		must(t, http.NewResponseController(w).Flush())
		<-next
		_, _ = io.WriteString(w, large)
		_, _ = io.WriteString(w, "end")
	})
	w.send("GET / HTTP/1.1\nHost: a\n\n")
	r, err := http.ReadResponse(w.in, nil)
	must(t, err)
	first := make([]byte, 3)
	if _, err := io.ReadFull(r.Body, first); err != nil || string(first) != "one" {
		t.Fatalf("first came %q, %v", first, err)
	}
	close(next)
	rest, err := io.ReadAll(r.Body)
	if string(rest) != large+"end" || err != nil || r.ContentLength != -1 {
		t.Errorf("then %d bytes, %v, length %d", len(rest), err, r.ContentLength)
	}
}

func TestAnAnswerShorterThanPromisedOrBrokenOffEndsTheConnection(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"shorter": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10")
			_, _ = io.WriteString(w, "short")
		},
		"broken off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10")
			_, _ = io.WriteString(w, "short")
			must(t, http.NewResponseController(w).Flush())
			panic(http.ErrAbortHandler)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := wireTo(t, handler)
			w.send("GET / HTTP/1.1\nHost: a\n\n")
			if _, got, err := w.answer("GET"); got != "short" || err != io.ErrUnexpectedEOF {
				t.Errorf("%q, %v", got, err)
			}
			w.ended()
		})
	}
}

func TestACallerThatGoesEndsItsRequest(t *testing.T) {
	waiting, ended := make(chan struct{}), make(chan struct{})
	w := wireTo(t, func(_ http.ResponseWriter, r *http.Request) {
		close(waiting)
		<-r.Context().Done()
		close(ended)
	})
	w.send("GET / HTTP/1.1\nHost: a\n\n")
	<-waiting
	must(t, w.conn.Close())
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the handler still waits")
	}
}

func TestAHandlerMayTakeTheConnection(t *testing.T) {
	w := wireTo(t, func(w http.ResponseWriter, r *http.Request) {
		conn, both, err := http.NewResponseController(w).Hijack()
		must(t, err)
		if _, err := io.WriteString(w, "no longer"); err != http.ErrHijacked {
			t.Errorf("writing to the answer gives %v", err)
		}
		go func() { // also after the handler has returned
			defer conn.Close()
			line, _ := both.ReadString('\n')
			_, _ = io.WriteString(conn, "mine: "+line)
		}()
	})
	w.send("GET / HTTP/1.1\nHost: a\n\n")
	w.send("hello\n")
	if line, err := w.in.ReadString('\n'); line != "mine: hello\r\n" {
		t.Errorf("%q, %v", line, err)
	}
}

func TestClosingEndsIdleConnectionsAndLetsAnswersEnd(t *testing.T) {
	waiting, goOn := make(chan struct{}), make(chan struct{})
	w := wireTo(t, func(w http.ResponseWriter, r *http.Request) {
		close(waiting)
		<-goOn
		echo(w, r)
	})
	idle, err := net.Dial("tcp", w.conn.RemoteAddr().String())
	must(t, err)
	defer idle.Close()
	w.send("GET /1 HTTP/1.1\nHost: a\n\n")
	<-waiting
	done, err := w.h.close()
	must(t, err)
	must(t, idle.SetDeadline(time.Now().Add(10*time.Second)))
	if _, err := idle.Read(make([]byte, 1)); err == nil {
		t.Error("an idle connection has something to say")
	}
	close(goOn)
	if _, got, err := w.answer("GET"); got != `GET /1 "" <nil>` || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	w.ended()
	<-done
}
