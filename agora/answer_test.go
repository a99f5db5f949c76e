package agora

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestKindsOfTheDocumentedAnswers(t *testing.T) {
	tests := []struct {
		op     string
		status int
		body   string
		want   ErrorKind
	}{
		{OpStart, 400, `{"message":"invalid_appid!"}`, KindNotEnabled},
		{OpAcquire, 400, `{"message":"invalid_appid"}`, KindNotEnabled},
		{OpStart, 400, `{"message":"body schema check fail, languages"}`, KindBodyRefused},
		{OpStart, 400, `{"code":2,"reason":"body schema check fail, languages"}`, KindBodyRefused},
		{OpStart, 400, `{"message":"resourceId reaches out the limited time interval!"}`, KindTokenExpired},
		{OpStart, 400, `{"message":"the product name does not match with builderToken"}`, KindTokenMismatch},
		{OpQuery, 400, `{"message":"The taskId does not match with builderToken."}`, KindTokenMismatch},
		{OpQuery, 400, `{"message":"The task is not found"}`, KindNotFound},
		{OpStart, 400, `{"message":"The task has been started, current status is STARTED, taskId is x"}`, KindAlreadyStarted},
		{OpStart, 401, `{"message":"Unauthorized"}`, KindCredentials},
		{OpStart, 401, `{"message":"Invalid authentication credentials"}`, KindCredentials},
		{OpStart, 401, `{"message":"Token is expired"}`, KindCredentials},
		{OpStart, 404, `{"message":"no Route matched with those values"}`, KindNoRoute},
		{OpStart, 404, `{"message":"The requested resource could not be found."}`, KindNoRoute},
		{OpQuery, 404, `{"message":"The requested resource could not be found."}`, KindNotFound},
		{OpQuery, 404, `{"message":"no Route matched with those values"}`, KindNoRoute},
		{OpStart, 410, `{}`, KindNoRoute},
		{OpStart, 429, `{"message":"API rate limit exceeded"}`, KindBusy},
		{OpStart, 201, `{}`, KindAlreadyStarted},
		{OpStart, 409, `{}`, KindAlreadyStarted},
		{OpQuery, 409, `{}`, KindUnknown},
		{OpStart, 206, `{}`, KindNoHost},
		{OpStart, 500, `{}`, KindServer},
		{OpStart, 503, `{}`, KindServer},
		{OpStart, 504, `{}`, KindTimeout},
		{OpStart, 400, `{"code":1}`, KindServer},
		{OpStart, 400, `{"code":2}`, KindInvalid},
		{OpStart, 400, `{"code":6}`, KindServer},
		{OpStart, 400, `{"code":20}`, KindTimeout},
		{OpStart, 400, `{"code":23}`, KindServer},
		{OpStart, 400, `{"code":49}`, KindAlreadyStarted},
		{OpStop, 400, `{"code":49}`, KindAlreadyStopping},
		{OpStop, 409, `{"detail":"task is shutting down","reason":"TaskConflict"}`, KindAlreadyStopping},
		{OpStop, 400, `{"detail":"task is Shutting Down","reason":"ErrBadRequest"}`, KindAlreadyStopping},
		{OpStop, 400, `{"message":"The task is SHUTTING DOWN"}`, KindAlreadyStopping},
		{OpStop, 409, `{"message":"busy"}`, KindAlreadyStopping},
		{OpStop, 400, `{"detail":"x","reason":"ErrBadRequest"}`, KindInvalid},
		{OpStop, 503, `{"message":"the server is shutting down"}`, KindServer},
		{OpQuery, 400, `{"detail":"task is shutting down","reason":"ErrBadRequest"}`, KindInvalid},
		{OpQuery, 400, `{"code":53}`, KindTokenMismatch},
		{OpAcquire, 400, `{"code":62}`, KindNotEnabled},
		{OpStart, 400, `{"code":62}`, KindServer},
		{OpQuery, 400, `{"code":404}`, KindNotFound},
		{OpStop, 400, `{"code":404}`, KindNotFound},
		{OpStart, 400, `{"code":404}`, KindInvalid},
		{OpList, 400, `{"code":404}`, KindInvalid},
		{OpStart, 400, `{"code":501}`, KindServer},
		{OpStart, 400, `{"code":502}`, KindServer},
		{OpStart, 400, `{"code":504}`, KindTimeout},
		{OpQuery, 400, `{"code":1001}`, KindTokenMismatch},
		{OpQuery, 400, `{"code":1003}`, KindTokenMismatch},
		{OpStart, 400, `{"detail":"x","reason":"InvalidFieldValue"}`, KindBodyRefused},
		{OpStart, 400, `{"detail":"x","reason":"The reason why the request failed."}`, KindInvalid},
		{OpStart, 403, `{"detail":"x","reason":"ServiceNotEnabled"}`, KindNotEnabled},
		{OpStart, 403, `{"detail":"x","reason":"AccountSuspended"}`, KindForbidden},
		{OpStart, 409, `{"detail":"x","reason":"TaskConflict"}`, KindAlreadyStarted},
		{OpUpdate, 409, `{"detail":"x","reason":"TaskConflict"}`, KindUnknown},
		{OpStart, 422, `{"detail":"x","reason":"ConcurrencyLimitExceeded"}`, KindQuota},
		{OpStart, 422, `{}`, KindQuota},
		{OpStart, 400, `{"detail":"x","reason":"ResourceAllocationFailed"}`, KindServer},
		{OpStop, 400, `{"detail":"x","reason":"TaskNotFound"}`, KindNotFound},
		{OpStart, 400, `{"detail":"x","reason":"TaskNotFound"}`, KindInvalid},
		{OpUpdate, 404, `{}`, KindNotFound},
		{OpList, 404, `{}`, KindNoRoute},
		{OpQuery, 404, `{"message":"Details of the failed request.","agent_id":"a","create_ts":null,"status":"FAILED"}`, KindNotFound},
		{OpStart, 418, `{}`, KindUnknown},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s %d %s", tt.op, tt.status, tt.body), func(t *testing.T) {
			client := newTestClient(t, Config{Transport: canned{status: tt.status, body: tt.body}})
			if _, err := client.do(t.Context(), call{op: tt.op, taskID: "t", token: "b"}); KindOf(err) != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestEveryKindRowCanMatch(t *testing.T) {
	for i, row := range kindRows {
		op := OpStart
		if row.ops != "" {
			op = strings.Fields(row.ops)[0]
		}
		if got := errorKind(op, row.status, row.code, strings.ToUpper(row.text)); got != row.kind {
			t.Errorf("row %d (%+v) gives %s", i, row, got)
		}
	}
}

func TestBothErrorBodiesAreRead(t *testing.T) {
	tests := []struct {
		name, body, message string
		code                int
	}{
		{"message", `{"message":"it is so"}`, "it is so", 0},
		{"message with a code", `{"message":"it is so","code":7}`, "it is so", 7},
		{"code and reason", `{"code":2,"reason":"it is so"}`, "it is so", 2},
		{"code alone", `{"code":2}`, "", 2},
		{"code as text", `{"code":"2","reason":null}`, "", 2},
		{"reason and detail, as in v7", `{"reason":"InvalidFieldValue","detail":"languages"}`, "InvalidFieldValue: languages", 0},
		{"texts that are none", `{"message":{"a":1},"reason":["x"],"code":{},"detail":7}`, "", 0},
		{"a code that is no number", `{"message":"m","code":1.5}`, "m", 0},
		{"nothing", `{}`, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			header := http.Header{"Content-Type": {jsonType}, "X-Request-Id": {"req-7"}}
			client := newTestClient(t, Config{Transport: canned{status: 400, body: tt.body, header: header}})
			_, err := client.Start(t.Context(), "b", minimalRequest())
			var e *APIError
			if !errors.As(err, &e) || e.Message != tt.message || e.Code != tt.code || e.RequestID != "req-7" || e.Method != "POST" || e.Op != OpStart {
				t.Errorf("got %#v", err)
			}
			if string(e.Raw) != tt.body {
				t.Errorf("raw is %s", e.Raw)
			}
		})
	}
}

func TestLongTextsAreCutAtACharacter(t *testing.T) {
	message := strings.Repeat("ä", 1<<16)
	header := http.Header{"Content-Type": {jsonType}, "X-Request-Id": {strings.Repeat("r", 5000)}}
	client := newTestClient(t, Config{Transport: canned{status: 400, body: `{"message":"x` + message + `"}`, header: header}})
	_, err := client.Start(t.Context(), "b", minimalRequest())
	var e *APIError
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	for name, got := range map[string]struct {
		text  string
		limit int
	}{"message": {e.Message, maxMessage}, "raw": {string(e.Raw), maxRaw}, "request id": {e.RequestID, maxRequestID}} {
		if n := len(got.text); n > got.limit || n < got.limit-1 || !utf8.ValidString(got.text) {
			t.Errorf("%s has %d bytes", name, n)
		}
	}
}

func TestTheTaskOfARefusalIsFound(t *testing.T) {
	tests := []struct {
		name, body string
		want       Task
	}{
		{"in the body", `{"taskId":"t1","createTs":1678505852,"status":"STARTED"}`, Task{ID: "t1", Status: StatusStarted, CreatedAt: time.Unix(1678505852, 0).UTC()}},
		{"in the text", `{"message":"The task has been started, current status is IN_PROGRESS, taskId is t-2_x."}`, Task{ID: "t-2_x", Status: StatusInProgress}},
		{"in the reason", `{"code":49,"reason":"taskId is \"t3\""}`, Task{ID: "t3"}},
		{"the body wins", `{"taskId":"t4","message":"status is STARTED, taskId is t5"}`, Task{ID: "t4"}},
		{"only a status", `{"message":"current status is STOPPING"}`, Task{Status: StatusStopping}},
		{"none", `{"message":"taskId is unclear? no: taskId is "}`, Task{ID: "unclear"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			client := newTestClient(t, Config{Transport: canned{status: 409, body: tt.body}})
			_, err := client.Start(t.Context(), "b", minimalRequest())
			outcome, got := StartOutcome(Task{}, err)
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			if known := outcome == OutcomeStarted; known != (tt.want.ID != "") {
				t.Errorf("outcome %s", outcome)
			}
		})
	}
}

func TestOddTimesAreNoTimes(t *testing.T) {
	for _, createTs := range []string{"null", `"soon"`, "-5", "0", "1e9", "99999999999999", "1.5"} {
		client := newTestClient(t, Config{Transport: canned{status: 200, body: `{"taskId":"t","createTs":` + createTs + `}`}})
		task, err := client.Start(t.Context(), "b", minimalRequest())
		if err != nil || !task.CreatedAt.IsZero() {
			t.Errorf("createTs %s: %+v %v", createTs, task, err)
		}
	}
}

func TestOutcomesOfOtherErrors(t *testing.T) {
	tests := []struct {
		name string
		task Task
		err  error
		want Outcome
	}{
		{"a task", Task{ID: "t"}, nil, OutcomeStarted},
		{"a task without id and no error", Task{}, nil, OutcomeUnknown},
		{"a task beside an error", Task{ID: "t"}, errors.New("x"), OutcomeUnknown},
		{"a foreign error", Task{}, errors.New("x"), OutcomeUnknown},
		{"a wrapped error", Task{}, fmt.Errorf("x: %w", &NetError{Cause: CauseRefused}), OutcomeNotSent},
		{"not sent", Task{}, &NetError{}, OutcomeNotSent},
		{"sent", Task{}, &NetError{Sent: true}, OutcomeUnknown},
		{"an unusable answer", Task{}, &AnswerError{Status: 400}, OutcomeUnknown},
		{"a refusal with a server error's status", Task{}, &APIError{Status: 500, Kind: KindInvalid}, OutcomeUnknown},
		{"a busy kind with a server error's status", Task{}, &APIError{Status: 503, Kind: KindBusy}, OutcomeUnknown},
		{"an unknown kind of 4xx", Task{}, &APIError{Status: 418, Kind: KindUnknown}, OutcomeRejected},
	}
	for _, tt := range tests {
		if got, _ := StartOutcome(tt.task, tt.err); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestTheCleanerLeavesShortSecretsAndOtherTextAlone(t *testing.T) {
	client := newTestClient(t, Config{})
	clean := client.cleaner(call{token: "abc", secrets: []Secret{"12345", "a<b&\"c"}})
	for text, want := range map[string]string{
		"the abc of it":             "the abc of it",
		"number 12345!":             "number (secret)!",
		"it ends with 1234":         "it ends with (secret)",
		"it ends with 123":          "it ends with 123",
		`{"tokenName": "x y", "a"`:  `{"tokenName": "(secret)", "a"`,
		`{"tokenName":"x`:           `{"tokenName":"(secret)`,
		`in JSON a\u003cb\u0026\"c`: "in JSON (secret)",
		`in JSON a<b&\"c`:           "in JSON (secret)",
		"MTIzNDU= in Base64":        "(secret) in Base64",
	} {
		if got := clean(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestErrorTextsQuoteWhatCameFromOutside(t *testing.T) {
	err := &APIError{Op: OpStart, Status: 400, Code: 2, Kind: KindInvalid, Message: "bad\x1b[31m"}
	if got, want := err.Error(), `start: answered 400, code 2 (invalid): "bad\x1b[31m"`; got != want {
		t.Errorf("got %s", got)
	}
	if KindOf(fmt.Errorf("x: %w", err)) != KindInvalid || KindOf(nil) != "" {
		t.Error("KindOf does not find the kind")
	}
}
