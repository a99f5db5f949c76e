package agora

import (
	"net/url"
	"strconv"
	"strings"
)

// The names of the calls, in errors.
const (
	OpWarm     = "warm"
	OpAcquire  = "acquire"
	OpStart    = "start"
	OpQuery    = "query"
	OpStop     = "stop"
	OpUpdate   = "update"
	OpList     = "list"
	OpPresence = "presence"
	OpUsers    = "users"
	OpKick     = "kick"
)

// endpoint is one call of the API: its verb and its path below the base URL, in
// which {appId}, {taskId}, {uid} and {channel} stand for values.
type endpoint struct {
	method, path string
}

// endpoints has the calls of each version, by their names. A call that a version
// lacks is not there.
var endpoints = map[Version]map[string]endpoint{
	V5: withTokens,
	V6: withTokens,
	V7: {
		OpStart:  {"POST", v7Base + "/join"},
		OpQuery:  {"GET", v7Base + "/agents/{taskId}"},
		OpStop:   {"POST", v7Base + "/agents/{taskId}/leave"},
		OpUpdate: {"POST", v7Base + "/agents/{taskId}/update"},
		OpList:   {"GET", v7Base + "/agents"},
	},
}

const (
	tokenBase = "/v1/projects/{appId}/rtsc/speech-to-text"
	v7Base    = "/api/speech-to-text/v1/projects/{appId}"
)

// withTokens are the calls of v5 and v6, which are the same.
var withTokens = map[string]endpoint{
	OpAcquire: {"POST", tokenBase + "/builderTokens"},
	OpStart:   {"POST", tokenBase + "/tasks"},
	OpQuery:   {"GET", tokenBase + "/tasks/{taskId}"},
	OpStop:    {"DELETE", tokenBase + "/tasks/{taskId}"},
	OpUpdate:  {"PATCH", tokenBase + "/tasks/{taskId}"},
}

// channelEndpoints are the calls of Agora's channel management, which are the
// same for every version.
// Source: https://docs.agora.io/en/api-reference/api-ref/rtc/query-user-status,
// https://docs.agora.io/en/api-reference/api-ref/rtc/query-channel-user-list
// and https://docs.agora.io/en/api-reference/api-ref/rtc/create-ban-rule
var channelEndpoints = map[string]endpoint{
	OpPresence: {"GET", "/dev/v1/channel/user/property/{appId}/{uid}/{channel}"},
	OpUsers:    {"GET", "/dev/v1/channel/user/{appId}/{channel}"},
	OpKick:     {"POST", "/dev/v1/kicking-rule"},
}

// endpointOf finds the endpoint of a call.
func (v Version) endpointOf(op string) endpoint {
	if e, ok := channelEndpoints[op]; ok {
		return e
	}
	return endpoints[v][op]
}

// Call returns verb and path of one of the version's calls (OpAcquire, OpStart,
// OpQuery, OpStop, OpUpdate, OpList) below the base URL, without its query; both are empty for a
// call that the version lacks. The App ID and the task id are escaped.
func (v Version) Call(op, appID, taskID string) (method, path string) {
	e, ok := endpoints[v][op]
	if !ok {
		return "", ""
	}
	return e.method, e.url("", appID, call{taskID: taskID})
}

// url writes the endpoint's URL below a base without a slash at its end.
func (e endpoint) url(base, appID string, c call) string {
	path := strings.NewReplacer(
		"{appId}", url.PathEscape(appID), "{taskId}", url.PathEscape(c.taskID),
		"{uid}", strconv.FormatUint(uint64(c.uid), 10), "{channel}", url.PathEscape(c.channel),
	).Replace(e.path)
	query := ""
	if c.token != "" {
		query = "&builderToken=" + url.QueryEscape(c.token.Reveal())
	}
	if len(c.query) > 0 {
		query += "&" + c.query.Encode()
	}
	if query == "" {
		return base + path
	}
	return base + path + "?" + query[1:]
}
