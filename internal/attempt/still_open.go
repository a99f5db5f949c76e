package attempt

import "context"

// StillOpen returns the open attempts for a channel of an App ID, as OpenFor does,
// after checking each of them once: an end that nobody has seen yet, and an
// absence that is proved by now, are written down first, so that nobody is warned
// of a task that is gone. by returns who asks at an attempt's own place; nil leaves
// the attempt unasked and open, as does every other answer. The error is the
// journal's.
func StillOpen(ctx context.Context, by func(*Attempt) API, j *Journal, appID, channel string) ([]Conflict, error) {
	open, err := j.OpenFor(appID, channel)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	for _, c := range open {
		if c.Attempt == nil {
			continue
		}
		if api := by(c.Attempt); api != nil {
			_, _ = Check(ctx, api, c.Attempt) // what it found is in the journal
		}
	}
	return j.OpenFor(appID, channel)
}
