package agora

import (
	"testing"
	"time"
)

// seenAnswers are answers of Agora's that others have met in the field, with what
// the client makes of them.
var seenAnswers = []struct {
	name    string
	version Version
	op      string
	status  int
	body    string
	kind    ErrorKind // of the error; empty: none
	outcome Outcome   // of a start
	task    Task      // of a start or query without an error
}{
	{name: "leave of an agent that is going", version: V7, op: OpStop, status: 409, body: `{"detail":"task is shutting down","reason":"TaskConflict"}`, kind: KindAlreadyStopping},
	{name: "the same as 400", version: V7, op: OpStop, status: 400, body: `{"detail":"task is shutting down","reason":"ErrBadRequest"}`, kind: KindAlreadyStopping},
	{name: "the same of v5", version: V5, op: OpStop, status: 409, body: `{"message":"Task is shutting down"}`, kind: KindAlreadyStopping},
	{name: "the same of v6 as 400", version: V6, op: OpStop, status: 400, body: `{"message":"task is SHUTTING down"}`, kind: KindAlreadyStopping},
	{name: "the service is not switched on", version: V5, op: OpAcquire, status: 504, body: `{"message":"Gateway Timeout"}`, kind: KindTimeout},
	{name: "STARTED of a start", version: V5, op: OpStart, status: 200, body: `{"taskId":"ec4b9100","createTs":1795888899,"status":"STARTED"}`,
		outcome: OutcomeStarted, task: Task{ID: "ec4b9100", CreatedAt: time.Unix(1795888899, 0), Status: StatusStarted}},
	{name: "STARTED of a query", version: V6, op: OpQuery, status: 200, body: `{"taskId":"a","createTs":1795888899,"status":"STARTED"}`,
		task: Task{ID: "a", CreatedAt: time.Unix(1795888899, 0), Status: StatusStarted}},
	{name: "a name that is taken", version: V7, op: OpStart, status: 409, body: `{"detail":"conflict with running task","reason":"TaskConflict"}`,
		kind: KindAlreadyStarted, outcome: OutcomeRunningNoID},
	{name: "joined at once", version: V7, op: OpStart, status: 200, body: `{"agent_id":"1NT29X11","create_ts":null,"status":"RUNNING"}`,
		outcome: OutcomeStarted, task: Task{ID: "1NT29X11", Status: StatusRunning}},
	{name: "joined and on its way", version: V7, op: OpStart, status: 200, body: `{"agent_id":"1NT29X11","create_ts":null,"status":"STARTING"}`,
		outcome: OutcomeStarted, task: Task{ID: "1NT29X11", Status: StatusStarting}},
	{name: "a stop with an empty object", version: V5, op: OpStop, status: 200, body: `{}`},
	{name: "a leave without a body", version: V7, op: OpStop, status: 200},
}

func TestAnswersThatAreSeenInTheFieldAreUnderstood(t *testing.T) {
	for _, tt := range seenAnswers {
		t.Run(tt.name, func(t *testing.T) {
			client := newTestClient(t, Config{
				Project: Project{Version: tt.version}, Transport: canned{status: tt.status, body: tt.body},
				Timing: Timing{AcquireWait: time.Microsecond},
			})
			ctx, handle := t.Context(), Handle{TaskID: "a", BuilderToken: "b"}
			var task Task
			var err error
			switch tt.op {
			case OpAcquire:
				_, err = client.Acquire(ctx, "sttw-1")
			case OpStart:
				task, err = client.Start(ctx, "sttw-1", minimalRequest())
			case OpQuery:
				task, err = client.Query(ctx, handle)
			case OpStop:
				err = client.Stop(ctx, handle)
			}
			if KindOf(err) != tt.kind || (err == nil) != (tt.kind == "") {
				t.Errorf("the error is %v, want %q", err, tt.kind)
			}
			if outcome, _ := StartOutcome(task, err); tt.op == OpStart && outcome != tt.outcome {
				t.Errorf("the outcome is %s, want %s", outcome, tt.outcome)
			}
			if task.ID != tt.task.ID || task.Status != tt.task.Status || !task.CreatedAt.Equal(tt.task.CreatedAt) {
				t.Errorf("the task is %+v, want %+v", task, tt.task)
			}
		})
	}
}
