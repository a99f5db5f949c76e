package samples

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"sync"

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

// Canaries returns a canary for every kind of secret: the six of a request, the customer
// secret, the App Certificate, the passphrase and the builder token. They are legal
// values, and have the characters that are written in another way in JSON and URLs.
func Canaries() Cage {
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

// Without returns a cage that lacks some.
func (c Cage) Without(names ...string) Cage {
	out := Cage{}
	for name, secret := range c {
		if !slices.Contains(names, name) {
			out[name] = secret
		}
	}
	return out
}

// In returns the names of the canaries that a text holds in any form, sorted.
func (c Cage) In(text string) []string {
	var out []string
	text = strings.ToLower(text)
	for name, secret := range c {
		if slices.ContainsFunc(smallForms(secret), func(form string) bool { return strings.Contains(text, form) }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// known has the forms of secrets in small letters: sweeps look for the same ones in
// thousands of texts.
var known sync.Map

func smallForms(secret string) []string {
	if forms, ok := known.Load(secret); ok {
		return forms.([]string)
	}
	forms := Forms(secret)
	for i, form := range forms {
		forms[i] = strings.ToLower(form)
	}
	known.Store(secret, forms)
	return forms
}

// Cut puts the names in place of the canaries, for a test's own output.
func (c Cage) Cut(text string) string {
	for name, secret := range c {
		text = strings.ReplaceAll(text, secret, "("+name+")")
	}
	return text
}

// Forms returns what of a secret stands in a text that holds it as it is, in JSON (once
// and twice), in URLs, in hexadecimal or in Base64, wherever in a text that begins.
// Capitals are the caller's to ignore.
func Forms(secret string) []string {
	forms := plainForms(secret)
	for shift := range 3 { // three bytes become four characters; the first and last depend on what is around
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + secret))
		core := text[min(2*shift, 4) : len(text)-2]
		forms = append(forms, core, strings.NewReplacer("+", "-", "/", "_").Replace(core))
	}
	return forms
}

// Echoes returns a secret as a server may say it again, in small letters and capitals.
func Echoes(secret string) []string {
	echoes := plainForms(secret)
	for shift := range 3 {
		text := []byte(strings.Repeat("k", shift) + secret + "&")
		echoes = append(echoes, base64.StdEncoding.EncodeToString(text), base64.URLEncoding.EncodeToString(text))
	}
	for _, echo := range slices.Clone(echoes) {
		echoes = append(echoes, strings.ToUpper(echo), strings.ToLower(echo))
	}
	return echoes
}

func plainForms(secret string) []string {
	return []string{
		secret, inJSON(secret, true), inJSON(secret, false), inJSON(inJSON(secret, true), false), inJSON(inJSON(secret, false), true),
		url.QueryEscape(secret), url.PathEscape(secret), hex.EncodeToString([]byte(secret)),
	}
}

// inJSON writes a text as JSON does between the quotes; safely: also for HTML.
func inJSON(s string, safely bool) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(safely)
	if err := e.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.Trim(b.String(), "\n")[1 : b.Len()-2]
}
