package agora

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// BuilderToken is what acquire gives: the permission to start one task within
// Limits.BuilderTokenLife, and from then on the key to that task. In v7 it is the
// name that the task will have, which is no secret.
type BuilderToken struct {
	Name       Secret
	InstanceID string
	CreatedAt  time.Time // by Agora's clock; zero: not told
}

// Handle is what query, stop and update need to know of a task.
type Handle struct {
	TaskID       string // v7: the agent's id
	BuilderToken Secret // v7: not needed and not sent
}

// Task is a task as Agora last told of it.
type Task struct {
	ID        string
	CreatedAt time.Time // by Agora's clock; zero: not told
	Status    Status
	RequestID string        // the answer's X-Request-Id
	Took      time.Duration // how long the call took
}

// Warm opens the connection, so that the next call need not wait for it. It
// sends no credentials and takes any answer; the error is a *NetError.
func (c *Client) Warm(ctx context.Context) error {
	trip := &trip{own: c.own}
	limited, cancel := context.WithTimeout(ctx, c.config.Timing.Call)
	defer cancel()
	req, err := http.NewRequestWithContext(trip.watch(limited), http.MethodHead, c.config.BaseURL+"/", nil)
	if err != nil {
		return &ConfigError{"base URL", "makes no URL to call"}
	}
	req.Header.Set("User-Agent", c.config.UserAgent)
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return trip.fault(ctx, OpWarm, err)
	}
	io.Copy(io.Discard, io.LimitReader(resp.Body, maxAnswer)) // a connection is kept only when its answer was read
	resp.Body.Close()
	return nil
}

// Acquire gets a builder token for an instanceId of 1 to 64 of A-Z, a-z, 0-9,
// "_" and "-". It is tried 4 times on network failures, 429 and 5xx, with the
// same instanceId. In v7, which has no builder tokens, nobody is asked: the
// instanceId becomes the task's name.
// The error is a *ConfigError, *NetError, *APIError or *AnswerError.
//
// https://docs.agora.io/en/real-time-stt/rest-api/acquire (v5.x)
func (c *Client) Acquire(ctx context.Context, instanceID string) (BuilderToken, error) {
	if !instanceIDForm().MatchString(instanceID) {
		return BuilderToken{}, &ConfigError{"instanceId", "must be 1 to 64 letters, digits, _ and -"}
	}
	if c.config.Project.Version.Named() {
		return BuilderToken{Name: Secret(instanceID), InstanceID: instanceID}, nil
	}
	body, err := json.Marshal(map[string]string{"instanceId": instanceID})
	if err != nil {
		return BuilderToken{}, err
	}
	var a *answer
	err = c.retry(ctx, c.acquirePolicy(), func() error {
		a, err = c.do(ctx, call{op: OpAcquire, body: body})
		return err
	})
	if err != nil {
		return BuilderToken{}, err
	}
	token := BuilderToken{Name: Secret(a.text("tokenName")), InstanceID: instanceID, CreatedAt: a.time("createTs")}
	if token.Name == "" {
		return BuilderToken{}, a.lacking()
	}
	return token, nil
}

// Start sends the request once, secrets included; nothing is sent again here.
// What an error means for the task is StartOutcome's answer. In v7 the token is
// the name that the task gets, whatever name the request has.
//
// https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x, v6.x) and
// https://docs.agora.io/en/real-time-stt/rest-api/join (v7.x)
func (c *Client) Start(ctx context.Context, token Secret, r Request) (Task, error) {
	if token == "" {
		return Task{}, &ConfigError{"builder token", "is missing"}
	}
	call := call{op: OpStart, token: token, secrets: r.secrets()}
	if c.config.Project.Version.Named() {
		r, call.token = r.Clone(), ""
		r.Name = token.Reveal()
	}
	call.body = r.Body(c.config.Project)
	a, err := c.do(ctx, call)
	if err != nil {
		return Task{}, err
	}
	if task := a.task(); task.ID != "" {
		return task, nil
	}
	return Task{}, a.lacking()
}

// Query asks once for a task's status. A task that is over gives an *APIError
// of KindNotFound.
//
// https://docs.agora.io/en/real-time-stt/rest-api/query (v5.x)
func (c *Client) Query(ctx context.Context, h Handle) (Task, error) {
	call, err := c.about(OpQuery, h)
	if err != nil {
		return Task{}, err
	}
	a, err := c.do(ctx, call)
	if err != nil {
		return Task{}, err
	}
	task := a.task()
	switch {
	case task.Status == "":
		return Task{}, a.lacking()
	case task.ID != "" && task.ID != h.TaskID:
		return Task{}, a.unusable(WhyOtherTask)
	}
	task.ID = h.TaskID
	return task, nil
}

// about returns a call about a task, or a *ConfigError for a handle that can't
// stand in a URL.
func (c *Client) about(op string, h Handle) (call, error) {
	switch {
	case h.TaskID == "" || usableTaskID(h.TaskID) == "":
		return call{}, &ConfigError{"task id", "is missing or can't be one"}
	case c.config.Project.Version.Named():
		return call{op: op, taskID: h.TaskID}, nil
	case h.BuilderToken == "":
		return call{}, &ConfigError{"builder token", "is missing"}
	}
	return call{op: op, taskID: h.TaskID, token: h.BuilderToken}, nil
}

// Stop tells a task to stop. It is tried 6 times on network failures, 429 and
// 5xx; the status alone decides. A task that is over gives an *APIError of
// KindNotFound. Whether the task is gone, only a query tells.
//
// https://docs.agora.io/en/real-time-stt/rest-api/stop (v5.x, v6.x) and
// https://docs.agora.io/en/real-time-stt/rest-api/leave (v7.x)
func (c *Client) Stop(ctx context.Context, h Handle) error {
	call, err := c.about(OpStop, h)
	if err != nil {
		return err
	}
	return c.retry(ctx, c.stopPolicy(), func() error {
		_, err := c.do(ctx, call)
		return err
	})
}

// WithoutSecrets returns a copy of the request without its secret values, and the
// paths of those that it had, in the order of Fields.
func (r Request) WithoutSecrets() (without Request, had []string) {
	without = r.Clone()
	for _, f := range fields {
		if f.Secret && f.get(&r) != nil {
			had = append(had, f.Path)
			f.set(&without, nil)
		}
	}
	return without, had
}

// secrets returns the secrets that are set in the request.
func (r Request) secrets() []Secret {
	var out []Secret
	for _, f := range fields {
		if s, ok := f.get(&r).(Secret); ok {
			out = append(out, s)
		}
	}
	return out
}
