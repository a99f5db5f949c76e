package ui

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

func TestAFieldThatIsWrongBeforeTheEventIsMendedFromThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.minimalWalk("hall")
	d.press("f")
	d.must("Before the event", "Everything is in place", "are free in the channel hall", "1 host can be heard")
	d.press("esc")
	d.must("ready to send")
	d.m.draft.Set("rtcConfig.pubBotUid", "1", "typed") // which the pretend host has
	d.press("f")
	d.must("Something is wrong", "❯ ✗ Bots' uids", "rtcConfig.pubBotUid", "enter go to the field")
	d.press("enter")
	d.must("Publishing bot's uid")
	d.press("backspace")
	d.types("88222")
	d.press("enter")
	d.must("ready to send")
	d.press("f")
	d.must("Everything is in place")
	if n := d.wire.Calls("start"); n != 0 {
		t.Errorf("%d tasks were started", n)
	}
}

func TestAPresetIsCheckedFromHome(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "idle-hall")})
	d.must("f check")
	d.press("f")
	d.must("Nothing is wrong", "! Host             look", "esc home")
	d.press("esc")
	d.must("Home", "f check")
}

func TestWhatIsInPlaceIsLookedAtAnewTenMinutesLater(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.minimalWalk("hall")
	d.press("f")
	d.must("Everything is in place")
	d.clock.Pass(10 * time.Minute)
	d.must("not known", "was in place at")
	if strings.Contains(d.text(), "ready") {
		t.Errorf("something is still in place:\n%s", d.text())
	}
	calls := d.wire.Calls("acquire")
	d.press("f")
	d.must("Everything is in place")
	if n := d.wire.Calls("acquire"); n != calls+1 {
		t.Errorf("%d calls were made", n-calls)
	}
}

func TestAnotherEndIsLookedAtAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.minimalWalk("hall")
	d.press("f", "e")
	d.press("backspace", "backspace")
	d.types("30h")
	d.press("enter")
	d.must("Something is wrong", "❯ ✗ Length", "enter the reminder")
}

func TestTheConnectionIsReachedFromACheckAndLeadsBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{mode: sandbox.ModeDenied})
	d.minimalWalk("hall")
	d.press("f")
	d.must("❯ ✗ Credentials", "enter the connection")
	d.press("enter")
	d.must("Connections")
	d.press("esc")
	d.must("❯ ✗ Credentials", "Something is wrong")
	d.press("t")
	d.must("Tasks of this machine")
	d.press("esc")
	d.must("❯ ✗ Credentials")
	d.press("esc")
	d.must("Review", "would fail now")
}

// TestACheckOfV7ReadsTheListOnce: once for each state in which a task bills, and not again
// for the credentials.
func TestACheckOfV7ReadsTheListOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{api: agora.V7})
	d.minimalWalk("hall")
	before := d.wire.Calls("list")
	d.press("f")
	d.must("Everything is in place", "Credentials", "none in the channel")
	if n := d.wire.Calls("list") - before; n != len(agora.BillingStates()) {
		t.Errorf("the list was read %d times", n)
	}
}
