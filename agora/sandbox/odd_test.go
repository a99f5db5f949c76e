package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	bottoken "sttwizard/agora/token"
)

// listener keeps what a sandbox tells.
type listener struct {
	mu    sync.Mutex
	texts []string
}

func (l *listener) tell(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.texts = append(l.texts, text)
}

// one returns the only text that holds a word.
func (l *listener) one(t *testing.T, word string) string {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []string
	for _, text := range l.texts {
		if strings.Contains(text, word) {
			found = append(found, text)
		}
	}
	if len(found) != 1 {
		t.Errorf("%q was told %d times: %q", word, len(found), l.texts)
		return ""
	}
	return found[0]
}

// as7 is a join's body with more members at its beginning and in its translation.
func as7(more, translation string) string {
	return fmt.Sprintf(`{"name":%q,"languages":["de-DE"],%s"rtcConfig":{"channelName":"lobby","pubBotUid":"88222","subBotUid":"47091"},
		"translateConfig":{%s"languages":[{"source":"de-DE","target":["en-US"]}]}}`, agora.NewInstanceID(nil), more, translation)
}

func TestFieldsThatAppsOfAgorasSendAreTakenAndNamed(t *testing.T) {
	more := `"graph_id":"g7","devicePlatform":"iOS","testIp":"192.0.2.1","testPort":8080,`
	body := func() string { return as7(more, `"enable":true,"forceTranslateInterval":3,`) }
	names := []string{"graph_id", "devicePlatform", "testIp", "testPort", "translateConfig.enable", "translateConfig.forceTranslateInterval"}
	for _, how := range []Unlisted{UnlistedOfApps, UnlistedTaken} {
		var heard listener
		w := newWorld(t, Options{Unlisted: how, Tell: heard.tell})
		for range 2 {
			w.expect(w.send("POST", w.agents()+"/join", body()), 200, "")
		}
		for _, name := range names {
			if text := heard.one(t, name); !strings.Contains(text, "apps of its own send") {
				t.Errorf("%s: told %q", name, text)
			}
		}
		if kept := string(w.state().Tasks[0].Request); strings.Contains(kept, "graph_id") {
			t.Errorf("the task has %s", kept)
		}
		five := strings.Replace(legalBody(t), "{", `{"testIp":"192.0.2.1",`, 1)
		w.expect(w.start(w.acquire(), five), 200, "")
	}
	refused := newWorld(t, Options{}).send("POST", newWorld(t, Options{}).agents()+"/join", body())
	for _, name := range names {
		if refused.status != 400 || !strings.Contains(refused.Detail, name) {
			t.Errorf("where all are refused %s is not: %s", name, refused.text)
		}
	}
}

func TestOtherFieldsAreNamedOrRefused(t *testing.T) {
	body := func() string { return as7(`"nickname":"x","transferMode":["RTC"],`, "") }
	var heard listener
	w := newWorld(t, Options{Unlisted: UnlistedTaken, Tell: heard.tell})
	for range 2 {
		w.expect(w.send("POST", w.agents()+"/join", body()), 200, "")
	}
	heard.one(t, "nickname")
	heard.one(t, "transferMode")
	older := strings.Replace(legalBody(t), "{", `{"keywords":["x"],`, 1) // v5 does not have them
	w.expect(w.start(w.acquire(), older), 200, "")
	heard.one(t, "keywords")

	strict := newWorld(t, Options{Unlisted: UnlistedOfApps})
	if r := strict.send("POST", strict.agents()+"/join", body()); r.status != 400 || !strings.Contains(r.Detail, "nickname: there is no such field") {
		t.Errorf("strict: %s", r.text)
	}
	if r := w.send("POST", w.agents()+"/join", as7("", `"enable":"yes",`)); r.status != 400 || !strings.Contains(r.Detail, "true or false") {
		t.Errorf("a value of another type is taken: %s", r.text)
	}
}

func TestAChangeMayHoldFieldsThatNoPageLists(t *testing.T) {
	var heard listener
	w := newWorld(t, Options{Unlisted: UnlistedTaken, Tell: heard.tell})
	r := w.begin(agora.V7, legalRequest(t))
	w.clock.pass(time.Minute)
	changed := w.send("POST", w.agents()+"/agents/"+r.AgentID+"/update?sequenceId=1&updateMask=languages", `{"languages":["fr-FR"],"graph_id":"g7"}`)
	w.expect(changed, 200, "")
	heard.one(t, "graph_id")
}

func TestNamesThatAClientMakesUpAreToldUpToALimit(t *testing.T) {
	var heard listener
	w := newWorld(t, Options{Unlisted: UnlistedTaken, Tell: heard.tell})
	for i := range mostTold + 20 {
		w.expect(w.send("POST", w.agents()+"/join", as7(fmt.Sprintf(`"%s%d":1,`, strings.Repeat("x", 300*(i%2)), i), "")), 200, "")
	}
	if n := len(heard.texts); n > mostTold {
		t.Errorf("%d were told", n)
	}
	for _, text := range heard.texts {
		if len(text) > 300 {
			t.Errorf("told %q", text)
		}
	}
}

func TestAVerbCountsInAnyCase(t *testing.T) {
	var heard listener
	w := newWorld(t, Options{Tell: heard.tell})
	for range 2 {
		r := w.send("post", w.base()+"/builderTokens", `{"instanceId":"sttw-1"}`)
		w.expect(r, 200, "")
		task := w.send("Post", w.base()+"/tasks?builderToken="+r.TokenName, legalBody(t))
		w.expect(task, 200, "")
		w.expect(w.send("delete", w.base()+"/tasks/"+task.TaskID+"?builderToken="+r.TokenName, ""), 200, "")
	}
	for _, verb := range []string{`"post"`, `"Post"`, `"delete"`} {
		heard.one(t, verb)
	}
	w.expect(w.send("put", w.base()+"/builderTokens", "{}"), 404, "no Route matched with those values")
}

