package connections

import (
	"fmt"
	"slices"

	"sttwizard/agora"
)

// The words of FieldAuth. AuthKey is not written.
const (
	AuthKey         = "key"          // customer key and secret
	AuthToken       = "token"        // agora token=007...
	AuthQuotedToken = "quoted-token" // agora token="007..."
)

// AuthWords returns the words of FieldAuth, the usual one first.
func AuthWords() []string { return []string{AuthKey, AuthToken, AuthQuotedToken} }

// SetAuth takes one of AuthWords; any other word is an error that says so and
// changes nothing.
func (c *Connection) SetAuth(word string) error {
	if !slices.Contains(AuthWords(), word) {
		return fmt.Errorf("must be %s", orList(AuthWords()))
	}
	c.Auth = agora.Auth(word)
	if word == AuthKey {
		c.Auth = agora.AuthBasic
	}
	return nil
}

// AuthWord returns the word of FieldAuth.
func (c Connection) AuthWord() string {
	if c.Auth == agora.AuthBasic {
		return AuthKey
	}
	return string(c.Auth)
}

// ByToken reports whether calls say who calls by a token. Only v7 is called so:
// v5 and v6 by a connection that has a customer key too take that.
func (c Connection) ByToken() bool {
	return c.Auth != agora.AuthBasic && (c.Version.Named() || c.CustomerKey == "" || c.Secret.IsZero())
}

// checkToken finds a token that is nowhere to be had.
func checkToken(c Connection) (string, string) {
	if c.Auth != agora.AuthBasic && c.Token.IsZero() && c.AppCertificate.IsZero() {
		return "required", "is required: where the token is, or else " + FieldAppCertificate + ", with which it is made"
	}
	return "", ""
}

func checkAuth(c Connection) (string, string) {
	if !slices.Contains(AuthWords(), c.AuthWord()) {
		return "oneof", "must be " + orList(AuthWords())
	}
	return "", ""
}

// authForFile finds a token where the version takes none.
func (c Connection) authForFile() []agora.FieldError {
	if c.Auth == agora.AuthBasic || c.Version.Named() {
		return nil
	}
	return []agora.FieldError{{Path: FieldAuth, Rule: "conflict", Text: "can't be by token with " + string(c.Version) + ": only v7 takes one; choose v7, or " + AuthKey}}
}
