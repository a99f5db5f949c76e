package ui

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// A first task takes five keys beside the words.
func TestAFirstTaskTakesFiveKeys(t *testing.T) {
	t.Parallel()
	for _, last := range []string{"s", term.Enter} {
		for _, v := range agora.Versions() {
			r := start(t, rigOptions{api: v})
			r.see("new task")
			r.keys("ntown-hall"+term.Enter+"en"+term.Enter, "ready to send", "❯  Start transcription")
			r.mustText(agora.PathChannelName, "town-hall", agora.PathLanguages, "en-US")
			r.calm()
			r.keys(last, "e reminder")
			r.mustState(attempt.Started)
			r.end()
		}
	}
}

func TestTheReviewComesBackToTheLineThatWasEdited(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	for _, leave := range []string{term.Enter, term.Esc, term.CtrlR} {
		r.keys(term.Home+term.Down+term.Down, "❯   Bots")
		r.keys(term.Enter, "enter done")
		r.keys(leave, "ready to send", "❯   Bots")
	}
	r.keys(term.Home+term.Down+term.Enter, "enter done")
	r.keys(term.End+"/"+term.CtrlR, "1 error", "❯ ✗ Channel name")
}