func TestPathsMayBeginWithTheSegmentOfChina(t *testing.T) {
	w := newWorld(t, Options{})
	plain := w.url
	w.url += "/cn"
	w.expect(w.send("GET", "/", ""), 200, "this is the sandbox, a pretend Agora")
	task, token := w.running(legalBody(t))
	w.expect(w.query(task, token), 200, "")
	w.expect(w.begin(agora.V7, legalRequest(t)), 200, "")
	w.clock.pass(time.Minute)
	if !w.present(subBot, "town-hall") {
		t.Error("presence does not answer")
	}
	w.url = plain + "/cnx"
	w.expect(w.query(task, token), 404, "no Route matched with those values")
	w.url = plain + "/cn/cn"
	w.expect(w.query(task, token), 404, "no Route matched with those values")
}

// fromPage sends as a page of an origin does.
func (w *world) fromPage(method, path, origin string) *http.Response {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, strings.NewReader(`{"instanceId":"sttw-1"}`))
	must(w.t, err)
	req.Header.Set("Origin", origin)
	req.Header.Set("Access-Control-Request-Method", "POST")
	req.Header.Set("Access-Control-Request-Headers", "authorization, content-type")
	if method != http.MethodOptions {
		req.SetBasicAuth(w.key, w.secret)
	}
	resp, err := w.client.Do(req)
	must(w.t, err)
	must(w.t, resp.Body.Close())
	return resp
}

func TestPagesOfThisMachineMayCall(t *testing.T) {
	var heard listener
	w := newWorld(t, Options{Tell: heard.tell})
	acquire := w.base() + "/builderTokens"
	for _, origin := range []string{"http://localhost:3000", "https://127.0.0.1:8443", "http://[::1]:80", "http://127.8.9.1"} {
		asked, sent := w.fromPage("OPTIONS", acquire, origin), w.fromPage("POST", acquire, origin)
		for _, r := range []*http.Response{asked, sent} {
			if r.Header.Get("Access-Control-Allow-Origin") != origin || !slices.Contains(r.Header.Values("Vary"), "Origin") {
				t.Errorf("%s: the head is %v", origin, r.Header)
			}
		}
		if h := asked.Header; asked.StatusCode != 204 || !strings.Contains(h.Get("Access-Control-Allow-Methods"), "DELETE") || !strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization") {
			t.Errorf("%s: OPTIONS answered %d %v", origin, asked.StatusCode, h)
		}
		if sent.StatusCode != 200 || !strings.Contains(sent.Header.Get("Access-Control-Expose-Headers"), "X-Request-Id") {
			t.Errorf("%s: answered %d %v", origin, sent.StatusCode, sent.Header)
		}
	}
	before := len(w.state().Tokens)
	for _, origin := range []string{"https://example.org", "http://localhost.example.org", "http://192.0.2.7:3000", "null", "file://localhost", "http://u@localhost", "http://127.0.0.1.example"} {
		for _, method := range []string{"OPTIONS", "POST"} {
			if r := w.fromPage(method, acquire, origin); r.StatusCode != 403 || r.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s: %s answered %d %v", origin, method, r.StatusCode, r.Header)
			}
		}
		heard.one(t, "a page of "+origin+" is refused")
	}
	if after := len(w.state().Tokens); after != before {
		t.Errorf("a page from elsewhere made %d tokens", after-before)
	}
}

func TestATokenOfTheAppStandsForKeyAndSecret(t *testing.T) {
	spec := func(change func(*bottoken.Spec)) string {
		s := bottoken.Spec{AppID: DefaultAppID, Channel: "any", Role: bottoken.Subscriber, Life: time.Hour, Issued: newClock().Now()}
		change(&s)
		made, err := bottoken.Make(s, madeUpCertificate, nil)
		must(t, err)
		return made.Reveal()
	}
	good := spec(func(*bottoken.Spec) {})
	open, signed := Options{Tokens: true}, Options{Tokens: true, Certificate: madeUpCertificate}
	for _, tt := range []struct {
		name, header string
		o            Options
		status       int
		says         string
	}{
		{"without quotes", "agora token=" + good, open, 200, ""},
		{"in quotes", `agora token="` + good + `"`, open, 200, ""},
		{"with the certificate", "agora token=" + good, signed, 200, ""},
		{"of another certificate", "agora token=" + good, Options{Tokens: true, Certificate: "00000000000000000000000000000001"}, 401, "Invalid token"},
		{"of another App ID", "agora token=" + spec(func(s *bottoken.Spec) { s.AppID = "0123456789abcdef0123456789abcdef" }), open, 401, "Invalid token"},
		{"expired", "agora token=" + spec(func(s *bottoken.Spec) { s.Issued = s.Issued.Add(-2 * time.Hour) }), signed, 401, "Token is expired"},
		{"no token", "agora token=007pretend", open, 401, "Invalid token"},
		{"where none is taken", "agora token=" + good, Options{}, 401, "Invalid token"},
		{"key and secret", "", signed, 200, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, tt.o)
			w.auth = tt.header
			w.expect(w.send("POST", w.base()+"/builderTokens", `{"instanceId":"sttw-1"}`), tt.status, tt.says)
			if r := w.send("GET", w.agents()+"/agents", ""); r.status != tt.status {
				t.Errorf("v7 answers %d %s", r.status, r.text)
			}
			if r := w.send("GET", "/dev/v1/channel/user/property/"+w.app+"/1/c", ""); (r.status == 200) != (tt.header == "") {
				t.Errorf("presence answers %d", r.status)
			}
		})
	}
}
