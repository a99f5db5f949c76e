package ui

import (
	"net/http"
	"strings"
	"testing"

	term "sttwizard/internal/screen"
)

// unnamed is the shortest walk to the review: the uids are left empty.
const unnamed = "ntown-hall" + term.Enter + "en-US" + term.Enter

// uidsOf returns the bots' uids of a start request that went out.
func (r *rig) uidsOf(n int) [2]string {
	r.t.Helper()
	rtc := decoded(r.t, r.wire.Bodies()[n])["rtcConfig"].(map[string]any)
	return [2]string{rtc["subBotUid"].(string), rtc["pubBotUid"].(string)}
}

func TestEveryAttemptSendsTheUidsThatItsReviewShowed(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 120, Height: 40}})
	r.see("new task")
	r.keys(unnamed, "Review", "ready to send", "automatic")
	shown := r.draft().Request().RTC
	r.must(shown.SubBotUID, shown.PubBotUID)
	r.wire.Answer("start", http.StatusBadRequest, "", `{"message":"no"}`)
	r.calm()
	r.keys("s", "Not started")
	r.wire.Answer("start", 0, "", "")
	if got := r.uidsOf(0); got != [2]string{shown.SubBotUID, shown.PubBotUID} {
		t.Errorf("sent were %v, the review showed %s and %s", got, shown.SubBotUID, shown.PubBotUID)
	}
	r.keys("e", "Review", "ready to send")
	again := r.draft().Request().RTC
	r.must(again.SubBotUID, again.PubBotUID)
	r.calm()
	r.keys("s", again.SubBotUID+" listens, "+again.PubBotUID+" writes")
	first, second := r.uidsOf(0), r.uidsOf(1)
	if second != [2]string{again.SubBotUID, again.PubBotUID} || first[0] == second[0] || first[1] == second[1] {
		t.Errorf("the attempts sent %v and %v", first, second)
	}
	for i, a := range r.attempts() {
		if in := a.Intent(); !in.UniqueUIDs || [2]string{in.SubBotUID, in.PubBotUID} != r.uidsOf(1-i) {
			t.Errorf("the journal says %s, %s, unique %v", in.SubBotUID, in.PubBotUID, in.UniqueUIDs)
		}
	}
	r.keys(term.CtrlS, "Save as preset")
	r.keys(term.Enter, "saved as preset town-hall")
	p, err := r.session.Presets.Load("town-hall")
	if err != nil || p.Values["rtcConfig.subBotUid"]+p.Values["rtcConfig.pubBotUid"] != "" {
		t.Errorf("the preset holds %v, %v", p.Values, err)
	}
	var sent []byte
	r.wait("the answers are kept", func() bool {
		sent, _, err = r.session.LoadSent()
		return len(sent) > 0 || err != nil
	})
	if err != nil || strings.Contains(string(sent), again.PubBotUID) {
		t.Errorf("kept is %s, %v", sent, err)
	}
}
