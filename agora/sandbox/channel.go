package sandbox

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sttwizard/agora"
)

// Kick is a kicking rule that was made.
type Kick struct {
	ID      int64     `json:"id"`
	AppID   string    `json:"appId"`
	Channel string    `json:"channel"`
	UID     uint32    `json:"uid"`
	MadeAt  time.Time `json:"madeAt"`
	EndsAt  time.Time `json:"endsAt"`
}

func noPermission() answer { return message(http.StatusForbidden, "no permission") }

// The answers of the channel management.
type (
	presenceBody struct {
		Success bool         `json:"success"`
		Data    presenceData `json:"data"`
	}
	presenceData struct {
		Join      int64  `json:"join,omitempty"`
		UID       uint32 `json:"uid,omitempty"`
		InChannel bool   `json:"in_channel"`
		Role      int    `json:"role,omitempty"`
	}
	usersBody struct {
		Success bool      `json:"success"`
		Data    usersData `json:"data"`
	}
	usersData struct {
		Exists bool `json:"channel_exist"`
		*liveData
	}
	liveData struct { // of a channel that somebody is in
		Mode     int      `json:"mode"`
		Hosts    []uint32 `json:"broadcasters"`
		Audience []uint32 `json:"audience"`
		Total    int      `json:"audience_total"`
	}
	ruleBody struct {
		Status string `json:"status"`
		ID     int64  `json:"id"`
	}
)

const (
	roleHost = 2 // what a bot is in a channel
	modeLive = 2 // of a channel that tells hosts and audience apart
)

// PretendHost is the uid of the host who is pretended to be in every channel but those
// whose names begin with "idle-".
const PretendHost = 1

// hostSince is how long that host has been there, whenever somebody asks.
const hostSince = 5 * time.Minute

// hosted reports whether the pretend host is in a channel.
func hosted(channel string) bool { return !strings.HasPrefix(channel, idleChannel) }

// presence reports whether a user is in a channel: the bots of its tasks are, and the
// pretend host.
// https://docs.agora.io/en/api-reference/api-ref/rtc/query-user-status
func (s *Server) presence(c call) answer {
	uid, err := strconv.ParseUint(c.uid, 10, 32)
	switch {
	case s.script.noPresence:
		return noPermission()
	case err != nil:
		return message(http.StatusBadRequest, "the uid is no number")
	}
	var data presenceData
	if uid == PretendHost && hosted(c.channel) {
		data = presenceData{Join: s.now().Add(-hostSince).Unix(), UID: PretendHost, InChannel: true, Role: roleHost}
	}
	err = s.o.Ledger.Update(func(st *State) error {
		now := s.now()
		for _, t := range st.Tasks {
			if at, joined := t.joined(now); joined && t.AppID == s.o.AppID && t.Channel == c.channel && t.has(uint32(uid)) {
				data = presenceData{Join: at.Unix(), UID: uint32(uid), InChannel: true, Role: roleHost}
			}
		}
		return nil
	})
	if err != nil {
		return ledgerFailed(err)
	}
	return answer{status: http.StatusOK, body: presenceBody{Success: true, Data: data}}
}

// users tells who is in a channel: the bots of its tasks, as hosts, and the pretend host.
// https://docs.agora.io/en/api-reference/api-ref/rtc/query-channel-user-list
func (s *Server) users(c call) answer {
	if s.script.noPresence {
		return noPermission()
	}
	var hosts []uint32
	if hosted(c.channel) {
		hosts = append(hosts, PretendHost)
	}
	err := s.o.Ledger.Update(func(st *State) error {
		for _, t := range st.Tasks {
			if _, joined := t.joined(s.now()); joined && t.AppID == s.o.AppID && t.Channel == c.channel {
				hosts = append(hosts, t.bots()...)
			}
		}
		return nil
	})
	if err != nil {
		return ledgerFailed(err)
	}
	slices.Sort(hosts)
	data := usersData{Exists: len(hosts) > 0}
	if data.Exists {
		data.liveData = &liveData{Mode: modeLive, Hosts: slices.Compact(hosts), Audience: []uint32{}}
	}
	return answer{status: http.StatusOK, body: usersBody{Success: true, Data: data}}
}

