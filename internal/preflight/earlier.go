package preflight

import (
	"strings"
	"time"
)

// The least time that is left for an earlier end: what is typed is typed a little later.
const shortestEnd = 2 * time.Minute

// EarlierEnd returns the last end of the task that is right for a row of its life, as it is
// typed where the clock is that of zone: a length of time, which never gets longer than the
// version's longest life, or where a token ends the time of day, in the whole minute before
// that, which stays right while time goes on. Empty where no such end is left.
func (r Row) EarlierEnd(zone *time.Location) string {
	left := r.Ends.Sub(r.At)
	switch {
	case r.Check != Life || left < shortestEnd:
		return ""
	case r.Why == TokenEnds && left < 24*time.Hour:
		return r.Ends.In(zone).Format("15:04")
	case r.Why == TokenEnds:
		left = (left - shortestEnd).Truncate(time.Hour)
	}
	return span(left)
}

// span writes a length of time to the minute, as a version's life is one of whole hours
// and was looked at a moment ago: "24h", "1h30m".
func span(d time.Duration) string {
	text := strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
	if strings.HasSuffix(text, "h0m") {
		return strings.TrimSuffix(text, "0m")
	}
	return text
}
