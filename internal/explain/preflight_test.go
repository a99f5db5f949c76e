package explain

import (
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/connections"
	"sttwizard/internal/preflight"
	"sttwizard/internal/secret"
	"sttwizard/internal/storage"
)

func TestEveryRowOfAPreflightIsSaid(t *testing.T) {
	now := clocktest.At(12, 0, 0)
	thirty := 30
	request := agora.Request{MaxIdleTime: &thirty, RTC: agora.RTCConfig{ChannelName: "hall"}}
	field := agora.FieldError{Path: agora.PathBucket, Rule: "required", Text: "is required"}
	for name, c := range map[string]struct {
		row      preflight.Row
		says, do string // begin so; empty: there is none
		field    string
	}{
		"a request in order": {preflight.Row{Check: preflight.Request, Verdict: preflight.Green, Why: preflight.InPlace}, "nothing is missing", "", ""},
		"fields that are wrong": {
			preflight.Row{Check: preflight.Request, Verdict: preflight.Red, Why: preflight.Rules, Mend: preflight.MendField, Field: field.Path, Fields: []agora.FieldError{field, field, field}},
			"captionConfig.storage.bucket: is required (and 2 more)", "change captionConfig.storage.bucket", agora.PathBucket,
		},
		"a secret that is missing": {
			preflight.Row{Check: preflight.PubToken, Verdict: preflight.Grey, Why: preflight.Secret, Mend: preflight.MendField, Field: agora.PathPubBotToken, Err: &secret.MissingError{Tried: "the variable T is not set", Do: "set it"}},
			"rtcConfig.pubBotToken is not at hand: the variable T is not set", "set it", agora.PathPubBotToken,
		},
		"a connection's secret that is missing": {
			preflight.Row{Check: preflight.Credentials, Verdict: preflight.Grey, Why: preflight.Secret, Mend: preflight.MendConnection, Err: errors.New("the keyring is locked")},
			"the secret of the connection acme is not at hand: the keyring is locked", "supply it", "",
		},
		"credentials that are taken": {
			preflight.Row{Check: preflight.Credentials, Verdict: preflight.Green, Why: preflight.InPlace, Took: 184 * time.Millisecond},
			"Agora takes them, and has Speech-to-Text switched on (184 ms)", "", "",
		},
		"credentials that are refused": {
			preflight.Row{Check: preflight.Credentials, Verdict: preflight.Red, Why: preflight.Failed, Mend: preflight.MendConnection, Err: &agora.APIError{Op: agora.OpAcquire, Status: 401, Kind: agora.KindCredentials}},
			"Agora refused the credentials: the customer secret", "check the customer key and secret", "",
		},
		"a service that is off": {
			preflight.Row{Check: preflight.Credentials, Verdict: preflight.Red, Why: preflight.Failed, Mend: preflight.MendConnection, Err: &agora.APIError{Op: agora.OpAcquire, Status: 400, Kind: agora.KindNotEnabled}},
			"Real-Time Speech-to-Text is not switched on for this App ID", "in Agora's console open Projects, edit the project with this App ID and enable Real-Time Speech-to-Text there, then look again", "",
		},
		"no answer in time":     {preflight.Row{Check: preflight.UIDs, Verdict: preflight.Grey, Why: preflight.Slow}, "no good answer within 5 s", "look again", ""},
		"a clock that is right": {preflight.Row{Check: preflight.Clock, Verdict: preflight.Green, Why: preflight.InPlace, Offset: agora.Offset{Low: -600 * time.Millisecond, High: 500 * time.Millisecond}}, "right within 0.6 s", "", ""},
		"a clock that is exactly right": {
			preflight.Row{Check: preflight.Clock, Verdict: preflight.Green, Why: preflight.InPlace}, "right within 0.1 s", "", "",
		},
		"a clock that is a little off": {
			preflight.Row{Check: preflight.Clock, Verdict: preflight.Green, Why: preflight.InPlace, Offset: agora.Offset{Low: 4 * time.Second, High: 5 * time.Second}}, "4.5 s ahead (± 0.5 s)", "", "",
		},
		"what a start warns of": {
			preflight.Row{Check: preflight.Request, Verdict: preflight.Amber, Why: preflight.Odd, Mend: preflight.MendField, Field: agora.PathLanguages, Fields: []agora.FieldError{
				{Path: agora.PathLanguages, Text: "xx may be refused"}, {Path: agora.PathLanguages, Text: "yy may be refused"}, {Path: agora.PathMaxIdleTime, Text: "over an hour"},
			}},
			"languages: xx may be refused; languages: yy may be refused; maxIdleTime: over an hour", "look at languages and maxIdleTime", agora.PathLanguages,
		},
		"what may well be meant": {
			preflight.Row{Check: preflight.Request, Verdict: preflight.Green, Why: preflight.InPlace, Fields: []agora.FieldError{{Path: agora.PathRegion, Rule: "far", Text: "is far away"}}},
			"nothing is missing, and no rule is broken; to be known: captionConfig.storage.region: is far away", "", "",
		},
		"a secret and a warning": {
			preflight.Row{Check: preflight.Request, Verdict: preflight.Grey, Why: preflight.Secret, Mend: preflight.MendField, Field: agora.PathSecret, Fields: []agora.FieldError{{Path: agora.PathMaxIdleTime, Text: "over an hour"}}},
			agora.PathSecret + " is not at hand; maxIdleTime: over an hour", "supply it", agora.PathSecret,
		},
		"a clock that is behind": {
			preflight.Row{Check: preflight.Clock, Verdict: preflight.Amber, Why: preflight.Wrong, Offset: agora.Offset{Low: -192600 * time.Millisecond, High: -191400 * time.Millisecond}},
			"3 min 12 s behind (± 0.6 s)", "set this machine's clock", "",
		},
		"a clock of which nothing is known": {preflight.Row{Check: preflight.Clock, Verdict: preflight.Grey, Why: preflight.Unanswered}, "Agora gave no answer to compare it with", "look again", ""},
		"a token that is good": {
			preflight.Row{Check: preflight.SubToken, Verdict: preflight.Green, Why: preflight.InPlace, Ends: now.Add(4 * time.Hour)},
			"App ID, channel, uid and role are right; lasts until 16:00", "", "",
		},
		"a token that is made later": {
			preflight.Row{Check: preflight.SubToken, Verdict: preflight.Green, Why: preflight.MadeLater, Ends: now.Add(4 * time.Hour)}, "is made when the task is sent, and lasts until 16:00", "", "",
		},
		"no token is needed":      {preflight.Row{Check: preflight.PubToken, Verdict: preflight.Green, Why: preflight.NoneNeeded}, "none is needed", "", ""},
		"a token is needed":       {preflight.Row{Check: preflight.PubToken, Verdict: preflight.Red, Why: preflight.NoneGiven}, "there is none, and the project's App Certificate is on", "give one", ""},
		"a token may be":          {preflight.Row{Check: preflight.PubToken, Verdict: preflight.Amber, Why: preflight.NoneGiven}, "there is none: the bot can join only while", "say of the connection", ""},
		"uids that are free":      {preflight.Row{Check: preflight.UIDs, Verdict: preflight.Green, Why: preflight.InPlace}, "are free in the channel hall", "", ""},
		"a uid that is taken":     {preflight.Row{Check: preflight.UIDs, Verdict: preflight.Red, Why: preflight.Taken, Mend: preflight.MendField, Field: agora.PathPubBotUID, UID: "47091"}, "the uid 47091 is in the channel already", "give rtcConfig.pubBotUid another uid", agora.PathPubBotUID},
		"uids that may be":        {preflight.Row{Check: preflight.UIDs, Verdict: preflight.Amber, Why: preflight.NotNamed}, "not everybody in the channel is named", "give the bots uids", ""},
		"hosts":                   {preflight.Row{Check: preflight.Host, Verdict: preflight.Green, Why: preflight.InPlace, Hosts: 2}, "2 hosts can be heard", "", ""},
		"no host":                 {preflight.Row{Check: preflight.Host, Verdict: preflight.Amber, Why: preflight.Nobody}, "nobody is there to be heard yet; a task ends after 30 s without a host", "let a host join", ""},
		"a host not heard":        {preflight.Row{Check: preflight.Host, Verdict: preflight.Amber, Why: preflight.NobodyHeard, Mend: preflight.MendField, Field: agora.PathSubscribeUIDs}, "hosts are there, and none of those", "look at rtcConfig.subscribeAudioUids", agora.PathSubscribeUIDs},
		"a host with a bot's uid": {preflight.Row{Check: preflight.Host, Verdict: preflight.Grey, Why: preflight.MayBeBot, UID: "1"}, "who is there has the uid 1", "give the bot another uid", ""},
		"hosts not named":         {preflight.Row{Check: preflight.Host, Verdict: preflight.Amber, Why: preflight.NotNamed}, "not everybody in the channel is named", "look into the channel", ""},
		"nobody is asked":         {preflight.Row{Check: preflight.Host, Verdict: preflight.Grey, Why: preflight.Unasked, Mend: preflight.MendConnection}, "the connection acme says that nobody is asked", "look into the channel", ""},
		"no channel":              {preflight.Row{Check: preflight.Others, Verdict: preflight.Grey, Why: preflight.Unasked, Mend: preflight.MendField, Field: agora.PathChannelName}, "can't be looked at before rtcConfig.channelName is right", "change rtcConfig.channelName", agora.PathChannelName},
		"who may not ask":         {preflight.Row{Check: preflight.UIDs, Verdict: preflight.Grey, Why: preflight.Failed, Err: &agora.APIError{Op: agora.OpUsers, Status: 403, Kind: agora.KindForbidden}}, "Agora does not let these credentials ask who is in a channel", "look into the channel yourself", ""},
		"the same of the host":    {preflight.Row{Check: preflight.Host, Verdict: preflight.Grey, Why: preflight.Failed, Err: &agora.APIError{Op: agora.OpUsers, Status: 403, Kind: agora.KindForbidden}}, "the call that tells who is in the channel failed", "look into the channel yourself", ""},
		"nothing stored":          {preflight.Row{Check: preflight.Storage, Verdict: preflight.Off, Why: preflight.NotWanted}, "captions are not stored, so that nobody here can see whether they arrive", "", ""},
		"a storage in order":      {preflight.Row{Check: preflight.Storage, Verdict: preflight.Green, Why: preflight.InPlace, Place: storage.Place{Vendor: agora.VendorS3, Bucket: "b"}}, "Captions can be stored, and be seen from here: s3://b/", "", ""},
		"no such bucket": {
			preflight.Row{Check: preflight.Storage, Verdict: preflight.Red, Why: preflight.CantWrite, Mend: preflight.MendField, Probed: storage.Probed{Write: storage.Finding{Cause: storage.NoBucket, Place: storage.Place{Bucket: "b"}}}},
			"There is no captionConfig.storage.bucket b", "check the captionConfig.storage.bucket", agora.PathBucket,
		},
		"keys that may only write": {
			preflight.Row{Check: preflight.Storage, Verdict: preflight.Amber, Why: preflight.CantLook, Probed: storage.Probed{Read: storage.Finding{Cause: storage.Denied}}},
			"Captions can be stored; but these keys may not read", "let the captionConfig.storage.accesskey list", "",
		},
		"no other task":                   {preflight.Row{Check: preflight.Others, Verdict: preflight.Green, Why: preflight.InPlace}, "none in the channel that the journal knows; Agora's v5 can't list others", "", ""},
		"nobody to ask":                   {preflight.Row{Check: preflight.Others, Verdict: preflight.Grey, Why: preflight.Failed, Err: &agora.APIError{Op: agora.OpQuery, Status: 401, Kind: agora.KindCredentials}}, "Agora could not be asked, see Credentials", "look again", ""},
		"another task":                    {preflight.Row{Check: preflight.Others, Verdict: preflight.Amber, Why: preflight.Running, Open: []attempt.Conflict{{ID: "a"}}}, "a task may be running in the channel hall already", "look at what runs", ""},
		"a stranger":                      {preflight.Row{Check: preflight.Others, Verdict: preflight.Amber, Why: preflight.Running, Strangers: []agora.Task{{ID: "a"}}}, "1 task that nobody here started", "have it named, with what takes it up: sttwizard tasks recover --channel hall --connection acme", ""},
		"both of them":                    {preflight.Row{Check: preflight.Others, Verdict: preflight.Amber, Why: preflight.Running, Open: []attempt.Conflict{{ID: "a"}}, Strangers: []agora.Task{{ID: "b"}}}, "a task may be running in the channel hall already, and its languages are not known; if you start another one, two tasks may be billed, perhaps for the same; and 1 task that nobody here started", "have them named: sttwizard tasks recover --channel hall --connection acme", ""},
		"long enough":                     {preflight.Row{Check: preflight.Life, Verdict: preflight.Green, Why: preflight.InPlace, Ends: now.Add(24 * time.Hour)}, "it is to run until 21:00; it can run until ", "", ""},
		"too long":                        {preflight.Row{Check: preflight.Life, Verdict: preflight.Red, Why: preflight.TooLong, Ends: now.Add(time.Hour)}, "a task of v5 ends by itself at 13:00, before 21:00", "plan an earlier end", ""},
		"a token ends":                    {preflight.Row{Check: preflight.Life, Verdict: preflight.Amber, Why: preflight.TokenEnds, At: now, Ends: now.Add(time.Hour)}, "a bot's token ends at 13:00, before 21:00", "make a token that lives longer, or plan", ""},
		"a token ends in the last minute": {preflight.Row{Check: preflight.Life, Verdict: preflight.Amber, Why: preflight.TokenEnds, At: now, Ends: now.Add(9*time.Hour - time.Second)}, "a bot's token ends at 20:59, before 21:00", "make a token that lives longer, or plan", ""},
		"a token is at its end":           {preflight.Row{Check: preflight.Life, Verdict: preflight.Amber, Why: preflight.TokenEnds, At: now, Ends: now.Add(time.Minute)}, "a bot's token ends at 12:01", "make a token that lives longer: no earlier end is left", ""},
		"known too long ago": {
			preflight.Row{Check: preflight.Host, Verdict: preflight.Grey, Why: preflight.TooOld, At: now.Add(-10 * time.Minute)}, "was in place at 11:50, too long ago", "look again", "",
		},
		"the journal": {preflight.Row{Check: preflight.Journal, Verdict: preflight.Green, Why: preflight.InPlace}, "an attempt can be written down", "", ""},
	} {
		got := Preflight(c.row, Checking{
			Connection: connections.Connection{Name: "acme"}, Request: request, Project: agora.Project{Version: agora.V5}, Now: now, Until: now.Add(9 * time.Hour),
		})
		begins := func(text, with string) bool { return strings.HasPrefix(text, with) && (with != "" || text == "") }
		if !begins(got.Says, c.says) || !begins(got.Do, c.do) || got.Field != c.field || got.Title == "" {
			t.Errorf("%s: %+v", name, got)
		}
		if strings.HasSuffix(got.Says, ".") || strings.HasSuffix(got.Do, ".") {
			t.Errorf("%s: it ends with a full stop: %+v", name, got)
		}
	}
}

func TestEveryVerdictHasAWordOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range []preflight.Verdict{preflight.Green, preflight.Amber, preflight.Red, preflight.Grey, preflight.Off} {
		word := VerdictWord(v)
		if word == "" || seen[word] {
			t.Errorf("%s is %q", v, word)
		}
		seen[word] = true
	}
	for _, c := range preflight.Checks(agora.V5) {
		if CheckTitle(c) == "" {
			t.Errorf("%s has no title", c)
		}
	}
	for _, v := range []preflight.Verdict{preflight.Green, preflight.Amber, preflight.Red} {
		if Overall(v) == "" {
			t.Errorf("nothing is said of %s", v)
		}
	}
}
