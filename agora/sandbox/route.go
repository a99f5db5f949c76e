package sandbox

import (
	"io"
	"net/http"
	"net/url"
	"strings"

	"sttwizard/agora"
)

// call is one request to the API, taken apart.
type call struct {
	task    string // from the path, as are uid and channel
	uid     string
	channel string
	token   string // from the query
	query   url.Values
	project agora.Project // what rules depend on
	body    []byte
}

type route struct {
	op     string // the call's name in package agora
	method string
	path   string // {app}, {task}, {uid} and {channel} stand for a part
	of     family
	handle func(*Server, call) answer
}

// family tells which versions have a call.
type family int

const (
	all    family = iota // the channel management
	tokens               // v5 and v6
	agents               // v7
)

const (
	base      = "/v1/projects/{app}/rtsc/speech-to-text"
	agentBase = "/api/speech-to-text/v1/projects/{app}"
)

// routes are the calls of https://docs.agora.io/en/real-time-stt/rest-api: v5.x and
// v6.x, v7.x, then those of the channel management that every version shares.
var routes = []route{
	{agora.OpAcquire, http.MethodPost, base + "/builderTokens", tokens, (*Server).acquire},
	{agora.OpStart, http.MethodPost, base + "/tasks", tokens, (*Server).start},
	{agora.OpQuery, http.MethodGet, base + "/tasks/{task}", tokens, (*Server).query},
	{agora.OpStop, http.MethodDelete, base + "/tasks/{task}", tokens, (*Server).stop},
	{agora.OpUpdate, http.MethodPatch, base + "/tasks/{task}", tokens, (*Server).update},
	{agora.OpStart, http.MethodPost, agentBase + "/join", agents, (*Server).join},
	{agora.OpQuery, http.MethodGet, agentBase + "/agents/{task}", agents, (*Server).query},
	{agora.OpStop, http.MethodPost, agentBase + "/agents/{task}/leave", agents, (*Server).stop},
	{agora.OpUpdate, http.MethodPost, agentBase + "/agents/{task}/update", agents, (*Server).update},
	{agora.OpList, http.MethodGet, agentBase + "/agents", agents, (*Server).list},
	{agora.OpPresence, http.MethodGet, "/dev/v1/channel/user/property/{app}/{uid}/{channel}", all, (*Server).presence},
	{agora.OpUsers, http.MethodGet, "/dev/v1/channel/user/{app}/{channel}", all, (*Server).users},
	{agora.OpKick, http.MethodPost, "/dev/v1/kicking-rule", all, (*Server).kick},
}

// project returns what the rules of a call depend on; ok is false where the server
// does not have such calls.
func (s *Server) project(of family) (p agora.Project, ok bool) {
	p = s.o.Project
	if of == agents {
		p.Version = agora.V7
	}
	return p, of != tokens || !p.Version.Named()
}

// route returns the name of the call that a request is, empty for none, whether it is
// one of v7, and what answers it in a healthy server.
// The order of refusals is that of Agora's gateway: route, credentials, App ID.
func (s *Server) route(r *http.Request) (op string, named bool, do func() answer) {
	if strings.EqualFold(r.Method, http.MethodOptions) {
		return "", false, func() answer { return answer{status: http.StatusNoContent} }
	}
	if isHome(r) {
		return "", false, func() answer { return message(http.StatusOK, "this is the sandbox, a pretend Agora") }
	}
	for _, route := range routes {
		parts, ok := match(route, r)
		project, has := s.project(route.of)
		if !ok || !has {
			continue
		}
		return route.op, route.of == agents, func() answer {
			s.oddVerb(r)
			app, named := parts["{app}"]
			if !named {
				app = s.o.AppID // the body names it
			}
			if a, ok := s.refuse(r, app, route.of); !ok {
				return a
			}
			body, err := io.ReadAll(io.LimitReader(r.Body, agora.MaxRequestBytes+1))
			if err != nil {
				return message(http.StatusBadRequest, "the body could not be read to its end")
			}
			return route.handle(s, call{
				task: parts["{task}"], uid: parts["{uid}"], channel: parts["{channel}"],
				token: r.URL.Query().Get("builderToken"), query: r.URL.Query(), project: project, body: body,
			})
		}
	}
	return "", false, noRoute
}

// isHome reports whether a request only looks whether somebody is there.
func isHome(r *http.Request) bool {
	return below(r.URL.Path) == "/" && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// china is the segment that stands before the paths in Agora's guides for
// mainland China.
const china = "/cn"

// below returns a path without that segment.
func below(path string) string {
	if rest, ok := strings.CutPrefix(path, china); ok && strings.HasPrefix(rest, "/") {
		return rest
	}
	return path
}

// match compares a request with a route and gives the parts of its path that
// stand for something. A verb counts in any case. It looks at the path as it was sent, so that an escaped
// slash stays inside its part.
func match(route route, r *http.Request) (map[string]string, bool) {
	want := strings.Split(route.path, "/")
	got := strings.Split(below(r.URL.EscapedPath()), "/")
	if !strings.EqualFold(r.Method, route.method) || len(want) != len(got) {
		return nil, false
	}
	parts := map[string]string{}
	for i := range want {
		text, err := url.PathUnescape(got[i])
		switch {
		case err != nil:
			return nil, false
		case strings.HasPrefix(want[i], "{") && text != "":
			parts[want[i]] = text
		case text != want[i]:
			return nil, false
		}
	}
	return parts, true
}

// refuse checks who calls and for which project; ok means that nothing is wrong.
func (s *Server) refuse(r *http.Request, appID string, of family) (a answer, ok bool) {
	header := r.Header.Get("Authorization")
	token, byToken := strings.CutPrefix(header, "agora token=")
	byToken = byToken && of != all // the channel management takes key and secret only
	key, secret, given := r.BasicAuth()
	switch {
	case header == "":
		return message(http.StatusUnauthorized, "Unauthorized"), false
	case byToken:
		if why := s.refuseToken(unquoted(token)); why != "" {
			return message(http.StatusUnauthorized, why), false
		}
	case !given || key != s.o.Key || secret != s.o.Secret.Reveal():
		return wrongCredentials(), false
	}
	switch {
	case appID == s.o.AppID:
		return answer{}, true
	case of == agents:
		return notEnabled(), false
	}
	return invalidAppID(), false
}

// unquoted takes a token with and without quotes: Agora's pages have both.
func unquoted(token string) string {
	if within, ok := strings.CutPrefix(token, `"`); ok {
		return strings.TrimSuffix(within, `"`)
	}
	return token
}

// LedgerFailed begins the message of a sandbox that can't use its ledger: not Agora is in
// trouble, but the disk of the machine that plays it. The reason stands behind it.
const LedgerFailed = "the sandbox can't use its ledger: "

// ledgerFailed answers that the sandbox itself is in trouble.
func ledgerFailed(err error) answer {
	return message(http.StatusInternalServerError, LedgerFailed+err.Error())
}
