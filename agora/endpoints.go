package agora

import (
	"net/url"
	"strings"
)

// The names of the calls, in errors.
const (
	OpWarm    = "warm"
	OpAcquire = "acquire"
	OpStart   = "start"
	OpQuery   = "query"
	OpStop    = "stop"
)

// endpoint is one call of the API: its verb and its path below the base URL, in
// which {appId} and {taskId} stand for values.
type endpoint struct {
	method, path string
}

// endpoints has the calls of each version, by their names. A version that
// answers in other words than these also needs a reader of its answers.
var endpoints = map[Version]map[string]endpoint{
	V5: {
		OpAcquire: {"POST", "/v1/projects/{appId}/rtsc/speech-to-text/builderTokens"},
		OpStart:   {"POST", "/v1/projects/{appId}/rtsc/speech-to-text/tasks"},
		OpQuery:   {"GET", "/v1/projects/{appId}/rtsc/speech-to-text/tasks/{taskId}"},
		OpStop:    {"DELETE", "/v1/projects/{appId}/rtsc/speech-to-text/tasks/{taskId}"},
	},
}

// Call gives verb and path of one of the version's calls (OpAcquire, OpStart,
// OpQuery, OpStop) below the base URL, without its query; both are empty for a
// call that the version lacks. The App ID and the task id are escaped.
func (v Version) Call(op, appID, taskID string) (method, path string) {
	e, ok := endpoints[v][op]
	if !ok {
		return "", ""
	}
	return e.method, e.url("", appID, taskID, "")
}

// url writes the endpoint's URL below a base without a slash at its end.
func (e endpoint) url(base, appID, taskID string, token Secret) string {
	path := strings.NewReplacer("{appId}", url.PathEscape(appID), "{taskId}", url.PathEscape(taskID)).Replace(e.path)
	if token == "" {
		return base + path
	}
	return base + path + "?builderToken=" + url.QueryEscape(token.Reveal())
}
