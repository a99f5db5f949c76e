package token

import (
	"errors"
	"io"
	"time"

	"sttwizard/agora"
)

// Role says what a bot may do with a token.
type Role string

// The roles of Agora's token builders.
const (
	Subscriber Role = "subscriber" // joins and listens
	Publisher  Role = "publisher"  // also sends sound, pictures and subtitles
)

// Spec says what token to make.
type Spec struct {
	AppID   string // 32 hexadecimal digits
	Channel string
	UID     string // decimal digits; "" or "0" lets any uid join
	Role    Role
	Life    time.Duration // 1 minute to 24 hours, in whole seconds
	Issued  time.Time
	Salt    uint32 // 1-99999999; 0: a random one
}

// Make makes a 007 token, signed with the App Certificate. The error is a
// *SpecError, or that of random, and never holds the certificate.
func Make(s Spec, certificate agora.Secret, random io.Reader) (agora.Secret, error) {
	return "", errors.New("not yet")
}

// Fill makes the bot tokens of a request that are empty: one that may only join
// for the listening bot, one that may also publish for the writing bot. They
// live until the planned end and a margin, at most 24 hours; without a planned
// end 24 hours.
func Fill(r *agora.Request, p agora.Project, certificate agora.Secret, until, now time.Time, random io.Reader) error {
	return errors.New("not yet")
}
