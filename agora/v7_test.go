package agora

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const agentsPath = "/api/speech-to-text/v1/projects/" + testAppID

const joined = `{"agent_id":"1NT29X11GQSxxxxx80BEIN56XF","create_ts":1735035893,"status":"STARTING"}`

func TestWhatIsSentToV6AndV7(t *testing.T) {
	handle := Handle{TaskID: "task/1 ä", BuilderToken: canaryToken}
	const token = "builderToken=CANARYbuilder%2Btoken%2Fwith%3Dsigns"
	const mask = "sequenceId=3&updateMask=languages%2CrtcConfig.subscribeAudioUids"
	const changed = `{"languages":["fr-FR"],"rtcConfig":{"subscribeAudioUids":["all"]}}`
	update := Update{Sequence: 3, Mask: []string{PathLanguages, PathSubscribeUIDs}, Request: Request{Languages: []string{"fr-FR"}}}
	full := func(v Version) string {
		data, err := os.ReadFile("testdata/body-full-" + string(v) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Replace(strings.TrimSpace(string(data)), "sttw-fullest", "sttw-1", 1)
	}
	start := func(token Secret, r Request) func(*Client) error {
		return func(c *Client) error { _, err := c.Start(t.Context(), token, r); return err }
	}
	query := func(c *Client) error { _, err := c.Query(t.Context(), handle); return err }
	stop := func(c *Client) error { return c.Stop(t.Context(), handle) }
	change := func(c *Client) error { _, err := c.Update(t.Context(), handle, update); return err }
	tests := []struct {
		name                    string
		version                 Version
		method, uri, body, says string
		call                    func(*Client) error
	}{
		{"start", V6, "POST", projectPath + "/tasks?" + token, full(V6), started, start(canaryToken, fullOf(V6))},
		{"query", V6, "GET", projectPath + "/tasks/task%2F1%20%C3%A4?" + token, "", `{"status":"STARTED"}`, query},
		{"stop", V6, "DELETE", projectPath + "/tasks/task%2F1%20%C3%A4?" + token, "", `{}`, stop},
		{"update", V6, "PATCH", projectPath + "/tasks/task%2F1%20%C3%A4?" + token + "&" + mask, changed, `{"taskId":"task/1 ä"}`, change},
		{"join", V7, "POST", agentsPath + "/join", full(V7), joined, start("sttw-1", fullOf(V7))},
		{"query of an agent", V7, "GET", agentsPath + "/agents/task%2F1%20%C3%A4", "", `{"message":"ok","agent_id":"task/1 ä","status":"RUNNING"}`, query},
		{"leave", V7, "POST", agentsPath + "/agents/task%2F1%20%C3%A4/leave", "", ``, stop},
		{"update of an agent", V7, "POST", agentsPath + "/agents/task%2F1%20%C3%A4/update?" + mask, changed, `{"agent_id":"task/1 ä","create_ts":null,"status":"RUNNING"}`, change},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			config, requests := recording(t, tt.says)
			config.Project.Version = tt.version
			if err := tt.call(newTestClient(t, config)); err != nil {
				t.Fatal(err)
			}
			got := (*requests)[0]
			if len(*requests) != 1 || got.method != tt.method || got.uri != tt.uri || got.body != tt.body {
				t.Errorf("%d requests\n%s %s %s\n%s %s %s", len(*requests), got.method, got.uri, got.body, tt.method, tt.uri, tt.body)
			}
		})
	}
}

func TestV7AcquiresNothing(t *testing.T) {
	config, requests := recording(t, joined)
	config.Project.Version = V7
	client := newTestClient(t, config)
	token, err := client.Acquire(t.Context(), "sttw-1")
	if err != nil || token.Name.Reveal() != "sttw-1" || len(*requests) != 0 {
		t.Fatalf("%v, %v, %d requests", token, err, len(*requests))
	}
	if _, err := client.Acquire(t.Context(), strings.Repeat("n", 65)); err == nil {
		t.Error("a name of 65 characters is taken")
	}
	r := with(minimalRequest(), func(r *Request) { r.Name = "somebody's" })
	task, err := client.Start(t.Context(), token.Name, r)
	if err != nil || task.ID != "1NT29X11GQSxxxxx80BEIN56XF" || task.CreatedAt.Unix() != 1735035893 || task.Status != StatusStarting {
		t.Errorf("%+v, %v", task, err)
	}
	if body := (*requests)[0].body; !strings.Contains(body, `"name":"sttw-1"`) || strings.Contains(body, "subBotUid") || r.Name != "somebody's" {
		t.Errorf("%s", body)
	}
	if _, err := client.Query(t.Context(), Handle{TaskID: task.ID}); err != nil {
		t.Errorf("without a builder token: %v", err)
	}
}

