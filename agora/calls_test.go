package agora

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

var quiet = log.New(io.Discard, "", 0)

// seen is a request as the server got it.
type seen struct {
	method, uri, body string
	header            http.Header
}

// recording answers with a body and remembers the requests.
func recording(t *testing.T, body string) (Config, *[]seen) {
	var requests []seen
	var mu sync.Mutex
	return serving(t, func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		requests = append(requests, seen{r.Method, r.RequestURI, string(data), r.Header})
		w.Header().Set("Content-Type", jsonType)
		w.Header().Set("X-Request-Id", "req-9")
		io.WriteString(w, body)
	}), &requests
}

const projectPath = "/v1/projects/" + testAppID + "/rtsc/speech-to-text"

func TestWhatIsSent(t *testing.T) {
	handle := Handle{TaskID: "task/1 ä", BuilderToken: canaryToken}
	const token = "CANARYbuilder%2Btoken%2Fwith%3Dsigns"
	full, err := os.ReadFile("testdata/body-full.json")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, method, uri, body string
		call                    func(*Client) error
	}{
		{"acquire", "POST", projectPath + "/builderTokens", `{"instanceId":"sttw-1"}`, func(c *Client) error { _, err := c.Acquire(t.Context(), "sttw-1"); return err }},
		{"start", "POST", projectPath + "/tasks?builderToken=" + token, strings.TrimSpace(string(full)), func(c *Client) error { _, err := c.Start(t.Context(), canaryToken, fullRequest()); return err }},
		{"query", "GET", projectPath + "/tasks/task%2F1%20%C3%A4?builderToken=" + token, "", func(c *Client) error { _, err := c.Query(t.Context(), handle); return err }},
		{"stop", "DELETE", projectPath + "/tasks/task%2F1%20%C3%A4?builderToken=" + token, "", func(c *Client) error { return c.Stop(t.Context(), handle) }},
	}
	for _, prefix := range []string{"", "/cn"} {
		for _, tt := range tests {
			t.Run(tt.name+prefix, func(t *testing.T) {
				config, requests := recording(t, `{"tokenName":"n","taskId":"task/1 ä","status":"STARTED"}`)
				config.BaseURL += prefix
				config.UserAgent = "sttwizard/1.2"
				if err := tt.call(newTestClient(t, config)); err != nil {
					t.Fatal(err)
				}
				if len(*requests) != 1 {
					t.Fatalf("%d requests", len(*requests))
				}
				got := (*requests)[0]
				if got.method != tt.method || got.uri != prefix+tt.uri || got.body != tt.body {
					t.Errorf("got %s %s\n%s", got.method, got.uri, got.body)
				}
				r := http.Request{Header: got.header}
				if key, secret, ok := r.BasicAuth(); !ok || key != "customer-key" || secret != canaryCustomer {
					t.Errorf("credentials %q %q", key, secret)
				}
				checkHeaders(t, got)
			})
		}
	}
}

func TestCallNamesVerbAndPath(t *testing.T) {
	if method, path := V5.Call(OpQuery, testAppID, "a/b"); method != "GET" || path != projectPath+"/tasks/a%2Fb" {
		t.Errorf("query is %s %s", method, path)
	}
	if method, path := V5.Call("list", testAppID, ""); method != "" || path != "" {
		t.Errorf("v5 has no list, but %s %s", method, path)
	}
}

func checkHeaders(t *testing.T, got seen) {
	t.Helper()
	want := map[string]string{
		"User-Agent": "sttwizard/1.2", "Accept": jsonType, "Content-Type": "",
		"Idempotency-Key": "", "X-Idempotency-Key": "", "Accept-Encoding": "", "Cookie": "",
	}
	if got.body != "" {
		want["Content-Type"] = jsonType
	}
	for name, value := range want {
		if have := got.header.Get(name); have != value {
			t.Errorf("header %s is %q, want %q", name, have, value)
		}
	}
}

