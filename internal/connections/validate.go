package connections

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// The names of a connection's fields, in its file and in errors.
const (
	FieldName           = "name"
	FieldVersion        = "version"
	FieldAppID          = "appId"
	FieldCustomerKey    = "customerKey"
	FieldCertificate    = "certificate"
	FieldSecret         = "secret"
	FieldAppCertificate = "appCertificate"
	FieldBaseURL        = "baseUrl"
	FieldStorageKeys    = "storageKeys"
	FieldPresence       = "presence"
	FieldLookAhead      = "lookAhead"
	FieldProduction     = "production"
	FieldAuth           = "auth"
	FieldToken          = "token"
)

// fieldNames has all of them in the order of writing.
var fieldNames = []string{FieldName, FieldVersion, FieldAppID, FieldCustomerKey,
	FieldCertificate, FieldSecret, FieldAppCertificate, FieldAuth, FieldToken, FieldBaseURL, FieldStorageKeys, FieldPresence, FieldLookAhead, FieldProduction}

var (
	legalName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9-]{1,32}$`) })
	plainKey  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\x21-\x39\x3b-\x7e]+$`) }) // Basic auth ends the key at a colon
)

// CheckName returns nil for a name that a connection of the file can have, else
// an error that says the rule.
func CheckName(name string) error {
	switch {
	case name == SandboxName || name == EnvironmentName:
		return fmt.Errorf("%s is the name of a connection that is built in; choose another", name)
	case !legalName().MatchString(name):
		const rule = "must be 1 to 32 of a-z, 0-9 and -"
		if meant := nameLike(name); meant != "" {
			return errors.New(rule + ": is it " + meant + "?")
		}
		return errors.New(rule)
	}
	return nil
}

// nameLike returns the name that was probably meant by a text that is none, "my-company" by
// "My Company"; empty: nothing is clear.
func nameLike(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" _.-", r) })
	name := strings.Join(words, "-")
	if !legalName().MatchString(name) || name == SandboxName || name == EnvironmentName {
		return ""
	}
	return name
}

// Validate returns everything that is wrong with the connection, in the order of
// its fields; Path is the field's name. None means that it can be used.
func (c Connection) Validate() []agora.FieldError {
	var errs []agora.FieldError
	for _, check := range checks {
		if rule, text := check.find(c); rule != "" {
			errs = append(errs, agora.FieldError{Path: check.field, Rule: rule, Text: text})
		}
	}
	return errs
}

// forFile returns what keeps the connection from being saved: a built-in name too.
func (c Connection) forFile() []agora.FieldError {
	errs := append(c.Validate(), c.authForFile()...)
	if err := CheckName(c.Name); err != nil && c.builtIn() {
		errs = append(errs, agora.FieldError{Path: FieldName, Rule: "format", Text: err.Error()})
	}
	return errs
}

func (c Connection) builtIn() bool { return c.Sandbox || c.Name == EnvironmentName }

// checks has one row per field: the rule that is broken and what is wrong.
var checks = []struct {
	field string
	find  func(Connection) (rule, text string)
}{
	{FieldName, checkName},
	{FieldVersion, checkVersion},
	{FieldAppID, checkAppID},
	{FieldCustomerKey, checkKey},
	{FieldCertificate, checkCertificate},
	{FieldSecret, checkSecret},
	{FieldAuth, checkAuth},
	{FieldToken, checkToken},
	{FieldBaseURL, checkAddress},
	{FieldStorageKeys, func(c Connection) (string, string) { return checkOneOf(c.StorageKeys, spellings) }},
}

func checkName(c Connection) (string, string) {
	if err := CheckName(c.Name); err != nil && !c.builtIn() {
		return "format", err.Error()
	}
	return "", ""
}

func checkVersion(c Connection) (string, string) {
	switch {
	case c.Version == "" && c.Name == EnvironmentName:
		return "required", "is required: set " + VersionVariable + " to " + versionNames()
	case c.Version == "":
		return "required", "is required: choose " + versionNames()
	case !slices.Contains(agora.Versions(), c.Version):
		return "oneof", "must be " + versionNames()
	}
	return "", ""
}

func checkAppID(c Connection) (string, string) {
	switch {
	case c.AppID == "":
		return "required", "is required: Agora's console shows it with the project"
	case agora.CheckAppID(c.AppID) != nil:
		return "format", fmt.Sprintf("%s (0-9, a-f); this has %d characters",
			reason(agora.CheckAppID(c.AppID)), utf8.RuneCountInString(c.AppID))
	}
	return "", ""
}

func checkKey(c Connection) (string, string) {
	switch {
	case c.CustomerKey == "" && c.Auth != agora.AuthBasic:
	case c.CustomerKey == "":
		return "required", "is required: Agora's console makes it under RESTful API"
	case agora.IsPlaceholder(c.CustomerKey):
		return agora.RulePlaceholder, "holds a placeholder: put the real key in its place"
	case !plainKey().MatchString(c.CustomerKey):
		return "format", "can't hold spaces, colons or letters that no key has"
	}
	return "", ""
}

// checkSecret lets the sandbox pass: its secret is known to who started it.
func checkSecret(c Connection) (string, string) {
	if c.Secret.IsZero() && !c.Sandbox && c.Auth == agora.AuthBasic {
		return "required", "is required: " + secret.Forms()
	}
	return "", ""
}

// checkCertificate also finds a certificate that is said to be off and to lie
// somewhere: one of the two would be ignored.
func checkCertificate(c Connection) (string, string) {
	if c.Certificate == agora.CertificateOff && !c.AppCertificate.IsZero() {
		return "conflict", "can't be off while " + FieldAppCertificate + " says where the App Certificate is"
	}
	return checkOneOf(c.Certificate, certificates)
}

func checkAddress(c Connection) (string, string) {
	if c.BaseURL == "" {
		return "", ""
	}
	if err := CheckAddress(c.BaseURL); err != nil {
		return "format", reason(err)
	}
	return "", ""
}

// reason returns what agora finds wrong with a value, without naming the field
// again.
func reason(err error) string {
	if config, ok := errors.AsType[*agora.ConfigError](err); ok {
		return config.Text
	}
	return err.Error()
}

func checkOneOf[T ~string](v T, all []T) (string, string) {
	if !oneOf(v, all) {
		return "oneof", "must be " + orList(all)
	}
	return "", ""
}

var (
	certificates = []agora.Certificate{agora.CertificateOn, agora.CertificateOff, agora.CertificateUnknown}
	spellings    = []agora.KeySpelling{agora.LowerKeys, agora.CamelKeys}
)

// oneOf also takes the empty text: it stands for what is usual.
func oneOf[T ~string](v T, all []T) bool { return v == "" || slices.Contains(all, v) }

func orList[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = string(v)
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func versionNames() string { return orList(agora.Versions()) }
