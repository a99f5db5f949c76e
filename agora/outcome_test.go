package agora

import (
	"errors"
	"fmt"
	"testing"
)

// TestOutcomes has a row for every branch of StartOutcome; that the client makes
// these errors of real answers is TestVerdictsOfAStart's, and that they agree
// with what runs is the sandbox's.
func TestOutcomes(t *testing.T) {
	named := Task{ID: "t", Status: StatusStarted}
	api := func(status int, kind ErrorKind, id string) error {
		return &APIError{Op: OpStart, Status: status, Kind: kind, TaskID: id, TaskStatus: StatusStarted}
	}
	for _, tt := range []struct {
		name string
		task Task
		err  error
		want Outcome
		id   string
	}{
		{"a task", named, nil, OutcomeStarted, "t"},
		{"neither task nor error", Task{}, nil, OutcomeUnknown, ""},
		{"a task beside an error does not count", named, api(400, KindInvalid, ""), OutcomeRejected, ""},
		{"already started, the id is known", Task{}, api(409, KindAlreadyStarted, "t"), OutcomeStarted, "t"},
		{"already started under a 5xx, the id is known", Task{}, api(500, KindAlreadyStarted, "t"), OutcomeStarted, "t"},
		{"already started, no id", Task{}, api(201, KindAlreadyStarted, ""), OutcomeRunningNoID, ""},
		{"an id in another refusal does not count", Task{}, api(400, KindTokenMismatch, "t"), OutcomeRejected, ""},
		{"429", Task{}, api(429, KindUnknown, ""), OutcomeWait, ""},
		{"429 with the code of a broken server", Task{}, api(429, KindServer, ""), OutcomeWait, ""},
		{"busy under another 4xx", Task{}, api(403, KindBusy, ""), OutcomeWait, ""},
		{"busy under a 5xx", Task{}, api(503, KindBusy, ""), OutcomeUnknown, ""},
		{"busy under 200", Task{}, api(200, KindBusy, ""), OutcomeUnknown, ""},
		{"a plain refusal", Task{}, api(400, KindInvalid, ""), OutcomeRejected, ""},
		{"the first 4xx of no kind", Task{}, api(400, KindUnknown, ""), OutcomeRejected, ""},
		{"the last 4xx of no kind", Task{}, api(499, KindUnknown, ""), OutcomeRejected, ""},
		{"trouble inside Agora under a 4xx", Task{}, api(400, KindServer, ""), OutcomeUnknown, ""},
		{"a timeout inside Agora under a 4xx", Task{}, api(408, KindTimeout, ""), OutcomeUnknown, ""},
		{"a refusal under 200", Task{}, api(200, KindInvalid, ""), OutcomeUnknown, ""},
		{"a refusal under 3xx", Task{}, api(399, KindInvalid, ""), OutcomeUnknown, ""},
		{"a refusal under 5xx", Task{}, api(500, KindCredentials, ""), OutcomeUnknown, ""},
		{"206", Task{}, api(206, KindNoHost, ""), OutcomeUnknown, ""},
		{"nothing left", Task{}, &NetError{Cause: CauseRefused}, OutcomeNotSent, ""},
		{"something may have left", Task{}, &NetError{Cause: CauseRefused, Sent: true}, OutcomeUnknown, ""},
		{"no such call", Task{}, &ConfigError{"builder token", "is missing"}, OutcomeNotSent, ""},
		{"no sense", Task{}, &AnswerError{Status: 400, Why: WhyNotJSON}, OutcomeUnknown, ""},
		{"another error", Task{}, errors.New("x"), OutcomeUnknown, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, err := range []error{tt.err, wrapped(tt.err)} {
				got, task := StartOutcome(tt.task, err)
				if got != tt.want || task.ID != tt.id {
					t.Errorf("%v: got %s of %q, want %s of %q", err, got, task.ID, tt.want, tt.id)
				}
				if got == OutcomeStarted && task.Status != StatusStarted {
					t.Errorf("the status is %q", task.Status)
				}
			}
		})
	}
}

func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("in between: %w", err)
}
