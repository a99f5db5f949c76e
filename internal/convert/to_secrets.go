package convert

import (
	"strings"

	"sttwizard/agora"
)

// variable is an environment variable that a script takes a secret from.
type variable struct {
	path string // of the request's field; empty for the customer secret
	name string
	what string // goes on after "set it to"; letters and spaces only, as the shell reads it
}

// variables has a row for every secret that a script can need.
var variables = []variable{
	{"", "AGORA_CUSTOMER_SECRET", "the customer secret of your customer key"},
	{agora.PathSubBotToken, "AGORA_SUB_BOT_TOKEN", "the token of the bot that listens"},
	{agora.PathPubBotToken, "AGORA_PUB_BOT_TOKEN", "the token of the bot that writes subtitles"},
	{agora.PathSecret, "AGORA_ENCRYPTION_SECRET", "the encryption secret of the channel"},
	{agora.PathSalt, "AGORA_ENCRYPTION_SALT", "the encryption salt of the channel"},
	{agora.PathAccessKey, "AGORA_STORAGE_ACCESS_KEY", "the access key of the storage"},
	{agora.PathSecretKey, "AGORA_STORAGE_SECRET_KEY", "the secret key of the storage"},
}

// variableAt returns the variable of a secret field.
func variableAt(path string) variable {
	for _, v := range variables {
		if v.path == path {
			return v
		}
	}
	panic("export: no variable for the secret at " + path) // a test holds the table against agora's fields
}

// tokenVariable stands in for the customer secret where calls go with a token.
var tokenVariable = variable{"", "AGORA_TOKEN", "an RTC token of the project"}

// first returns the variable of what says who calls.
func (c Call) first() variable {
	if c.Auth != agora.AuthBasic {
		return tokenVariable
	}
	return variables[0]
}

// needed returns the variables that a call needs, that for who calls first.
func (c Call) needed() []variable {
	out := []variable{c.first()}
	for _, v := range variables[1:] {
		if _, set := c.request().Get(v.path); set {
			out = append(out, v)
		}
	}
	return out
}

// local names the script's own variable, which holds the escaped value.
func (v variable) local() string {
	return strings.ToLower(strings.TrimPrefix(v.name, "AGORA_"))
}

// check is the line that ends the script when the variable is not set.
func (v variable) check() string {
	return `: "${` + v.name + `:?set it to ` + v.what + ` and export it}"`
}

// take is the line that escapes the value.
func (v variable) take() string {
	return v.local() + `=$(secret ` + v.name + ` "$` + v.name + `") || exit 1`
}
