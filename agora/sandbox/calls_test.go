package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestWhoMayCallWhat(t *testing.T) {
	for _, tt := range []struct {
		name         string
		change       func(*world)
		method, path string
		status       int
		message      string
	}{
		{"no credentials", func(w *world) { w.key = "" }, "POST", "/builderTokens", 401, "Unauthorized"},
		{"a wrong key", func(w *world) { w.key = "nobody" }, "POST", "/builderTokens", 401, "Invalid authentication credentials"},
		{"a wrong secret", func(w *world) { w.secret = "guess" }, "GET", "/tasks/1", 401, "Invalid authentication credentials"},
		{"another App ID", func(w *world) { w.app = strings.Repeat("a", 32) }, "POST", "/tasks", 400, "invalid_appid"},
		{"an App ID with a slash escaped", func(w *world) { w.app = "a%2Fb" }, "POST", "/tasks", 400, "invalid_appid"},
		{"no App ID", func(w *world) { w.app = "" }, "POST", "/tasks", 404, "no Route matched with those values"},
		{"a path that does not exist", nil, "POST", "/nothing", 404, "no Route matched with those values"},
		{"a path with a task id too few", nil, "GET", "/tasks", 404, "no Route matched with those values"},
		{"a path with a part too many", nil, "GET", "/tasks/1/2", 404, "no Route matched with those values"},
		{"a method that does not exist", nil, "PUT", "/tasks/1", 404, "no Route matched with those values"},
		{"an unknown task", nil, "GET", "/tasks/1", 404, "The task is not found"},
		{"stopping an unknown task", nil, "DELETE", "/tasks/1", 404, "The task is not found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, Options{})
			if tt.change != nil {
				tt.change(w)
			}
			w.expect(w.send(tt.method, w.base()+tt.path, `{"instanceId":"sttw-1"}`), tt.status, tt.message)
			if st := w.state(); len(st.Tokens)+len(st.Tasks) != 0 {
				t.Errorf("the ledger shows %+v", st)
			}
		})
	}
}

func TestAnAuthorizationThatIsNotBasicIsInvalid(t *testing.T) {
	w := newWorld(t, Options{})
	req, _ := http.NewRequest("GET", w.url+w.base()+"/tasks/1", nil)
	req.Header.Set("Authorization", "Bearer x")
	resp, err := w.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 401 {
		t.Errorf("status %d", resp.StatusCode)
	}
}

func TestLookingWhetherSomebodyIsThereIsHarmless(t *testing.T) {
	for _, method := range []string{"GET", "HEAD"} {
		for _, mode := range []Mode{ModeOK, ModeDenied, ModeBusy} {
			w := newWorld(t, Options{Mode: mode})
			w.key = ""
			if r := w.send(method, "/", ""); r.status != 200 {
				t.Errorf("%s / in mode %s answered %d %v", method, mode, r.status, r.err)
			}
		}
	}
}

func TestInstanceIDs(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		ok         bool
	}{
		{"one character", `{"instanceId":"a"}`, true},
		{"64 characters", `{"instanceId":"` + strings.Repeat("A", 64) + `"}`, true},
		{"all kinds of characters", `{"instanceId":"aZ09-_"}`, true},
		{"65 characters", `{"instanceId":"` + strings.Repeat("A", 65) + `"}`, false},
		{"empty", `{"instanceId":""}`, false},
		{"a space", `{"instanceId":"town hall"}`, false},
		{"a line end at the end", `{"instanceId":"hall\n"}`, false},
		{"a number", `{"instanceId":7}`, false},
		{"null", `{"instanceId":null}`, false},
		{"missing", `{}`, false},
		{"spelled wrong", `{"instanceID":"hall"}`, false},
		{"something else beside it", `{"instanceId":"hall","more":1}`, false},
		{"not JSON", `instanceId=hall`, false},
		{"two values", `{"instanceId":"hall"}{}`, false},
		{"nothing", ``, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, Options{})
			r := w.send("POST", w.base()+"/builderTokens", tt.body)
			if tt.ok && (r.status != 200 || !strings.Contains(tt.body, `"`+r.InstanceID+`"`)) {
				t.Errorf("refused: %d %s", r.status, r.text)
			}
			if !tt.ok && (r.status != 400 || r.Code != 2 || !strings.Contains(r.Reason, "instanceId")) {
				t.Errorf("taken: %d %s", r.status, r.text)
			}
			if got := len(w.state().Tokens); (got == 1) != tt.ok {
				t.Errorf("the ledger shows %d tokens", got)
			}
		})
	}
}

