package form

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"sttwizard/agora"
)

// unnamed are the smallest legal answers of a draft: both uids are automatic.
var unnamed = with(legal, agora.PathSubBotUID, "", agora.PathPubBotUID, "")

// drawnOf returns the uids of the request that would be sent.
func drawnOf(d *Draft) [2]string {
	return [2]string{d.Request().RTC.SubBotUID, d.Request().RTC.PubBotUID}
}

func TestUidsThatAreLeftEmptyAreDrawn(t *testing.T) {
	for _, d := range []*Draft{draftWith(t, unnamed), NewDraft(v5)} {
		got := drawnOf(d)
		if len(got[0]) != 9 || len(got[1]) != 9 || got[0] == got[1] || got != drawnOf(d) || got != drawnOf(d.Clone()) {
			t.Errorf("drawn were %v, then %v", got, drawnOf(d))
		}
		if !d.UniqueUIDs() || !d.Automatic(agora.PathSubBotUID) || !d.Automatic(agora.PathPubBotUID) || d.Automatic(agora.PathChannelName) {
			t.Error("they do not count as automatic")
		}
		if d.Text(agora.PathSubBotUID) != "" || d.Source(agora.PathSubBotUID) != Automatic || d.Source(agora.PathChannelName) == Automatic {
			t.Errorf("the text is %q from %q", d.Text(agora.PathSubBotUID), d.Source(agora.PathSubBotUID))
		}
	}
	d := draftWith(t, unnamed)
	if problems := d.Problems(); len(problems) > 0 || len(d.Warnings()) > 0 || len(d.Request().Validate(v5)) > 0 {
		t.Errorf("the request is not legal: %v, %v", problems, d.Warnings())
	}
}

func TestEveryAttemptGetsOtherUids(t *testing.T) {
	d := draftWith(t, unnamed)
	shown := drawnOf(d)
	d.Renew()
	sent := d.ForAttempt()
	if [2]string{sent.RTC.SubBotUID, sent.RTC.PubBotUID} != shown || drawnOf(d) != shown {
		t.Errorf("the first attempt sends %s, shown was %v", sent.RTC.SubBotUID, shown)
	}
	for name, again := range map[string]func(*Draft){
		"the next attempt": func(d *Draft) { d.ForAttempt() },
		"the next review":  (*Draft).Renew,
		"a new beginning":  func(d *Draft) { d.Begin("weekly") },
	} {
		d := d.Clone()
		again(d)
		if now := drawnOf(d); now[0] == shown[0] || now[1] == shown[1] || now[0] == shown[1] || now[1] == shown[0] {
			t.Errorf("%s: %v after %v", name, now, shown)
		}
	}
	d.Begin("")
	d.ForAttempt()
	if d.Renew(); d.Changed() {
		t.Error("other numbers count as a change")
	}
}

func TestATypedUidStaysAndTheOtherOneKeepsApart(t *testing.T) {
	d := draftWith(t, unnamed)
	drawn := drawnOf(d)
	d.Set(agora.PathSubBotUID, drawn[1], Typed)
	if got := drawnOf(d); got[0] != drawn[1] || got[1] == drawn[1] || d.UniqueUIDs() || d.Source(agora.PathSubBotUID) != Typed {
		t.Errorf("typed was %s, sent are %v", drawn[1], got)
	}
	d.Set(agora.PathSubscribeUIDs, "201,"+drawnOf(d)[1], Typed)
	if problems := d.Problems(); len(problems) > 0 {
		t.Errorf("what was drawn is in the way: %v", problems)
	}
	d.ForAttempt()
	d.Renew()
	if got := drawnOf(d); got[0] != drawn[1] {
		t.Errorf("a typed uid was drawn anew: %v", got)
	}
}

func TestATokenBindsItsUid(t *testing.T) {
	for _, b := range bots {
		d := draftWith(t, with(unnamed, b.token, "007token"))
		if d.Automatic(b.uid) || d.UniqueUIDs() || d.Source(b.uid) != Default {
			t.Errorf("%s is automatic though it has a token", b.uid)
		}
		if problems := d.Problems(); len(problems) != 1 || problems[0].Path != b.uid || problems[0].Rule != "required" {
			t.Fatalf("%s: the problems are %v", b.uid, problems)
		}
		mustContain(t, b.uid, d.Problems()[0].Text, "is required", "a token is made for one uid")
		d.Set(b.token, "", Typed)
		if problems := d.Problems(); len(problems) > 0 {
			t.Errorf("%s without the token: %v", b.uid, problems)
		}
	}
	certified := draftWith(t, unnamed)
	certified.SetProject(agora.Project{Version: agora.V5, Certificate: agora.CertificateOn})
	for _, b := range bots {
		if certified.Automatic(b.uid) || !hasRule(certified.Problems(), b.uid, "required") || !hasRule(certified.Problems(), b.token, "required") {
			t.Errorf("with the certificate on: %v", certified.Problems())
		}
	}
}

