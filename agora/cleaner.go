package agora

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
)

// tokenName finds a builder token in an answer to acquire, also a cut one.
var tokenName = pattern(`("tokenName"\s*:\s*")[^"]*`)

// shortestSecret is the length from which a secret is looked for: cutting out
// shorter ones would leave no text readable.
const shortestSecret = 4

// Hide gives a function that puts a stand-in in place of the secrets wherever a
// text holds one: as it is, in capitals, and as JSON, URLs, Base64 and
// hexadecimal write it, also at the end of a text that breaks off in one.
// Secrets of less than four characters stay: ordinary words hold them too.
func Hide(secrets ...Secret) func(string) string {
	var forms, pairs []string
	for _, secret := range secrets {
		if len(secret) >= shortestSecret {
			forms = append(forms, formsOf(secret.Reveal())...)
		}
	}
	for _, form := range forms {
		pairs = append(pairs, form, hidden)
	}
	replacer := strings.NewReplacer(pairs...)
	return func(s string) string { return withoutBegun(replacer.Replace(s), forms) }
}

// cleaner gives a function that cuts the secrets of a call out of a text that a
// server sent back.
func (c *Client) cleaner(call call) func(string) string {
	credentials := Secret(strings.TrimPrefix(c.basic, "Basic "))
	hide := Hide(append([]Secret{call.token, c.config.Secret, credentials}, call.secrets...)...)
	return func(s string) string { return tokenName().ReplaceAllString(hide(s), "${1}"+hidden) }
}

// formsOf gives a secret as it may stand in a text, the longest way of each kind
// first.
func formsOf(s string) []string {
	escaped, _ := json.Marshal(s) // a string always marshals
	inJSON, inURL, inHex := strings.Trim(string(escaped), `"`), url.QueryEscape(s), hex.EncodeToString([]byte(s))
	forms := []string{
		s, strings.Trim(quote(inJSON), `"`), inJSON, strings.Trim(quote(s), `"`),
		inURL, url.PathEscape(s), strings.ToLower(inURL),
		strings.ToUpper(s), strings.ToLower(s), inHex, strings.ToUpper(inHex),
	}
	return append(forms, inBase64(s)...)
}

// inBase64 gives what Base64 makes of a secret wherever in a text it begins, in
// both alphabets: three bytes become four characters, so there are three ways.
func inBase64(s string) []string {
	shift := []int{0, 2, 3} // the characters that depend on what stands before
	out := []string{base64.StdEncoding.EncodeToString([]byte(s)), base64.URLEncoding.EncodeToString([]byte(s))}
	for before, drop := range shift {
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat(" ", before) + s))[drop:]
		if (before+len(s))%len(shift) > 0 { // its last character depends on what comes after
			text = text[:len(text)-1]
		}
		if len(text) > shortestSecret {
			out = append(out, text, strings.NewReplacer("+", "-", "/", "_").Replace(text))
		}
	}
	return out
}

// withoutBegun cuts off the beginning of a secret with which a text breaks off.
func withoutBegun(s string, forms []string) string {
	for _, form := range forms {
		for n := min(len(form)-1, len(s)); n >= shortestSecret; n-- {
			if strings.HasSuffix(s, form[:n]) {
				return s[:len(s)-n] + hidden
			}
		}
	}
	return s
}