func TestAnUnusedTokenDiesAfterFiveMinutes(t *testing.T) {
	w := newWorld(t, Options{})
	young, old := w.acquire(), w.acquire()
	w.clock.pass(5*time.Minute - time.Nanosecond)
	w.expect(w.start(young, legalBody(t)), 200, "")
	w.clock.pass(time.Nanosecond)
	w.expect(w.start(old, legalBody(t)), 400, "resourceId reaches out the limited time interval!")
	if st := w.state(); len(st.Tasks) != 1 || st.token(DefaultAppID, old).Used {
		t.Errorf("the dead token started something: %+v", st)
	}
}

func TestAUsedTokenLivesAsLongAsItsTask(t *testing.T) {
	w := newWorld(t, Options{})
	task, token := w.running(legalBody(t))
	w.clock.pass(10 * time.Hour)
	if q := w.query(task, token); q.Status != agora.StatusInProgress {
		t.Errorf("after ten hours: %s", q.text)
	}
	w.expect(w.stop(task, token), 200, "")
}

func TestAUsedTokenStartsNothingNew(t *testing.T) {
	w := newWorld(t, Options{Pace: time.Second})
	task, token := w.running(legalBody(t))
	w.clock.pass(5 * time.Second)
	w.expect(w.start(token, legalBody(t)), 409, "The task has been started, current status is STARTED, taskId is "+task)
	w.clock.pass(time.Hour)
	w.expect(w.start(token, legalBody(t)), 409, "The task has been started, current status is IN_PROGRESS, taskId is "+task)
	w.stop(task, token)
	w.clock.pass(time.Hour)
	w.expect(w.start(token, legalBody(t)), 409, "The task has been started, current status is STOPPED, taskId is "+task)
	st := w.state()
	if len(st.Tasks) != 1 || st.Tokens[0].Starts != 4 || !st.Tokens[0].Used {
		t.Errorf("the ledger shows %d tasks and the token %+v", len(st.Tasks), st.Tokens[0])
	}
}

func TestTokenAndTaskBelongTogether(t *testing.T) {
	w := newWorld(t, Options{})
	task, token := w.running(legalBody(t))
	_, other := w.running(legalBody(t))
	for _, wrong := range []string{other, w.acquire(), "nonsense", ""} {
		for _, r := range []reply{w.query(task, wrong), w.stop(task, wrong)} {
			w.expect(r, 400, "The taskId does not match with builderToken.")
			if r.Code != 53 {
				t.Errorf("the code is %d", r.Code)
			}
		}
	}
	if q := w.query(task, token); q.Status == agora.StatusStopping {
		t.Error("a wrong token stopped the task")
	}
	for _, wrong := range []string{"nonsense", ""} {
		if r := w.start(wrong, legalBody(t)); r.status != 400 || r.Code != 1001 || r.Reason == "" {
			t.Errorf("a start with the token %q: %d %s", wrong, r.status, r.text)
		}
	}
}

