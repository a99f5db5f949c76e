package words

import (
	"strings"
	"testing"
	"time"
)

func TestCounts(t *testing.T) {
	for n, want := range map[int]string{0: "0 tasks", 1: "1 task", 2: "2 tasks"} {
		if got := Count(n, "task"); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

func TestThingsInASentence(t *testing.T) {
	for want, things := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := And(things...); got != want {
			t.Errorf("%v: %q", things, got)
		}
	}
}

func TestAThingWithACommaIsOneInARow(t *testing.T) {
	if got := List("Acme, Inc.", "wizard"); got != `"Acme, Inc.", wizard` {
		t.Error(got)
	}
	if got := List(); got != "" {
		t.Error(got)
	}
}

func TestASentenceBeginsWithACapital(t *testing.T) {
	for half, want := range map[string]string{"": "", "wait": "Wait", "éclair": "Éclair", "5 tasks": "5 tasks"} {
		if got := Capital(half); got != want {
			t.Errorf("%q: %q", half, got)
		}
	}
	if got := Sentence("wait 15 s"); got != "Wait 15 s." {
		t.Errorf("%q", got)
	}
}

func TestTheNearestNameIsMeant(t *testing.T) {
	known := []string{"title", "channel", "note"}
	for name, want := range map[string]string{
		"chanel": "channel", "Title": "title", "titlle": "title", "tіtle": "title", "password": "",
		"": "", strings.Repeat("k", 500): "",
	} {
		if got := Nearest(name, known...); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestLengthsOfTime(t *testing.T) {
	for _, c := range []struct {
		d                    time.Duration
		took, elapsed, lasts string
	}{
		{0, "0.0 ms", "", "0 s"},
		{600 * time.Microsecond, "0.6 ms", "", "0 s"},
		{184 * time.Millisecond, "184 ms", "", "0 s"},
		{9500 * time.Millisecond, "9.5 s", "9 s", "9 s"},
		{15 * time.Second, "15 s", "15 s", "15 s"},
		{12*time.Minute + 4*time.Second, "12 min 04 s", "12 min 04 s", "12 min"},
		{time.Hour, "1 h 00 min", "1 h 00 min", "1 h"},
		{91 * time.Minute, "1 h 31 min", "1 h 31 min", "1 h 31 min"},
	} {
		if took, elapsed, lasts := Took(c.d), Elapsed(c.d), Lasts(c.d); took != c.took || elapsed != c.elapsed || lasts != c.lasts {
			t.Errorf("%v: took %q, elapsed %q, lasts %q", c.d, took, elapsed, lasts)
		}
	}
}

func TestHowLongAgo(t *testing.T) {
	now := time.Date(2031, 3, 10, 9, 0, 0, 0, time.FixedZone("", 2*3600))
	day := 24 * time.Hour
	for _, c := range []struct {
		then time.Time
		want string
	}{
		{time.Time{}, "–"},
		{now.Add(day), "–"},
		{now.Add(-5 * time.Minute), "today 08:55"},
		{now.Add(-5 * time.Minute).UTC(), "today 08:55"},
		{now.Add(-10 * time.Hour), "yesterday"},
		{now.Add(-3 * day), "3 days ago"},
		{now.Add(-20 * day), "2 weeks ago"},
		{now.Add(-100 * day), "3 months ago"},
		{now.Add(-800 * day), "2 years ago"},
	} {
		if got := Ago(now, c.then); got != c.want {
			t.Errorf("%v: %q", c.then, got)
		}
	}
}

func TestWhatIsLeftIsRoundedUp(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "0 s", 0: "0 s", time.Millisecond: "1 s", time.Second: "1 s", 61*time.Second + 1: "62 s",
	} {
		if got := Left(d); got != want {
			t.Errorf("of %v there is left %q, want %q", d, got, want)
		}
	}
}

func TestATimeIsWhereNowIsWithItsDayWhereThatIsNotToday(t *testing.T) {
	east := time.FixedZone("east", 2*60*60)
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, east)
	for then, want := range map[time.Time][3]string{
		time.Date(2026, 3, 1, 13, 2, 11, 0, time.UTC):   {"15:02:11", "15:02", "15:02"},
		time.Date(2026, 2, 28, 22, 2, 11, 0, time.UTC):  {"00:02:11", "00:02", "00:02"},
		time.Date(2026, 2, 28, 21, 59, 11, 0, time.UTC): {"28 Feb 23:59:11", "28 Feb 23:59", "28 Feb"},
		time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC):    {"2 Mar 00:00:00", "2 Mar 00:00", "00:00"},
		time.Date(2026, 3, 2, 6, 59, 0, 0, time.UTC):    {"2 Mar 08:59:00", "2 Mar 08:59", "08:59"},
		time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC):     {"2 Mar 09:00:00", "2 Mar 09:00", "2 Mar"},
		{}: {Never, Never, Never}, // no time, not the year 1
	} {
		if got := [3]string{Clock(now, then), Minute(now, then), ClockOrDay(now, then)}; got != want {
			t.Errorf("%v is %q, want %q", then, got, want)
		}
	}
}

func TestAHalfSentenceIsSaidOfItsThing(t *testing.T) {
	for half, want := range map[string]string{
		"is required: type it": "Name is required: type it", "must be short": "Name: must be short", "at most 2": "Name: at most 2",
	} {
		if got := About("Name", half); got != want || !IsHalf(half) {
			t.Errorf("%q gives %q", half, got)
		}
	}
	for _, whole := range []string{"type the address", "there is a connection demo already", ""} {
		if IsHalf(whole) {
			t.Errorf("%q needs no name", whole)
		}
	}
}

func TestALabelThatAsksIsNamedWithoutItsSign(t *testing.T) {
	if got := About("When to be reminded?", "must be a time"); got != "When to be reminded: must be a time" {
		t.Errorf("it is %q", got)
	}
}