func TestTimesInMillisecondsAreRead(t *testing.T) {
	config, _ := recording(t, `{"agent_id":"a","create_ts":1735035893000,"status":"RUNNING"}`)
	config.Project.Version = V7
	task, err := newTestClient(t, config).Query(t.Context(), Handle{TaskID: "a"})
	if err != nil || task.CreatedAt.Unix() != 1735035893 {
		t.Errorf("%v, %v", task.CreatedAt, err)
	}
}

func TestAConflictOfV7NamesItsAgent(t *testing.T) {
	for body, id := range map[string]string{
		`{"detail":"it runs","reason":"TaskConflict","agent_id":"a1"}`:    "a1",
		`{"detail":"it runs, agent_id is a2","reason":"TaskConflict"}`:    "a2",
		`{"detail":"it runs, the agentId is \"a3\"","reason":"conflict"}`: "a3",
		`{"detail":"it runs","reason":"TaskConflict"}`:                    "",
	} {
		_, err := newTestClient(t, Config{Project: v7, Transport: canned{status: 409, body: body}}).Start(t.Context(), "n", minimalRequest())
		outcome, task := StartOutcome(Task{}, err)
		if want := map[bool]Outcome{true: OutcomeStarted, false: OutcomeRunningNoID}[id != ""]; outcome != want || task.ID != id {
			t.Errorf("%s: %s of %q", body, outcome, task.ID)
		}
	}
}

// pages answers list calls by state and cursor.
func pages(t *testing.T, answers map[string]string) (*Client, *[]string) {
	var asked []string
	client := newTestClient(t, func() Config {
		c := serving(t, func(w http.ResponseWriter, r *http.Request) {
			q := r.URL.Query()
			key := q.Get("state") + q.Get("cursor")
			asked = append(asked, key+" "+q.Get("channel")+" "+q.Get("from_time")+" "+q.Get("limit"))
			w.Header().Set("Content-Type", jsonType)
			if answer, ok := answers[key]; ok {
				w.Write([]byte(answer))
				return
			}
			w.Write([]byte(`{"data":{"count":0,"list":[]},"meta":{"cursor":"","total":0},"status":"ok"}`))
		})
		c.Project.Version = V7
		return c
	}())
	return client, &asked
}

func TestTheListIsReadToItsEndStateByState(t *testing.T) {
	client, asked := pages(t, map[string]string{
		"2":  `{"data":{"count":1,"list":[{"start_ts":1735035893,"status":"RUNNING","agent_id":"a"}]},"meta":{"cursor":"a","total":2},"status":"ok"}`,
		"2a": `{"data":{"count":1,"list":[{"start_ts":1735035894,"status":"RUNNING","agent_id":"b"}]},"meta":{"cursor":""}}`,
		"1":  `{"data":{"count":0,"list":null},"meta":{"cursor":"","total":0}}`,
		"5":  `{"data":{"count":2,"list":[{"start_ts":1735035894,"status":"RECOVERING","agent_id":"b"},{"start_ts":null,"agent_id":"c"}]}}`,
	})
	from := time.Unix(1735000000, 0)
	tasks, err := client.List(t.Context(), ListQuery{Channel: "town & hall", From: from})
	if err != nil || len(tasks) != 3 || tasks[0].ID != "a" || tasks[0].CreatedAt.Unix() != 1735035893 || tasks[1].Status != StatusRunning || !tasks[2].CreatedAt.IsZero() {
		t.Errorf("%+v, %v", tasks, err)
	}
	want := []string{"1 town & hall 1735000000 20", "2 town & hall 1735000000 20", "2a town & hall 1735000000 20", "5 town & hall 1735000000 20"}
	if !slices.Equal(*asked, want) {
		t.Errorf("asked %q", *asked)
	}
}

