package sandbox

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// bots are those of the legal request.
const (
	subBot uint32 = 47091
	pubBot uint32 = 88222
)

func (w *world) present(uid uint32, channel string) bool {
	w.t.Helper()
	r := w.send("GET", "/dev/v1/channel/user/property/"+w.app+"/"+strconv.FormatUint(uint64(uid), 10)+"/"+channel, "")
	var body presenceBody
	if err := json.Unmarshal([]byte(r.text), &body); err != nil || r.status != 200 || !body.Success {
		w.t.Fatalf("presence answered %d %s %v", r.status, r.text, r.err)
	}
	if whole := body.Data.UID == uid && body.Data.Role == roleHost && body.Data.Join > 0; whole != body.Data.InChannel {
		w.t.Errorf("presence answered %s", r.text)
	}
	return body.Data.InChannel
}

func TestBotsAreInTheirChannelWhileTheTaskRuns(t *testing.T) {
	w := newWorld(t, Options{Pace: time.Second})
	task, token := w.running(legalBody(t))
	for _, step := range []struct {
		after time.Duration
		in    bool
	}{{0, false}, {4*time.Second - 1, false}, {1, true}, {time.Hour, true}} {
		w.clock.pass(step.after)
		for _, bot := range []uint32{subBot, pubBot} {
			if got := w.present(bot, "town-hall"); got != step.in {
				t.Errorf("after %s more %d is there: %v", step.after, bot, got)
			}
		}
	}
	for name, there := range map[string]bool{
		"another user": w.present(201, "town-hall"), "another channel": w.present(subBot, "Town-Hall"), "a part of the channel": w.present(subBot, "town"),
	} {
		if there {
			t.Errorf("%s is there", name)
		}
	}
	w.expect(w.stop(task, token), 200, "")
	if !w.present(subBot, "town-hall") {
		t.Error("the bot is gone while the task stops")
	}
	w.clock.pass(2 * time.Second)
	if w.present(subBot, "town-hall") {
		t.Error("the bot is there after the task stopped")
	}
}

func TestAnyOfSeveralTasksKeepsABotInTheChannel(t *testing.T) {
	w := newWorld(t, Options{Pace: time.Second, Reuse: ReuseNone})
	first, token := w.running(legalBody(t))
	w.start(token, legalBody(t))
	w.clock.pass(time.Minute)
	w.stop(first, token)
	w.clock.pass(time.Minute)
	if !w.present(pubBot, "town-hall") {
		t.Error("the bot of the task that runs is not there")
	}
}

func TestThePretendHostAndTheBotsAreInAChannel(t *testing.T) {
	c, ledger := newClock(), &MemoryLedger{}
	client := visitIn(t, Options{Ledger: ledger, Now: c.Now, Pace: time.Second}, agora.Timing{})
	who := func(channel string) agora.ChannelUsers {
		t.Helper()
		u, err := client.Users(t.Context(), channel)
		must(t, err)
		return u
	}
	alone := agora.ChannelUsers{Exists: true, Hosts: []uint32{PretendHost}, Audience: []uint32{}}
	if got := who("town-hall"); !reflect.DeepEqual(got, alone) {
		t.Errorf("before a task: %+v", got)
	}
	if got := who("idle-hall"); got.Exists {
		t.Errorf("where nobody is: %+v", got)
	}
	token, err := client.Acquire(t.Context(), "sttw-1")
	must(t, err)
	_, err = client.Start(t.Context(), token.Name, legalRequest(t))
	must(t, err)
	c.pass(time.Minute)
	if got := who("town-hall"); !slices.Equal(got.Hosts, []uint32{PretendHost, subBot, pubBot}) || got.Cut {
		t.Errorf("while it runs: %+v", got)
	}
	if got := who("town"); !reflect.DeepEqual(got, alone) {
		t.Errorf("in another channel: %+v", got)
	}
	for channel, want := range map[string]bool{"town-hall": true, "idle-hall": false} {
		if in, err := client.Present(t.Context(), PretendHost, channel); err != nil || in != want {
			t.Errorf("the host in %s: %v %v", channel, in, err)
		}
	}
	off := visitIn(t, Options{Mode: PresenceOff, Ledger: ledger, Now: c.Now}, agora.Timing{})
	if _, err := off.Users(t.Context(), "town-hall"); agora.KindOf(err) != agora.KindForbidden {
		t.Errorf("who may not ask is told %v", err)
	}
}

