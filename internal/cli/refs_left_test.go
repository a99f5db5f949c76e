package cli

import (
	"context"
	"errors"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

// A secret that is found in the moment of ctrl+c must not look like a missing one.
func TestLeavingWhileSecretsAreLookedForIsNoMissingSecret(t *testing.T) {
	t.Parallel()
	env := map[string]string{"STTWIZARD_HOME": t.TempDir(), "STTWIZARD_KEYRING": "off", "SUB_TOKEN": "a token"}
	s, err := session.New(session.Options{Getenv: func(name string) string { return env[name] }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := form.NewDraft(agora.Project{Version: agora.V5})
	d.SetSecret(agora.PathSubBotToken, "", secret.Env("SUB_TOKEN"), form.Flagged)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if err := new(app).resolve(ctx, s, d, false); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was left", err)
	}
}
