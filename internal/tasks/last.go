package tasks

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// LastRun is a task that was started, as far as another start can be compared with it.
type LastRun struct {
	At      time.Time     // when its start was sent
	Version agora.Version // by which it was started
	Preset  string        // that it was made from, or empty
	Request agora.Request // as it was sent, without its name, uids that were drawn for it, and secrets
	Secrets []string      // paths of the secrets that it had
}

// LastStarted returns the newest attempt that started a task, of a list that has the newest
// first: one of a preset, or with an empty name of any. What changed while it ran is not in
// it, and a task that was taken up was not started. Nothing is read.
func LastStarted(attempts []*attempt.Attempt, preset string) (LastRun, bool) {
	for _, a := range attempts {
		in := a.Intent()
		if preset != "" && in.Preset != preset || len(in.Request) == 0 || a.Task().ID == "" {
			continue
		}
		r, _, err := agora.DecodeRequest(in.Request)
		if err != nil {
			continue
		}
		if r.Name = ""; in.UniqueUIDs {
			r.RTC.SubBotUID, r.RTC.PubBotUID = "", ""
		}
		return LastRun{At: a.SentAt(), Version: in.Version, Preset: in.Preset, Request: r, Secrets: in.Lacks}, true
	}
	return LastRun{}, false
}

// LastRun reads the journal and returns the task that a start is compared with: the last
// one of the preset that it is made from, or without one the last of all. The error is the
// journal's.
func (t *Tasks) LastRun(preset string) (LastRun, bool, error) {
	all, _, err := t.o.Journal.List()
	run, ok := LastStarted(all, preset)
	if ok {
		err = nil // what can't be read is older, or another store's
	}
	return run, ok, err
}