func TestBodiesAreReadStrictly(t *testing.T) {
	const rtc = `"rtcConfig":{"channelName":"c","subBotUid":"47091","pubBotUid":"88222"`
	storage := func(access, secret string) string {
		return `{"languages":["en-US"],` + rtc + `},"captionConfig":{"storage":{"` + access + `":"a","` + secret + `":"s","bucket":"b","vendor":1,"region":0}}}`
	}
	many := strings.Builder{}
	for i := range 60 {
		fmt.Fprintf(&many, `"x%d":1,`, i)
	}
	for _, tt := range []struct {
		name, body string
		names      []string // in the refusal; none: it starts
	}{
		{"null is unset", `{"languages":["en-US"],"maxIdleTime":null,"captionConfig":null,` + rtc + `,"salt":null}}`, nil},
		{"storage keys as the tables write them", storage("accesskey", "secretkey"), nil},
		{"storage keys as the examples write them", storage("accessKey", "secretKey"), nil},
		{"storage keys in another case", storage("AccessKey", "secretkey"), []string{"captionConfig.storage.AccessKey: there is no such field", "captionConfig.storage.accesskey: is required"}},
		{"an unknown field", `{"languages":["en-US"],"language":"en-US",` + rtc + `}}`, []string{"language: there is no such field"}},
		{"a field of v6", `{"languages":["en-US"],` + rtc + `,"unSubscribeAudioUids":["1"]}}`, []string{"rtcConfig.unSubscribeAudioUids: only v6 and v7 have it"}},
		{"a uid as a number", `{"languages":["en-US"],"rtcConfig":{"channelName":"c","subBotUid":47091,"pubBotUid":"88222"}}`, []string{"rtcConfig.subBotUid: must be a JSON string"}},
		{"a name twice", `{"languages":["en-US"],"languages":["fr-FR"],` + rtc + `}}`, []string{"languages: stands there twice"}},
		{"everything that is wrong at once", `{"languages":["en-US","fr-FR","de-DE"],"maxIdleTime":1,"rtcConfig":{}}`, []string{"languages: ", "maxIdleTime: ", "rtcConfig.channelName: ", "rtcConfig.subBotUid: ", "rtcConfig.pubBotUid: "}},
		{"more mistakes than are named", `{` + many.String() + `"languages":["en-US"],` + rtc + `}}`, []string{"x49: ", "; and 10 more"}},
		{"text behind it", `{"languages":["en-US"],` + rtc + `}} x`, []string{"there is more than one JSON value"}},
		{"cut off", `{"languages":["en-US"`, []string{"it ends too early"}},
		{"a list", `[]`, []string{"must be a JSON object"}},
		{"nothing", ``, []string{"it ends too early"}},
		{"far too much", `"` + strings.Repeat("x", agora.MaxRequestBytes) + `"`, []string{"larger than"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, Options{})
			r := w.start(w.acquire(), tt.body)
			if tt.names == nil {
				w.expect(r, 200, "")
				return
			}
			if r.status != 400 || !strings.HasPrefix(r.Message, "body schema check fail, ") {
				t.Fatalf("answered %d %s %v", r.status, r.text, r.err)
			}
			for _, name := range tt.names {
				if !strings.Contains(r.Message, name) {
					t.Errorf("%q is not in: %s", name, r.Message)
				}
			}
			if st := w.state(); len(st.Tasks) != 0 || st.Tokens[0].Used {
				t.Errorf("something started: %+v", st)
			}
		})
	}
}

func TestAPartThatCannotBeReadIsNotCalledMissing(t *testing.T) {
	w := newWorld(t, Options{})
	r := w.start(w.acquire(), `{"languages":["en-US"],"rtcConfig":"town-hall"}`)
	w.expect(r, 400, "body schema check fail, rtcConfig: must be a JSON object")
}

func TestARefusedTokenCanStillStart(t *testing.T) {
	w := newWorld(t, Options{})
	token := w.acquire()
	if r := w.start(token, `{}`); r.status != 400 {
		t.Fatalf("an empty request: %d %s", r.status, r.text)
	}
	w.expect(w.start(token, legalBody(t)), 200, "")
}

func TestTwoProjectsOnOneLedgerDoNotSeeEachOther(t *testing.T) {
	a := newWorld(t, Options{})
	task, token := a.running(legalBody(t))
	b := newWorld(t, Options{Ledger: a.ledger, AppID: strings.Repeat("b", 32)})
	b.app = strings.Repeat("b", 32)
	b.expect(b.query(task, token), 404, "The task is not found")
	if r := b.start(a.acquire(), legalBody(t)); r.Code != 1001 {
		t.Errorf("another project's token: %d %s", r.status, r.text)
	}
}

func TestOneStreamOfRandomNumbersGivesTheSameIds(t *testing.T) {
	ids := func(extra int) string {
		w := newWorld(t, Options{Random: &counter{}})
		for range extra {
			w.send("GET", "/", "")
		}
		task, token := w.running(legalBody(t))
		return task + token
	}
	if ids(0) != ids(3) {
		t.Error("ids depend on requests in between")
	}
}

// counter is an endless stream of bytes.
type counter struct{ n byte }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = c.n
		c.n++
	}
	return len(p), nil
}

func TestWhoeverWantsToKnowIsToldOfEachTaskOnce(t *testing.T) {
	var told []Task
	var keys []agora.Secret
	w := newWorld(t, Options{Started: func(task Task, r agora.Request) {
		told = append(told, task)
		keys = append(keys, r.Caption.Storage.SecretKey)
	}})
	token := w.acquire()
	body := legalBody(t, samples.Captions()...)
	w.start(token, "{}")
	w.start(token, body)
	w.start(token, body)
	if len(told) != 1 || told[0].ID != w.state().Tasks[0].ID || keys[0] != "pretend-secret-key" {
		t.Errorf("%+v", told)
	}
}
