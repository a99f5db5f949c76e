package agora

import (
	"cmp"
	"context"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"sttwizard/internal/clock"
)

// Where Agora's REST API answers. A connection may also name any other address.
const (
	DefaultBaseURL = "https://api.agora.io"
	// ChinaBaseURL is that of Agora's guides for v7 in mainland China. The channel
	// management of that address is called without the segment, which is v7's own.
	ChinaBaseURL = "https://api.sd-rtn.com/cn"
	// chinaHost is where the channel management answers there.
	chinaHost = "https://api.sd-rtn.com"
)

// Auth is how a client says who calls.
type Auth string

// The ways to say it. Agora's Speech-to-Text page writes the token within quotes;
// pages of its sister products and public code write it without.
// Source: https://docs.agora.io/en/real-time-stt/develop/enable-service
const (
	AuthBasic       Auth = ""             // customer key and secret
	AuthToken       Auth = "token"        // agora token=007...
	AuthQuotedToken Auth = "quoted-token" // agora token="007..."
)

// Config is what a client needs. AppID, Project.Version, and either Key and Secret
// or Token are required; everything else has a default.
type Config struct {
	BaseURL   string // https, or http to loopback only; a path is allowed; empty: DefaultBaseURL
	AppID     string // 32 hexadecimal digits
	Key       string // customer key
	Secret    Secret // customer secret
	Auth      Auth   // empty: Key and Secret
	Project   Project
	UserAgent string // empty: "sttwizard"
	Pretend   bool   // the server is a pretend Agora of this program, at another address each time

	// Token gives an RTC token ("007...") of the project for each call with
	// AuthToken or AuthQuotedToken. Agora looks at its App ID and its life. Presence
	// and kicking take Key and Secret only, which may then be left out.
	Token func(context.Context) (Secret, error)

	Transport http.RoundTripper                          // nil: one of its own, with the limits of Timing
	Now       func() time.Time                           // nil: clock.Now
	Sleep     func(context.Context, time.Duration) error // nil: clock.Sleep
	Random    func() float64                             // in [0, 1); nil: math/rand
	Timing    Timing
	Observe   func(Observed) // told of every try of a call, for a log; nil: nobody is
}

// Timing holds the time limits and waits of a client; zero means the default.
type Timing struct {
	Dial        time.Duration // to connect; 5 s
	TLS         time.Duration // for the TLS handshake; 5 s
	Headers     time.Duration // from the request's end to the answer's headers; 10 s
	Call        time.Duration // for a whole try, body included; 15 s
	Kick        time.Duration // for a whole kick, which Agora says may take longer; 20 s
	AcquireWait time.Duration // before acquire's second try; 250 ms, then 4 times as long each time
	StopWait    time.Duration // before stop's second try; 500 ms, then twice as long each time
	LongestWait time.Duration // the longest Retry-After that is waited for; 30 s
}

func (t Timing) withDefaults() Timing {
	return Timing{
		Dial:        cmp.Or(t.Dial, 5*time.Second),
		TLS:         cmp.Or(t.TLS, 5*time.Second),
		Headers:     cmp.Or(t.Headers, 10*time.Second),
		Call:        cmp.Or(t.Call, 15*time.Second),
		Kick:        cmp.Or(t.Kick, 20*time.Second),
		AcquireWait: cmp.Or(t.AcquireWait, 250*time.Millisecond),
		StopWait:    cmp.Or(t.StopWait, 500*time.Millisecond),
		LongestWait: cmp.Or(t.LongestWait, 30*time.Second),
	}
}

func (c Config) withDefaults() Config {
	c.BaseURL = strings.TrimRight(cmp.Or(c.BaseURL, DefaultBaseURL), "/")
	c.UserAgent = cmp.Or(c.UserAgent, "sttwizard")
	c.Timing = c.Timing.withDefaults()
	if c.Now == nil {
		c.Now = clock.Now
	}
	if c.Sleep == nil {
		c.Sleep = clock.Sleep
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	return c
}

var appIDForm = pattern(`^[0-9A-Fa-f]{32}$`)

// CheckAppID returns nil for an App ID of 32 hexadecimal digits, else a *ConfigError.
func CheckAppID(id string) error {
	if !appIDForm().MatchString(id) {
		return &ConfigError{"App ID", "must be 32 hexadecimal digits"}
	}
	return nil
}

func (c Config) check() error {
	if err := CheckBaseURL(c.BaseURL); err != nil {
		return err
	}
	if err := CheckAppID(c.AppID); err != nil {
		return err
	}
	switch _, known := endpoints[c.Project.Version]; {
	case !known:
		return &ConfigError{"version", "must be one that this program speaks"}
	case c.Auth == AuthToken || c.Auth == AuthQuotedToken:
		if c.Token == nil {
			return &ConfigError{"token", "is missing"}
		}
		return nil
	case c.Auth != AuthBasic:
		return &ConfigError{"authentication", "must be by key and secret, or by a token with or without quotes"}
	}
	return c.checkKey()
}

// checkKey returns nil for a customer key and secret that can be sent.
func (c Config) checkKey() error {
	switch {
	case c.Key == "":
		return &ConfigError{"customer key", "is missing"}
	case strings.Contains(c.Key, ":"):
		return &ConfigError{"customer key", "can't hold a colon"}
	case c.Secret == "":
		return &ConfigError{"customer secret", "is missing"}
	}
	return nil
}

// CheckBaseURL returns nil for an https URL, or an http URL of the loopback
// interface (127.0.0.0/8, ::1, localhost), without user, query and fragment;
// else a *ConfigError that does not repeat the URL.
func CheckBaseURL(text string) error {
	fail := func(why string) error { return &ConfigError{"base URL", why} }
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Hostname() == "" || u.Opaque != "":
		return fail("must be a URL such as " + DefaultBaseURL)
	case u.User != nil:
		return fail("can't hold a user name or password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(text, "#"):
		return fail("can't hold a query or a fragment")
	case u.Scheme == "https":
		return nil
	case u.Scheme != "http":
		return fail("must begin with https://")
	case !isLoopback(u.Hostname()):
		return fail("must begin with https://; http:// is for this machine only")
	}
	return nil
}

// isLoopback reports whether a host, without its port, is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
