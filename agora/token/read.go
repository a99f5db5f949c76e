package token

import (
	"time"

	"sttwizard/agora"
)

// Read reads a token of version 007 or 006. The error is a *NotTokenError.
func Read(text string) (Token, error) { return Token{}, &NotTokenError{Why: "not yet"} }

// Old006 is what can be told of a 006 token: channel and uid stand in it as
// check sums only.
type Old006 struct {
	ChannelSum, UIDSum uint32
}

// Verify tells whether the token was signed with the App Certificate. A 006
// token needs to be told its channel and uid: see Old006.
func (t Token) Verify(certificate agora.Secret) bool { return false }

// Words says in lines for people what the token is for and how long it lives.
func (t Token) Words(now time.Time) []string { return nil }

// Check compares the token with what it is needed for: wrong keeps the bot out,
// odd is legal but probably not meant. Both are sentences for people.
func (t Token) Check(w Want) (wrong, odd []string) { return nil, nil }
