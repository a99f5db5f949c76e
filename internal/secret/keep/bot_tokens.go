package keep

import (
	"context"
	"crypto/rand"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
)

// FillTokens makes the bot tokens that a request lacks, where the connection says
// where its App Certificate is; until is the reminder, zero for none. It is
// called right before the request is sent. A token that was given is compared with
// the certificate, where that is at hand: one that was signed with another is an
// agora.FieldError. The other errors are those of Resolve and of token.Fill.
func (s *Secrets) FillTokens(ctx context.Context, c connections.Connection, r *agora.Request, until time.Time, ask Ask) error {
	if c.AppCertificate.IsZero() {
		return nil
	}
	if foreign := s.CheckTokens(ctx, c, *r); len(foreign) > 0 {
		return token.ForeignProblem(foreign[0])
	}
	if r.RTC.SubBotToken != "" && r.RTC.PubBotToken != "" {
		return nil
	}
	certificate, _, err := s.OfConnection(ctx, c, connections.AppCertificate, ask)
	if err != nil {
		return err
	}
	random := s.o.Rand
	if random == nil {
		random = rand.Reader
	}
	if err := token.Fill(r, s.o.Project(c), certificate, until, s.o.Now(), random); err != nil {
		return err
	}
	s.o.Log.Hide(r.RTC.SubBotToken, r.RTC.PubBotToken)
	return nil
}
