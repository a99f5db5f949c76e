package sandbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// seventh visits a sandbox with agora's own client for v7.
func seventh(t *testing.T, o Options) (*agora.Client, *testClock, *MemoryLedger) {
	t.Helper()
	c, ledger := newClock(), &MemoryLedger{}
	o.Now, o.Ledger, o.Pace = c.Now, ledger, time.Second
	l, err := New(o).Listen("127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	return callingAs(t, agora.V7, l.URL()), c, ledger
}

func callingAs(t *testing.T, v agora.Version, url string) *agora.Client {
	t.Helper()
	client, err := agora.NewClient(agora.Config{
		BaseURL: url, AppID: DefaultAppID, Key: DefaultKey, Secret: DefaultSecret, Project: agora.Project{Version: v},
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	must(t, err)
	t.Cleanup(client.Close)
	return client
}

// joinAs starts an agent under a name in a channel.
func joinAs(t *testing.T, client *agora.Client, name, channel string) agora.Task {
	t.Helper()
	r := legalRequest(t)
	r.RTC.ChannelName = channel
	task, err := client.Start(t.Context(), agora.Secret(name), r)
	must(t, err)
	return task
}

func TestAnAgentLivesFromJoinToNotFound(t *testing.T) {
	client, c, ledger := seventh(t, Options{})
	task := joinAs(t, client, "sttw-1", "town-hall")
	h := agora.Handle{TaskID: task.ID}
	if len(task.ID) != 26 || task.Status != agora.StatusRunning || !task.CreatedAt.Equal(c.Now()) {
		t.Errorf("joined as %+v", task)
	}
	status := func(after time.Duration) agora.Status {
		t.Helper()
		c.pass(after)
		task, err := client.Query(t.Context(), h)
		must(t, err)
		return task.Status
	}
	present := func() bool {
		t.Helper()
		in, err := client.Present(t.Context(), 88222, "town-hall")
		must(t, err)
		other, err := client.Present(t.Context(), 47091, "town-hall")
		if err != nil || other {
			t.Errorf("v7 has one bot: %v, %v", other, err)
		}
		return in
	}
	if got := status(5 * time.Second); got != agora.StatusRunning || !present() {
		t.Errorf("after five paces it is %s", got)
	}
	if got := status(time.Second); got != agora.StatusRunning {
		t.Errorf("after six it is %s", got)
	}
	must(t, client.Stop(t.Context(), h))
	if got := status(0); got != agora.StatusStopping {
		t.Errorf("after leave it is %s", got)
	}
	if got := status(2 * time.Second); got != agora.StatusStopped || present() {
		t.Errorf("two paces later it is %s", got)
	}
	for _, after := range []time.Duration{0, stoppedShown} {
		c.pass(after)
		if err := client.Stop(t.Context(), h); agora.KindOf(err) != agora.KindNotFound {
			t.Errorf("leaving again: %v", err)
		}
	}
	if _, err := client.Query(t.Context(), h); agora.KindOf(err) != agora.KindNotFound {
		t.Errorf("in the end: %v", err)
	}
	st, err := Read(ledger)
	if must(t, err); st.Tasks[0].InstanceID != "sttw-1" || strings.Contains(string(st.Tasks[0].Request), "subBotUid") {
		t.Errorf("the ledger has %+v", st.Tasks[0])
	}
}

func TestANameStartsOneAgent(t *testing.T) {
	outcomes := map[Reuse]agora.Outcome{
		Reuse409NoID: agora.OutcomeRunningNoID, Reuse201NoID: agora.OutcomeRunningNoID, Reuse49NoID: agora.OutcomeRunningNoID,
	}
	for _, info := range Reuses() {
		reuse := Reuse(info.Name)
		client, _, ledger := seventh(t, Options{Reuse: reuse})
		first := joinAs(t, client, "sttw-1", "town-hall")
		task, err := client.Start(t.Context(), "sttw-1", legalRequest(t))
		want := outcomes[reuse]
		if want == "" {
			want = agora.OutcomeStarted
		}
		outcome, again := agora.StartOutcome(task, err)
		st, _ := Read(ledger)
		if outcome != want || len(st.Tasks) != map[bool]int{true: 2, false: 1}[reuse == ReuseNone] {
			t.Errorf("%s: %s, %d tasks, %v", reuse, outcome, len(st.Tasks), err)
		}
		if outcome == agora.OutcomeStarted && (again.ID == first.ID) == (reuse == ReuseNone) {
			t.Errorf("%s: the id is %q, the first was %q", reuse, again.ID, first.ID)
		}
		if other := joinAs(t, client, "sttw-2", "town-hall"); other.ID == first.ID {
			t.Errorf("%s: another name gives the same agent", reuse)
		}
	}
}

func TestAgentsAreListedByChannelAndState(t *testing.T) {
	client, c, _ := seventh(t, Options{})
	var ids []string
	for i := range 45 {
		ids = append(ids, joinAs(t, client, fmt.Sprintf("sttw-%d", i), fmt.Sprintf("hall-%d", i%2)).ID)
	}
	list := func(q agora.ListQuery) []string {
		t.Helper()
		q.From = c.Now().Add(-time.Hour)
		tasks, err := client.List(t.Context(), q)
		must(t, err)
		var out []string
		for _, task := range tasks {
			out = append(out, task.ID)
		}
		slices.Sort(out)
		return out
	}
	slices.Sort(ids)
	if got := list(agora.ListQuery{}); !slices.Equal(got, ids) {
		t.Errorf("%d of 45 are listed", len(got))
	}
	if got := list(agora.ListQuery{Channel: "hall-1"}); len(got) != 22 {
		t.Errorf("%d of 22 are listed", len(got))
	}
	if got := list(agora.ListQuery{States: []agora.Status{agora.StatusStarting}}); len(got) > 0 {
		t.Errorf("%d are starting", len(got))
	}
	c.pass(6 * time.Second)
	must(t, client.Stop(t.Context(), agora.Handle{TaskID: ids[0]}))
	if got := list(agora.ListQuery{}); !slices.Equal(got, ids[1:]) {
		t.Errorf("%d of 44 are listed", len(got))
	}
	if got := list(agora.ListQuery{States: []agora.Status{agora.StatusStopping}}); !slices.Equal(got, ids[:1]) {
		t.Errorf("%v are stopping", got)
	}
	c.pass(2 * time.Hour)
	if got := list(agora.ListQuery{}); len(got) > 0 {
		t.Errorf("%d began within the hour", len(got))
	}
}

func TestAListWithoutWordsIsOfWhatRanTheLastDay(t *testing.T) {
	w := newWorld(t, Options{})
	r := legalRequest(t)
	w.expect(w.begin(agora.V7, r), 200, "")
	running := func() bool {
		t.Helper()
		return strings.Contains(w.send("GET", w.agents()+"/agents", "").text, `"total":1`)
	}
	if !running() {
		t.Error("it is not listed")
	}
	w.clock.pass(24*time.Hour + time.Second)
	if running() {
		t.Error("it is listed after a day")
	}
	for _, query := range []string{"?state=7", "?state=x", "?limit=0", "?limit=101", "?from_time=now"} {
		if got := w.send("GET", w.agents()+"/agents"+query, ""); got.status != 400 || got.Reason != "InvalidFieldValue" {
			t.Errorf("%s: %s", query, got.text)
		}
	}
}

func TestIdleTimeZeroIsNever(t *testing.T) {
	client, c, _ := seventh(t, Options{})
	never, zero := legalRequest(t), 0
	never.RTC.ChannelName, never.MaxIdleTime = "idle-never", &zero
	task, err := client.Start(t.Context(), "sttw-never", never)
	must(t, err)
	usual := joinAs(t, client, "sttw-usual", "idle-usual")
	c.pass(time.Minute)
	one, err := client.Query(t.Context(), agora.Handle{TaskID: task.ID})
	must(t, err)
	if _, err := client.Query(t.Context(), agora.Handle{TaskID: usual.ID}); one.Status != agora.StatusRunning || agora.KindOf(err) != agora.KindNotFound {
		t.Errorf("%s, %v", one.Status, err)
	}
	c.pass(72 * time.Hour)
	if _, err := client.Query(t.Context(), agora.Handle{TaskID: task.ID}); agora.KindOf(err) != agora.KindNotFound {
		t.Errorf("after three days: %v", err)
	}
}

func TestTheVersionsOfASandboxAreApart(t *testing.T) {
	for _, v := range agora.Versions() {
		w := newWorld(t, Options{Project: agora.Project{Version: v}})
		r := legalRequest(t)
		agent := w.begin(agora.V7, r)
		w.expect(agent, 200, "")
		old := w.send("POST", w.base()+"/builderTokens", `{"instanceId":"sttw-1"}`)
		if v == agora.V7 {
			w.expect(old, 404, "no Route matched with those values")
			continue
		}
		task := w.start(old.TokenName, string(r.Body(agora.Project{Version: v})))
		w.expect(task, 200, "")
		w.expect(w.query(agent.AgentID, old.TokenName), 404, "The task is not found")
		if got := w.send("GET", w.agents()+"/agents/"+task.TaskID, ""); got.status != 404 || got.Reason != "TaskNotFound" {
			t.Errorf("a task of %s is an agent: %s", v, got.text)
		}
		four := strings.Replace(legalBody(t), `"en-US"`, `"en-US","fr-FR","de-DE","es-ES"`, 1)
		if got := w.start(w.acquire(), four); (got.status == 200) != (v == agora.V6) {
			t.Errorf("%s: four languages: %s", v, got.text)
		}
	}
}

func TestOldBodiesOfV7AreTakenAndOthersAreNot(t *testing.T) {
	w := newWorld(t, Options{})
	body := func(more string) string {
		return `{"name":"` + agora.NewInstanceID(nil) + `","languages":["en-US"],` + more + `"rtcConfig":{"channelName":"c","subBotUid":"47091","subBotToken":"t","pubBotUid":"88222"}}`
	}
	w.expect(w.send("POST", w.agents()+"/join", body("")), 200, "")
	for more, says := range map[string]string{
		`"translateConfig":{"forceTranslateInterval":3,"languages":[{"source":"en-US","target":["fr-FR"]}]},`: "v7 does not have it any more",
		`"translateConfig":{"enable":true,"languages":[{"source":"en-US","target":["fr-FR"]}]},`:              "runs already",
		`"nickname":"x",`: "no such field",
	} {
		if got := w.send("POST", w.agents()+"/join", body(more)); got.status != 400 || !strings.Contains(got.Detail, says) {
			t.Errorf("%s: %s", more, got.text)
		}
	}
	if got := w.send("POST", w.agents()+"/join", `{"languages":["en-US"],"rtcConfig":{"channelName":"c","pubBotUid":"88222"}}`); got.Detail != "name: is required" {
		t.Errorf("without a name: %s", got.text)
	}
}

func TestWhoCallsV7IsCheckedInItsWords(t *testing.T) {
	w := newWorld(t, Options{Token: "007pretend"})
	list := func() reply { return w.send("GET", w.agents()+"/agents", "") }
	w.app = strings.Repeat("1", 32)
	if got := list(); got.status != 403 || got.Reason != "ServiceNotEnabled" {
		t.Errorf("another App ID: %s", got.text)
	}
	w.app = DefaultAppID
	for header, status := range map[string]int{
		"agora token=007pretend": 200, `agora token="007pretend"`: 200, "agora token=007other": 401, "agora token=": 401, "Bearer x": 401,
	} {
		w.auth = header
		if got := list(); got.status != status {
			t.Errorf("%s: %d %s", header, got.status, got.text)
		}
	}
	w.auth = "agora token=007pretend"
	if got := w.send("GET", "/dev/v1/channel/user/property/"+w.app+"/1/c", ""); got.status != 401 {
		t.Errorf("presence takes a token: %s", got.text)
	}
	none := newWorld(t, Options{})
	none.auth = "agora token="
	if got := none.send("GET", none.agents()+"/agents", ""); got.status != 401 {
		t.Errorf("without a token of its own: %s", got.text)
	}
	invalid := newWorld(t, Options{Mode: ModeInvalid})
	if got := invalid.send("GET", invalid.agents()+"/agents", ""); got.Reason != "ServiceNotEnabled" {
		t.Errorf("mode invalid: %s", got.text)
	}
}
