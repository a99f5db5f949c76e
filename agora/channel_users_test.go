package agora

import (
	"errors"
	"reflect"
	"testing"
)

func TestWhoIsInAChannel(t *testing.T) {
	const incomplete = "answer " + WhyIncomplete
	told := func(data string) func(*testing.T) Config {
		return one(200, jsonType, `{"success":true,"data":`+data+`}`)
	}
	for name, c := range map[string]struct {
		server func(*testing.T) Config
		want   string
		users  ChannelUsers
	}{
		"nobody": {told(`{"channel_exist":false}`), "", ChannelUsers{}},
		"a live channel": {
			told(`{"channel_exist":true,"mode":2,"broadcasters":[7,"8"],"audience":[9],"audience_total":1}`), "",
			ChannelUsers{Exists: true, Hosts: []uint32{7, 8}, Audience: []uint32{9}},
		},
		"a live channel without hosts": {
			told(`{"channel_exist":true,"mode":2,"broadcasters":[],"audience":[9],"audience_total":1}`), "",
			ChannelUsers{Exists: true, Hosts: []uint32{}, Audience: []uint32{9}},
		},
		"more listen than are named": {
			told(`{"channel_exist":true,"mode":2,"broadcasters":[7],"audience":[9],"audience_total":20000}`), "",
			ChannelUsers{Exists: true, Hosts: []uint32{7}, Audience: []uint32{9}, Cut: true},
		},
		"a communication channel": {
			told(`{"channel_exist":true,"mode":1,"total":2,"users":[7,8]}`), "",
			ChannelUsers{Exists: true, Hosts: []uint32{7, 8}},
		},
		"a user with a text for a uid": {
			told(`{"channel_exist":true,"mode":1,"total":2,"users":[7,"anna"]}`), "",
			ChannelUsers{Exists: true, Hosts: []uint32{7}, Cut: true},
		},
		"a uid past 32 bits":              {told(`{"channel_exist":true,"mode":1,"total":1,"users":[4294967296]}`), "", ChannelUsers{Exists: true, Hosts: []uint32{}, Cut: true}},
		"a list that is none":             {told(`{"channel_exist":true,"mode":2,"broadcasters":7,"audience":[],"audience_total":0}`), "", ChannelUsers{Exists: true, Audience: []uint32{}, Cut: true}},
		"it exists and says nothing more": {told(`{"channel_exist":true}`), incomplete, ChannelUsers{}},
		"the name in another case":        {told(`{"Channel_Exist":false}`), incomplete, ChannelUsers{}},
		"no data":                         {told(`[]`), incomplete, ChannelUsers{}},
		"no success":                      {one(200, jsonType, `{"success":false,"data":{"channel_exist":false}}`), incomplete, ChannelUsers{}},
		"not allowed":                     {one(403, jsonType, `{"message":"no permission"}`), "api forbidden", ChannelUsers{}},
		"HTML":                            {one(200, "text/html", "<html>"), "answer " + WhyNotJSON, ChannelUsers{}},
		"the credentials sent back":       {echoCredentials(500), "api server", ChannelUsers{}},
		"a redirect":                      {redirecting(302), "answer " + WhyRedirect, ChannelUsers{}},
	} {
		t.Run(name, func(t *testing.T) {
			users, err := newTestClient(t, c.server(t)).Users(t.Context(), "town-hall")
			if got := describe(err); got != c.want || !reflect.DeepEqual(users, c.users) {
				t.Errorf("got %#v %q (%v), want %#v %q", users, got, err, c.users, c.want)
			}
			checkClean(t, err)
		})
	}
}

func TestAUidIsLookedForAmongAllWhoAreNamed(t *testing.T) {
	u := ChannelUsers{Hosts: []uint32{7}, Audience: []uint32{9}}
	if !u.Has(7) || !u.Has(9) || u.Has(8) {
		t.Errorf("7 %v, 9 %v, 8 %v", u.Has(7), u.Has(9), u.Has(8))
	}
}

func TestTheUsersOfNoChannelAreNotAskedFor(t *testing.T) {
	client := newTestClient(t, refused(t))
	for _, channel := range []string{"", ".", ".."} {
		_, err := client.Users(t.Context(), channel)
		if wrong, ok := errors.AsType[*ConfigError](err); !ok || wrong.Field != "channel" {
			t.Errorf("%q: %v", channel, err)
		}
	}
}