func TestWhatIsUnderstood(t *testing.T) {
	config, _ := recording(t, `{"tokenName":"n-1","instanceId":"other","taskId":"t-1","createTs":1678505852,"status":"RECONNECTING"}`)
	client := newTestClient(t, config)
	created := time.Unix(1678505852, 0)
	token, err := client.Acquire(t.Context(), "sttw-1")
	if err != nil || token.Name != "n-1" || token.InstanceID != "sttw-1" || !token.CreatedAt.Equal(created) {
		t.Errorf("acquire: %s %+v %v", token.Name.Reveal(), token, err)
	}
	task, err := client.Start(t.Context(), "n-1", minimalRequest())
	if err != nil || task.ID != "t-1" || task.Status != "RECONNECTING" || !task.CreatedAt.Equal(created) || task.RequestID != "req-9" || task.Took <= 0 {
		t.Errorf("start: %+v %v", task, err)
	}
	again, err := client.Query(t.Context(), Handle{"t-1", "n-1"})
	if err != nil || again.ID != "t-1" || again.Status != "RECONNECTING" || !again.CreatedAt.Equal(created) {
		t.Errorf("query: %+v %v", again, err)
	}
}

func TestQueryVerdicts(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		want   string
	}{
		{"running", 200, `{"taskId":"t","status":"IN_PROGRESS"}`, ""},
		{"no id in the answer", 200, `{"status":"IN_PROGRESS"}`, ""},
		{"another task", 200, `{"taskId":"u","status":"IN_PROGRESS"}`, "answer " + WhyOtherTask},
		{"no status", 200, `{"taskId":"t"}`, "answer " + WhyIncomplete},
		{"gone", 404, `{"message":"The task is not found"}`, "api not-found"},
		{"gone by code", 400, `{"code":404,"reason":"x"}`, "api not-found"},
		{"gone under status 200", 200, `{"code":404}`, "api not-found"},
		{"404 without words", 404, `{}`, "api not-found"},
		{"the endpoint is gone", 404, `{"message":"no Route matched with those values"}`, "api no-route"},
		{"token of another task", 400, `{"message":"The taskId does not match with builderToken."}`, "api token-mismatch"},
		{"no host", 206, `{"taskId":"t","status":"IN_PROGRESS"}`, "api no-host"},
		{"refused", 401, `{"message":"Unauthorized"}`, "api credentials"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			client := newTestClient(t, Config{Transport: canned{status: tt.status, body: tt.body}})
			task, err := client.Query(t.Context(), Handle{"t", canaryToken})
			if got := describe(err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if err == nil && (task.ID != "t" || task.Status != StatusInProgress) {
				t.Errorf("task %+v", task)
			}
		})
	}
}

func TestTheStatusAloneDecidesAStop(t *testing.T) {
	html := "text/html"
	tests := []struct {
		name   string
		server func(*testing.T) Config
		want   string
	}{
		{"an empty 200", one(200, "", ""), ""},
		{"JSON", one(200, jsonType, `{}`), ""},
		{"HTML with 200", one(200, html, "<html>"), ""},
		{"204", one(204, "", ""), ""},
		{"a cut 200", cut("200 OK"), ""},
		{"a drip-fed 200", drip(200), ""},
		{"404 with JSON", one(404, jsonType, `{"message":"The task is not found"}`), "api not-found"},
		{"404 with HTML", one(404, html, "<html>"), "api not-found"},
		{"404 of the gateway", one(404, jsonType, `{"message":"no Route matched with those values"}`), "api no-route"},
		{"repeated", one(400, jsonType, `{"code":49}`), "api already-stopping"},
		{"401 with HTML", one(401, html, "<html>"), "api credentials"},
		{"a redirect", redirecting(307), "answer " + WhyRedirect},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			client := newTestClient(t, tt.server(t))
			err := client.Stop(t.Context(), Handle{"t", canaryToken})
			if got := describe(err); got != tt.want {
				t.Errorf("got %q (%v), want %q", got, err, tt.want)
			}
			checkClean(t, err)
		})
	}
}

func TestAcquireVerdicts(t *testing.T) {
	tests := []struct {
		name string
		canned
		want string
	}{
		{"no token", canned{status: 200, body: `{"instanceId":"x"}`}, "answer " + WhyIncomplete},
		{"not enabled", canned{status: 400, body: `{"message":"invalid_appid"}`}, "api not-enabled"},
		{"not enabled by code", canned{status: 200, body: `{"code":62,"reason":"x"}`}, "api not-enabled"},
		{"a token under a wrong status", canned{status: 202, body: `{"tokenName":"CANARYname"}`}, "api unknown"},
		{"a token in no JSON", canned{status: 200, body: `{"tokenName": "CANARYname`}, "answer " + WhyNotJSON},
		{"endpoint gone", canned{status: 410, body: `{}`}, "api no-route"},
		{"unauthorized", canned{status: 401, body: `{"message":"Invalid authentication credentials"}`}, "api credentials"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			client := newTestClient(t, Config{Transport: tt.canned})
			_, err := client.Acquire(t.Context(), "sttw-1")
			if got := describe(err); got != tt.want {
				t.Errorf("got %q (%v), want %q", got, err, tt.want)
			}
			checkClean(t, err)
		})
	}
}

