package sandbox

import (
	"fmt"
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
	body    []byte
}

type route struct {
	op     string // the call's name in package agora
	method string
	path   string // {app}, {task}, {uid} and {channel} stand for a part
	handle func(*Server, call) answer
}

const base = "/v1/projects/{app}/rtsc/speech-to-text"

// routes are the calls of https://docs.agora.io/en/real-time-stt/rest-api (v5.x),
// then those of the channel management that every version shares.
var routes = []route{
	{agora.OpAcquire, http.MethodPost, base + "/builderTokens", (*Server).acquire},
	{agora.OpStart, http.MethodPost, base + "/tasks", (*Server).start},
	{agora.OpQuery, http.MethodGet, base + "/tasks/{task}", (*Server).query},
	{agora.OpStop, http.MethodDelete, base + "/tasks/{task}", (*Server).stop},
	{agora.OpPresence, http.MethodGet, "/dev/v1/channel/user/property/{app}/{uid}/{channel}", (*Server).presence},
	{agora.OpKick, http.MethodPost, "/dev/v1/kicking-rule", (*Server).kick},
}

// route gives the name of the call that a request is, empty for none, and what
// answers it in a healthy server.
// The order of refusals is that of Agora's gateway: route, credentials, App ID.
func (s *Server) route(r *http.Request) (op string, do func() answer) {
	if isHome(r) {
		return "", func() answer { return message(http.StatusOK, "this is the sandbox, a pretend Agora") }
	}
	for _, route := range routes {
		parts, ok := match(route, r)
		if !ok {
			continue
		}
		return route.op, func() answer {
			app, named := parts["{app}"]
			if !named {
				app = s.o.AppID // the body names it
			}
			if a, ok := s.refuse(r, app); !ok {
				return a
			}
			body, err := io.ReadAll(io.LimitReader(r.Body, agora.MaxRequestBytes+1))
			if err != nil {
				return message(http.StatusBadRequest, "the body could not be read to its end")
			}
			return route.handle(s, call{
				task: parts["{task}"], uid: parts["{uid}"], channel: parts["{channel}"],
				token: r.URL.Query().Get("builderToken"), body: body,
			})
		}
	}
	return "", noRoute
}

// isHome tells whether a request only looks whether somebody is there.
func isHome(r *http.Request) bool {
	return r.URL.Path == "/" && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// match compares a request with a route and gives the parts of its path that
// stand for something. It looks at the path as it was sent, so that an escaped
// slash stays inside its part.
func match(route route, r *http.Request) (map[string]string, bool) {
	want := strings.Split(route.path, "/")
	got := strings.Split(r.URL.EscapedPath(), "/")
	if r.Method != route.method || len(want) != len(got) {
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
func (s *Server) refuse(r *http.Request, appID string) (a answer, ok bool) {
	key, secret, given := r.BasicAuth()
	switch {
	case r.Header.Get("Authorization") == "":
		return message(http.StatusUnauthorized, "Unauthorized"), false
	case !given || key != s.o.Key || secret != s.o.Secret.Reveal():
		return wrongCredentials(), false
	case appID != s.o.AppID:
		return invalidAppID(), false
	}
	return answer{}, true
}

// ledgerFailed answers that the sandbox itself is in trouble.
func ledgerFailed(err error) answer {
	return message(http.StatusInternalServerError, fmt.Sprintf("the sandbox can't use its ledger: %v", err))
}
