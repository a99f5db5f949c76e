package sandbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestATaskShowsWhatTheServiceIsSeenToAnswer(t *testing.T) {
	w := newWorld(t, Options{Pace: time.Second})
	for _, v := range agora.Versions() {
		r := w.begin(v, legalRequest(t))
		w.expect(r, 200, "")
		first, then := agora.StatusStarted, agora.StatusInProgress
		ask := func() reply { return w.query(r.TaskID, w.state().Tasks[len(w.state().Tasks)-1].Token) }
		if v.Named() {
			first, then = agora.StatusRunning, agora.StatusRunning
			ask = func() reply { return w.send("GET", w.agents()+"/agents/"+r.AgentID, "") }
		}
		w.clock.pass(5 * time.Second)
		if q := ask(); r.Status != first || q.Status != first {
			t.Errorf("%s: started as %s, after 5 s %s", v, r.text, q.text)
		}
		w.clock.pass(time.Second)
		if q := ask(); q.Status != then {
			t.Errorf("%s: after 6 s it is %s", v, q.text)
		}
	}
}

func TestATaskMayStayStarted(t *testing.T) {
	w := newWorld(t, Options{Mode: ModeStarted, Pace: time.Second})
	task, token := w.running(legalBody(t))
	for range 3 {
		w.clock.pass(time.Hour)
		if q := w.query(task, token); q.Status != agora.StatusStarted {
			t.Errorf("it is %s", q.text)
		}
	}
	if !w.present(subBot, "town-hall") {
		t.Error("its bot is not in the channel")
	}
	w.expect(w.stop(task, token), 200, "")
	w.clock.pass(2 * time.Second)
	if q := w.query(task, token); q.Status != agora.StatusStopped {
		t.Errorf("after the stop it is %s", q.text)
	}
}

func TestAnAgentMayShowEveryStatusOfThePages(t *testing.T) {
	w := newWorld(t, Options{Mode: ModeEvery, Pace: time.Second})
	r := w.begin(agora.V7, legalRequest(t))
	seen := []agora.Status{r.Status}
	look := func() {
		w.clock.pass(time.Second)
		if q := w.send("GET", w.agents()+"/agents/"+r.AgentID, ""); !slices.Contains(seen, q.Status) {
			seen = append(seen, q.Status)
		}
	}
	for range 6 {
		look()
	}
	w.expect(w.send("POST", w.agents()+"/agents/"+r.AgentID+"/leave", ""), 200, "")
	for range 2 {
		look()
	}
	kept := legalRequest(t)
	kept.RTC.ChannelName = "elsewhere"
	r = w.begin(agora.V7, kept)
	w.expect(w.send("POST", "/dev/v1/kicking-rule", `{"appid":"`+w.app+`","cname":"elsewhere","uid":88222,"time_in_seconds":60}`), 200, "")
	look()
	for _, status := range agora.V7.Statuses() {
		if !slices.Contains(seen, status) {
			t.Errorf("%s was not shown, only %v", status, seen)
		}
	}
}

func TestATaskLivesFromAcquireToNotFound(t *testing.T) {
	w := newWorld(t, Options{Mode: ModeEvery, Pace: time.Second})
	token := w.acquire()
	if len(token) != 384 {
		t.Errorf("the builder token has %d characters", len(token))
	}
	r := w.start(token, legalBody(t))
	w.expect(r, 200, "")
	if r.TaskID == "" || r.CreateTs != w.clock.Now().Unix() || r.Status != agora.StatusIdle {
		t.Errorf("start answered %s", r.text)
	}
	statuses := []agora.Status{r.Status}
	for range 8 {
		w.clock.pass(time.Second)
		q := w.query(r.TaskID, token)
		if q.TaskID != r.TaskID || q.CreateTs != r.CreateTs {
			t.Errorf("query answered %s after start answered %s", q.text, r.text)
		}
		statuses = append(statuses, q.Status)
	}
	want := append(slices.Clone(agora.V5.Statuses()[:7]), agora.StatusInProgress, agora.StatusInProgress)
	if !slices.Equal(statuses, want) {
		t.Errorf("statuses on the way up: %v, want %v", statuses, want)
	}
	stopped := w.stop(r.TaskID, token)
	w.expect(stopped, 200, "")
	if stopped.text != "{}" || stopped.header.Get("Content-Type") != "application/json" {
		t.Errorf("stop answered %q as %s", stopped.text, stopped.header.Get("Content-Type"))
	}
	for _, step := range []struct {
		after  time.Duration
		status agora.Status
	}{{0, agora.StatusStopping}, {time.Second, agora.StatusFailureStop}, {time.Second, agora.StatusStopped}, {9 * time.Second, agora.StatusStopped}} {
		w.clock.pass(step.after)
		if q := w.query(r.TaskID, token); q.Status != step.status {
			t.Errorf("after the stop: %s, want %s", q.text, step.status)
		}
	}
	w.expect(w.stop(r.TaskID, token), 404, "The task is not found")
	w.clock.pass(time.Second)
	gone := w.query(r.TaskID, token)
	w.expect(gone, 404, "The task is not found")
	if gone.Code != 404 {
		t.Errorf("the code of a task that is gone is %d", gone.Code)
	}
}

