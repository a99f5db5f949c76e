package agora

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
)

// tokenName finds a builder token in an answer to acquire, also a cut one.
var tokenName = pattern(`("tokenName"\s*:\s*")[^"]*`)

// shortestSecret is the length from which a secret is looked for: cutting out
// shorter ones would leave no text readable.
const shortestSecret = 4

// cleaner gives a function that cuts the secrets of a call out of a text that a
// server sent back, in the forms that they may take on the way.
func (c *Client) cleaner(call call) func(string) string {
	credentials := Secret(strings.TrimPrefix(c.basic, "Basic "))
	var forms []string
	for _, secret := range append([]Secret{call.token, c.config.Secret, credentials}, call.secrets...) {
		if len(secret) >= shortestSecret {
			forms = append(forms, formsOf(secret.Reveal())...)
		}
	}
	pairs := make([]string, 0, 2*len(forms))
	for _, form := range forms {
		pairs = append(pairs, form, hidden)
	}
	replacer := strings.NewReplacer(pairs...)
	return func(s string) string {
		s = tokenName().ReplaceAllString(replacer.Replace(s), "${1}"+hidden)
		return withoutBegun(s, forms)
	}
}

// formsOf gives a secret as it is, in JSON, in a URL and in Base64.
func formsOf(s string) []string {
	escaped, _ := json.Marshal(s) // a string always marshals
	return []string{
		s, strings.Trim(string(escaped), `"`), strings.Trim(quote(s), `"`),
		url.QueryEscape(s), url.PathEscape(s), base64.StdEncoding.EncodeToString([]byte(s)),
	}
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
