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

// KnowsCertificate reports whether CheckTokens can tell anything of a connection: its App
// Certificate is at hand, and can be one.
func (s *Secrets) KnowsCertificate(ctx context.Context, c connections.Connection) bool {
	certificate, ok := s.certificateAtHand(ctx, c)
	return ok && CheckTyped(connections.AppCertificate, certificate) == nil
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

// wellFormed refuses secrets that can't be what they are said to be, before they are stored.
func wellFormed(typed []Typed) error {
	for _, t := range typed {
		if wrong := CheckTyped(t.Which, t.Value); wrong != nil {
			return &connections.InvalidError{Fields: []agora.FieldError{*wrong}}
		}
	}
	return nil
}

// CheckTyped returns what is wrong with a secret that was typed for a connection; nil:
// nothing. An App Certificate has 32 hexadecimal digits; of the others no form is promised.
func CheckTyped(which connections.SecretKind, value agora.Secret) *agora.FieldError {
	if which != connections.AppCertificate || agora.CheckAppID(value.Reveal()) == nil { // it has the same form
		return nil
	}
	return &agora.FieldError{Path: connections.FieldAppCertificate, Rule: "form",
		Text: "must be 32 hexadecimal digits, as Agora's console shows it"}
}
