package agora

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
)

// Secret is a text that must not be shown: printing, formatting and marshalling
// it give a stand-in, and only Reveal gives the value. Bot tokens, the
// encryption secret and salt, storage keys, the builder token and the customer
// secret are Secrets.
//
// Go leaves some roads on which no method of a string is asked, so a Secret must
// not be on them: %v of a struct that holds it in an unexported field (such a
// type has a Format method of its own, or holds it in a func), any field of an
// error (%#v of what wraps it looks inside), %p, any verb but %v where a struct
// has a pointer to a struct of it (that one has a Format method, as Request),
// the keys of a map that is marshalled to JSON, and encoding/gob. A test looks
// for the fields, the errors and the keys in the whole project.
type Secret string

// hidden is what every road but Reveal shows of a secret that is set.
const hidden = "(secret)"

// Reveal returns the value itself. Its callers are the few places that send the
// secret to Agora or show it because the person pressed the reveal key.
func (s Secret) Reveal() string { return string(s) }

// String returns a stand-in, or nothing for an empty secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return hidden
}

// Format writes the stand-in for every verb, so that %q, %x and %#v are as safe as %s.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// Format writes the fields, secrets as stand-ins, for every verb: fmt shows what
// is behind a pointer without asking its fields where the verb is not %v.
func (r *Request) Format(f fmt.State, _ rune) {
	type plain Request
	formatFields(f, r == nil, func() any { return plain(*r) })
}

// Format writes the fields, secrets as stand-ins, as that of Request does.
func (c *CaptionConfig) Format(f fmt.State, _ rune) {
	type plain CaptionConfig
	formatFields(f, c == nil, func() any { return plain(*c) })
}

func formatFields(f fmt.State, none bool, value func() any) {
	if none {
		io.WriteString(f, "<nil>")
		return
	}
	fmt.Fprintf(f, "%+v", value())
}

// MarshalText returns the stand-in: JSON, XML and YAML encoders use it.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue returns the stand-in to every handler of slog, whatever it does with
// values.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Fingerprint returns four hexadecimal digits of the value's SHA-256, enough to
// tell two pasted tokens apart and too little to find the value. An empty
// secret has none.
func (s Secret) Fingerprint() string {
	if s == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:2])
}

// Masked returns dots and the fingerprint, as in "•••• 7f3a".
func (s Secret) Masked() string {
	if s == "" {
		return ""
	}
	return "•••• " + s.Fingerprint()
}
