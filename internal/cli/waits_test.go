package cli

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

// hears is closed when a text was said.
type hears struct {
	text string
	once sync.Once
	said chan struct{}
	all  bytes.Buffer
}

func (h *hears) Write(p []byte) (int, error) {
	h.all.Write(p)
	if strings.Contains(h.all.String(), h.text) {
		h.once.Do(func() { close(h.said) })
	}
	return len(p), nil
}

// TestAStartSaysWhatItWaitsFor: each answer comes when it was said that it is waited for.
func TestAStartSaysWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	for path, text := range map[string]string{"/builderTokens": "waiting for the builder token; nothing is started yet", "/tasks": "the request is out; waiting for Agora's answer"} {
		w := newWorld(t)
		w.env.Silence = time.Millisecond
		h := &hears{text: text, said: make(chan struct{})}
		w.told = h
		w.serve(func(_ http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, path) {
				select {
				case <-h.said:
				case <-time.After(clocktest.Patience()):
					t.Errorf("%s: nothing was said", path)
				}
			}
			return false
		})
		w.want(exitDone, startArgs("hall", "--json")...)
	}
}

// TestGivingUpBoundsTheWaitForTheBuilderToken: whoever says how long does not wait longer
// for it, and nothing was started.
func TestGivingUpBoundsTheWaitForTheBuilderToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.Silence = time.Millisecond
	var tries atomic.Int32
	ledger := w.serve(func(_ http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/builderTokens") {
			tries.Add(1)
			io.Copy(io.Discard, r.Body) // only then is it noticed that the caller has left
			<-r.Context().Done()
			return true
		}
		return false
	})
	r := w.want(exitFailed, startArgs("hall", "--give-up-after", "50ms")...)
	mustHold(t, r.err, "did not answer in time", "nothing was started, nothing is billed")
	if n := started(t, ledger); n != 0 || tries.Load() > 1 { // on a slow machine time can be up before the request arrives
		t.Errorf("%d tasks, %d tries", n, tries.Load())
	}
}
