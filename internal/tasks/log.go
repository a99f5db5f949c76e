package tasks

import (
	"slices"
	"time"

	"sttwizard/internal/attempt"
)

// Entry is one thing that was done or seen, in the log of everybody.
type Entry struct {
	Attempt *attempt.Attempt
	Record  attempt.Record
}

// Log is what happened to the tasks of a channel, or of all (empty), since a time (zero:
// ever), oldest first: who did what and when. What old attempts held is gone with
// them. The journals that can't be read are named. The error is *attempt.JournalError.
func (t *Tasks) Log(channel string, since time.Time) ([]Entry, []Unreadable, error) {
	all, unreadable, err := t.History(channel)
	if err != nil {
		return nil, nil, err
	}
	var out []Entry
	for _, a := range all {
		for _, r := range a.Records() {
			if !r.At.Before(since) {
				out = append(out, Entry{a, r})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Entry) int { return x.Record.At.Compare(y.Record.At) })
	return out, unreadable, nil
}
