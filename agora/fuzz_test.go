package agora

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

const present = `{"success":true,"data":{"join":1640330382,"uid":47091,"in_channel":true,"role":2}}`

// FuzzAnswer returns one answer to every call. Whatever it holds, nothing is said
// that it does not prove, and no secret is shown.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{
		started, joined, `{"detail":"it runs","reason":"TaskConflict","agent_id":"a1"}`, `{"agent_id":"t","create_ts":null,"status":"RUNNING"}`,
		`{"data":{"count":1,"list":[{"agent_id":"a","status":"RUNNING","start_ts":1}]},"meta":{"cursor":""}}`, `{"data":{"count":0,"list":null}}`,
		`{"code":49,"reason":"taskId is t"}`, `{"message":"The task has been started, current status is STARTED, taskId is x"}`,
		`{"tokenName":"CANARYname","createTs":1}`, "<html>", `{"message":"` + canaryToken + `"}`, `{"reason":"` + canaryCustomer + `"}`, started + started,
		present, `{"success":true,"data":{"in_channel":false}}`, `{"success":true,"data":{"in_channel":"false"},"data":null}`,
		`{"status":"success","id":1953}`, `{"success":false,"Success":true,"data":{"in_channel":false}}`,
	} {
		f.Add(uint16(200), jsonType, "5", body)
		f.Add(uint16(201), jsonType, "", body)
		f.Add(uint16(409), jsonType+"; charset=utf-8", "", body)
		f.Add(uint16(503), "text/html", "x", body)
	}
	f.Fuzz(func(t *testing.T, status uint16, contentType, retryAfter, body string) {
		header := http.Header{"Content-Type": {contentType}, "Retry-After": {retryAfter}, "X-Request-Id": {body}}
		client := newTestClient(t, Config{
			Transport: canned{status: int(status), header: header, body: body},
			Sleep:     func(context.Context, time.Duration) error { return nil },
		})
		fuzzStart(t, client, canaryToken, int(status), body)
		fuzzNamed(t, body, header, int(status))
		token, err := client.Acquire(t.Context(), "sttw-1")
		checkShown(t, err, canaryCustomer)
		if err == nil && (status != 200 || token.Name == "" || !strings.Contains(body, "tokenName")) {
			t.Errorf("acquired without reason: %d %q", status, body)
		}
		task, err := client.Query(t.Context(), Handle{"t", canaryToken})
		checkShown(t, err, canaryToken)
		if err == nil && (status != 200 || task.ID != "t" || task.Status == "") {
			t.Errorf("queried without reason: %d %q gives %+v", status, body, task)
		}
		fuzzPresence(t, client, int(status), body)
		id, err := client.Kick(t.Context(), rule(t))
		checkShown(t, err, canaryCustomer)
		if err == nil && (status != 200 || id <= 0) {
			t.Errorf("kicked without reason: %d %q", status, body)
		}
	})
}

// fuzzNamed returns the answer to the calls of v7.
func fuzzNamed(t *testing.T, body string, header http.Header, status int) {
	t.Helper()
	client := newTestClient(t, Config{Project: v7, Transport: canned{status: status, header: header, body: body}})
	fuzzStart(t, client, "sttw-1", status, body)
	tasks, err := client.List(t.Context(), ListQuery{Channel: "c"})
	checkShown(t, err, canaryCustomer)
	if err == nil && (status != 200 || !json.Valid([]byte(body))) {
		t.Errorf("listed without reason: %d %q", status, body)
	}
	for _, task := range tasks {
		if task.ID == "" || usableTaskID(task.ID) != task.ID {
			t.Errorf("%q lists %q", body, task.ID)
		}
	}
	task, err := client.Update(t.Context(), Handle{TaskID: "t"}, Update{Sequence: 1, Mask: []string{PathLanguages}})
	checkShown(t, err, canaryCustomer)
	if err == nil && (status != 200 || task.ID != "t") {
		t.Errorf("updated without reason: %d %q", status, body)
	}
}

func fuzzStart(t *testing.T, client *Client, token Secret, status int, body string) {
	t.Helper()
	task, err := client.Start(t.Context(), token, fullRequest())
	if checkShown(t, err, canaryCustomer); !client.config.Project.Version.Named() { // a name is no secret
		checkShown(t, err, token.Reveal())
	}
	switch outcome, known := StartOutcome(task, err); outcome {
	case OutcomeStarted:
		if known.ID == "" || usableTaskID(known.ID) != known.ID || status >= 300 && status < 400 {
			t.Errorf("started without reason: %d %q gives %q", status, body, known.ID)
		}
	case OutcomeRejected, OutcomeWait:
		if status < 400 || status >= 500 || !json.Valid([]byte(body)) {
			t.Errorf("%s without reason: %d %q", outcome, status, body)
		}
	case OutcomeNotSent:
		t.Errorf("not sent, but answered: %d %q", status, body)
	}
}

// fuzzPresence reads the body in another way than the client does.
func fuzzPresence(t *testing.T, client *Client, status int, body string) {
	t.Helper()
	in, err := client.Present(t.Context(), 47091, "c")
	checkShown(t, err, canaryCustomer)
	if err != nil {
		return
	}
	var all map[string]any
	if json.Unmarshal([]byte(body), &all) != nil || status != 200 || all["success"] != true {
		t.Fatalf("told without reason: %d %q", status, body)
	}
	if data, ok := all["data"].(map[string]any); !ok || data["in_channel"] != in {
		t.Errorf("%q tells %v", body, in)
	}
}

// checkShown fails if an error of a hostile answer shows a secret of the
// call, is too long, or asks to wait for ever.
func checkShown(t *testing.T, err error, secret string) {
	t.Helper()
	if err == nil {
		return
	}
	shown := err.Error()
	if e, ok := err.(*APIError); ok {
		shown += e.RequestID
	}
	if raw, _ := rawOf(err); strings.Contains(shown+string(raw), secret) || len(raw) > maxRaw+maxMessage {
		t.Errorf("%v, %d bytes", err, len(raw))
	}
	if d := retryAfter(err); d < 0 || d > 24*time.Hour {
		t.Errorf("it asks to wait %s", d)
	}
}