func TestChannelsAreFoundByTheirWholeName(t *testing.T) {
	const name = "a b?#%|&"
	w := newWorld(t, Options{Pace: 1})
	w.running(legalBody(t, samples.Setting{Path: agora.PathChannelName, Text: name}))
	w.clock.pass(time.Second)
	client, err := agora.NewClient(agora.Config{BaseURL: w.url, AppID: DefaultAppID, Key: DefaultKey, Secret: DefaultSecret, Project: v5})
	must(t, err)
	defer client.Close()
	for channel, want := range map[string]bool{name: true, "a b": false, "a%20b": false} {
		if in, err := client.Present(t.Context(), subBot, channel); err != nil || in != want {
			t.Errorf("%q: %v %v", channel, in, err)
		}
	}
}

func TestWhoMayNotAskForPresenceIsTold(t *testing.T) {
	c := newClock()
	ledger := &MemoryLedger{}
	off := visitIn(t, Options{Mode: "presence=off", Ledger: ledger, Now: c.Now}, agora.Timing{})
	if _, err := off.Present(t.Context(), subBot, "town-hall"); agora.KindOf(err) != agora.KindForbidden {
		t.Errorf("got %v", err)
	}
	w := newWorld(t, Options{})
	w.expect(w.send("GET", "/dev/v1/channel/user/property/"+w.app+"/alice/town-hall", ""), 400, "the uid is no number")
	w.expect(w.send("GET", "/dev/v1/channel/user/property/"+strings.Repeat("a", 32)+"/1/town-hall", ""), 400, "invalid_appid")
	w.key = ""
	w.expect(w.send("GET", "/dev/v1/channel/user/property/"+w.app+"/1/town-hall", ""), 401, "Unauthorized")
	w.expect(w.send("POST", "/dev/v1/kicking-rule", "{}"), 401, "Unauthorized")
}

func TestAKickedBotEndsItsTask(t *testing.T) {
	for _, bot := range []uint32{subBot, pubBot} {
		c, ledger := newClock(), &MemoryLedger{}
		client := visitIn(t, Options{Ledger: ledger, Now: c.Now, Pace: time.Second}, agora.Timing{})
		ctx := t.Context()
		token, err := client.Acquire(ctx, "sttw-1")
		must(t, err)
		other, err := client.Acquire(ctx, "sttw-2")
		must(t, err)
		task, err := client.Start(ctx, token.Name, legalRequest(t))
		must(t, err)
		elsewhere := legalRequest(t)
		elsewhere.RTC.ChannelName = "other-hall"
		survivor, err := client.Start(ctx, other.Name, elsewhere)
		must(t, err)
		c.pass(time.Minute)
		rule, err := agora.NewKickRule(DefaultAppID, "town-hall", bot, time.Minute)
		must(t, err)
		id, err := client.Kick(ctx, rule)
		must(t, err)
		st, err := Read(ledger)
		must(t, err)
		if len(st.Kicks) != 1 || st.Kicks[0] != (Kick{ID: id, AppID: DefaultAppID, Channel: "town-hall", UID: bot, MadeAt: c.Now(), EndsAt: c.Now().Add(time.Minute)}) {
			t.Errorf("the ledger shows the rules %+v", st.Kicks)
		}
		if len(st.ChannelShut) != 0 || st.Tasks[0].Reason != ReasonKicked || st.Tasks[0].Runs(c.Now()) || st.Tasks[1].Reason != ReasonLife {
			t.Errorf("the ledger shows %+v", st)
		}
		if got, err := client.Query(ctx, agora.Handle{TaskID: task.ID, BuilderToken: token.Name}); err != nil || got.Status != agora.StatusStopped {
			t.Errorf("the kicked task is %s, %v", got.Status, err)
		}
		if got, err := client.Query(ctx, agora.Handle{TaskID: survivor.ID, BuilderToken: other.Name}); err != nil || got.Status != agora.StatusInProgress {
			t.Errorf("the other task is %s, %v", got.Status, err)
		}
		for channel, want := range map[string]bool{"town-hall": false, "other-hall": true} {
			if in, err := client.Present(ctx, bot, channel); err != nil || in != want {
				t.Errorf("%d in %s: %v %v", bot, channel, in, err)
			}
		}
	}
}

