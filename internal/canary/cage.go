package canary

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"sttwizard/agora"
)

// The names of the secrets besides those of a request, whose names are their paths.
const (
	CustomerSecret = "customer secret"
	AppCertificate = "App Certificate"
	Passphrase     = "passphrase"
	BuilderToken   = "builder token"
)

// Cage has canaries by their names.
type Cage map[string]string

// New gives a canary for every kind of secret: the six of a request, the customer
// secret, the App Certificate, the passphrase and the builder token. They are legal
// values, and have the characters that are written in another way in JSON and URLs.
func New() Cage {
	return Cage{
		agora.PathSubBotToken: "listening+canary/token==Q1",
		agora.PathPubBotToken: "writing+canary/token==Q2",
		agora.PathSecret:      `channel<canary>&"key"Q3`,
		agora.PathSalt:        base64.StdEncoding.EncodeToString([]byte("salt-canary-of-thirty-two-bytes!")),
		agora.PathAccessKey:   "ACCESSCANARY/Q5+x",
		agora.PathSecretKey:   "storagecanarykey/Q6+y",
		CustomerSecret:        "customercanaryQ7secret",
		AppCertificate:        "ca11a2ca11a2ca11a2ca11a2ca11a2c8",
		Passphrase:            "phrase of a canary Q9",
		BuilderToken:          "builder-canary_Qa",
	}
}

// Without gives a cage that lacks some.
func (c Cage) Without(names ...string) Cage {
	out := Cage{}
	for name, secret := range c {
		if !slices.Contains(names, name) {
			out[name] = secret
		}
	}
	return out
}

// In gives the names of the canaries that a text holds in any form, sorted.
func (c Cage) In(text string) []string {
	var out []string
	text = strings.ToLower(text)
	for name, secret := range c {
		if slices.ContainsFunc(Forms(secret), func(form string) bool { return strings.Contains(text, strings.ToLower(form)) }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Cut puts the names in place of the canaries, for a test's own output.
func (c Cage) Cut(text string) string {
	for name, secret := range c {
		text = strings.ReplaceAll(text, secret, "("+name+")")
	}
	return text
}

// Forms gives a secret as it is, in JSON (once and twice), in URLs, in hexadecimal and
// in Base64, wherever in a text that begins. Capitals are the caller's to ignore.
func Forms(secret string) []string {
	once, twice := inJSON(secret), inJSON(inJSON(secret))
	forms := []string{secret, once, twice, url.QueryEscape(secret), url.PathEscape(secret), hex.EncodeToString([]byte(secret))}
	for shift := range 3 { // three bytes become four characters; the first and last depend on what is around
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + secret))
		text = strings.TrimRight(text, "=")
		core := text[min(2*shift, 4) : len(text)-2]
		forms = append(forms, core, strings.NewReplacer("+", "-", "/", "_").Replace(core))
	}
	return forms
}

func inJSON(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return string(text[1 : len(text)-1])
}
