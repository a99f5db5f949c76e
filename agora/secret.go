package agora

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// Secret is a text that must not be shown: printing, formatting and marshalling
// it give a stand-in, and only Reveal gives the value. Bot tokens, the
// encryption secret and salt, storage keys, the builder token and the customer
// secret are Secrets.
type Secret string

// hidden is what every road but Reveal shows of a secret that is set.
const hidden = "(secret)"

// Reveal gives the value itself. Its callers are the few places that send the
// secret to Agora or show it because the person pressed the reveal key.
func (s Secret) Reveal() string { return string(s) }

// String gives a stand-in, or nothing for an empty secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// Format writes the stand-in for every verb, so that %q, %x and %#v are as safe as %s.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// MarshalText gives the stand-in: JSON, XML and YAML encoders and slog use it.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Fingerprint gives four hexadecimal digits of the value's SHA-256, enough to
// tell two pasted tokens apart and too little to find the value. An empty
// secret has none.
func (s Secret) Fingerprint() string {
	if s == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:2])
}

// Masked gives dots and the fingerprint, as in "•••• 7f3a".
func (s Secret) Masked() string {
	if s == "" {
		return ""
	}
	return "•••• " + s.Fingerprint()
}
