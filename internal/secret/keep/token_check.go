package keep

import (
	"context"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
)

// CheckTokens returns the paths of the bot tokens of a request that were signed with
// another App Certificate than the connection's. Nobody is asked for anything:
// where the certificate is not at hand, nothing is known and nothing is given.
func (s *Secrets) CheckTokens(ctx context.Context, c connections.Connection, r agora.Request) []string {
	if r.RTC.SubBotToken == "" && r.RTC.PubBotToken == "" {
		return nil
	}
	certificate, ok := s.certificateAtHand(ctx, c)
	if !ok {
		return nil
	}
	return token.Foreign(r, s.o.Project(c), certificate)
}

// certificateAtHand returns a connection's App Certificate where that can be had
// without a person: it is stored, and its place is open, or it was typed before.
func (s *Secrets) certificateAtHand(ctx context.Context, c connections.Connection) (agora.Secret, bool) {
	ref := c.AppCertificate
	switch {
	case ref.IsZero():
		return "", false
	case ref.Asks():
		s.mu.Lock()
		defer s.mu.Unlock()
		typed, known := s.typed[typedKey{c.Name, connections.AppCertificate}]
		return typed, known
	}
	value, _, err := ref.Resolve(ctx, string(connections.AppCertificate), s.Sources(nil))
	if err != nil {
		return "", false
	}
	s.o.Log.Hide(value)
	return value, true
}

// wellFormed refuses an App Certificate that can't be one, before it is stored. Of
// the customer secret no form is promised.
func wellFormed(typed []Typed) error {
	for _, t := range typed {
		if t.Which == connections.AppCertificate && agora.CheckAppID(t.Value.Reveal()) != nil { // it has the same form
			return &connections.InvalidError{Fields: []agora.FieldError{{Path: connections.FieldAppCertificate, Rule: "form",
				Text: "must be 32 hexadecimal digits, as Agora's console shows it"}}}
		}
	}
	return nil
}
