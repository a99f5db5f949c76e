package keep

import (
	"context"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// Remember takes a connection's customer secret that a person typed, for this run.
func (s *Secrets) Remember(c connections.Connection, typed agora.Secret) {
	typed = agora.Secret(strings.TrimSpace(typed.Reveal()))
	s.o.Log.Hide(typed)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.typed[typedKey{c.Name, connections.CustomerSecret}] = typed
}

// TypedInstead asks for a customer secret that is not where it should be.
func (s *Secrets) TypedInstead(ctx context.Context, c connections.Connection, cause error, ask Ask) error {
	why, lost := connections.LostSecret(c, cause)
	if !lost || ask == nil {
		return cause
	}
	typed, err := ask(ctx, connections.TypeInstead(c, why))
	if err != nil {
		return err
	}
	if strings.TrimSpace(typed.Reveal()) == "" {
		return cause
	}
	s.Remember(c, typed)
	return nil
}
