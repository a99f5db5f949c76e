package ui

import (
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// changeable starts a task of a version and waits until it runs.
func changeable(t *testing.T, v agora.Version) *rig {
	t.Helper()
	r := start(t, rigOptions{home: withReady(t, "demo"), api: v, screen: term.Options{Width: 100, Height: 30}})
	r.use()
	r.calm()
	r.Send("s")
	r.live(time.Second/10, "● Running")
	return r
}

func TestARunningTaskIsChangedAfterALook(t *testing.T) {
	t.Parallel()
	r := changeable(t, agora.V7)
	r.keys("u", "Change the task", "Languages", "Languages by speaker", "Keywords", "Who is heard", "Translate English into", "en-US")
	r.keys(term.Backspace+"german"+term.Enter+term.Enter+"Agora, SDK"+term.Enter+term.Enter, "Translate German into")
	r.keys("french"+term.Enter, "Change the task in demo while it runs?", "languages: en-US → de-DE", "keywords: none → Agora, SDK", "translation: off → de-DE into fr-FR")
	r.calm()
	if r.wire.Calls("update") > 0 {
		t.Fatal("it was sent before a yes")
	}
	r.keys("y")
	r.live(time.Second/10, "the task is changed", "spoken", "de-DE", "into", "changed")
	r.mustNot("u sends what is not certain")
	if got := r.wire.Calls("update"); got != 1 {
		t.Errorf("%d changes were sent", got)
	}
	if u := r.ledger().Tasks[0]; u.Updates != 1 || u.Sequence != 1 {
		t.Errorf("the sandbox has %+v", u)
	}
	// The next one waits for Agora's 5 seconds, and shows it.
	r.keys("u", "Change the task", "Translate German into", "French (France) fr-FR")
	r.keys(term.Tab+term.Tab+term.Tab+term.Tab+term.Backspace+term.Enter, "translation: de-DE into fr-FR → off")
	r.calm()
	r.keys("y", "The change is sent in", "Agora wants 5 s")
	r.mustNot("u change")
	r.live(time.Second/2, "the task is changed")
	r.mustNot("into")
	if u := r.ledger().Tasks[0]; u.Updates != 2 || u.Sequence != 2 {
		t.Errorf("the sandbox has %+v", u)
	}
	r.keys("u", "Change the task")
	r.keys(term.Tab+term.Tab+term.Tab+term.Tab+term.Enter, "nothing changes, as far as this machine knows")
}

// What enter and space do with a list is said at each moment.
func TestTheListsOfAChangeSayWhatTheirKeysDo(t *testing.T) {
	t.Parallel()
	r := changeable(t, agora.V7)
	r.keys("u", "Change the task", "enter next", "space take back", "↑ ↓ move", "tab next line", "esc cancel")
	r.keys("ger", "enter take and go on", "↑ ↓ then space takes")
	r.mustNot("space take and stay", "space take back")
	r.keys("xyz", "backspace widen the search")
	r.mustNot("enter ")
	r.keys(term.CtrlU+term.Down, "enter take and go on", "space take and stay")
	r.keys(term.F1, "Keys", "comma", "take the row, and search the next", "page up", "move in pages", "ctrl+p", "backspace", "take the last one back")
	r.keys(term.Esc, "Change the task")
	r.keys(term.Tab+term.Tab+term.Tab+term.Tab, "Translate English into", "enter look at it")
	r.keys("ger", "enter take and look at it")
}

// What a speaker speaks is picked from the same list as in the wizard.
func TestASpeakersLanguageIsPickedInAChange(t *testing.T) {
	t.Parallel()
	r := changeable(t, agora.V7)
	r.keys("u", "Change the task", "Languages by speaker")
	r.mustNot(" speaks")
	r.keys(term.Tab+"501", "501 speaks", "none")
	r.keys(term.Enter, "type to search")
	r.keys("ger", "German (Germany)", "enter take and go on")
	r.keys(term.Enter, "501 speaks", "German (Germany) de-DE", "Translate German into")
	r.keys(term.Enter+term.Enter+term.Enter+term.Enter, "Change the task in demo while it runs?", "languages by speaker: as everybody's → 501 speaks de-DE")
	r.calm()
	r.keys("y")
	r.live(time.Second/10, "the task is changed", "speakers", "501 speaks de-DE")
}

func TestAChangeWithoutAnAnswerIsSentAgain(t *testing.T) {
	t.Parallel()
	r := changeable(t, agora.V6)
	r.wire.Answer("update", 503, "", `{"message":"try later"}`)
	r.keys("u", "Change the task")
	r.mustNot("Keywords")
	r.keys(term.Backspace+"german"+term.Enter+term.Enter+term.Enter+term.Enter, "languages: en-US → de-DE")
	r.calm()
	r.keys("y")
	r.live(time.Second/10, "nobody knows whether the change is in force", "what is not certain is sent once more")
	r.wire.Answer("update", 0, "", "")
	r.keys("u", "Change the task", "en-US")
	r.keys(term.Backspace+"german"+term.Enter+term.Enter+term.Enter+term.Enter, "languages: en-US or de-DE → de-DE (an earlier change")
	r.calm()
	r.keys("y")
	r.live(time.Second/2, "the task is changed")
	r.mustNot("nobody knows")
}

func TestATaskOfV5SaysWhyItCantBeChanged(t *testing.T) {
	t.Parallel()
	r := changeable(t, agora.V5)
	r.keys("u", "A task of v5 can't be changed while it runs", "stop it and start another one")
	if r.wire.Calls("update") > 0 {
		t.Error("something was sent")
	}
}

// TestAChangeThatWasNotSentStaysTold, other than one that only could not be written down
// after Agora took it.
func TestAChangeThatWasNotSentStaysTold(t *testing.T) {
	for phase, want := range map[attempt.Phase]bool{attempt.NothingSent: true, attempt.NotRecorded: false} {
		d := newDesk(t, rigOptions{})
		w := d.m.back.know(started(t, d.session, "demo", same))
		trouble := &attempt.JournalError{Path: "x", Phase: phase, Err: syscall.ENOSPC}
		msg := taskChangedMsg{id: w.attempt.ID(), err: trouble}
		if phase == attempt.NotRecorded {
			msg.err, msg.changed.Unwritten = nil, trouble
		}
		d.tell(msg)
		if (w.changeErr != nil) != want {
			t.Errorf("phase %d: %v", phase, w.changeErr)
		}
		if want == (d.m.note != "") {
			t.Errorf("phase %d: %q", phase, d.m.note)
		}
	}
}
