package form

import (
	"crypto/sha256"
	"maps"
	"slices"

	"sttwizard/agora"
	"sttwizard/agora/token"
)

// Whether a bot token was signed with the connection's App Certificate can't be
// told here: the certificate has to be looked up first. Whoever does that asks
// with Unverified, and brings the answer with Verified.

// signedFor is a token, and the channel and uid that it is for: an old one is
// signed together with those.
type signedFor [sha256.Size]byte

// tokensOf returns the bot tokens of a request by their paths.
func tokensOf(r agora.Request) map[string]signedFor {
	out := map[string]signedFor{}
	for _, b := range bots {
		text, _ := r.Get(b.token)
		uid, _ := r.Get(b.uid)
		if text != "" {
			out[b.token] = sha256.Sum256([]byte(text + "\x00" + r.RTC.ChannelName + "\x00" + uid))
		}
	}
	return out
}

// Unverified returns the request whose bot tokens are still to be compared with the
// connection's App Certificate, and true; each is given once. It is false where
// there is none, or where the connection knows no certificate.
func (d *Draft) Unverified() (agora.Request, bool) {
	if !d.project.MakesTokens || d.answers[agora.PathSubBotToken].text == "" && d.answers[agora.PathPubBotToken].text == "" {
		return agora.Request{}, false
	}
	r := d.Request()
	known, fresh := copied(d.foreign), false
	for _, key := range tokensOf(r) {
		if _, asked := known[key]; !asked {
			known[key], fresh = false, true
		}
	}
	if fresh {
		d.foreign = known
	}
	return r, fresh
}

// copied returns a copy that can be written: copies of the draft have their own.
func copied(m map[signedFor]bool) map[signedFor]bool {
	if m == nil {
		return map[signedFor]bool{}
	}
	return maps.Clone(m)
}

// Verified notes which tokens of a request were signed with another App
// Certificate than the connection's, by their paths. That is an error of the draft
// for as long as it has them, and until SetProject.
func (d *Draft) Verified(r agora.Request, foreign []string) {
	known := copied(d.foreign)
	for path, key := range tokensOf(r) {
		known[key] = slices.Contains(foreign, path)
	}
	d.foreign = known
}

// foreignTokens is what Verified has brought about the tokens of a request.
func (d *Draft) foreignTokens(r agora.Request) []agora.FieldError {
	if len(d.foreign) == 0 {
		return nil
	}
	var out []agora.FieldError
	for path, key := range tokensOf(r) {
		if d.foreign[key] {
			out = append(out, token.ForeignProblem(path))
		}
	}
	return out
}