// joined tells since when the task's bots are in the channel, if they are. They
// join when the task is partially up, not at once: who asks right after a start
// hears no.
func (t Task) joined(now time.Time) (at time.Time, in bool) {
	at = t.joinsAt()
	return at, !now.Before(at) && now.Before(t.EndedAt)
}

// Runs reports whether the task comes up or runs at that time: it is billed.
func (t Task) Runs(now time.Time) bool { return now.Before(t.EndedAt) }

// has reports whether the uid is that of one of the task's bots.
func (t Task) has(uid uint32) bool { return slices.Contains(t.bots(), uid) }

// bots returns the uids of the task's bots.
func (t Task) bots() []uint32 {
	r, _, err := agora.DecodeRequest(t.Request)
	if err != nil {
		return nil
	}
	var out []uint32
	for _, text := range []string{r.RTC.SubBotUID, r.RTC.PubBotUID} {
		if uid, ok := agora.BotUID(text); ok {
			out = append(out, uid)
		}
	}
	return out
}

// What a rule may last, and lasts where nothing is told.
const (
	shortestRule = 10 * time.Second
	longestRule  = 86430 * time.Second
	usualRule    = time.Hour
)

// kick makes a kicking rule: the tasks whose bot it removes end. A rule without
// a uid shuts its channel for everybody, which the state remembers.
// https://docs.agora.io/en/api-reference/api-ref/rtc/create-ban-rule
func (s *Server) kick(c call) answer {
	// Into a map, as a struct would take the names in any case.
	var members map[string]any
	if err := json.Unmarshal(c.body, &members); err != nil {
		return message(http.StatusBadRequest, "the body is not JSON")
	}
	if members["appid"] != s.o.AppID {
		return invalidAppID()
	}
	rule := s.rule(members)
	err := s.o.Ledger.Update(func(st *State) error {
		rule.ID = 1
		if n := len(st.Kicks); n > 0 {
			rule.ID = st.Kicks[n-1].ID + 1
		}
		st.enforce(rule)
		return nil
	})
	if err != nil {
		return ledgerFailed(err)
	}
	return answer{status: http.StatusOK, body: ruleBody{"success", rule.ID}}
}

// rule reads a rule as Agora does: what is missing or of another kind counts as
// left out.
func (s *Server) rule(members map[string]any) Kick {
	k := Kick{AppID: s.o.AppID, MadeAt: s.now()}
	k.Channel, _ = members["cname"].(string)
	if n, ok := members["uid"].(float64); ok && n >= 1 && n <= math.MaxUint32 && n == math.Trunc(n) {
		k.UID = uint32(n)
	}
	lasts := usualRule
	if n, ok := members["time_in_seconds"].(float64); ok {
		lasts = time.Duration(min(n, longestRule.Seconds())) * time.Second
		if lasts > 0 {
			lasts = max(lasts, shortestRule)
		}
	}
	k.EndsAt = k.MadeAt.Add(lasts)
	return k
}

// enforce adds a rule and ends the tasks that it reaches.
func (st *State) enforce(k Kick) {
	st.Kicks = append(st.Kicks, k)
	st.Kicks = st.Kicks[max(0, len(st.Kicks)-keepOld):]
	if k.UID == 0 || k.Channel == "" {
		st.ChannelShut = append(st.ChannelShut, k.Channel)
	}
	for i := range st.Tasks {
		if st.Tasks[i].reached(k) {
			st.Tasks[i].end(k.MadeAt, ReasonKicked)
		}
	}
}

// reached reports whether a rule keeps one of the task's bots out.
func (t Task) reached(k Kick) bool {
	return t.AppID == k.AppID && (k.Channel == "" || t.Channel == k.Channel) && (k.UID == 0 || t.has(k.UID))
}

// barred ends a task that begins while a rule keeps one of its bots out.
func (st *State) barred(t *Task) {
	for _, k := range st.Kicks {
		if t.CreatedAt.Before(k.EndsAt) && t.reached(k) {
			t.end(t.CreatedAt, ReasonKicked)
		}
	}
}
