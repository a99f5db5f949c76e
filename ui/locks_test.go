package ui

import (
	"testing"

	term "sttwizard/internal/screen"
	"sttwizard/presets"
)

// styled writes a house style and an event's preset that extends it.
func styled(t *testing.T) (home string) {
	t.Helper()
	home = t.TempDir()
	write(t, home, "config/presets/house-style.yaml", `schema: 2
title: House style
lock: [languages]
request:
  languages: [en-US]
  maxIdleTime: 60
  rtcConfig: {channelName: "{preset}-{date:0102}", subBotUid: "1001", pubBotUid: "1002"}
`)
	write(t, home, "config/presets/gala.yaml", "schema: 2\ntitle: Gala\nextends: [house-style]\nreminder: 90m\nrequest: {maxIdleTime: 120}\n")
	return home
}

func TestAPresetThatExtendsSaysWhoseItsAnswersAre(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: styled(t), screen: term.Options{Width: 120, Height: 40}})
	r.see("Gala", "House style")
	r.keys("/gala"+term.Enter+term.Enter, "ready to send", "gala-"+r.clock.Now().Format("0102"), "preset ← house-style", "locked", "in 1 h 30 min")
	r.running()
	if in := r.attempts()[0].Intent(); in.Channel != "gala-"+r.clock.Now().Format("0102") {
		t.Errorf("it was started in %q", in.Channel)
	}
}

func TestWhatAPresetLocksIsUnlockedByAYes(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: styled(t), screen: term.Options{Width: 120, Height: 40}})
	r.see("Gala")
	r.keys("/gala"+term.Enter, `with "gala"`)
	r.keys("e", "Channel name")
	r.keys("\x1b2", "Locked by the preset", "ctrl+l unlock")
	r.keys("\x0c", "The preset locks", "keep it locked")
	r.keys(term.Esc, "Locked by the preset")
	r.keys("\x0c", "keep it locked")
	r.keys("y")
	r.wait("the question", func() bool { return !shows(r.Text(), "ctrl+l unlock") })
	r.keys("fr-FR"+term.Enter, "French")
	r.keys(term.CtrlR, "Review", "fr-FR", "unlocked")
}

func TestAPresetThatIsSavedAgainGoesOnExtending(t *testing.T) {
	t.Parallel()
	home := styled(t)
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 120, Height: 40}})
	r.see("Gala")
	r.keys("/gala"+term.Enter+term.Enter, "ready to send")
	r.keys(term.CtrlS, "Title")
	r.keys(term.Enter, "saved as preset gala")
	p, err := presets.LoadFile(home + "/config/presets/gala.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Extends) != 1 || p.Reminder != "90m" || p.Values["rtcConfig.channelName"] != "{preset}-{date:0102}" || p.Values["maxIdleTime"] != "120" {
		t.Errorf("saved as %+v", p)
	}
	if _, from := p.From("languages"); from != "house-style" {
		t.Errorf("languages are from %q", from)
	}
}
