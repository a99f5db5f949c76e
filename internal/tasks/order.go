package tasks

import (
	"cmp"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Rank is where a task stands in a list of those that may run. All lists have one order, so
// that what is first on one screen is first on the next.
type Rank struct {
	Health   words.Health // the worst comes first
	Alarm    int          // then the most alarming, see Alarm
	Reminder time.Time    // then what is to end soonest; zero: last
}

// RankOf returns the rank of an attempt that is as well as this. What is on the way to
// running ranks with what runs, so that no row jumps at a start.
func RankOf(a *attempt.Attempt, health words.Health, now time.Time) Rank {
	return Rank{max(health, words.Well), Alarm(a, now), a.PlannedEnd()}
}

// Compare orders ranks for a stable sort of a list that is newest first: what ranks alike
// stays in that order.
func (r Rank) Compare(other Rank) int {
	return cmp.Or(cmp.Compare(other.Health, r.Health), cmp.Compare(other.Alarm, r.Alarm), soonest(r.Reminder, other.Reminder))
}

// soonest orders times; a zero one comes last.
func soonest(x, y time.Time) int {
	if x.IsZero() != y.IsZero() {
		if x.IsZero() {
			return 1
		}
		return -1
	}
	return x.Compare(y)
}