func TestARuleKeepsABotOutWhileItLasts(t *testing.T) {
	w := newWorld(t, Options{Pace: time.Second})
	r := w.send("POST", "/dev/v1/kicking-rule", `{"appid":"`+w.app+`","cname":"town-hall","uid":88222,"time_in_seconds":60,"privileges":["join_channel"]}`)
	if r.status != 200 || !strings.Contains(r.text, `"status":"success","id":1`) {
		t.Fatalf("answered %d %s", r.status, r.text)
	}
	w.running(legalBody(t))
	w.clock.pass(time.Minute)
	w.running(legalBody(t))
	st := w.state()
	if st.Tasks[0].Runs(w.clock.Now()) || st.Tasks[0].Reason != ReasonKicked || !st.Tasks[1].Runs(w.clock.Now()) {
		t.Errorf("the ledger shows %+v", st.Tasks)
	}
}

func TestRulesThatShutAChannelAreRemembered(t *testing.T) {
	for _, tt := range []struct {
		name, members string
		lasts         time.Duration
		shut          []string
	}{
		{"a proper rule", `,"cname":"town-hall","uid":88222,"time_in_seconds":60`, time.Minute, nil},
		{"a rule without a time", `,"cname":"town-hall","uid":88222`, time.Hour, nil},
		{"a rule for no time", `,"cname":"town-hall","uid":88222,"time_in_seconds":0`, 0, nil},
		{"a rule for too short a time", `,"cname":"town-hall","uid":88222,"time_in_seconds":1`, 10 * time.Second, nil},
		{"a rule for too long a time", `,"cname":"town-hall","uid":88222,"time_in_seconds":1e9`, 86430 * time.Second, nil},
		{"no uid", `,"cname":"town-hall","time_in_seconds":60`, time.Minute, []string{"town-hall"}},
		{"uid 0", `,"cname":"town-hall","uid":0,"time_in_seconds":60`, time.Minute, []string{"town-hall"}},
		{"a uid as text", `,"cname":"town-hall","uid":"88222","time_in_seconds":60`, time.Minute, []string{"town-hall"}},
		{"a uid past 32 bits", `,"cname":"town-hall","uid":4294967296,"time_in_seconds":60`, time.Minute, []string{"town-hall"}},
		{"a uid and a half", `,"cname":"town-hall","uid":88222.5,"time_in_seconds":60`, time.Minute, []string{"town-hall"}},
		{"the uid in another case", `,"cname":"town-hall","UID":88222,"time_in_seconds":60`, time.Minute, []string{"town-hall"}},
		{"no channel", `,"uid":88222,"time_in_seconds":60`, time.Minute, []string{""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sandbox.json")
			w := newWorld(t, Options{Ledger: fileLedger(path, &sync.Mutex{}), Pace: time.Second})
			w.running(legalBody(t))
			w.clock.pass(time.Minute)
			w.expect(w.send("POST", "/dev/v1/kicking-rule", `{"appid":"`+w.app+`"`+tt.members+`,"privileges":["join_channel"]}`), 200, "")
			st := w.state()
			if !slices.Equal(st.ChannelShut, tt.shut) || len(st.Kicks) != 1 {
				t.Fatalf("shut %q, rules %+v", st.ChannelShut, st.Kicks)
			}
			if got := st.Kicks[0].EndsAt.Sub(st.Kicks[0].MadeAt); got != tt.lasts {
				t.Errorf("it lasts %s", got)
			}
			if st.Tasks[0].Runs(w.clock.Now()) {
				t.Error("the task goes on")
			}
		})
	}
}

func TestRulesThatAreNoneAreRefused(t *testing.T) {
	w := newWorld(t, Options{})
	w.running(legalBody(t))
	w.expect(w.send("POST", "/dev/v1/kicking-rule", "uid=1"), 400, "the body is not JSON")
	w.expect(w.send("POST", "/dev/v1/kicking-rule", "null"), 400, "invalid_appid")
	w.expect(w.send("POST", "/dev/v1/kicking-rule", `{"appid":"`+strings.Repeat("a", 32)+`","cname":"town-hall","uid":1}`), 400, "invalid_appid")
	if st := w.state(); len(st.Kicks)+len(st.ChannelShut) != 0 || !st.Tasks[0].Runs(w.clock.Now()) {
		t.Errorf("the ledger shows %+v", st)
	}
}

func TestOldRulesAreForgotten(t *testing.T) {
	var st State
	for i := range keepOld + 5 {
		st.enforce(Kick{ID: int64(i), Channel: "c", UID: 1})
	}
	if len(st.Kicks) != keepOld || st.Kicks[0].ID != 5 {
		t.Errorf("%d rules are kept, the first is %d", len(st.Kicks), st.Kicks[0].ID)
	}
}
