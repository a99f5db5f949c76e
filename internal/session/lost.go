package session

import (
	"context"
	"errors"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/vault"
)

// LostSecret reports whether a connection's customer secret is not to be had from
// where the connection says that it is, so that only a person can go on by typing
// it; why is half a sentence, such as "the keyring has nothing named acme".
func LostSecret(c connections.Connection, err error) (why string, lost bool) {
	if err == nil || c.Sandbox || c.Secret.Asks() {
		return "", false
	}
	if missing, ok := errors.AsType[*secret.MissingError](err); ok {
		return missing.Tried, true
	}
	if _, locked := errors.AsType[*secret.LockedError](err); locked {
		return "the file of secrets is locked", true
	}
	if _, wrong := errors.AsType[*vault.WrongPassphraseError](err); wrong {
		return err.Error(), true
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return c.Secret.Words() + " gave no answer", true
	}
	return "", false
}

// TypeInstead asks for what LostSecret tells of.
func TypeInstead(c connections.Connection, why string) string {
	return why + "; type the " + CustomerSecret + " of " + c.Name + " to go on, for this run only"
}

// Remember takes a connection's customer secret that a person typed, for this run.
func (s *Session) Remember(c connections.Connection, typed agora.Secret) {
	typed = agora.Secret(strings.TrimSpace(typed.Reveal()))
	s.Log.Hide(typed)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.typed[typedKey{c.Name, CustomerSecret}] = typed
}

// askInstead asks for a customer secret that is not where it should be.
func (s *Session) askInstead(ctx context.Context, c connections.Connection, cause error, ask Ask) error {
	why, lost := LostSecret(c, cause)
	if !lost || ask == nil {
		return cause
	}
	typed, err := ask(ctx, TypeInstead(c, why))
	if err != nil {
		return err
	}
	if strings.TrimSpace(typed.Reveal()) == "" {
		return cause
	}
	s.Remember(c, typed)
	return nil
}
