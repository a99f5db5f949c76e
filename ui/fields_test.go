package ui

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	term "sttwizard/internal/screen"
)

// text returns what the draft has at a path.
func (r *rig) text(path string) string {
	r.t.Helper()
	r.Settle(r.t)
	return r.draft().Text(path)
}

// mustText fails the test unless the draft has these texts, as path, text, path, text.
func (r *rig) mustText(pairs ...string) {
	r.t.Helper()
	r.Settle(r.t)
	draft := r.draft()
	for i := 0; i < len(pairs); i += 2 {
		if got := draft.Text(pairs[i]); got != pairs[i+1] {
			r.t.Errorf("%s is %q, want %q", pairs[i], got, pairs[i+1])
		}
	}
}

func TestAMinimalWalkInOneBurstLandsInTheRightFields(t *testing.T) {
	t.Parallel()
	for range 3 {
		r := start(t, rigOptions{})
		r.toReview()
		r.mustText(agora.PathChannelName, "town-hall", agora.PathSubBotUID, "47091", agora.PathPubBotUID, "88222",
			agora.PathLanguages, "en-US", agora.PathSubBotToken, "", agora.PathPubBotToken, "")
		if n := len(r.ledger().Tasks); n > 0 {
			t.Errorf("%d tasks were started by keys that led to the review", n)
		}
		r.end()
	}
}

func TestKeysTypedAheadOfTheReviewDoNotSend(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys(minimal+"s", "Review", "press s again")
	r.settled()
	r.mustState()
	if n := r.wire.Calls("start"); n != 0 {
		t.Errorf("%d starts", n)
	}
}

func TestPastesLandRight(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.keys("n", "Channel name")
	r.Paste("  town-hall\r\n")
	r.mustText(agora.PathChannelName, "town-hall")
	r.keys(toBots, "Subscribing bot's uid")
	r.Paste("47091\n")
	r.Send(term.Enter)
	token := strings.Repeat("abceJxTYBBa", 400)[:4096]
	var wrapped []string
	for at := 0; at < len(token); at += 76 {
		wrapped = append(wrapped, token[at:min(at+76, len(token))])
	}
	r.Paste(strings.Join(wrapped, "\r\n") + "\r\n")
	r.see("4096 characters")
	r.mustText(agora.PathSubBotToken, token, agora.PathSubBotUID, "47091", agora.PathPubBotUID, "")
	r.Send(term.Enter)
	r.Paste("88222")
	r.keys(term.Enter+term.Enter, "Spoken in the channel", "take and go on")
	r.Paste("french (canada)\n")
	r.see("fr-CA", "1 of 152 match")
	r.keys(term.Space, "1 chosen, up to 2")
	r.mustText(agora.PathLanguages, "fr-CA")
}

func TestATokenIsShownByItsKeyOnly(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.keys("ntown-hall"+toBots+"47091"+term.Enter+"007secrettoken", "14 characters")
	r.mustNot("007secrettoken")
	r.keys(term.CtrlT, "007secrettoken", "ctrl+t hides it")
	r.Send(term.Enter)
	r.settled()
	r.mustNot("007secrettoken")
	r.Send(term.ShiftTab)
	r.settled()
	r.mustNot("007secrettoken")
}

func TestGoingBackAndForthKeepsEverything(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 100, Height: 30}})
	fullWalk(r)
	before := r.draft()
	r.keys(term.ShiftTab, "┃ 4", "Translate at least every")
	back := 0
	for step := form.StepTranslation; step > form.StepChannel; {
		r.Send(strings.Repeat(term.ShiftTab, 3))
		r.Settle(t)
		r.ask(func(m *Model) {
			if w, ok := m.screen.(*wizardScreen); ok {
				step = w.of.Step()
				return
			}
			t.Errorf("left the wizard:\n%s", r.Text())
			step = form.StepChannel
		})
		if back++; back > 30 {
			t.Fatal("never came back to the first step")
		}
	}
	r.Send(strings.Repeat(term.Tab, 60))
	r.see("Review", "ready to send")
	after := r.draft()
	for _, f := range agora.Fields() {
		if got, want := after.Text(f.Path), before.Text(f.Path); got != want {
			t.Errorf("%s became %q, was %q", f.Path, got, want)
		}
	}
}

