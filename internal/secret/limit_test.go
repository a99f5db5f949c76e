package secret

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// slow is a vault that answers when its context ends, or never.
type slow struct {
	kept
	never chan struct{}
}

func (s slow) Get(ctx context.Context, _ string) (agora.Secret, error) {
	if s.never != nil {
		<-s.never
		return "", nil
	}
	<-ctx.Done()
	return "", ctx.Err()
}

func TestALookUpHasALimit(t *testing.T) {
	never := make(chan struct{})
	defer close(never)
	for name, v := range map[string]Vault{"one that heeds it": slow{}, "one that hangs": slow{never: never}} {
		from := Sources{Keyring: v, Limit: 5 * time.Millisecond}
		_, _, err := Keyring("acme").Resolve(t.Context(), "customer secret", from)
		missing, ok := errors.AsType[*MissingError](err)
		if !ok || !errors.Is(err, context.DeadlineExceeded) || missing.Tried != "the keyring (acme) gave no answer within 5ms" || !strings.HasPrefix(missing.Do, "try again, or choose env:NAME") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhoeverGivesUpIsToldSoAndNotThatTheSecretIsMissing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := Keyring("acme").Resolve(ctx, "customer secret", Sources{Keyring: slow{}})
	if _, ok := errors.AsType[*MissingError](err); ok || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAPersonIsNotHurried(t *testing.T) {
	from := Sources{Limit: time.Nanosecond, Ask: func(ctx context.Context, _ string) (agora.Secret, error) {
		if _, ok := ctx.Deadline(); ok {
			t.Error("there is a deadline")
		}
		return "canary", ctx.Err()
	}}
	if _, _, err := Ask().Resolve(t.Context(), "customer secret", from); err != nil {
		t.Error(err)
	}
}
