package token

import "sttwizard/agora"

// Foreign returns the paths of the bot tokens of a request that were signed with
// another App Certificate than this one, so that they let no bot in. Texts that
// are no tokens are left out, and tokens of another App ID, channel or uid, of
// which Problems tells; so is everything where the certificate is none, as
// nothing can be told by it then.
func Foreign(r agora.Request, p agora.Project, certificate agora.Secret) []string {
	if agora.CheckAppID(certificate.Reveal()) != nil { // it has the same form
		return nil
	}
	var out []string
	for _, b := range bots(&r) {
		t, err := Read(b.token.Reveal())
		if err != nil || t.misplaced(Want{AppID: p.AppID, Channel: r.RTC.ChannelName, UID: b.uid}) {
			continue
		}
		channel, uid := r.RTC.ChannelName, b.uid
		if !t.Verify(certificate) && !t.VerifyOld(certificate, channel, uid) && !t.VerifyOld(certificate, channel, "") {
			out = append(out, b.path)
		}
	}
	return out
}

// misplaced reports whether a token is for something else than wanted.
func (t Token) misplaced(w Want) bool {
	for _, f := range t.findings(w) {
		switch f.rule {
		case "token-app", "token-channel", "token-uid":
			return true
		}
	}
	return false
}

// ForeignText says what is wrong with a token that Foreign found.
const ForeignText = "was signed with another App Certificate than this connection's: it can't let the bot in; make a new one, or choose another connection"

// ForeignRule is the rule that such a token breaks.
const ForeignRule = "token-certificate"

// ForeignProblem is the error of a token that Foreign found, by its path.
func ForeignProblem(path string) agora.FieldError {
	return agora.FieldError{Path: path, Rule: ForeignRule, Text: ForeignText}
}
