package agora

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// ChannelUsers is who is in a channel, as Agora tells it. Bots count as hosts; whether
// a host is muted is not to be seen.
type ChannelUsers struct {
	Exists   bool     // somebody is there
	Hosts    []uint32 // who may speak: in a communication channel everybody
	Audience []uint32 // of a live channel, as far as they are named: Agora names 10,000 at most
	Cut      bool     // not everybody is named, so that a uid that is not there may be
}

// Has reports whether a uid was named.
func (u ChannelUsers) Has(uid uint32) bool {
	return slices.Contains(u.Hosts, uid) || slices.Contains(u.Audience, uid)
}

// Users asks once who is in a channel. A channel in which nobody is does not exist for
// Agora, which is no error. The error is a *ConfigError, *NetError, *APIError or
// *AnswerError.
//
// https://docs.agora.io/en/api-reference/api-ref/rtc/query-channel-user-list
func (c *Client) Users(ctx context.Context, channel string) (ChannelUsers, error) {
	if channel == "" || channel == "." || channel == ".." {
		return ChannelUsers{}, &ConfigError{"channel", "is missing or can't stand in a URL"}
	}
	a, err := c.do(ctx, call{op: OpUsers, channel: channel})
	if err != nil {
		return ChannelUsers{}, err
	}
	return a.users()
}

// modeLive is the mode of a channel that tells hosts and audience apart; 1 is a
// communication channel.
const modeLive = 2

// users reads {"success":true,"data":{"channel_exist":true,"mode":2,"broadcasters":[1],
// "audience":[2],"audience_total":1}}, or "mode":1 with "total" and "users".
func (a *answer) users() (ChannelUsers, error) {
	data := a.inner(a.members["data"]) // into maps, as a struct would take the names in any case
	if string(a.members["success"]) != "true" {
		return ChannelUsers{}, a.lacking()
	}
	switch string(data.members["channel_exist"]) {
	case "false":
		return ChannelUsers{}, nil
	case "true":
	default:
		return ChannelUsers{}, a.lacking()
	}
	u := ChannelUsers{Exists: true}
	named, total := "users", "total"
	if data.number("mode") == modeLive {
		named, total = "audience", "audience_total"
		hosts, whole := data.uids("broadcasters")
		u.Hosts, u.Cut = hosts, !whole
	}
	others, whole := data.uids(named)
	if others == nil && u.Hosts == nil {
		return ChannelUsers{}, a.lacking() // it exists, and nobody is in it
	}
	u.Cut = u.Cut || !whole || data.number(total) > int64(len(others))
	if data.number("mode") == modeLive {
		u.Audience = others
	} else {
		u.Hosts = others
	}
	return u, nil
}

// uids returns the uids of a list, nil where there is none. It is not whole where
// something stands in it that is no uid: users who joined with a text have a number
// of which nothing is said.
func (a *answer) uids(name string) (uids []uint32, whole bool) {
	var items []json.RawMessage
	raw, there := a.members[name]
	if json.Unmarshal(raw, &items) != nil {
		return nil, !there
	}
	uids, whole = make([]uint32, 0, len(items)), true
	for _, item := range items {
		n, err := strconv.ParseUint(strings.Trim(string(item), `"`), 10, 32)
		if err != nil || n == 0 {
			whole = false
			continue
		}
		uids = append(uids, uint32(n))
	}
	return uids, whole
}

// Hears reports whether the task of a request transcribes a user of its channel, by the
// uid's digits: everybody, unless some are named, and nobody who is named not to be heard.
func (r Request) Hears(uid string) bool {
	only := r.RTC.SubscribeAudioUIDs
	all := len(only) == 0 || slices.Contains(only, AllUIDs)
	return (all || slices.Contains(only, uid)) && !slices.Contains(r.RTC.UnSubscribeAudioUIDs, uid)
}