// TestTheListGoesBackAsFarAsATaskMayRun, and an hour more for clocks that differ.
func TestTheListGoesBackAsFarAsATaskMayRun(t *testing.T) {
	config, requests := recording(t, `{"data":{"list":[]}}`)
	config.Project, config.Now = v7, func() time.Time { return time.Unix(1735000000, 0) }
	if _, err := newTestClient(t, config).List(t.Context(), ListQuery{}); err != nil || len(*requests) != len(BillingStates()) {
		t.Fatalf("%v, %d calls", err, len(*requests))
	}
	want := "from_time=" + strconv.FormatInt(1735000000-int64((V7.Limits().TaskLife+time.Hour)/time.Second), 10)
	for _, r := range *requests {
		if !strings.Contains(r.uri, want) {
			t.Errorf("asked %s, not %s", r.uri, want)
		}
	}
}

// TestAListWithoutAnEndIsNone: a server that gives another cursor each time.
func TestAListWithoutAnEndIsNone(t *testing.T) {
	calls := 0
	config := serving(t, func(w http.ResponseWriter, _ *http.Request) {
		calls++
		w.Header().Set("Content-Type", jsonType)
		fmt.Fprintf(w, `{"data":{"list":[{"agent_id":"a%d"}]},"meta":{"cursor":"c%d"}}`, calls, calls)
	})
	config.Project = v7
	tasks, err := newTestClient(t, config).List(t.Context(), ListQuery{})
	if e, ok := errors.AsType[*AnswerError](err); !ok || e.Why != WhyEndless || len(tasks) > 0 || calls != maxPages {
		t.Errorf("%d tasks, %v after %d calls", len(tasks), err, calls)
	}
}

func TestAListThatIsNotWholeIsNone(t *testing.T) {
	for name, answer := range map[string]string{
		"no list":             `{"data":{},"meta":{},"status":"ok"}`,
		"no data":             `{"status":"ok"}`,
		"a list of null":      `{"data":{"list":null}}`,
		"an item of no id":    `{"data":{"list":[{"status":"RUNNING"}]}}`,
		"a cursor that stays": `{"data":{"list":[{"agent_id":"a"}]},"meta":{"cursor":"a"}}`,
	} {
		client, asked := pages(t, map[string]string{"1": answer, "1a": answer})
		if tasks, err := client.List(t.Context(), ListQuery{}); err == nil || len(tasks) > 0 || len(*asked) > 2 {
			t.Errorf("%s: %v, %v, %d calls", name, tasks, err, len(*asked))
		}
	}
	_, err := newTestClient(t, Config{Project: v6, Transport: canned{}}).List(t.Context(), ListQuery{})
	if _, ok := errors.AsType[*ConfigError](err); !ok {
		t.Errorf("v6 has a list: %v", err)
	}
	client, _ := pages(t, nil)
	if _, err := client.List(t.Context(), ListQuery{States: []Status{StatusPrepared}}); err == nil {
		t.Error("a status of v5 is asked for")
	}
}

func TestTokensAuthenticateWithAndWithoutQuotes(t *testing.T) {
	const token = Secret("007CANARYrtc+token=")
	for auth, want := range map[Auth]string{AuthToken: "agora token=" + token.Reveal(), AuthQuotedToken: `agora token="` + token.Reveal() + `"`} {
		config, requests := recording(t, joined)
		config.Project, config.Auth = v7, auth
		config.AppID = testAppID
		config.Token = func(context.Context) (Secret, error) { return token, nil }
		client, err := NewClient(config)
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		if _, err := client.Start(t.Context(), "n", minimalRequest()); err != nil || (*requests)[0].header.Get("Authorization") != want {
			t.Errorf("%v, %q", err, (*requests)[0].header.Get("Authorization"))
		}
		if _, err := client.Present(t.Context(), 1, "c"); len(*requests) != 1 {
			t.Errorf("presence was asked for with a token: %v", err)
		}
		config.Key, config.Secret = "customer-key", canaryCustomer
		client, err = NewClient(config)
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		_, _ = client.Present(t.Context(), 1, "c")
		if got := (*requests)[1].header.Get("Authorization"); !strings.HasPrefix(got, "Basic ") {
			t.Errorf("presence was asked for with %q", got)
		}
	}
}

