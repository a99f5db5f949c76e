package ui

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

// TestEnterAloneLeadsFromAWarningToTheStart is the walk of somebody in a hurry.
func TestEnterAloneLeadsFromAWarningToTheStart(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, rigOptions{home: withReady(t, "demo"), api: v})
			d.press("enter")
			d.m.draft.Set(agora.PathMaxIdleTime, "7200", form.Typed)
			d.run(d.m.showReview())
			d.must("❯ ! Ends")
			d.press("enter")
			d.must("Idle time")
			d.press("enter")
			d.must("❯   Start transcription")
			d.calm()
			d.press("enter")
			d.must("bots 47091 listens")
		})
	}
}
