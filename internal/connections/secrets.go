package connections

import (
	"context"
	"errors"

	"sttwizard/internal/secret"
)

// The secrets of a connection, as people call them.
const (
	CustomerSecret = "customer secret"
	AppCertificate = "App Certificate"
	CallToken      = "token of the calls" // by which a connection of v7 says who calls
)

// SecretKind is one of a connection's secrets: CustomerSecret, AppCertificate or CallToken.
type SecretKind string

// SecretKinds returns the secrets that a connection can say a place of.
func SecretKinds() []SecretKind { return []SecretKind{CustomerSecret, AppCertificate, CallToken} }

// KindOf returns the secret whose place stands at a field of a connection: FieldSecret,
// FieldAppCertificate or FieldToken.
func KindOf(field string) SecretKind {
	switch field {
	case FieldAppCertificate:
		return AppCertificate
	case FieldToken:
		return CallToken
	}
	return CustomerSecret
}

// FieldOf returns the field of a connection at which the place of a secret stands.
func FieldOf(which SecretKind) string {
	switch which {
	case AppCertificate:
		return FieldAppCertificate
	case CallToken:
		return FieldToken
	}
	return FieldSecret
}

// Of returns where the connection says that the secret is, which can be changed there.
func (k SecretKind) Of(c *Connection) *secret.Ref {
	switch k {
	case AppCertificate:
		return &c.AppCertificate
	case CallToken:
		return &c.Token
	}
	return &c.Secret
}

// Needs says which of its secrets a client for the connection is made with:
// CustomerSecret, CallToken, or AppCertificate, with which the token is made.
func (c Connection) Needs() SecretKind {
	switch {
	case !c.ByToken():
		return CustomerSecret
	case c.Token.IsZero():
		return AppCertificate
	}
	return CallToken
}

// Asks reports whether somebody has to type the secret that Needs names.
func (c Connection) Asks() bool { return !c.Sandbox && c.Needs().Of(&c).Asks() }

// LostSecret reports whether a connection's customer secret is not to be had from
// where the connection says that it is, so that only a person can go on by typing
// it; why is half a sentence, such as "the keyring has nothing named acme".
func LostSecret(c Connection, err error) (why string, lost bool) {
	if err == nil || c.Sandbox || c.Secret.Asks() {
		return "", false
	}
	if missing, ok := errors.AsType[*secret.MissingError](err); ok {
		return missing.Tried, true
	}
	if _, locked := errors.AsType[*secret.LockedError](err); locked {
		return "the file of secrets is locked", true
	}
	if _, wrong := errors.AsType[*secret.WrongPassphraseError](err); wrong {
		return err.Error(), true
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return c.Secret.Words() + " gave no answer", true
	}
	return "", false
}

// TypeInstead asks for what LostSecret tells of.
func TypeInstead(c Connection, why string) string {
	return why + "; type the " + CustomerSecret + " of " + c.Name + " to go on, for this run only"
}
