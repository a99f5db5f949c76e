package clocktest

import (
	"testing"
	"time"
)

func TestTheDayMovesByWholeDays(t *testing.T) {
	t.Setenv(DayVariable, "")
	base := At(14, 20, 1)
	for text, want := range map[string]time.Duration{"+400d": 9600 * time.Hour, "-1d": -24 * time.Hour, "0d": 0} {
		t.Setenv(DayVariable, text)
		if got := At(14, 20, 1).Sub(base); got != want || Moved() != want {
			t.Errorf("%s moves it by %v and %v", text, got, Moved())
		}
		if off := time.Until(Now()) - want; off.Abs() > time.Hour {
			t.Errorf("%s: the clock that goes on is off by %v", text, off)
		}
	}
	for _, text := range []string{"400", "d", "+400h", "tomorrow", "1000000d"} {
		if days, err := daysOf(text); err == nil {
			t.Errorf("%q is %d days", text, days)
		}
	}
}

func TestPatienceIsOnlyEverRaised(t *testing.T) {
	for text, want := range map[string]time.Duration{"": patience, "1s": patience, "1h": time.Hour} {
		if got, err := patienceOf(text); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if _, err := patienceOf("long"); err == nil {
		t.Error("no duration, and no error")
	}
	if Patience() < patience {
		t.Errorf("it is %v", Patience())
	}
}
