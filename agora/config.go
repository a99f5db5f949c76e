package agora

import (
	"context"
	"net/http"
	"time"
)

// DefaultBaseURL is where Agora's REST API answers.
const DefaultBaseURL = "https://api.agora.io"

// Config is what a client needs. AppID, Key, Secret and Project.Version are
// required; everything else has a default.
type Config struct {
	BaseURL   string // https, or http to loopback only; a path is allowed; empty: DefaultBaseURL
	AppID     string // 32 hexadecimal digits
	Key       string // customer key
	Secret    Secret // customer secret
	Project   Project
	UserAgent string

	Transport http.RoundTripper                          // nil: one of its own, with the limits of Timing
	Sleep     func(context.Context, time.Duration) error // nil: a timer that watches the context
	Random    func() float64                             // in [0, 1); nil: math/rand
	Timing    Timing
}

// Timing holds the time limits and waits of a client; zero means the default.
type Timing struct {
	Dial        time.Duration // to connect; 5 s
	TLS         time.Duration // for the TLS handshake; 5 s
	Headers     time.Duration // from the request's end to the answer's headers; 10 s
	Call        time.Duration // for a whole try, body included; 15 s
	AcquireWait time.Duration // before acquire's second try; 250 ms, then 4 times as long each time
	StopWait    time.Duration // before stop's second try; 500 ms, then twice as long each time
	LongestWait time.Duration // the longest Retry-After that is waited for; 30 s
}
