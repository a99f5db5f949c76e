package form

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"sttwizard/agora"
)

// The uids of the bots may be left empty: then they are automatic, and every
// attempt gets numbers of its own. With those nobody but this attempt's bots is
// in a channel under such a number, so that "is it running?" has an answer even
// where the answer to the start was lost. A token is made for one uid; where a
// bot has one, or must have one, its uid can't be automatic.

// bots are the fields of the bots' uids, each with the token that binds it.
var bots = [...]struct{ uid, token string }{
	{agora.PathSubBotUID, agora.PathSubBotToken},
	{agora.PathPubBotUID, agora.PathPubBotToken},
}

// botOf returns the place of a uid's path among the bots, or -1.
func botOf(path string) int {
	for i, b := range bots {
		if b.uid == path {
			return i
		}
	}
	return -1
}

// IsToken reports whether a path is that of a bot's token.
func IsToken(path string) bool {
	return path == agora.PathSubBotToken || path == agora.PathPubBotToken
}

// tokenless reports whether nothing binds a bot to one uid: it has no token, and
// none is to be found.
func (d *Draft) tokenless(token string) bool {
	return d.answers[token].text == "" && !d.stored(token)
}

// Automatic reports whether what stands at a path is left to the program: a bot's
// uid where nothing is set and no token binds it, or a bot's token that is made
// when the request is sent. False for other paths.
func (d *Draft) Automatic(path string) bool {
	if d.Lacks(path) != "" {
		return false
	}
	if IsToken(path) {
		return d.project.MakesTokens && d.tokenless(path)
	}
	i := botOf(path)
	return i >= 0 && d.answers[path].text == "" && d.tokenless(bots[i].token) &&
		(d.project.Certificate != agora.CertificateOn || d.project.MakesTokens)
}

// unbound returns the path of the uid that is missing for the token at a path;
// empty where none is.
func (d *Draft) unbound(token string) string {
	for _, b := range bots {
		if b.token == token && !d.tokenless(token) && d.answers[b.uid].text == "" {
			return b.uid
		}
	}
	return ""
}

// UniqueUIDs reports whether the uids of all bots are automatic, and so belong to
// one attempt alone.
func (d *Draft) UniqueUIDs() bool {
	return !slices.ContainsFunc(d.project.Version.Bots(), func(path string) bool { return !d.Automatic(path) })
}

// ForAttempt returns the request for one attempt. Automatic uids are that attempt's
// alone: Request gives the same ones from then on, until Renew, Begin or the next
// ForAttempt.
func (d *Draft) ForAttempt() agora.Request {
	d.Renew()
	d.spent = true
	return d.Request()
}

// Renew draws other automatic uids if an attempt has the present ones, so that
// what is shown before the next attempt is what that will send.
func (d *Draft) Renew() {
	if d.spent {
		d.draw()
	}
}

// DrawWith draws the automatic uids by another source of numbers from 0 to below n, such
// as one that gives the same each time.
func (d *Draft) DrawWith(dice func(n int) int) {
	d.dice = dice
	d.draw()
}

func (d *Draft) draw() {
	d.spent = false
	for i := range d.drawn {
		d.drawn[i] = freshUID(d)
	}
}

// fill puts the drawn uids into a request where they are automatic.
func (d *Draft) fill(r *agora.Request) {
	for i, b := range bots {
		if d.Automatic(b.uid) {
			r.Set(b.uid, d.drawn[i]) // a text can't be wrong for its kind
		}
	}
}

// keepApart draws anew what an answer has taken since.
func (d *Draft) keepApart() {
	for i, uid := range d.drawn {
		if slices.Contains(d.namedUIDs(), uid) {
			d.drawn[i] = freshUID(d)
		}
	}
}

// namedUIDs returns every uid that the answers name.
func (d *Draft) namedUIDs() []string {
	return append(agora.SplitList(d.Text(agora.PathSubscribeUIDs)), d.Text(agora.PathSubBotUID), d.Text(agora.PathPubBotUID))
}

// Uids that are made are high numbers of nine digits, where apps hardly ever put
// their own users, and easy enough to read aloud.
const lowestMade, highestMade = 100_000_000, 999_999_999

// freshUID makes a uid that the draft does not have anywhere.
func freshUID(d *Draft) string {
	taken, dice := append(d.namedUIDs(), d.drawn[:]...), d.dice
	if dice == nil {
		dice = rand.IntN
	}
	for {
		uid := strconv.Itoa(lowestMade + dice(highestMade-lowestMade+1))
		if !slices.Contains(taken, uid) {
			return uid
		}
	}
}
