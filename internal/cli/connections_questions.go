package cli

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// connectionQuestion is what a shell asks about a field of a connection.
type connectionQuestion struct {
	field string
	flag  string                                      // that answers it; empty: an argument does
	value string                                      // what stands behind the flag
	when  func(connections.Connection) bool           // nil: always
	now   func(connections.Connection) string         // what stands there, which an empty answer keeps
	set   func(*connections.Connection, string) error // nil: it is a secret
}

// connectionQuestions are in the order of the screen's form.
var connectionQuestions = []connectionQuestion{
	{field: connections.FieldName, now: func(c connections.Connection) string { return c.Name },
		set: func(c *connections.Connection, text string) error { c.Name = text; return nil }},
	{field: connections.FieldVersion, flag: "version", value: "VERSION", now: func(c connections.Connection) string { return string(c.Version) },
		set: func(c *connections.Connection, text string) (err error) {
			c.Version, err = agora.ParseVersion(text)
			return err
		}},
	{field: connections.FieldBaseURL, flag: "base-url", value: "URL",
		now: func(c connections.Connection) string { return cmp.Or(c.AddressWord(), c.BaseURL) },
		set: func(c *connections.Connection, text string) error { c.SetAddress(text); return nil }},
	{field: connections.FieldAppID, flag: "app-id", value: "ID", now: func(c connections.Connection) string { return c.AppID },
		set: func(c *connections.Connection, text string) error { c.AppID = text; return nil }},
	{field: connections.FieldAuth, flag: "auth", value: "WAY", when: func(c connections.Connection) bool { return c.Version.Named() },
		now: connections.Connection.AuthWord, set: (*connections.Connection).SetAuth},
	{field: connections.FieldToken, flag: "token", value: "REFERENCE", when: byToken},
	{field: connections.FieldCustomerKey, flag: "customer-key", value: "KEY", now: func(c connections.Connection) string { return c.CustomerKey },
		set: func(c *connections.Connection, text string) error { c.CustomerKey = text; return nil }},
	{field: connections.FieldSecret, flag: "secret", value: "REFERENCE", when: func(c connections.Connection) bool { return !byToken(c) || c.CustomerKey != "" }},
	{field: connections.FieldCertificate, flag: "certificate", value: "on",
		now: func(c connections.Connection) string {
			return string(cmp.Or(c.Project().Certificate, agora.CertificateUnknown))
		},
		set: func(c *connections.Connection, text string) error {
			c.Certificate = agora.Certificate(text)
			return nil
		}},
	{field: connections.FieldAppCertificate, flag: "app-certificate", value: "REFERENCE",
		when: func(c connections.Connection) bool { return c.Project().Certificate == agora.CertificateOn }},
	{field: connections.FieldPresence, flag: "presence", value: "on", now: connections.Connection.Presence, set: (*connections.Connection).SetPresence},
	{field: connections.FieldProduction, flag: "production", now: productionWord, set: (*connections.Connection).SetProduction},
}

func byToken(c connections.Connection) bool { return c.Version.Named() && c.Auth != agora.AuthBasic }

func productionWord(c connections.Connection) string {
	if c.Production {
		return connections.ProductionOn
	}
	return connections.ProductionOff
}

// lacks reports whether something is wrong with a connection besides its customer secret.
func lacks(c connections.Connection) bool {
	return slices.ContainsFunc(c.Validate(), func(e agora.FieldError) bool { return e.Path != connections.FieldSecret })
}

// asksConnection reports whether a connection is asked for line by line: somebody is
// there, and the command line left out something that it can't be without.
func (a *app) asksConnection(c connections.Connection, f addFlags) bool {
	return a.env.CanAsk && a.env.ReadSecret != nil && (f.all || lacks(c))
}

// flagsFor returns the flags, with what stands behind them, that answer for wrong fields.
func flagsFor(wrong []agora.FieldError) string {
	var out []string
	for _, e := range wrong {
		for _, q := range connectionQuestions {
			if q.field == e.Path && q.flag != "" {
				out = append(out, strings.TrimSpace("--"+q.flag+" "+q.value))
			}
		}
	}
	return strings.Join(out, " ")
}

// namingFlags adds to what is wrong with a connection by which flags it is put right.
func namingFlags(err error) error {
	invalid, is := errors.AsType[*connections.InvalidError](err)
	if !is {
		return err
	}
	flags := flagsFor(invalid.Fields)
	if flags == "" {
		return err
	}
	return &failure{code: exitWrong, kind: kindInvalid, what: "the connection can't be saved", fields: invalid.Fields, err: err,
		next: "say it on the command line: " + flags + "; nothing was saved"}
}