func TestStoppingTwiceStopsOnce(t *testing.T) {
	w := newWorld(t, Options{Pace: time.Second})
	task, token := w.running(legalBody(t))
	w.expect(w.stop(task, token), 200, "")
	w.clock.pass(time.Second)
	w.expect(w.stop(task, token), 200, "")
	w.clock.pass(time.Second)
	if q := w.query(task, token); q.Status != agora.StatusStopped {
		t.Errorf("the second stop put off the end: %s", q.text)
	}
	if st := w.state(); st.Tasks[0].Reason != ReasonStopped {
		t.Errorf("the reason is %q", st.Tasks[0].Reason)
	}
}

func TestATaskEndsByIdleTimeWhereNobodyIs(t *testing.T) {
	for _, tt := range []struct {
		name    string
		changes []samples.Setting
		last    time.Duration // after the start, with a pace of a second
		reason  string
	}{
		{"by the default idle time", []samples.Setting{{Path: agora.PathChannelName, Text: "idle-hall"}}, 36 * time.Second, ReasonIdle},
		{"by the idle time of the request", []samples.Setting{{Path: agora.PathChannelName, Text: "idle-hall"}, {Path: agora.PathMaxIdleTime, Text: "5"}}, 11 * time.Second, ReasonIdle},
		{"not with a host, but after a day", []samples.Setting{{Path: agora.PathMaxIdleTime, Text: "5"}}, 24 * time.Hour, ReasonLife},
		{"after a day when the idle time is longer", []samples.Setting{{Path: agora.PathChannelName, Text: "idle-hall"}, {Path: agora.PathMaxIdleTime, Text: "2592000"}}, 24 * time.Hour, ReasonLife},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, Options{Pace: time.Second})
			task, token := w.running(legalBody(t, tt.changes...))
			w.clock.pass(tt.last - time.Second)
			if q := w.query(task, token); q.Status != agora.StatusInProgress {
				t.Errorf("a second before the end: %s", q.text)
			}
			w.clock.pass(time.Second)
			if q := w.query(task, token); q.Status != agora.StatusStopped {
				t.Errorf("at the end: %s", q.text)
			}
			if got := w.state().Tasks[0].Reason; got != tt.reason {
				t.Errorf("the reason is %q", got)
			}
		})
	}
}

func TestAClockThatIsPutBackShowsTheFirstStatus(t *testing.T) {
	w := newWorld(t, Options{})
	task, token := w.running(legalBody(t))
	w.clock.pass(-time.Hour)
	if q := w.query(task, token); q.Status != agora.StatusStarted {
		t.Errorf("before its start the task is %s", q.text)
	}
}

func TestTheTinyestPaceRunsAtOnce(t *testing.T) {
	w := newWorld(t, Options{Pace: 1})
	task, token := w.running(legalBody(t))
	w.clock.pass(time.Microsecond)
	if q := w.query(task, token); q.Status != agora.StatusInProgress {
		t.Errorf("the task is %s", q.text)
	}
}

func TestTheLedgerHoldsTheRequestWithoutSecrets(t *testing.T) {
	w := newWorld(t, Options{})
	w.running(legalBody(t, samples.Captions(
		samples.Setting{Path: agora.PathSubBotToken, Text: "canary-1"}, samples.Setting{Path: agora.PathPubBotToken, Text: "canary-2"},
		samples.Setting{Path: agora.PathCryptionMode, Text: "7"}, samples.Setting{Path: agora.PathSecret, Text: "canary-3"},
		samples.Setting{Path: agora.PathSalt, Text: "Y2FuYXJ5LTQwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM="},
		samples.Setting{Path: agora.PathAccessKey, Text: "canary-5"}, samples.Setting{Path: agora.PathSecretKey, Text: "canary-6"},
	)...))
	data, err := encode(w.state())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "canary") || strings.Contains(string(data), "Y2FuYXJ5") {
		t.Errorf("a secret is in the ledger:\n%s", data)
	}
	r, errs, err := agora.DecodeRequest(w.state().Tasks[0].Request)
	if err != nil || errs != nil {
		t.Fatal(errs, err)
	}
	if r.RTC.ChannelName != "town-hall" || r.Caption == nil || r.Caption.Storage.Bucket != "captions" || *r.Caption.Storage.Region != 0 {
		t.Errorf("the ledger's request is %s", w.state().Tasks[0].Request)
	}
}

func TestOldTokensAndTasksAreForgottenLivingOnesAreNot(t *testing.T) {
	w := newWorld(t, Options{Pace: time.Second})
	first, firstToken := w.running(legalBody(t))
	for range keepOld + 5 {
		task, token := w.running(legalBody(t))
		w.stop(task, token)
		w.acquire()
	}
	w.clock.pass(time.Hour) // unused tokens are dead and stopped tasks gone
	fresh := w.acquire()
	w.running(legalBody(t))
	st := w.state()
	if len(st.Tasks) != keepOld+2 || len(st.Tokens) != keepOld+3 {
		t.Errorf("%d tasks and %d tokens are kept", len(st.Tasks), len(st.Tokens))
	}
	if q := w.query(first, firstToken); q.Status != agora.StatusInProgress {
		t.Errorf("the task that runs answers %s", q.text)
	}
	if st.token(DefaultAppID, fresh) == nil {
		t.Error("a fresh token was forgotten")
	}
}
