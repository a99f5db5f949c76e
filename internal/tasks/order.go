package tasks

import (
	"cmp"
	"slices"
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

// Sort puts what may run of a list in the order of all lists, then what was not sent, then
// what is over; these stay as they are. of gives the attempt of a row, and how well it is.
func Sort[T any](list []T, now time.Time, of func(T) (*attempt.Attempt, words.Health)) {
	type ranked struct {
		row  T
		part int
		rank Rank
	}
	rows := make([]ranked, len(list))
	for i, row := range list {
		a, health := of(row)
		rows[i] = ranked{row: row, part: 2}
		switch {
		case a.State().MayBill():
			rows[i].part, rows[i].rank = 0, RankOf(a, health, now)
		case a.Open():
			rows[i].part = 1
		}
	}
	slices.SortStableFunc(rows, func(x, y ranked) int { return cmp.Or(cmp.Compare(x.part, y.part), x.rank.Compare(y.rank)) })
	for i := range rows {
		list[i] = rows[i].row
	}
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
