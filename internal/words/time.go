package words

import (
	"fmt"
	"math"
	"time"
)

// Took returns how long something took: "0.6 ms", "184 ms", "9.5 s", "15 s",
// "12 min 04 s".
func Took(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return Elapsed(d)
}

// Elapsed returns a time that passes, in whole seconds: "3 s", "12 min 04 s",
// "1 h 31 min"; "" while it is below a second.
func Elapsed(d time.Duration) string {
	switch s := int(d / time.Second); {
	case s < 1:
		return ""
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %02d s", s/60, s%60)
	default:
		return fmt.Sprintf("%d h %02d min", s/3600, s/60%60)
	}
}

// Lasts returns a length of time without its smallest parts: "0 s", "30 s", "10 min",
// "1 h", "1 h 31 min".
func Lasts(d time.Duration) string {
	switch {
	case d < time.Second:
		return "0 s"
	case d < time.Minute:
		return Elapsed(d)
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d%time.Hour < time.Minute:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return Elapsed(d)
}

// Left returns how long it still takes until something comes, in whole seconds and
// rounded up: "12 s"; "0 s" when it is due.
func Left(d time.Duration) string {
	return fmt.Sprintf("%d s", max(0, int((d+time.Second-1)/time.Second)))
}

// Ago returns how long ago something was, coarsely and by the days of now's calendar:
// "today 08:55", "yesterday", "3 days ago", "2 years ago"; "–" for never or the future.
func Ago(now, then time.Time) string {
	then = then.In(now.Location())
	days := int(math.Round(Midnight(now).Sub(Midnight(then)).Hours() / 24)) // a day may have 23 or 25
	switch {
	case then.IsZero() || days < 0:
		return Never
	case days == 0:
		return "today " + then.Format("15:04")
	case days == 1:
		return "yesterday"
	case days < 14:
		return fmt.Sprintf("%d days ago", days)
	case days < 60:
		return fmt.Sprintf("%d weeks ago", days/7)
	case days < 730:
		return fmt.Sprintf("%d months ago", days/30)
	}
	return fmt.Sprintf("%d years ago", days/365)
}

// Never stands for a time that there is not, which is a zero one.
const Never = "–"

// Clock returns a time where now is: "15:02:11", or "23 Nov 15:02:11" on another day.
func Clock(now, then time.Time) string {
	then = then.In(now.Location())
	if then.IsZero() {
		return Never
	}
	if sameDay(now, then) {
		return then.Format("15:04:05")
	}
	return then.Format("2 Jan 15:04:05")
}

// Minute returns a time where now is, without its seconds: "16:30", or "23 Nov 16:30" on
// another day.
func Minute(now, then time.Time) string {
	then = then.In(now.Location())
	if then.IsZero() {
		return Never
	}
	if sameDay(now, then) {
		return then.Format("15:04")
	}
	return then.Format("2 Jan 15:04")
}

// ClockOrDay returns a time in little room: "16:30", also of one that comes in the night
// within a day, or "23 Nov" on another day.
func ClockOrDay(now, then time.Time) string {
	then = then.In(now.Location())
	if then.IsZero() {
		return Never
	}
	if soon := then.After(now) && then.Sub(now) < 24*time.Hour; soon || sameDay(now, then) {
		return then.Format("15:04")
	}
	return then.Format("2 Jan")
}

func sameDay(a, b time.Time) bool { return Midnight(a).Equal(Midnight(b)) }

// Midnight returns the beginning of a time's day, in its own zone.
func Midnight(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, t.Location())
}
