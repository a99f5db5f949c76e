package agora

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// BotUID reads a bot's uid as the request has it, "1" to "4294967295" in
// decimal digits, for the calls that take a number; ok is false for anything else.
func BotUID(text string) (uid uint32, ok bool) {
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || !decimalUID().MatchString(text) {
		return 0, false
	}
	return uint32(n), true
}

// Present asks once whether a user, such as a bot, is in a channel. Anything
// but a clear yes or no is an error: *ConfigError, *NetError, *APIError or
// *AnswerError.
//
// https://docs.agora.io/en/api-reference/api-ref/rtc/query-user-status
func (c *Client) Present(ctx context.Context, uid uint32, channel string) (bool, error) {
	switch {
	case uid == 0:
		return false, &ConfigError{"uid", "must be 1 or more"}
	case channel == "" || channel == "." || channel == "..":
		return false, &ConfigError{"channel", "is missing or can't stand in a URL"}
	}
	a, err := c.do(ctx, call{op: OpPresence, uid: uid, channel: channel})
	if err != nil {
		return false, err
	}
	return a.present(uid)
}

// present reads {"success":true,"data":{"in_channel":true,"uid":47091}}; where
// nobody is there the uid may be missing.
func (a *answer) present(uid uint32) (bool, error) {
	// Into maps, as a struct would take the names in any case.
	var data map[string]json.RawMessage
	_ = json.Unmarshal(a.members["data"], &data)
	told, there := data["uid"]
	if string(a.members["success"]) != "true" {
		return false, a.lacking()
	}
	if there && strings.Trim(string(told), `"`) != strconv.FormatUint(uint64(uid), 10) {
		return false, a.unusable(WhyOtherUser)
	}
	switch string(data["in_channel"]) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, a.lacking()
}

// How long a kicking rule can last.
// Source: https://docs.agora.io/en/api-reference/api-ref/rtc/create-ban-rule
const (
	shortestKick = 10 * time.Second
	longestKick  = 86430 * time.Second
)

// KickRule is one user who shall leave one channel and stay out for a while.
// Only NewKickRule makes one that Kick takes: for Agora a rule without a uid
// shuts the channel for everybody, one without an App ID or a channel reaches
// further still, and one without a time goes on for an hour.
type KickRule struct {
	appID   string
	channel string
	uid     uint32
	lasts   time.Duration
}

// NewKickRule makes the rule that removes a uid (1 or more) from a channel of an
// App ID and keeps it out for 10 to 86430 seconds, in whole seconds, rounded up.
// The error is a *ConfigError.
func NewKickRule(appID, channel string, uid uint32, lasts time.Duration) (KickRule, error) {
	r := KickRule{appID, channel, uid, lasts}
	return r, r.check()
}

func (r KickRule) check() error {
	if err := CheckAppID(r.appID); err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(r.channel) == "":
		return &ConfigError{"channel", "is missing: a rule without one is for every channel"}
	case r.uid == 0:
		return &ConfigError{"uid", "must be 1 or more: a rule without one shuts the channel for everybody"}
	case r.lasts < shortestKick || r.lasts > longestKick:
		return &ConfigError{"time of the rule", "must be 10 to 86430 seconds"}
	}
	return nil
}

// body writes the rule as Agora takes it. Every member is always there.
func (r KickRule) body() ([]byte, error) {
	return json.Marshal(struct {
		AppID      string   `json:"appid"`
		Channel    string   `json:"cname"`
		UID        uint32   `json:"uid"`
		Seconds    int64    `json:"time_in_seconds"`
		Privileges []string `json:"privileges"`
	}{r.appID, r.channel, r.uid, int64((r.lasts + time.Second - 1) / time.Second), []string{"join_channel"}})
}

// Kick removes a user from a channel by a rule of NewKickRule for the client's
// own App ID, and gives the rule's id. It has 20 seconds and is sent once. That
// the user has left, only Present tells; what becomes of a bot's task and its
// bill is not documented. The error is a *ConfigError, *NetError, *APIError or
// *AnswerError.
//
// https://docs.agora.io/en/api-reference/api-ref/rtc/create-ban-rule
func (c *Client) Kick(ctx context.Context, r KickRule) (int64, error) {
	if err := r.check(); err != nil {
		return 0, err
	}
	if !strings.EqualFold(r.appID, c.config.AppID) {
		return 0, &ConfigError{"App ID", "must be the one that is called"}
	}
	body, err := r.body()
	if err != nil {
		return 0, err
	}
	a, err := c.do(ctx, call{op: OpKick, body: body})
	if err != nil {
		return 0, err
	}
	if id := a.number("id"); a.text("status") == "success" && id > 0 {
		return id, nil
	}
	return 0, a.lacking()
}
