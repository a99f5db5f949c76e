package agora

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Client calls Agora's REST API for one project. It is safe for concurrent use
// and keeps connections between calls; printing it shows no secret.
type Client struct {
	config    Config
	transport http.RoundTripper
	own       bool   // transport is newTransport's
	basic     string // the Authorization header with key and secret; empty: there is no secret
	times     timekeeper
}

// NewClient checks the configuration and makes a client; nothing is sent yet.
// The error is a *ConfigError.
func NewClient(c Config) (*Client, error) {
	c = c.withDefaults()
	if err := c.check(); err != nil {
		return nil, err
	}
	client := &Client{config: c, transport: c.Transport}
	if c.Secret != "" {
		client.basic = "Basic " + base64.StdEncoding.EncodeToString([]byte(c.Key+":"+c.Secret.Reveal()))
	}
	if client.transport == nil {
		client.transport, client.own = newTransport(c.BaseURL, c.Timing), true
	}
	return client, nil
}

// BaseURL returns the address that is called, without a slash at its end.
func (c *Client) BaseURL() string { return c.config.BaseURL }

// Close drops the idle connections. A closed client may go on being used.
func (c *Client) Close() {
	if t, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// Format keeps the secrets in the unexported fields from every verb of fmt.
func (c *Client) Format(f fmt.State, _ rune) {
	io.WriteString(f, "agora client of "+c.config.BaseURL)
}

// call is one try of one endpoint.
type call struct {
	op      string
	taskID  string
	uid     uint32 // the user, where the call is about one
	channel string // where the user is
	token   Secret // the builder token, where the call has one
	query   url.Values
	body    []byte
	secrets []Secret // what in body must not come back in an error
	auth    string   // the Authorization header
}

// tokenScheme begins an Authorization header with a token.
const tokenScheme = "agora token="

// authorize returns the call with its Authorization header.
func (c *Client) authorize(ctx context.Context, call call) (authorized call, err error) {
	_, ofChannel := channelEndpoints[call.op]
	switch {
	case c.config.Auth == AuthBasic:
		call.auth = c.basic
	case ofChannel:
		call.auth = c.basic
		return call, c.config.checkKey()
	default:
		token, err := c.config.Token(ctx)
		if err != nil {
			return call, &ConfigError{"token", "could not be made: " + err.Error()} // nothing was sent
		}
		if token == "" || strings.ContainsFunc(token.Reveal(), func(r rune) bool { return r <= ' ' || r > '~' || r == '"' }) {
			return call, &ConfigError{"token", "is missing or can't be one"}
		}
		call.secrets = append(slices.Clone(call.secrets), token)
		call.auth = tokenScheme + token.Reveal()
		if c.config.Auth == AuthQuotedToken {
			call.auth = tokenScheme + `"` + token.Reveal() + `"`
		}
	}
	return call, nil
}

// Place is where tasks live: only there they can be asked for and stopped.
type Place struct {
	BaseURL string // as it was given; empty: a pretend Agora on this machine
	AppID   string // empty: not told
	Version Version
}

// Same reports whether two places are the same server, project and version of its
// API. An App ID or a version that one of them does not tell makes no difference.
func (p Place) Same(other Place) bool {
	return strings.EqualFold(strings.TrimRight(p.BaseURL, "/"), strings.TrimRight(other.BaseURL, "/")) &&
		(p.AppID == "" || other.AppID == "" || strings.EqualFold(p.AppID, other.AppID)) &&
		(p.Version == "" || other.Version == "" || p.Version == other.Version)
}

// Place returns the place that the client calls.
func (c *Client) Place() Place {
	p := Place{c.config.BaseURL, c.config.AppID, c.config.Project.Version}
	if c.config.Pretend {
		p.BaseURL = ""
	}
	return p
}

// base returns the address that a call goes to.
func (c *Client) base(op string) string {
	if _, ofChannel := channelEndpoints[op]; ofChannel && c.config.BaseURL == ChinaBaseURL {
		return chinaHost
	}
	return c.config.BaseURL
}

// newRequest makes the HTTP request of a call, credentials included.
func (c *Client) newRequest(ctx context.Context, call call) (*http.Request, error) {
	e := c.config.Project.Version.endpointOf(call.op)
	url := e.url(c.base(call.op), c.config.AppID, call)
	var body io.Reader
	if call.body != nil {
		body = bytes.NewReader(call.body)
	}
	req, err := http.NewRequestWithContext(ctx, e.method, url, body)
	if err != nil {
		return nil, &ConfigError{"base URL", "makes no URL to call"} // err would show the URL
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", call.auth)
	req.Header.Set("User-Agent", c.config.UserAgent)
	return req, nil
}

// do sends a call once, tells who observes, and gives the answer if it is a success.
func (c *Client) do(ctx context.Context, call call) (*answer, error) {
	began := c.config.Now()
	a, err := c.try(ctx, call)
	if c.config.Observe != nil {
		c.config.Observe(c.observed(call, a, err, c.config.Now().Sub(began)))
	}
	return a, err
}

// try sends a call once. The transport is used without http.Client, so that no
// redirect can be followed.
func (c *Client) try(ctx context.Context, call call) (*answer, error) {
	trip := &trip{own: c.own}
	if err := ctx.Err(); err != nil {
		return nil, &NetError{Op: call.op, Cause: trip.cause(ctx, err), Err: err}
	}
	call, err := c.authorize(ctx, call)
	if err != nil {
		return nil, err
	}
	transport, limit, done := c.way(call.op)
	defer done()
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := c.newRequest(trip.watch(limited), call)
	if err != nil {
		return nil, err
	}
	began := c.config.Now()
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return nil, trip.fault(ctx, call.op, err)
	}
	defer resp.Body.Close()
	c.times.note(began, c.config.Now(), resp.Header)
	a := &answer{op: call.op, method: req.Method, status: resp.StatusCode, header: resp.Header, now: c.config.Now, clean: c.cleaner(call)}
	a.byToken = strings.HasPrefix(call.auth, tokenScheme)
	a.read(resp)
	a.took = c.config.Now().Sub(began)
	return c.checkResponse(ctx, a)
}

// way returns the transport and the time limit of a call. A kick has longer to
// answer than the transport of the other calls waits, so it gets one of its own.
func (c *Client) way(op string) (t http.RoundTripper, limit time.Duration, done func()) {
	switch {
	case op != OpKick:
		return c.transport, c.config.Timing.Call, func() {}
	case !c.own:
		return c.transport, c.config.Timing.Kick, func() {}
	}
	timing := c.config.Timing
	timing.Headers = timing.Kick
	patient := newTransport(c.config.BaseURL, timing)
	return patient, timing.Kick, patient.CloseIdleConnections
}

// checkResponse returns the answer if it is the call's success, else the error that it means.
func (c *Client) checkResponse(ctx context.Context, a *answer) (*answer, error) {
	statusDecides := a.op == OpStop || a.status >= 500
	switch {
	case a.status >= 300 && a.status < 400:
		return nil, a.unusable(WhyRedirect)
	case a.why != "" && !statusDecides && ctx.Err() != nil:
		return nil, &NetError{Op: a.op, Cause: new(trip).cause(ctx, ctx.Err()), Sent: true, Err: ctx.Err()}
	case a.why != "" && !statusDecides:
		return nil, a.answerError()
	case a.status == http.StatusOK, a.op == OpStop && a.status < 300:
		return a, nil
	}
	return nil, a.apiError()
}
