package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestATaskHasTheSameKeysHoweverOneCameToIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "town-hall", same)
	if err := d.m.s.DropDraft(); err != nil {
		t.Fatal(err)
	}
	d.press("r")
	for _, way := range []func(){
		func() { d.run(d.m.watch(a)) },
		func() { d.toTasks(); d.press("enter") },
	} {
		way()
		d.must("n another")
		d.press("ctrl+s")
		d.must("Save as preset", "town-hall")
		d.press("esc", "h")
		d.must("Home")
		if d.m.stored.unsent != nil {
			t.Error("answers that nobody typed are kept as unsent ones")
		}
	}
	d.run(d.m.watch(a))
	d.press("n")
	d.must("Review", "town-hall", "English (United States)")
	if in := a.Intent(); in.UniqueUIDs && d.m.draft.Text(agora.PathPubBotUID) == in.PubBotUID {
		t.Error("the uid that was drawn for one task is taken for another")
	}
}

func TestATaskThatWasTakenUpLendsWhatIsKnownOfIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	h := elsewhere(t, d, "far-away")
	d.press("r")
	d.m.showTasks()
	d.press("p")
	d.fill(h, "far-away")
	d.press("enter", "enter")
	d.press("enter")
	d.must("n another")
	d.press("n")
	if got := d.m.draft.Request().RTC.ChannelName; got != "far-away" {
		t.Errorf("the channel is %q", got)
	}
	d.must("Languages") // which nobody knows here
}

// TestAnotherTaskHasWhatTheTaskHasNow changes a task and begins another like it, on the
// screen of its start and on one that was come to later.
func TestAnotherTaskHasWhatTheTaskHasNow(t *testing.T) {
	t.Parallel()
	for _, v := range []agora.Version{agora.V6, agora.V7} {
		for _, own := range []bool{true, false} {
			t.Run(fmt.Sprint(v, " its own: ", own), func(t *testing.T) {
				t.Parallel()
				home := t.TempDir()
				write(t, home, "config/presets/ready.yaml", strings.Replace(townHall, "ask: [rtcConfig.channelName]\n", "", 1))
				d := newDesk(t, rigOptions{home: home, api: v})
				d.press("enter")
				d.must("Start transcription")
				d.calm()
				d.press("s")
				d.must("spoken")
				d.rings("● Running")
				a := d.m.screen.(*taskScreen).work.attempt
				c, err := a.NewChange(func(r *agora.Request) error {
					return errors.Join(r.Set(agora.PathLanguages, "de-DE"), r.Set(agora.PathTranslatedPairs, "de-DE:fr-FR"))
				})
				if err != nil {
					t.Fatal(err)
				}
				d.run(d.m.back.change(d.m, d.m.back.of(a), c))
				d.rings("de-DE → fr-FR")
				if !own {
					d.press("esc")
					d.run(d.m.watch(a))
				}
				d.press("n")
				d.must("Start transcription")
				for path, want := range map[string]string{
					agora.PathLanguages: "de-DE", agora.PathTranslatedPairs: "de-DE:fr-FR", agora.PathChannelName: "town-hall",
				} {
					if got := d.m.draft.Text(path); got != want {
						t.Errorf("%s is %q, not %q", path, got, want)
					}
				}
				d.press("esc")
				d.must("spoken", "u change")
				if d.kept() != "" {
					t.Error("what was only looked at is kept as unsent")
				}
			})
		}
	}
}
