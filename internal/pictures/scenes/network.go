package scenes

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// The pretend project behind the connection "production".
const (
	appID  = "0123456789abcdef0123456789abcdef"
	secret = agora.Secret("00000000000000000000000000c0ffee")
)

// How long calls take in a picture.
const (
	connectTime = 96 * time.Millisecond
	acquireTime = 184 * time.Millisecond
	startTime   = 212 * time.Millisecond
	queryTime   = 58 * time.Millisecond
	lostTime    = 15 * time.Second // until a client gives up
)

// network carries every request of a world to a sandbox in this process: those
// to api.agora.io to one that knows the project of "production".
type network struct {
	clock *clock
	mode  sandbox.Mode
	agora *sandbox.Listener
	well  *sandbox.Server // the same pretend Agora, without the faults of the mode
	loop  *http.Transport

	still   bool              // calls take no time: several are made at once, and none of them is first each time
	instead http.RoundTripper // answers in place of the sandbox where it is set
}

func newNetwork(c *clock, r *random, mode sandbox.Mode) (*network, error) {
	o := sandbox.Options{
		Ledger: &sandbox.MemoryLedger{}, Now: c.Now, Random: r, AppID: appID, Key: customerKey, Secret: secret,
		Project: agora.Project{Version: agora.V5},
	}
	well := sandbox.New(o)
	o.Mode = mode
	server := sandbox.New(o)
	l, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &network{clock: c, mode: mode, agora: l, well: well, loop: &http.Transport{}}, nil
}

// RoundTrip lets the time of a call pass and makes it.
func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	if !n.still {
		n.clock.move(n.takes(r))
	}
	if n.instead != nil {
		if resp, err := n.instead.RoundTrip(r); resp != nil || err != nil {
			return resp, err
		}
	}
	if r.URL.Scheme == "https" {
		r = r.Clone(r.Context())
		r.URL.Scheme, r.URL.Host = "http", strings.TrimPrefix(n.agora.URL(), "http://")
	}
	return n.loop.RoundTrip(r)
}

// direct answers in this process, in no time.
type direct struct{ handler http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	d.handler.ServeHTTP(answer, r)
	return answer.Result(), nil
}

func (n *network) takes(r *http.Request) time.Duration {
	switch {
	case strings.HasSuffix(r.URL.Path, "/builderTokens"):
		return acquireTime
	case strings.HasSuffix(r.URL.Path, "/tasks") && n.mode == sandbox.ModeLost:
		return lostTime
	case strings.HasSuffix(r.URL.Path, "/tasks"):
		return startTime
	case strings.Contains(r.URL.Path, "/tasks/"):
		return queryTime
	}
	return connectTime
}

func (n *network) close() error {
	n.loop.CloseIdleConnections()
	return n.agora.Close()
}