func TestAnIllegalHalfTypedUIDIsKeptAndMarked(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 100, Height: 30}})
	r.keys("ntown-hall"+toBots+"47x", "Subscribing bot's uid")
	r.keys(term.Enter, "✗ Subscribing bot's uid") // enter stays
	r.keys("8"+term.Tab, "Subscribing bot's token", "✗ Subscribing bot's uid", "47x8")
	r.keys(term.ShiftTab, "✗ Subscribing bot's uid")
	r.Send(term.CtrlU + "478") // right: the error goes at once
	r.settled()
	r.mustNot("✗")
	r.keys("y"+strings.Repeat(term.Tab, 7), "Spoken in the channel", "✗ 1 Channel and bots")
	r.keys("en-us"+term.Space+term.Tab, "The channel is encrypted")
	r.keys(strings.Repeat(term.ShiftTab, 8), "Subscribing bot's token")
	r.mustText(agora.PathSubBotUID, "478y", agora.PathLanguages, "en-US")
	r.keys(term.CtrlR, "Review", "1 wrong", "478y")
}

func TestCtrlRLeadsToTheReviewFromEverywhere(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.keys("n", "Channel name")
	for _, keys := range []string{"", term.Tab + "x", term.Tab + term.Tab + term.Tab + term.Tab + term.Space, "\x1b2", "\x1b2fr", "\x1b3" + term.Space, "\x1b4" + term.Space + term.Tab, "\x1b5" + term.Space + term.Tab} {
		if keys != "" {
			r.Send(keys)
		}
		r.keys(term.CtrlR, "Start transcription", "missing")
		r.calm()
		r.keys("s", "not sent: the line marked ○ is missing")
		r.keys(term.ShiftTab, "Translat")
	}
	if r.wire.Calls("acquire") > 0 {
		t.Error("something was sent")
	}
}

func TestTheReviewStandsOnTheFirstErrorAndEnterMendsIt(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys("ntown-hall"+toBots+"47091"+term.Enter+term.Enter+"47091\x1b2en-us"+term.Enter, "Start transcription", "1 wrong")
	r.must("❯ ✗ Publishing bot's uid")
	r.keys(term.Enter, "✗ Publishing bot's uid", "enter done")
	r.keys(term.CtrlU+"88222"+term.Enter, "Review", "ready to send")
	r.must("❯")
}

func TestEscGoesBackStepByStepAndKeepsTheDraft(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 100, Height: 30}})
	r.toReview()
	for _, want := range []string{"Spoken in the channel", "Channel name"} {
		r.keys(term.Esc, want)
	}
	r.keys("\x1b2"+"fr", "match")
	r.keys(term.Esc, "1 chosen, up to 2") // the filter first
	r.keys(term.Esc, "Channel name")
	r.keys(term.Esc, "› Unsent answers town-hall")
	r.keys("g", "Review", "ready to send")
	r.mustText(agora.PathChannelName, "town-hall", agora.PathLanguages, "en-US")
}

func TestTheDraftOnTheDiskHoldsNoSecret(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 100, Height: 30}})
	fullWalk(r)
	r.keys("q", "Unsent answers town-hall")
	r.end()
	r = start(t, rigOptions{home: home})
	r.keys("", "Unsent answers town-hall")
	r.keys("g", "secrets to be typed: files hold none") // they are asked for
	r.must("Encryption secret", "Access key")
	r.mustText(agora.PathSubBotToken, "", agora.PathSecretKey, "", agora.PathBucket, "acme-captions", agora.PathTranslatedPairs, "en-US:de-DE+fr-FR,fr-FR:en-US")
}
