package agora

import (
	"errors"
	"time"
)

// Observed is one try of a call, as a log may keep it: no secret is in it.
type Observed struct {
	Op        string // OpAcquire ...
	Method    string // the HTTP verb
	Path      string // with ids, without the query that holds the builder token
	Status    int    // the HTTP status; 0: no answer
	RequestID string
	Took      time.Duration
	Err       error // *APIError, *NetError, *AnswerError, *ConfigError; nil: it worked
}

func (c *Client) observed(call call, a *answer, err error, took time.Duration) Observed {
	e := c.config.Project.Version.endpointOf(call.op)
	call.token, call.query = "", nil
	o := Observed{Op: call.op, Method: e.method, Path: e.url("", c.config.AppID, call), Took: took, Err: err}
	if a != nil {
		o.Status, o.RequestID = a.status, a.requestID()
	}
	if api, ok := errors.AsType[*APIError](err); ok {
		o.Status, o.RequestID = api.Status, api.RequestID
	}
	if answer, ok := errors.AsType[*AnswerError](err); ok {
		o.Status, o.RequestID = answer.Status, answer.RequestID
	}
	return o
}
