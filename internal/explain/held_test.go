package explain

import (
	"strings"
	"testing"

	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
	"sttwizard/internal/words"
)

// TestAHolderIsSaidWithHowToGoOn: its process where that is known, and a kill that works on it.
func TestAHolderIsSaidWithHowToGoOn(t *testing.T) {
	for name, test := range map[string]struct {
		holder   attempt.Holder
		unmoving bool
		what     string
		do       string
	}{
		"at work":            {attempt.Holder{Name: store.Somebody, PID: 4711}, false, "another sttwizard (process 4711) is at work on it", "wait until it is done, or end it: kill 4711"},
		"silent":             {attempt.Holder{Name: store.Somebody, PID: 4711}, true, "has made no move since 14:00:00", "hangs or has no network; or end it: kill 4711"},
		"suspended":          {attempt.Holder{Name: store.Somebody, PID: 4711, Suspended: true}, true, "is suspended", "fg after Ctrl+Z), or end it: kill -9 4711"},
		"on another machine": {attempt.Holder{Name: "dana on laptop-7"}, true, "dana on laptop-7 has it", "or end that one"},
	} {
		h := heldBy(test.holder, test.unmoving, "14:00:00")
		if !strings.Contains(h.What, test.what) || !strings.Contains(h.Do, test.do) || !strings.HasSuffix(h.Key, ", then x") {
			t.Errorf("%s: %+v", name, h)
		}
		stands := heldStanding(test.holder)
		if stands.Health != words.Alarm || len(stands.Word) > WidestStanding || len(stands.Full) > len("not moving, another sttwizard") ||
			strings.HasPrefix(stands.Full, "suspended") != test.holder.Suspended {
			t.Errorf("%s: %+v", name, stands)
		}
	}
	if h := HeldOf(&attempt.Attempt{}, clocktest.At(14, 0, 0)); h != (Held{}) {
		t.Errorf("nobody has it: %+v", h)
	}
}
