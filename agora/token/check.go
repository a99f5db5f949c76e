package token

import (
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
)

// Want is what a token is needed for. An empty text is not checked.
type Want struct {
	AppID, Channel, UID string
	Publishes           bool      // the bot writes subtitles into the channel
	Now                 time.Time // what expiry is compared with
	Until               time.Time // until when the task is to run, as far as that is planned; zero: it is not
}

// Check compares the token with what it is needed for: wrong keeps the bot out
// of the channel, odd is legal but probably not meant. Both are sentences for
// people that go on from the token's name, with what to do.
func (t Token) Check(w Want) (wrong, odd []string) {
	for _, f := range t.findings(w) {
		if f.odd {
			odd = append(odd, f.text)
		} else {
			wrong = append(wrong, f.text)
		}
	}
	return wrong, odd
}

// finding is one thing that a check found.
type finding struct {
	rule, text string
	odd        bool
}

// The shortest time that a token should last where no end is planned, and how
// far clocks may differ.
const (
	soon = 10 * time.Minute
	skew = 5 * time.Minute
)

const cantJoin = `does not let the bot join a channel: make one with the privilege "join channel"`

func (t Token) findings(w Want) []finding {
	for _, s := range t.Services {
		if s.Number == ServiceRTC && s.Channel == w.Channel && (s.UID == "" || s.UID == w.UID) {
			t.use(s) // a token can be for several channels
			break
		}
	}
	var out []finding
	wrong := func(rule, format string, args ...any) {
		out = append(out, finding{rule, fmt.Sprintf(format, args...), false})
	}
	if w.AppID != "" && !strings.EqualFold(t.AppID, w.AppID) {
		wrong("token-app", "was made for the App ID %s; this task is for %s: make a new one, or choose another connection", brief(t.AppID), brief(w.AppID))
	}
	if !t.RTC {
		wrong("token-privilege", "is for %s, not for a channel: make one for RTC", t.products())
	} else {
		t.place(w, wrong)
		if _, ok := t.Privileges[Join]; !ok {
			wrong("token-privilege", cantJoin)
		}
	}
	if !t.Expires.After(w.Now) {
		wrong("token-expired", "ended %s by this machine's clock: make a new one", since(t.Expires, w.Now))
		return out
	}
	return append(out, t.oddities(w)...)
}

// place compares channel and uid, of a 006 token their check sums.
func (t Token) place(w Want, wrong func(rule, format string, args ...any)) {
	uid := anyUID(w.UID)
	switch {
	case w.Channel == "":
	case t.Old != nil && t.Old.ChannelSum != checkSum(w.Channel):
		wrong("token-channel", "was made for another channel than %s: make a new one, or correct the channel", quoted(w.Channel))
	case t.Old == nil && t.Channel != w.Channel:
		wrong("token-channel", "was made for the channel %s; this task is for %s: make a new one, or correct the channel", quoted(t.Channel), quoted(w.Channel))
	}
	switch {
	case uid == "":
	case t.Old != nil && t.Old.UIDSum != 0 && t.Old.UIDSum != checkSum(uid):
		wrong("token-uid", "was made for another uid than %s: make a new one, or correct the uid", brief(uid))
	case t.Old == nil && t.UID != "" && t.UID != uid:
		wrong("token-uid", "was made for the uid %s; this bot's is %s: make a new one, or correct the uid", brief(t.UID), brief(uid))
	}
}

// oddities are what is legal about a token that is still good.
func (t Token) oddities(w Want) []finding {
	var out []finding
	odd := func(rule, format string, args ...any) {
		out = append(out, finding{rule, fmt.Sprintf(format, args...), true})
	}
	if until, ok := t.Privileges[PublishData]; w.Publishes && t.RTC && (!ok || !until.After(w.Now)) {
		odd("token-publish", "does not let the bot send subtitles: that works only while co-host authentication is off in Agora's console; make one with the role publisher")
	}
	switch {
	case !w.Until.IsZero() && t.Expires.Before(w.Until):
		odd("token-ends", "lasts until %s only, %s short of the reminder, and can't be renewed while the task runs: make one that lives longer", clock(t.Expires, w.Now), span(w.Until.Sub(t.Expires)))
	case t.Expires.Sub(w.Now) < soon:
		odd("token-ends", "ends in %s and can't be renewed while the task runs: make one that lives longer", span(t.Expires.Sub(w.Now)))
	}
	if t.Issued.Sub(w.Now) > skew {
		odd("token-clock", "was made at %s, which is still to come: this machine's clock or that of the token's maker is wrong", clock(t.Issued, w.Now))
	}
	switch {
	case t.Old != nil:
		odd("token-old", "is of the old kind 006; Speech-to-Text asks for tokens that begin with 007: make a new one if the bot can't join")
	case t.RTC && t.UID == "":
		odd("token-any", "is for any uid, as the temporary tokens of Agora's console are: good for a trial; make one for this bot's uid")
	}
	return out
}

// Problems returns what is wrong with the bot tokens of a request, so that the
// bots could not join: rules "token-app", "token-channel", "token-uid",
// "token-expired", "token-privilege" and "token-unreadable". until is the
// reminder of the task, zero where there is none.
func Problems(r agora.Request, p agora.Project, now, until time.Time) []agora.FieldError {
	return look(r, p, now, until, false)
}

// Warnings returns what is legal about the bot tokens of a request but probably
// wrong: rules "token-publish", "token-ends", "token-clock", "token-old",
// "token-any" and, for a text that is no token, "token-form".
func Warnings(r agora.Request, p agora.Project, now, until time.Time) []agora.Warning {
	return look(r, p, now, until, true)
}

// look returns the odd or the wrong findings of both tokens.
func look(r agora.Request, p agora.Project, now, until time.Time, odd bool) []agora.FieldError {
	var out []agora.FieldError
	for _, b := range bots(&r) {
		if *b.token == "" {
			continue
		}
		w := Want{AppID: p.AppID, Channel: r.RTC.ChannelName, UID: b.uid, Publishes: b.publishes, Now: now, Until: until}
		for _, f := range examine(b.token.Reveal(), w) {
			if f.odd == odd {
				out = append(out, agora.FieldError{Path: b.path, Rule: f.rule, Text: f.text})
			}
		}
	}
	return out
}

// examine reads a token and checks it.
func examine(text string, w Want) []finding {
	t, err := Read(text)
	if bad, ok := err.(*NotTokenError); ok {
		if bad.Looks {
			return []finding{{"token-unreadable", bad.Why, false}}
		}
		return []finding{{"token-form", bad.Why, true}}
	}
	return t.findings(w)
}
