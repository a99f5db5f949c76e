package attempt

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sttwizard/agora"
)

// clientTo is agora's own client for a server.
func clientTo(t *testing.T, v agora.Version, c *testClock, handler http.HandlerFunc) *agora.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client, err := agora.NewClient(agora.Config{
		Pretend: true, BaseURL: server.URL, AppID: botted().AppID, Key: "k", Secret: "s", Project: agora.Project{Version: v}, Sleep: c.Sleep,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// says writes an answer in JSON.
func says(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

func TestAStopThatIsAnsweredWithShuttingDownIsFollowedByAQuery(t *testing.T) {
	for _, answer := range []struct {
		version agora.Version
		status  int
		body    string
	}{
		{agora.V7, 409, `{"detail":"task is shutting down","reason":"TaskConflict"}`},
		{agora.V7, 400, `{"detail":"task is shutting down","reason":"ErrBadRequest"}`},
		{agora.V5, 409, `{"message":"The task is shutting down"}`},
		{agora.V6, 400, `{"message":"task is Shutting Down"}`},
	} {
		in := botted()
		if answer.version.Named() {
			in = seventh()
		}
		in.Version = answer.version
		_, c, a := named(t, in, sentUnder("sttw-name"), started(1))
		c.Pass(settling)
		var calls []string
		client := clientTo(t, answer.version, c, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.HasPrefix(r.URL.Path, "/dev/"):
				says(w, 200, `{"success":true,"data":{"in_channel":false}}`)
			case r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/agents"):
				says(w, 200, `{"data":{"count":0,"list":[]},"meta":{"cursor":"","total":0},"status":"ok"}`)
			case r.Method == http.MethodGet:
				calls = append(calls, "query")
				says(w, 200, `{"status":"STOPPED"}`)
			default:
				calls = append(calls, "stop")
				says(w, answer.status, answer.body)
			}
		})
		if err := Stop(t.Context(), client, a); err != nil || a.State() != Stopped || a.How() != HowStopped {
			t.Errorf("%s %s: %v, the attempt is %s", answer.version, answer.body, err, a.Meaning())
		}
		if strings.Join(calls, " ") != "stop query" {
			t.Errorf("%s %s: the calls were %v", answer.version, answer.body, calls)
		}
	}
}

func TestAnAgentThatRunsAtOnceOrIsOnItsWayIsStarted(t *testing.T) {
	for _, status := range []agora.Status{agora.StatusRunning, agora.StatusStarting} {
		_, c, a := named(t, seventh())
		client := clientTo(t, agora.V7, c, func(w http.ResponseWriter, _ *http.Request) {
			says(w, 200, `{"agent_id":"1NT29X11","create_ts":null,"status":"`+string(status)+`"}`)
		})
		run := NewRunner(a, client, agora.Request{})
		if err := run.Acquire(t.Context()); err != nil {
			t.Fatal(err)
		}
		outcome, err := run.Send(t.Context())
		if task := a.Task(); err != nil || outcome != agora.OutcomeStarted || a.State() != Started || task.ID != "1NT29X11" || task.Status != status || !task.CreatedAt.IsZero() {
			t.Errorf("%s: %s, %v, %+v", status, outcome, err, task)
		}
	}
}

func TestATaskThatAgoraSaysRunsMayBeUnseen(t *testing.T) {
	conflict := Record{Event: EventRunningNoID, N: 1}
	saw := func(present, listed bool) Record { return Record{Event: EventProbe, Present: present, Listed: listed} }
	five := botted()
	for name, test := range map[string]struct {
		in      Intent
		records []Record
		want    bool
	}{
		"not looked for yet":           {seventh(), []Record{conflict}, false},
		"nobody there":                 {seventh(), []Record{conflict, saw(false, false)}, true},
		"not in the list":              {seventh(), []Record{conflict, saw(false, true)}, true},
		"its bot is there":             {seventh(), []Record{conflict, saw(true, false)}, false},
		"in the list":                  {seventh(), []Record{conflict, saw(true, true)}, false},
		"there, and then not any more": {seventh(), []Record{conflict, saw(true, false), saw(false, false)}, false},
		"v5, which has no list":        {five, []Record{conflict, saw(false, false)}, false},
	} {
		in := test.in
		in.UniqueUIDs = true
		_, _, a := named(t, in, append([]Record{sentUnder("sttw-name")}, test.records...)...)
		if a.State() != RunningNoID || a.Unseen() != test.want {
			t.Errorf("%s: %s, unseen %v", name, a.State(), a.Unseen())
		}
		if says := strings.Contains(a.Meaning(), "it may be running"); says != test.want {
			t.Errorf("%s: %s", name, a.Meaning())
		}
	}
}

// What was proved is not in doubt again while one more send, which asks for the id, has no answer.
func TestATaskThatWasSeenRunsWhileItsIdIsAskedFor(t *testing.T) {
	lost, again := Record{Event: EventUnknown, N: 1}, Record{Event: EventSending, N: 2}
	saw := func(present bool) Record { return Record{Event: EventProbe, Present: present} }
	const itsBot, running, unseen, waits = "running: its bot is in the channel, its task id is not known",
		"running, but its task id is not known", "Agora says it was started, but nothing of it is seen: it may be running", "sent, no answer yet: it may be running"
	for name, test := range map[string]struct {
		in      Intent
		records []Record
		told    State
		means   string
	}{
		"its bot was seen":             {botted(), []Record{lost, saw(true), again}, RunningNoID, itsBot},
		"Agora said that it runs":      {botted(), []Record{{Event: EventRunningNoID, N: 1}, again}, RunningNoID, running},
		"nothing was proved":           {botted(), []Record{lost, again}, Sending, waits},
		"nobody was seen":              {botted(), []Record{lost, saw(false), again}, Sending, waits},
		"v7, said and not seen":        {seventh(), []Record{{Event: EventRunningNoID, N: 1}, saw(false), again}, RunningNoID, unseen},
		"the first send has no answer": {botted(), nil, Sending, waits},
	} {
		in := test.in
		in.UniqueUIDs = true
		_, _, a := named(t, in, append([]Record{sentUnder("sttw-name")}, test.records...)...)
		if a.State() != Sending || a.Told() != test.told || a.Meaning() != test.means {
			t.Errorf("%s: %s is told as %s, %q", name, a.State(), a.Told(), a.Meaning())
		}
		if certain := a.CertainAt().IsZero(); certain != (test.told == RunningNoID) {
			t.Errorf("%s: certain at %v", name, a.CertainAt())
		}
	}
}
