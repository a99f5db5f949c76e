package tasks

import (
	"context"
	"errors"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// hearing remembers whether Agora said anything about an attempt, and the status
// that the last query gave.
type hearing struct {
	attempt.API
	status agora.Status
	asked  bool
}

// Query asks for a task and remembers its status.
func (h *hearing) Query(ctx context.Context, of agora.Handle) (agora.Task, error) {
	task, err := h.API.Query(ctx, of)
	h.status = task.Status
	h.heard(err)
	return task, err
}

// Stop stops a task.
func (h *hearing) Stop(ctx context.Context, of agora.Handle) error {
	err := h.API.Stop(ctx, of)
	h.heard(err)
	return err
}

// Start sends a start again.
func (h *hearing) Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	task, err := h.API.Start(ctx, token, r)
	h.heard(err)
	return task, err
}

// List asks for the tasks of a channel.
func (h *hearing) List(ctx context.Context, q agora.ListQuery) ([]agora.Task, error) {
	tasks, err := h.API.List(ctx, q)
	h.heard(err)
	return tasks, err
}

// Present asks for a bot.
func (h *hearing) Present(ctx context.Context, uid uint32, channel string) (bool, error) {
	present, err := h.API.Present(ctx, uid, channel)
	h.heard(err)
	return present, err
}

// heard notes an answer that says something of the attempt: not one about the
// caller, and none of a server that is busy or broken.
func (h *hearing) heard(err error) {
	switch agora.KindOf(err) {
	case agora.KindCredentials, agora.KindForbidden, agora.KindBusy:
		return
	}
	_, answered := errors.AsType[*agora.APIError](err)
	h.asked = h.asked || err == nil || answered && agora.NotDone(err)
}