func TestATokenThatIsNoneSendsNothing(t *testing.T) {
	for name, token := range map[string]func(context.Context) (Secret, error){
		"none":            func(context.Context) (Secret, error) { return "", nil },
		"with a line end": func(context.Context) (Secret, error) { return "007\r\nX: y", nil },
		"with a quote":    func(context.Context) (Secret, error) { return `007"`, nil },
		"an error":        func(context.Context) (Secret, error) { return "", errors.New("no certificate") },
	} {
		client, err := NewClient(Config{AppID: testAppID, Project: v7, Auth: AuthToken, Token: token, Transport: canned{status: 200, body: joined}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Start(t.Context(), "n", minimalRequest())
		if outcome, _ := StartOutcome(Task{}, err); outcome != OutcomeNotSent {
			t.Errorf("%s: %s, %v", name, outcome, err)
		}
	}
	for name, c := range map[string]Config{"no token": {Auth: AuthToken}, "another way": {Auth: "bearer", Key: "k", Secret: "s"}} {
		c.AppID, c.Project = testAppID, v7
		if _, err := NewClient(c); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestAnEchoedTokenIsNotShown(t *testing.T) {
	const token = Secret("007CANARYrtctoken")
	client, err := NewClient(Config{
		AppID: testAppID, Project: v7, Auth: AuthQuotedToken, Token: func(context.Context) (Secret, error) { return token, nil },
		Transport: canned{status: 401, body: `{"message":"Invalid token ` + token.Reveal() + `"}`},
		Key:       "customer-key", Secret: canaryCustomer,
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Query(t.Context(), Handle{TaskID: "a"})
	if e, ok := errors.AsType[*APIError](err); !ok || e.Kind != KindCredentials || !e.ByToken || strings.Contains(e.Error()+string(e.Raw), token.Reveal()) {
		t.Errorf("%v", err)
	}
	_, err = client.Present(t.Context(), 1, "c") // by key and secret, as ever
	if e, ok := errors.AsType[*APIError](err); !ok || e.Kind != KindCredentials || e.ByToken {
		t.Errorf("presence: %+v", err)
	}
}

// hosts remembers where requests go.
type hosts struct{ seen *[]string }

func (h hosts) RoundTrip(r *http.Request) (*http.Response, error) {
	*h.seen = append(*h.seen, r.URL.Host+r.URL.Path)
	return canned{status: 200, body: `{"status":"RUNNING","success":true,"data":{"in_channel":true}}`}.RoundTrip(r)
}

func TestABaseURLIsCalledAsTyped(t *testing.T) {
	for _, base := range []string{"https://api.sd-rtn.com", "https://api.sd-rtn.com/", "https://api.sd-rtn.com/cn", "https://api.sd-rtn.com/cn/", "https://proxy.example/agora/"} {
		called := strings.TrimRight(strings.TrimPrefix(base, "https://"), "/")
		beside := strings.TrimSuffix(called, "/cn") // the channel management has no such segment
		for _, v := range Versions() {
			var seen []string
			client := newTestClient(t, Config{BaseURL: base, Project: Project{Version: v}, Transport: hosts{&seen}})
			_, err1 := client.Query(t.Context(), Handle{TaskID: "a", BuilderToken: "b"})
			_, err2 := client.Present(t.Context(), 7, "c")
			_, path := v.Call(OpQuery, testAppID, "a")
			want := []string{called + path, beside + "/dev/v1/channel/user/property/" + testAppID + "/7/c"}
			if err := errors.Join(err1, err2); err != nil || !slices.Equal(seen, want) {
				t.Errorf("%s, %s: %v, %q, want %q", base, v, err, seen, want)
			}
		}
	}
}

func TestInChinaTheChannelManagementStandsBeside(t *testing.T) {
	var seen []string
	client := newTestClient(t, Config{BaseURL: ChinaBaseURL, Project: v7, Transport: hosts{&seen}})
	_, err1 := client.Query(t.Context(), Handle{TaskID: "a"})
	_, err2 := client.Present(t.Context(), 7, "c")
	want := []string{"api.sd-rtn.com/cn" + agentsPath + "/agents/a", "api.sd-rtn.com/dev/v1/channel/user/property/" + testAppID + "/7/c"}
	if err := errors.Join(err1, err2); err != nil || !slices.Equal(seen, want) {
		t.Errorf("%v, %q", err, seen)
	}
}
