package ui

import (
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
		d.must("n another like this")
		d.press("ctrl+s")
		d.must("Save as preset", "town-hall")
		d.press("esc", "esc")
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
	d.must("n another like this")
	d.press("n")
	if got := d.m.draft.Request().RTC.ChannelName; got != "far-away" {
		t.Errorf("the channel is %q", got)
	}
	d.must("Languages") // which nobody knows here
}
