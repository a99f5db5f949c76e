package token

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
)

const (
	appID       = "0123456789abcdef0123456789abcdef"
	certificate = agora.Secret("fedcba9876543210fedcba9876543210")
)

var noon = clocktest.At(12, 0, 0)

// random gives the same numbers in every run.
type random struct{}

func (random) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i + 1)
	}
	return len(p), nil
}

// made makes a token for the channel "town-hall-1122" and the uid 47091, changed
// by change.
func made(t *testing.T, change func(*Spec)) agora.Secret {
	t.Helper()
	s := Spec{AppID: appID, Channel: "town-hall-1122", UID: "47091", Role: Publisher, Life: time.Hour, Issued: noon}
	if change != nil {
		change(&s)
	}
	out, err := Make(s, certificate, random{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestATokenIsComparedWithWhatItIsNeededFor(t *testing.T) {
	for name, c := range map[string]struct {
		text       string
		now, until time.Time
		wrong, odd string // "" is none
	}{
		"as needed":                        {text: made(t, nil).Reveal()},
		"another channel":                  {text: made(t, func(s *Spec) { s.Channel = "town-hall-1115" }).Reveal(), wrong: `was made for the channel "town-hall-1115"; this task is for "town-hall-1122": make a new one, or correct the channel`},
		"another uid":                      {text: made(t, func(s *Spec) { s.UID = "88222" }).Reveal(), wrong: "was made for the uid 88222; this bot's is 47091: make a new one, or correct the uid"},
		"another App ID":                   {text: made(t, func(s *Spec) { s.AppID = mockAppID }).Reveal(), wrong: "was made for the App ID " + mockAppID + "; this task is for " + appID},
		"any uid":                          {text: made(t, func(s *Spec) { s.UID = "0" }).Reveal(), odd: "is for any uid"},
		"listening only":                   {text: made(t, func(s *Spec) { s.Role = Subscriber }).Reveal(), odd: "does not let the bot send subtitles: that works only while co-host authentication is off"},
		"expired":                          {text: made(t, nil).Reveal(), now: noon.Add(61 * time.Minute), wrong: "ended 1 min ago, at 13:00 by this machine's clock: make a new one"},
		"expired this very second":         {text: made(t, nil).Reveal(), now: noon.Add(time.Hour), wrong: "ended less than a minute ago"},
		"ends before the reminder":         {text: made(t, nil).Reveal(), until: noon.Add(90 * time.Minute), odd: "lasts until 13:00 only, 30 min short of the reminder, and can't be renewed while the task runs"},
		"ends with the reminder":           {text: made(t, nil).Reveal(), until: noon.Add(time.Hour)},
		"ends soon":                        {text: made(t, nil).Reveal(), now: noon.Add(55 * time.Minute), odd: "ends in 5 min and can't be renewed"},
		"made by a clock ahead":            {text: made(t, func(s *Spec) { s.Issued = noon.Add(6 * time.Minute) }).Reveal(), odd: "was made at 12:06, which is still to come"},
		"made by a clock a little ahead":   {text: made(t, func(s *Spec) { s.Issued = noon.Add(5 * time.Minute) }).Reveal()},
		"no privilege to join":             {text: pack(appID, uint32(noon.Unix()), 3600, 1, certificate, rtc([]grant{{PublishData, 0}}, "town-hall-1122", "47091")).Reveal(), wrong: "does not let the bot join a channel"},
		"for another product":              {text: pack(appID, uint32(noon.Unix()), 3600, 1, certificate, packed{2, joins(), []string{"u"}}).Reveal(), wrong: "is for RTM, not for a channel: make one for RTC"},
		"for an unknown product":           {text: pack(appID, uint32(noon.Unix()), 3600, 1, certificate, packed{77, nil, nil}).Reveal(), wrong: "is for service 77, which this version does not know, not for a channel"},
		"for a second channel also":        {text: pack(appID, uint32(noon.Unix()), 3600, 1, certificate, rtc(joins(), "other", "1"), rtc([]grant{{Join, 3000}, {PublishData, 0}}, "town-hall-1122", "47091")).Reveal()},
		"the old kind":                     {text: old006("town-hall-1122", "47091", noon.Add(time.Hour)), odd: "is of the old kind 006"},
		"the old kind for any uid":         {text: old006("town-hall-1122", "", noon.Add(time.Hour)), odd: "is of the old kind 006"},
		"the old kind for another channel": {text: old006("town-hall-1115", "47091", noon.Add(time.Hour)), wrong: `was made for another channel than "town-hall-1122"`, odd: "is of the old kind"},
		"the old kind for another uid":     {text: old006("town-hall-1122", "88222", noon.Add(time.Hour)), wrong: "was made for another uid than 47091", odd: "is of the old kind"},
		"the old kind, expired":            {text: old006("town-hall-1122", "47091", noon), wrong: "ended less than a minute ago"},
	} {
		if c.now.IsZero() {
			c.now = noon
		}
		got, err := Read(c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		wrong, odd := got.Check(Want{AppID: appID, Channel: "town-hall-1122", UID: "47091", Publishes: true, Now: c.now, Until: c.until})
		if !one(wrong, c.wrong) || !one(odd, c.odd) {
			t.Errorf("%s: wrong %q, odd %q", name, wrong, odd)
		}
	}
}

// one reports whether there is just one sentence and it begins so, or none for "".
func one(got []string, begins string) bool {
	if begins == "" {
		return len(got) == 0
	}
	return len(got) == 1 && strings.HasPrefix(got[0], begins)
}

// old006 makes a 006 token with the privileges to join and to send data.
func old006(channel, uid string, until time.Time) string {
	le := binary.LittleEndian
	m := le.AppendUint32(nil, 1)
	m = le.AppendUint32(m, uint32(noon.Add(24*time.Hour).Unix()))
	m = le.AppendUint16(m, 2)
	for _, privilege := range []Privilege{Join, PublishData} {
		m = le.AppendUint16(m, uint16(privilege))
		m = le.AppendUint32(m, uint32(until.Unix()))
	}
	signed := sum([]byte(certificate.Reveal()), append([]byte(appID+channel+uid), m...))
	content := appendText(nil, string(signed))
	content = le.AppendUint32(content, checkSum(channel))
	content = le.AppendUint32(content, checkSum(uid))
	return Version006 + appID + base64.StdEncoding.EncodeToString(appendText(content, string(m)))
}

func TestBothTokensOfARequestAreChecked(t *testing.T) {
	project := agora.Project{Version: agora.V5, AppID: appID}
	request := func(sub, pub agora.Secret) agora.Request {
		return agora.Request{RTC: agora.RTCConfig{ChannelName: "town-hall-1122", SubBotUID: "47091", PubBotUID: "88222", SubBotToken: sub, PubBotToken: pub}}
	}
	writing := made(t, func(s *Spec) { s.UID = "88222" })
	for name, c := range map[string]struct {
		sub, pub        agora.Secret
		problem, notice string // rules, with s or p for the bot
	}{
		"none":               {},
		"good ones":          {sub: made(t, nil), pub: writing},
		"swapped":            {sub: writing, pub: made(t, nil), problem: "s token-uid p token-uid"},
		"a listening writer": {pub: made(t, func(s *Spec) { s.UID, s.Role = "88222", Subscriber }), notice: "p token-publish"},
		"a listener only":    {sub: made(t, func(s *Spec) { s.Role = Subscriber })},
		"all wrong": {sub: made(t, func(s *Spec) {
			s.AppID, s.Channel, s.UID, s.Issued = mockAppID, "c", "1", noon.Add(-2*time.Hour)
		}), problem: "s token-app s token-channel s token-uid s token-expired"},
		"cut off":     {sub: writing[:90], problem: "s token-unreadable"},
		"made up":     {sub: "sub-token", pub: "007writing", notice: "s token-form p token-form"},
		"old":         {sub: agora.Secret(old006("town-hall-1122", "47091", noon.Add(time.Hour))), notice: "s token-old"},
		"for anybody": {sub: made(t, func(s *Spec) { s.UID = "" }), notice: "s token-any"},
		"for nothing": {sub: agora.Secret(vectors[0].text), problem: "s token-app s token-privilege s token-expired"},
	} {
		r := request(c.sub, c.pub)
		if got := rules(Problems(r, project, noon, time.Time{})); got != c.problem {
			t.Errorf("%s: problems %s", name, got)
		}
		if got := rules(Warnings(r, project, noon, time.Time{})); got != c.notice {
			t.Errorf("%s: warnings %s", name, got)
		}
	}
	r := request(made(t, nil), writing)
	if got := rules(Warnings(r, project, noon, noon.Add(2*time.Hour))); got != "s token-ends p token-ends" {
		t.Errorf("with a reminder: %s", got)
	}
	if got := Problems(request(made(t, nil), ""), agora.Project{}, noon, time.Time{}); len(got) != 0 {
		t.Errorf("without a known App ID: %v", got)
	}
}

// rules returns the rules of findings, each behind s or p for the bot.
func rules(errs []agora.FieldError) string {
	var out []string
	for _, e := range errs {
		out = append(out, map[string]string{agora.PathSubBotToken: "s ", agora.PathPubBotToken: "p "}[e.Path]+e.Rule)
	}
	return strings.Join(out, " ")
}

// TestTheServiceOfTheTasksChannelCounts, of several the first where none is.
func TestTheServiceOfTheTasksChannelCounts(t *testing.T) {
	text := pack(appID, uint32(noon.Unix()), 3600, 1, certificate, rtc(joins(), "first", "1"), rtc(joins(), "town-hall-1122", "47091"), rtc(joins(), "last", "3")).Reveal()
	read, err := Read(text)
	if err != nil || read.Channel != "first" || read.UID != "1" {
		t.Fatalf("%v, %q, %q", err, read.Channel, read.UID)
	}
	if wrong, _ := read.Check(Want{AppID: appID, Channel: "town-hall-1122", UID: "47091", Now: noon}); len(wrong) > 0 {
		t.Errorf("%v", wrong)
	}
	wrong, _ := read.Check(Want{AppID: appID, Channel: "elsewhere", UID: "1", Now: noon})
	if len(wrong) != 1 || !strings.Contains(wrong[0], `the channel "first"`) {
		t.Errorf("%v", wrong)
	}
}
