package agora

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// tokenName finds a builder token in an answer to acquire, also a cut one.
var tokenName = pattern(`("tokenName"\s*:\s*")[^"]*`)

// shortestSecret is the length from which a secret is looked for: cutting out
// shorter ones would leave no text readable.
const shortestSecret = 4

// Hide returns a function that puts a stand-in in place of the secrets wherever a
// text holds one: as it is and as JSON, URLs, Base64 and hexadecimal write it, in
// small letters or capitals, also at the end of a text that breaks off in one.
// Secrets of less than four characters stay: ordinary words hold them too.
func Hide(secrets ...Secret) func(string) string {
	var forms []string
	for _, secret := range secrets {
		if len(secret) >= shortestSecret {
			forms = append(forms, formsOf(secret.Reveal())...)
		}
	}
	return func(s string) string {
		low := lowered(s)
		inside := make([]bool, len(s))
		for _, form := range forms {
			for at := 0; ; {
				i := strings.Index(low[at:], form)
				if i < 0 {
					break
				}
				at += i + len(form)
				for j := range form {
					inside[at-1-j] = true
				}
			}
		}
		return withoutBegun(standIns(s, inside), forms)
	}
}

// lowered returns a text with small letters for capitals, at the same places: of
// others than A to Z the two may differ in length.
func lowered(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// standIns puts one stand-in in place of each run of bytes that are inside a secret.
func standIns(s string, inside []bool) string {
	var b strings.Builder
	for i := range len(s) {
		switch {
		case !inside[i]:
			b.WriteByte(s[i])
		case i == 0 || !inside[i-1]:
			b.WriteString(hidden)
		}
	}
	return b.String()
}

// cleaner returns a function that cuts the secrets of a call out of a text that a
// server sent back.
func (c *Client) cleaner(call call) func(string) string {
	credentials := Secret(strings.TrimPrefix(c.basic, "Basic "))
	hide := Hide(append([]Secret{call.token, c.config.Secret, credentials}, call.secrets...)...)
	return func(s string) string { return tokenName().ReplaceAllString(hide(s), "${1}"+hidden) }
}

// formsOf returns a secret as it may stand in a text, in small letters.
func formsOf(s string) []string {
	forms := append(inBase64(s), s, url.QueryEscape(s), url.PathEscape(s), hex.EncodeToString([]byte(s)))
	for _, once := range inJSON(s) {
		forms = append(append(forms, once), inJSON(once)...)
	}
	for i, form := range forms {
		forms[i] = lowered(form)
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// inJSON returns a text as JSON writes it between quotes, with and without what HTML
// needs.
func inJSON(s string) []string {
	escaped, _ := json.Marshal(s) // a string always marshals
	plain := quote(s)
	return []string{string(escaped[1 : len(escaped)-1]), plain[1 : len(plain)-1]}
}

// inBase64 returns what Base64 makes of a secret wherever in a text it begins, in
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
	low := lowered(s)
	for _, form := range forms {
		for n := min(len(form)-1, len(s)); n >= shortestSecret; n-- {
			if strings.HasSuffix(low, form[:n]) {
				return s[:len(s)-n] + hidden
			}
		}
	}
	return s
}