func TestNothingDrawnIsKept(t *testing.T) {
	d := draftWith(t, unnamed)
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, uid := range drawnOf(d) {
		if strings.Contains(string(data), uid) {
			t.Errorf("%s is in %s", uid, data)
		}
	}
	back, err := ReadDraft(data, v5)
	if err != nil || !back.UniqueUIDs() || drawnOf(back) == drawnOf(d) {
		t.Errorf("it came back with %v, %v", drawnOf(back), err)
	}
	r := d.Answered()
	if r.RTC.SubBotUID != "" || r.RTC.PubBotUID != "" || r.RTC.ChannelName != "town-hall" {
		t.Errorf("a preset would be made of %s", r.JSON(v5, agora.Masked))
	}
	d.Set(agora.PathPubBotUID, "88222", Typed)
	if got := d.Answered().RTC.PubBotUID; got != "88222" {
		t.Errorf("a typed uid is saved as %q", got)
	}
}

func TestTheReviewShowsTheNumberThatIsSent(t *testing.T) {
	d := draftWith(t, unnamed)
	d.Begin("")
	groups := Review(d)
	for i, b := range bots {
		if row, ok := rowOf(groups, b.uid); !ok || row.Value != drawnOf(d)[i] || row.Source != Automatic || row.Was != "" {
			t.Errorf("%s: %+v", b.uid, row)
		}
	}
	d = NewDraft(v5)
	d.Begin("")
	for path, text := range unnamed {
		d.Set(path, text, Typed)
	}
	d.Set(agora.PathSubBotUID, "47091", Typed)
	if row, _ := rowOf(Review(d), agora.PathSubBotUID); row.Value != "47091" || row.Source != Typed || row.Was != "" {
		t.Errorf("typed into a new draft: %+v", row)
	}
	for name, c := range map[string]struct{ began, now, was string }{
		"automatic as in the preset":      {"", "", ""},
		"typed over an automatic one":     {"", "47091", "automatic"},
		"automatic instead of a preset's": {"47091", "", "47091"},
	} {
		d := draftWith(t, with(unnamed, agora.PathSubBotUID, c.began))
		d.Begin("weekly")
		d.Set(agora.PathSubBotUID, c.now, Typed)
		if row, _ := rowOf(Review(d), agora.PathSubBotUID); row.Was != c.was || row.Value != drawnOf(d)[0] {
			t.Errorf("%s: %q, was %q", name, row.Value, row.Was)
		}
	}
	d = draftWith(t, with(unnamed, agora.PathSubBotToken, "007token"))
	if row, ok := rowOf(Review(d), agora.PathSubBotUID); !ok || row.Value != "" || len(row.Errors) != 1 {
		t.Errorf("a uid that its token needs: %+v", row)
	}
}

func TestPlainLeavesUidsAutomaticUnlessATokenIsGiven(t *testing.T) {
	d := NewDraft(v5)
	out, err := ask(t, d, "town-hall", ":help", "", "", "88222", ":back", "-", "007token", "88222", "", ":review")
	if !errors.Is(err, ErrAtReview) || !d.Automatic(agora.PathSubBotUID) || d.Text(agora.PathPubBotUID) != "88222" || d.Text(agora.PathPubBotToken) != "007token" {
		t.Errorf("%v: %q, %q", err, d.Text(agora.PathSubBotUID), d.Text(agora.PathPubBotUID))
	}
	mustContain(t, "the walk", out, "Subscribing bot's uid [automatic]: ", "empty: automatic, a fresh one for each start", "the token is made for one uid, which is asked for now")

	d = draftWith(t, unnamed)
	s := &script{lines: []string{"007token", "", "47091"}}
	if err := s.plain().AskOnly(d, []string{agora.PathSubBotToken}); err != nil || len(d.Problems()) > 0 {
		t.Errorf("%v, %v", err, d.Problems())
	}
	mustContain(t, "what was asked", s.out.String(), "bot's uid is required: a token is made for one uid")
	s = &script{lines: []string{""}}
	if err := s.plain().AskOnly(draftWith(t, unnamed), []string{agora.PathSubBotToken}); err != nil {
		t.Errorf("without a token: %v\n%s", err, s.out.String())
	}
}

func TestUidsCanBeDrawnAsSomebodyWants(t *testing.T) {
	draw := func() agora.Request {
		next := 41
		d := NewDraft(v5)
		d.DrawWith(func(int) int { next++; return next })
		return d.Request()
	}
	if r := draw(); r.RTC.SubBotUID != "100000042" || r.RTC.PubBotUID != "100000043" {
		t.Errorf("drawn are %s and %s", r.RTC.SubBotUID, r.RTC.PubBotUID)
	}
}
