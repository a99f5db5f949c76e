package preflight

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
)

// request says whether the request breaks a rule, whether all its secrets are at hand,
// and what a start warns of. What is wrong with tokens and secrets has rows of its own.
func (in Input) request(context.Context) []Row {
	odd := slices.DeleteFunc(slices.Clone(in.Warnings), func(w agora.Warning) bool { return strings.HasPrefix(w.Rule, tokenRules) })
	row := Row{Check: Request, Verdict: Green, Why: InPlace, Fields: odd}
	worries := slices.DeleteFunc(slices.Clone(odd), agora.IsAdvice)
	wrong := slices.DeleteFunc(slices.Clone(in.Problems), func(e agora.FieldError) bool {
		_, untold := in.untold(e.Field())
		return untold || strings.HasPrefix(e.Rule, tokenRules)
	})
	switch {
	case len(wrong) > 0:
		row.Verdict, row.Why, row.Mend, row.Field, row.Fields = Red, Rules, MendField, wrong[0].Field(), wrong
	case len(in.Untold) > 0:
		first := in.Untold[0]
		row.Verdict, row.Why, row.Mend, row.Field, row.Err = Grey, Secret, MendField, first.Path, first.Err
	case len(worries) > 0:
		row.Verdict, row.Why, row.Mend, row.Field = Amber, Odd, MendField, worries[0].Field()
	}
	return []Row{row}
}

// tokenRules begins the names of the rules about tokens: see token.Problems.
const tokenRules = "token-"

// untold returns why the secret at a path is not at hand.
func (in Input) untold(path string) (err error, is bool) {
	i := slices.IndexFunc(in.Untold, func(u Untold) bool { return u.Path == path })
	if i < 0 {
		return nil, false
	}
	return in.Untold[i].Err, true
}

// journal says whether an attempt could be written down: without that nothing is sent.
// A disk that hangs is not waited for.
func (in Input) journal(ctx context.Context) []Row {
	done := make(chan error, 1)
	go func() { done <- in.Writable() }()
	select {
	case err := <-done:
		if err != nil {
			return []Row{{Check: Journal, Verdict: Red, Why: Failed, Mend: MendOutside, Err: err}}
		}
		return []Row{{Check: Journal, Verdict: Green, Why: InPlace}}
	case <-ctx.Done():
		return []Row{{Check: Journal, Verdict: Red, Why: Slow, Mend: MendOutside}}
	}
}

// tokens looks at both bots' tokens, those that are made when the task is sent too, and
// at how long the task can last with them.
func (in Input) tokens(ctx context.Context) []Row {
	made := in.Request.Clone()
	var unmade error
	if in.Project.MakesTokens && in.Fill != nil {
		unmade = in.Fill(ctx, &made, in.Until)
	}
	checks := map[Check]string{PubToken: agora.PathPubBotToken}
	if in.Project.Version.Has(agora.PathSubBotToken) {
		checks[SubToken] = agora.PathSubBotToken
	}
	var rows []Row
	ends := time.Time{}
	for check, path := range checks {
		row := in.token(ctx, check, path, made, unmade)
		if !row.Ends.IsZero() && (ends.IsZero() || row.Ends.Before(ends)) {
			ends = row.Ends
		}
		rows = append(rows, row)
	}
	return append(rows, in.life(ends))
}

// token looks at one bot's token.
func (in Input) token(ctx context.Context, check Check, path string, made agora.Request, unmade error) Row {
	row := Row{Check: check, Verdict: Green, Why: InPlace, Mend: MendField, Field: path}
	given, _ := in.Request.Get(path)
	text, _ := made.Get(path)
	err, untold := in.untold(path)
	switch {
	case untold:
		row.Verdict, row.Why, row.Err = Grey, Secret, err
		return row
	case text == "" && unmade != nil:
		return in.unmadeToken(row, unmade)
	case text == "":
		return in.noToken(row)
	case given == "":
		row.Why = MadeLater
	}
	if t, err := token.Read(text); err == nil {
		row.Ends = t.Expires
	}
	of := func(all []agora.FieldError) []agora.FieldError {
		return slices.DeleteFunc(all, func(e agora.FieldError) bool { return e.Path != path })
	}
	now := in.Now()
	if foreign, ok := errors.AsType[agora.FieldError](unmade); ok {
		row.Fields = of([]agora.FieldError{foreign})
	}
	if row.Fields = append(row.Fields, of(token.Problems(made, in.Project, now, in.Until))...); len(row.Fields) > 0 {
		row.Verdict, row.Why = Red, Rules
		return row
	}
	if row.Fields = of(token.Warnings(made, in.Project, now, in.Until)); len(row.Fields) > 0 {
		row.Verdict, row.Why = Amber, Rules
		return row
	}
	row.Mend = MendNothing
	if row.Why == InPlace && (in.Verifies == nil || !in.Verifies(ctx)) {
		row.Why = Unverified
	}
	return row
}

// unmadeToken is the row of a token that could not be made: the App Certificate is not
// at hand or can't be one, or the request lacks what the token is for.
func (in Input) unmadeToken(row Row, err error) Row {
	if wrong, ok := errors.AsType[*agora.ConfigError](err); ok && wrong.Field == token.CertificateField {
		row.Verdict, row.Why, row.Mend, row.Field, row.Err = Red, Failed, MendConnection, "", err
		return row
	}
	row.Verdict, row.Why, row.Mend, row.Err = Grey, Secret, MendConnection, err
	if foreign, ok := errors.AsType[agora.FieldError](err); ok { // the other bot's token keeps this one from being made
		row.Why, row.Mend, row.Field, row.Err = Unasked, MendField, foreign.Path, nil
	}
	if in.isWrong(agora.PathChannelName) {
		row.Why, row.Mend, row.Field, row.Err = Unasked, MendField, agora.PathChannelName, nil
	}
	return row
}

// noToken is the row of a bot that joins without one.
func (in Input) noToken(row Row) Row {
	switch in.Project.Certificate {
	case agora.CertificateOff:
		row.Why, row.Mend = NoneNeeded, MendNothing
	case agora.CertificateOn:
		row.Verdict, row.Why = Red, NoneGiven
	default:
		row.Verdict, row.Why = Amber, NoneGiven
	}
	return row
}

// life says until when the task can run: a version's longest life, or the sooner end of
// both tokens (zero: none).
func (in Input) life(tokens time.Time) Row {
	row := Row{Check: Life, Verdict: Green, Why: InPlace, Ends: in.Now().Add(in.Project.Version.Limits().TaskLife)}
	byToken := !tokens.IsZero() && tokens.Before(row.Ends)
	tooLong := !in.Until.IsZero() && in.Until.After(row.Ends)
	if byToken {
		row.Ends = tokens
	}
	switch {
	case tooLong:
		row.Verdict, row.Why, row.Mend = Red, TooLong, MendReminder
	case byToken && in.Until.After(row.Ends):
		row.Verdict, row.Why, row.Mend = Amber, TokenEnds, MendReminder
	}
	return row
}

// uidText writes a uid as requests have it.
func uidText(uid uint32) string { return strconv.FormatUint(uint64(uid), 10) }