func TestWrongArgumentsSendNothing(t *testing.T) {
	config, requests := recording(t, "{}")
	client := newTestClient(t, config)
	acquire := func(id string) error { _, err := client.Acquire(t.Context(), id); return err }
	query := func(h Handle) error { _, err := client.Query(t.Context(), h); return err }
	_, startErr := client.Start(t.Context(), "", minimalRequest())
	for name, err := range map[string]error{
		"no instanceId": acquire(""), "a long instanceId": acquire(strings.Repeat("a", 65)), "a channel name as instanceId": acquire("town hall"),
		"no token to start": startErr, "no task": query(Handle{BuilderToken: "b"}), "no token to query": query(Handle{TaskID: "t"}),
		"a path as task": query(Handle{"..", "b"}), "a control character in the task": query(Handle{"a\nb", "b"}),
		"no task to stop": client.Stop(t.Context(), Handle{BuilderToken: "b"}),
	} {
		var config *ConfigError
		if !errors.As(err, &config) || config.Error() == "" {
			t.Errorf("%s: %v", name, err)
		}
		if outcome, _ := StartOutcome(Task{}, err); outcome != OutcomeNotSent {
			t.Errorf("%s: outcome %s", name, outcome)
		}
	}
	if len(*requests) > 0 {
		t.Errorf("sent %v", *requests)
	}
}

func TestCancelledCalls(t *testing.T) {
	start := func(ctx context.Context, c *Client) *NetError {
		_, err := c.Start(ctx, canaryToken, fullRequest())
		var e *NetError
		if !errors.As(err, &e) || e.Cause != CauseCancelled || !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
		checkClean(t, err)
		return e
	}
	t.Run("before it began", func(t *testing.T) {
		config, requests := recording(t, started)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if e := start(ctx, newTestClient(t, config)); e.Sent || len(*requests) > 0 {
			t.Errorf("sent: %v, %v", e, *requests)
		}
	})
	t.Run("while it connects", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		config := dialing(func(ctx context.Context, _, _ string) (net.Conn, error) {
			cancel()
			<-ctx.Done()
			return nil, ctx.Err()
		})
		if e := start(ctx, newTestClient(t, config)); e.Sent {
			t.Errorf("sent: %v", e)
		}
	})
	t.Run("while it waits for the answer", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		config := serving(t, func(_ http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			cancel()
			<-r.Context().Done()
		})
		if e := start(ctx, newTestClient(t, config)); !e.Sent {
			t.Errorf("not sent: %v", e)
		}
	})
	t.Run("within the answer", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		config := Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			body := reading(func([]byte) (int, error) { cancel(); return 0, ctx.Err() })
			return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {jsonType}}, Body: io.NopCloser(body)}, nil
		})}
		if e := start(ctx, newTestClient(t, config)); !e.Sent {
			t.Errorf("not sent: %v", e)
		}
	})
}

type reading func([]byte) (int, error)

func (f reading) Read(p []byte) (int, error) { return f(p) }

func TestTheCallersDeadlineIsATimeout(t *testing.T) {
	config := never(t)
	config.Timing = Timing{}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := newTestClient(t, config).Start(ctx, canaryToken, minimalRequest())
	if e, ok := errors.AsType[*NetError](err); !ok || e.Cause != CauseTimeout || !e.Sent {
		t.Errorf("got %v", err)
	}
}

func TestErrorsKeepSecretsWhenMarshalled(t *testing.T) {
	client := newTestClient(t, echo(400)(t))
	_, err := client.Start(t.Context(), canaryToken, fullRequest())
	var api *APIError
	if !errors.As(err, &api) {
		t.Fatal(err)
	}
	data, _ := json.Marshal(struct {
		APIError
		Raw string
	}{*api, string(api.Raw)})
	if strings.Contains(string(data), "CANARY") {
		t.Errorf("%s", data)
	}
}
