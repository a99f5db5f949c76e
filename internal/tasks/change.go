package tasks

import (
	"context"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// ChangeProject is what the values of a change of an attempt's task are held against.
func ChangeProject(a *attempt.Attempt) agora.Project {
	in := a.Intent()
	return agora.Project{Version: in.Version, AppID: in.AppID}
}

// Changed is a change that Agora took.
type Changed struct {
	Task      agora.Task
	Unwritten error // the answer could not be written down; nil: it was
}

// Change changes a running task: see attempt.Attempt.Apply. wait is told how long
// Agora wants to be left alone before; nil: nobody is. After an error that Refused of
// package attempt does not know, nobody knows whether the change is in force.
func (c *Caller) Change(
	ctx context.Context, a *attempt.Attempt, change attempt.Change, wait func(time.Duration),
) (Changed, error) {
	if wait == nil {
		wait = func(time.Duration) {}
	}
	task, err := a.Apply(ctx, c.client, change, ChangeProject(a), wait)
	if unwritten := Unwritten(err); unwritten != nil && agora.OpOf(err) == "" && task.ID != "" {
		return Changed{task, unwritten}, nil
	}
	return Changed{Task: task}, err
}
