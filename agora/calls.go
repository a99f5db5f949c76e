package agora

import (
	"context"
	"errors"
	"time"
)

// The names of the calls, in errors.
const (
	OpWarm    = "warm"
	OpAcquire = "acquire"
	OpStart   = "start"
	OpQuery   = "query"
	OpStop    = "stop"
)

// BuilderToken is what acquire gives: the permission to start one task within
// Limits.BuilderTokenLife, and from then on the key to that task.
type BuilderToken struct {
	Name       Secret
	InstanceID string
	CreatedAt  time.Time // by Agora's clock; zero: not told
}

// Handle is what query and stop need to know of a task.
type Handle struct {
	TaskID       string
	BuilderToken Secret
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
func (c *Client) Warm(ctx context.Context) error { return errors.ErrUnsupported }

// Acquire gets a builder token for an instanceId of 1 to 64 of A-Z, a-z, 0-9,
// "_" and "-". It is tried 4 times on network failures, 429 and 5xx, with the
// same instanceId.
// The error is a *ConfigError, *NetError, *APIError or *AnswerError.
//
// https://docs.agora.io/en/real-time-stt/rest-api/acquire (v5.x)
func (c *Client) Acquire(ctx context.Context, instanceID string) (BuilderToken, error) {
	return BuilderToken{}, errors.ErrUnsupported
}

// Start sends the request once, secrets included; nothing is sent again here.
// What an error means for the task is StartOutcome's answer.
//
// https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x)
func (c *Client) Start(ctx context.Context, token Secret, r Request) (Task, error) {
	return Task{}, errors.ErrUnsupported
}

// Query asks once for a task's status. A task that is over gives an *APIError
// of KindNotFound.
//
// https://docs.agora.io/en/real-time-stt/rest-api/query (v5.x)
func (c *Client) Query(ctx context.Context, h Handle) (Task, error) {
	return Task{}, errors.ErrUnsupported
}

// Stop tells a task to stop. It is tried 6 times on network failures, 429 and
// 5xx; the status alone decides. A task that is over gives an *APIError of
// KindNotFound.
//
// https://docs.agora.io/en/real-time-stt/rest-api/stop (v5.x)
func (c *Client) Stop(ctx context.Context, h Handle) error { return errors.ErrUnsupported }
