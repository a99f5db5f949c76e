package attempt

import (
	"context"
	"slices"

	"sttwizard/agora"
)

// The list of a channel's tasks tells neither their names nor their bots. What in
// it may be an attempt's own task is what is no other attempt's of this machine;
// times don't help, as this machine's clock may be wrong. That it is the attempt's
// only the bot shows: see claim.

// list returns what in the channel's list may be the attempt's task. listed tells
// that the list stands in for the bots, as these can't be asked for: noBots is then
// ErrNoProbe. A list that can't be had either gives that error; where the bots could
// be asked for, it is not needed.
func (a *Attempt) list(ctx context.Context, api API, f *folded, noBots error) (found []agora.Task, listed bool, err error) {
	tasks, err := api.List(ctx, agora.ListQuery{Channel: f.intent.Channel})
	switch {
	case err != nil && noBots == nil:
		return nil, false, nil
	case err != nil:
		return nil, false, probeError(err)
	}
	known, err := a.journal.elsewhere(a.id, tasks, api.Place())
	if err != nil {
		return nil, false, err
	}
	for _, t := range tasks {
		own := f.task.ID == "" || f.several() || t.ID == f.task.ID
		if own && !known[t.ID] {
			found = append(found, t)
		}
	}
	return found, noBots != nil || f.task.ID != "" && hasTask(found, f.task.ID), nil
}

func hasTask(tasks []agora.Task, id string) bool {
	return slices.ContainsFunc(tasks, func(t agora.Task) bool { return t.ID == id })
}

// elsewhere returns the ids of the tasks of all attempts but one, and compares all
// with what Agora lists.
func (j *Journal) elsewhere(but string, listed []agora.Task, place agora.Place) (map[string]bool, error) {
	attempts, _, err := j.Recent()
	if err == nil {
		err = j.compare(attempts, but, listed, place)
	}
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, a := range attempts {
		if a.id != but && a.Task().ID != "" {
			known[a.Task().ID] = true
		}
	}
	return known, nil
}

// suspect is a task that may be an attempt's.
type suspect struct {
	id    string
	since moment
}

// claim writes down that the one task in the channel's list is the attempt's. Its
// bot must be in the channel, and either have a uid that nobody else has, or Agora
// must have said that the attempt's name runs. The bot of a task that has ended
// stays for a moment, so it must still be there some time after the task was first
// seen alone: then it was the attempt's that ran.
func (a *Attempt) claim(found []agora.Task) {
	f, j := a.view(), a.journal
	if len(found) != 1 || f.state != RunningNoID || !f.proof.seen && !f.has(running) {
		j.suspect(a.id, suspect{})
		return
	}
	t, now := found[0], a.moment()
	if s := j.suspected(a.id); s.id != t.ID {
		j.suspect(a.id, suspect{t.ID, now})
	} else if now.since(s.since) >= probeGap {
		// What can't be written is written with the next record.
		_ = a.after(Record{Event: EventFound, TaskID: t.ID, Created: t.CreatedAt, Status: t.Status})
	}
}

func (j *Journal) suspect(id string, s suspect) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.suspects[id] = s
}

func (j *Journal) suspected(id string) suspect {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.suspects[id]
}
