package scenes

import (
	"context"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// pretend is an Agora that starts whatever it is told to.
type pretend struct {
	attempt.API
	place agora.Place
}

func (p pretend) Place() agora.Place { return p.place }

func (pretend) Acquire(_ context.Context, instance string) (agora.BuilderToken, error) {
	return agora.BuilderToken{Name: "a-builder-token", InstanceID: instance}, nil
}

func (pretend) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{ID: "5b0c64f2a98e47d1b3f7c2e6d4a19f80", Status: agora.StatusIdle}, nil
}
