package session

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
)

// Verdict is what a test of a connection found.
type Verdict string

// The verdicts.
const (
	VerdictOK          Verdict = "ok"
	VerdictCredentials Verdict = "wrong-credentials"
	VerdictNotEnabled  Verdict = "not-enabled" // invalid_appid: not switched on for the App ID
	VerdictNoRoute     Verdict = "no-route"    // Agora has no such API version any more
	VerdictNotReached  Verdict = "not-reached"
	VerdictRefused     Verdict = "refused" // any other answer
)

// TestWords says what a test does, before it is made.
func TestWords(v agora.Version) string {
	does := "acquires a builder token"
	if v.Named() {
		does = "lists the tasks that run"
	}
	return "the test " + does + ": that starts nothing and bills nothing"
}

// ConnectionTest is what came of testing a connection.
type ConnectionTest struct {
	Verdict Verdict
	Op      string // the call that was made: agora.OpAcquire, or agora.OpList for v7
	Words   string // a sentence for people
	Likely  string // why probably; may be empty
	Do      string // what to do; empty for VerdictOK
	Found   string // where the customer secret came from, in words
	Took    time.Duration
	Err     error // the cause; nil for VerdictOK
}

// TestConnection acquires a builder token, or in v7 lists the tasks, which starts
// nothing and bills nothing, and says what that tells of the connection. The error is that of finding the
// customer secret, or ctx's.
func (s *Session) TestConnection(ctx context.Context, c connections.Connection, ask Ask) (ConnectionTest, error) {
	client, found, err := s.client(ctx, c, ask)
	if err != nil {
		return ConnectionTest{}, err
	}
	began := s.Now()
	op := agora.OpAcquire
	if c.Version.Named() { // there acquire asks nobody
		op = agora.OpList
		_, err = client.List(ctx, agora.ListQuery{})
	} else {
		_, err = client.Acquire(ctx, agora.NewInstanceID(s.Rand))
	}
	if ctx.Err() != nil {
		return ConnectionTest{}, ctx.Err()
	}
	t := ConnectionTest{Op: op, Verdict: verdictOf(err), Found: found.String(), Took: s.Now().Sub(began), Err: err}
	if err == nil {
		t.Words = "Agora was reached, took the credentials, and has Speech-to-Text switched on for this App ID. " + explain.HarmlessCall + "."
		return t, nil
	}
	if t.Verdict == VerdictCredentials {
		s.Forget(c.Name)
	}
	e := explain.Failure(err, explain.Context{Op: op, Connection: c.Name, Project: s.Project(c)})
	t.Words, t.Likely, t.Do = e.What, e.Likely, strings.Replace(e.Do, "send again", "test again", 1)
	return t, nil
}

// verdictOf sorts what came of the call.
func verdictOf(err error) Verdict {
	if err == nil {
		return VerdictOK
	}
	switch agora.KindOf(err) {
	case agora.KindCredentials:
		return VerdictCredentials
	case agora.KindNotEnabled:
		return VerdictNotEnabled
	case agora.KindNoRoute:
		return VerdictNoRoute
	}
	if _, unreached := errors.AsType[*agora.NetError](err); unreached {
		return VerdictNotReached
	}
	return VerdictRefused
}

// FillTokens makes the bot tokens that a request lacks, where the connection says
// where its App Certificate is; until is the reminder, zero for none. It is
// called right before the request is sent. A token that was given is compared with
// the certificate, where that is at hand: one that was signed with another is an
// agora.FieldError. The other errors are those of Resolve and of token.Fill.
func (s *Session) FillTokens(ctx context.Context, c connections.Connection, r *agora.Request, until time.Time, ask Ask) error {
	if c.AppCertificate.IsZero() {
		return nil
	}
	if foreign := s.CheckTokens(ctx, c, *r); len(foreign) > 0 {
		return token.ForeignProblem(foreign[0])
	}
	if r.RTC.SubBotToken != "" && r.RTC.PubBotToken != "" {
		return nil
	}
	certificate, _, err := s.resolveOf(ctx, c, AppCertificate, ask)
	if err != nil {
		return err
	}
	random := s.Rand
	if random == nil {
		random = rand.Reader
	}
	if err := token.Fill(r, s.Project(c), certificate, until, s.Now(), random); err != nil {
		return err
	}
	s.Log.Hide(r.RTC.SubBotToken, r.RTC.PubBotToken)
	return nil
}
