package agora

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// rule returns a legal rule of the test's App ID.
func rule(t testing.TB) KickRule {
	t.Helper()
	r, err := NewKickRule(testAppID, "town hall", 88222, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatIsSentToTheChannelManagement(t *testing.T) {
	tests := []struct {
		name, method, uri, body string
		call                    func(*Client) error
	}{
		{"presence", "GET", "/dev/v1/channel/user/property/" + testAppID + "/4294967295/a%20%3F%23%25%7C&", "",
			func(c *Client) error { _, err := c.Present(t.Context(), 4294967295, "a ?#%|&"); return err }},
		{"presence with a slash in the channel", "GET", "/dev/v1/channel/user/property/" + testAppID + "/1/a%2F..%2Fb", "",
			func(c *Client) error { _, err := c.Present(t.Context(), 1, "a/../b"); return err }},
		{"users", "GET", "/dev/v1/channel/user/" + testAppID + "/a%20%2F%3F%23", "",
			func(c *Client) error { _, err := c.Users(t.Context(), "a /?#"); return err }},
		{"kick", "POST", "/dev/v1/kicking-rule",
			`{"appid":"` + testAppID + `","cname":"town hall","uid":88222,"time_in_seconds":60,"privileges":["join_channel"]}`,
			func(c *Client) error { _, err := c.Kick(t.Context(), rule(t)); return err }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			config, requests := recording(t, `{"success":true,"data":{"in_channel":false,"channel_exist":false},"status":"success","id":1953}`)
			config.BaseURL += "/cn"
			config.UserAgent = "sttwizard/1.2"
			if err := tt.call(newTestClient(t, config)); err != nil {
				t.Fatal(err)
			}
			if len(*requests) != 1 {
				t.Fatalf("%d requests", len(*requests))
			}
			got := (*requests)[0]
			if got.method != tt.method || got.uri != "/cn"+tt.uri || got.body != tt.body {
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

func TestPresenceIsAClearYesOrNo(t *testing.T) {
	const incomplete = "answer " + WhyIncomplete
	tests := []struct {
		name   string
		server func(*testing.T) Config
		want   string
		in     bool
	}{
		{"there", one(200, jsonType, `{"success":true,"data":{"join":1640330382,"uid":47091,"in_channel":true,"role":2}}`), "", true},
		{"there, the uid as text", one(200, jsonType, `{"success":true,"data":{"uid":"47091","in_channel":true}}`), "", true},
		{"not there", one(200, jsonType, `{"success":true,"data":{"in_channel":false}}`), "", false},
		{"another user", one(200, jsonType, `{"success":true,"data":{"uid":47092,"in_channel":true}}`), "answer " + WhyOtherUser, false},
		{"no success", one(200, jsonType, `{"success":false,"data":{"in_channel":false}}`), incomplete, false},
		{"success not told", one(200, jsonType, `{"data":{"in_channel":false}}`), incomplete, false},
		{"no data", one(200, jsonType, `{"success":true}`), incomplete, false},
		{"empty data", one(200, jsonType, `{"success":true,"data":{}}`), incomplete, false},
		{"data that are a list", one(200, jsonType, `{"success":true,"data":[false]}`), incomplete, false},
		{"a number for a yes", one(200, jsonType, `{"success":true,"data":{"in_channel":0}}`), incomplete, false},
		{"a text for a no", one(200, jsonType, `{"success":true,"data":{"in_channel":"false"}}`), incomplete, false},
		{"null", one(200, jsonType, `{"success":true,"data":{"in_channel":null}}`), incomplete, false},
		{"the name in another case", one(200, jsonType, `{"success":true,"data":{"In_Channel":false}}`), incomplete, false},
		{"outside of data", one(200, jsonType, `{"success":true,"in_channel":false}`), incomplete, false},
		{"a no under 201", one(201, jsonType, `{"success":true,"data":{"in_channel":false}}`), "api unknown", false},
		{"a no under 404", one(404, jsonType, `{"success":true,"data":{"in_channel":false}}`), "api no-route", false},
		{"not allowed", one(403, jsonType, `{"message":"no permission"}`), "api forbidden", false},
		{"wrong credentials", one(401, jsonType, `{"message":"Unauthorized"}`), "api credentials", false},
		{"too many requests", one(429, jsonType, `{"message":"too many"}`), "api busy", false},
		{"trouble at Agora", one(500, jsonType, `{}`), "api server", false},
		{"HTML", one(200, "text/html", "<html>"), "answer " + WhyNotJSON, false},
		{"a cut body", resetInBody, "answer " + WhyCut, false},
		{"a redirect", redirecting(302), "answer " + WhyRedirect, false},
		{"the credentials sent back", echoCredentials(500), "api server", false},
		{"refused", refused, "net refused", false},
		{"no answer in time", never, "net timeout", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, err := newTestClient(t, tt.server(t)).Present(t.Context(), 47091, "town-hall")
			if got := describe(err); got != tt.want || in != tt.in {
				t.Errorf("got %v %q (%v), want %v %q", in, got, err, tt.in, tt.want)
			}
			checkClean(t, err)
		})
	}
}

func TestVerdictsOfAKick(t *testing.T) {
	tests := []struct {
		name   string
		server func(*testing.T) Config
		want   string
	}{
		{"made", one(200, jsonType, `{"status":"success","id":1953}`), ""},
		{"no id", one(200, jsonType, `{"status":"success"}`), "answer " + WhyIncomplete},
		{"an id of nothing", one(200, jsonType, `{"status":"success","id":0}`), "answer " + WhyIncomplete},
		{"no success", one(200, jsonType, `{"status":"failed","id":1953}`), "answer " + WhyIncomplete},
		{"trouble at Agora is not tried again", once(503), "api server"},
		{"too many requests are not tried again", once(429), "api busy"},
		{"the credentials sent back", echoCredentials(400), "api invalid"},
		{"cut off", resetInBody, "answer " + WhyCut},
		{"a reset", resetAfter, "net reset"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			id, err := newTestClient(t, tt.server(t)).Kick(t.Context(), rule(t))
			if got := describe(err); got != tt.want || (err == nil) != (id == 1953) {
				t.Errorf("got %d %q (%v), want %q", id, got, err, tt.want)
			}
			checkClean(t, err)
		})
	}
}

// echoCredentials sends back the credentials of a call, in several forms.
func echoCredentials(status int) func(*testing.T) Config {
	return func(t *testing.T) Config {
		return serving(t, func(w http.ResponseWriter, r *http.Request) {
			_, password, _ := r.BasicAuth()
			w.Header().Set("Content-Type", jsonType)
			w.Header().Set("X-Request-Id", password)
			w.WriteHeader(status)
			io.WriteString(w, `{"message":`+quote(r.Header.Get("Authorization")+" "+password)+`}`)
		})
	}
}

// once answers with a status and fails the test if it is asked again.
func once(status int) func(*testing.T) Config {
	return func(t *testing.T) Config {
		var asked atomic.Int32
		t.Cleanup(func() {
			if n := asked.Load(); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
		return serving(t, func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			w.Header().Set("Content-Type", jsonType)
			w.WriteHeader(status)
			io.WriteString(w, "{}")
		})
	}
}

func TestAKickHasLongerThanOtherCalls(t *testing.T) {
	if got := (Timing{}).withDefaults().Kick; got != 20*time.Second {
		t.Errorf("it has %s", got)
	}
	config := serving(t, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		<-time.After(50 * time.Millisecond)
		w.Header().Set("Content-Type", jsonType)
		io.WriteString(w, `{"status":"success","id":7}`)
	})
	config.Timing = Timing{Headers: 10 * time.Millisecond, Call: 10 * time.Millisecond, Kick: 10 * time.Second}
	client := newTestClient(t, config)
	if id, err := client.Kick(t.Context(), rule(t)); id != 7 || err != nil {
		t.Errorf("got %d %v", id, err)
	}
	if _, err := client.Present(t.Context(), 1, "c"); describe(err) != "net timeout" {
		t.Errorf("presence took as long: %v", err)
	}
	config = never(t)
	config.Timing.Kick = 20 * time.Millisecond
	if _, err := newTestClient(t, config).Kick(t.Context(), rule(t)); describe(err) != "net timeout" {
		t.Errorf("a kick without an answer: %v", err)
	}
	foreign := Config{Transport: canned{status: 200, body: `{"status":"success","id":8}`}}
	if id, err := newTestClient(t, foreign).Kick(t.Context(), rule(t)); id != 8 || err != nil {
		t.Errorf("with a foreign transport: %d %v", id, err)
	}
}

func TestARuleThatReachesTooFarIsNotMade(t *testing.T) {
	good := rule(t)
	tests := []struct {
		name string
		app  string
		cn   string
		uid  uint32
		last time.Duration
		text string // in the error; empty: fine
	}{
		{"legal", testAppID, "c", 1, time.Minute, ""},
		{"the shortest", testAppID, "c", 1, 10 * time.Second, ""},
		{"the longest", testAppID, "c", 1, 86430 * time.Second, ""},
		{"no App ID", "", "c", 1, time.Minute, "App ID"},
		{"half an App ID", testAppID[:16], "c", 1, time.Minute, "App ID"},
		{"no channel", testAppID, "", 1, time.Minute, "channel"},
		{"a blank channel", testAppID, " \t", 1, time.Minute, "channel"},
		{"no uid", testAppID, "c", 0, time.Minute, "uid"},
		{"no time", testAppID, "c", 1, 0, "time"},
		{"too short a time", testAppID, "c", 1, 10*time.Second - 1, "time"},
		{"too long a time", testAppID, "c", 1, 86430*time.Second + 1, "time"},
		{"a time before now", testAppID, "c", 1, -time.Minute, "time"},
	}
	config, requests := recording(t, `{"status":"success","id":1}`)
	client := newTestClient(t, config)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := NewKickRule(tt.app, tt.cn, tt.uid, tt.last)
			_, kicked := client.Kick(t.Context(), r) // what came with the error too
			if tt.text == "" {
				if err != nil || kicked != nil {
					t.Errorf("got %v, %v", err, kicked)
				}
				return
			}
			for _, e := range []error{err, kicked} {
				if c, ok := errors.AsType[*ConfigError](e); !ok || !strings.Contains(c.Field, tt.text) {
					t.Errorf("got %v, want %q", e, tt.text)
				}
			}
		})
	}
	if len(*requests) != 3 {
		t.Errorf("%d rules were sent, want the 3 legal ones", len(*requests))
	}
	if _, err := client.Kick(t.Context(), KickRule{}); err == nil || len(*requests) != 3 {
		t.Errorf("the zero rule was sent: %v", err)
	}
	other := good
	other.appID = strings.Repeat("0", 32)
	if _, err := client.Kick(t.Context(), other); err == nil || len(*requests) != 3 {
		t.Errorf("a rule of another App ID was sent: %v", err)
	}
}

func TestARuleLastsWholeSecondsRoundedUp(t *testing.T) {
	r, err := NewKickRule(testAppID, "c", 1, 10*time.Second+1)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := r.body(); err != nil || !strings.Contains(string(body), `"time_in_seconds":11,`) {
		t.Errorf("it is %s, %v", body, err)
	}
}

func TestPresenceOfNobodyIsNotAsked(t *testing.T) {
	config, requests := recording(t, `{"success":true,"data":{"in_channel":false}}`)
	client := newTestClient(t, config)
	for _, tt := range []struct {
		uid     uint32
		channel string
	}{{0, "c"}, {1, ""}, {1, "."}, {1, ".."}} {
		if _, err := client.Present(t.Context(), tt.uid, tt.channel); len(*requests) > 0 {
			t.Fatalf("%d in %q was asked", tt.uid, tt.channel)
		} else if _, ok := errors.AsType[*ConfigError](err); !ok {
			t.Errorf("%d in %q: %v", tt.uid, tt.channel, err)
		}
	}
}

func TestABotsUIDIsReadAsTheRequestHasIt(t *testing.T) {
	for text, want := range map[string]uint32{
		"1": 1, "47091": 47091, "4294967295": 4294967295,
		"": 0, "0": 0, "01": 0, "-1": 0, "+1": 0, " 1": 0, "1 ": 0, "1_0": 0, "0x1": 0, "1.0": 0, "1e3": 0, "١": 0,
		"4294967296": 0, "99999999999999999999": 0, "alice": 0,
	} {
		if uid, ok := BotUID(text); uid != want || ok != (want > 0) {
			t.Errorf("%q is %d, %v", text, uid, ok)
		}
	}
}
