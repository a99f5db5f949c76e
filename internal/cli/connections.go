package cli

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

const connectionsLong = `A connection says where and as whom Agora is called: API version, App ID,
customer key, and where the customer secret and the App Certificate are, never
the secrets themselves.

"sandbox" is built in: a pretend Agora on this machine. "environment" is there
when AGORA_APP_ID, AGORA_CUSTOMER_KEY and AGORA_CUSTOMER_SECRET are set, and
AGORA_API_VERSION to v5, v6 or v7; with AGORA_APP_CERTIFICATE too, bot tokens are
made.

Agora's console says which version a project has: those made since June 2025
must use v7. What Agora stated as the end of life of v5 and v6 has passed.`

func (a *app) connectionsCommand() *cobra.Command {
	return a.group(&cobra.Command{Use: "connections", Aliases: []string{"connection"}, Short: "List and change connections to Agora", Long: connectionsLong,
		Example: "  sttwizard connections add acme --version v5 --app-id 0123456789abcdef0123456789abcdef \\\n      --customer-key KEY --certificate on\n  sttwizard connections test acme"},
		a.connectionsListCommand(), a.connectionsAddCommand(), a.connectionsEditCommand(), a.connectionsShowCommand(), a.connectionsDefaultCommand(),
		a.connectionsAcceptCommand(), a.connectionsStoreCommand(), a.connectionsMoveCommand(), a.connectionsRemoveCommand(), a.connectionsTestCommand())
}

const connectionsListLong = `List the connections that can be chosen.

With --json:
  [{"name","default","production","version","appId","customerKey","certificate",
    "auth","secret","appCertificate","token","baseUrl","storageKeys","presence",
    "lookAhead","edited","problems":[{"path","rule","text"}]}]
where secret, appCertificate and token say where the secret is and never what it
is (of cmd: without its command), auth is key, token or quoted-token, baseUrl is
the address that is called, presence is on or off: whether Agora is asked if the
bots are in the channel, and so is lookAhead: if it is asked while a review is read.`

type connectionJSON struct {
	Name        string            `json:"name"`        // the connection's name
	Default     bool              `json:"default"`     // it is used where none is named
	Production  bool              `json:"production"`  // real events run on it: starting and stopping ask first
	Version     agora.Version     `json:"version"`     // the API's version
	AppID       string            `json:"appId"`       // the App ID
	CustomerKey string            `json:"customerKey"` // the customer key
	Certificate agora.Certificate `json:"certificate"` // App Certificate: `on`, `off` or `unknown`
	// by what calls say who calls: `key`, `token` or `quoted-token`
	Auth string `json:"auth"`
	// where the customer secret is, never what it is; of `cmd:` without its command
	Secret string `json:"secret"`
	// where the App Certificate is, with which bot tokens are made, or `""`
	AppCertificate string `json:"appCertificate"`
	// where the token is, or `""`: it is made with the App Certificate
	Token   string `json:"token"`
	BaseURL string `json:"baseUrl"` // the address that is called
	// how the storage keys are spelled: `lower`, `camel`, or `""` for the version's own way
	StorageKeys agora.KeySpelling `json:"storageKeys"`
	// `on`, or `off` where Agora is not asked whether the bots are in the channel
	Presence string `json:"presence"`
	// `on`, or `off` where Agora is not asked ahead of a start, while the review is read
	LookAhead string `json:"lookAhead"`
	// the file is not as sttwizard wrote it: it was edited by hand, or damaged
	Edited   bool        `json:"edited"`
	Problems []fieldJSON `json:"problems"`
}

func (a *app) connectionsListCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "list [flags]", Aliases: []string{"ls"}, Short: "List the connections", Long: connectionsListLong, Example: "  sttwizard connections list"})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, _ []string) error { return a.listConnections(s) })
	a.listFlag(cmd, []connectionJSON{})
	return cmd
}

func (a *app) listConnections(s *session.Session) error {
	choices, err := s.Choices()
	if err != nil {
		return err
	}
	byDefault, err := s.Connections.Default()
	if err != nil {
		return err
	}
	out, rows, wide := []connectionJSON{}, [][]string{}, [][]string{}
	for _, c := range choices {
		j := connectionView(c, byDefault)
		out = append(out, j)
		note := ""
		if j.Default {
			note = "default"
		}
		if j.Production {
			note = strings.TrimPrefix(note+", PRODUCTION", ", ")
		}
		if len(j.Problems) > 0 {
			note = strings.TrimPrefix(note+"; can't be used: "+j.Problems[0].Path+" "+j.Problems[0].Text, "; ")
		}
		rows = append(rows, []string{c.Name, string(c.Version), c.AppID, session.Where(c), note})
		wide = append(wide, []string{j.CustomerKey, string(j.Certificate), c.Secret.Words(), j.Auth, j.BaseURL})
	}
	if a.json {
		return a.printJSON(out)
	}
	a.listTable([]string{"CONNECTION", "VERSION", "APP ID", "WHERE", "NOTE"}, rows,
		[]string{"CUSTOMER KEY", "CERTIFICATE", "SECRET", "AUTH", "ADDRESS"}, wide)
	if note := explain.EditedConnections(choices); note != "" {
		a.say("note: %s", note)
	}
	return nil
}

func connectionView(c connections.Connection, byDefault string) connectionJSON {
	j := connectionJSON{
		Name: c.Name, Default: c.Name == byDefault, Production: c.Production, Version: c.Version, AppID: c.AppID, CustomerKey: c.CustomerKey,
		Certificate: c.Project().Certificate, Secret: refText(c.Secret), AppCertificate: refText(c.AppCertificate),
		Auth: c.AuthWord(), Token: refText(c.Token), BaseURL: c.BaseURL, StorageKeys: c.StorageKeys, Presence: c.Presence(), LookAhead: c.LookAhead(), Edited: c.Edited, Problems: []fieldJSON{},
	}
	if !c.Sandbox {
		j.BaseURL = c.Address()
	}
	if j.Certificate == "" {
		j.Certificate = agora.CertificateUnknown
	}
	for _, e := range c.Validate() {
		j.Problems = append(j.Problems, fieldJSON{e.Path, e.Rule, e.Text})
	}
	return j
}

func (a *app) connectionsShowCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "show [NAME] [flags]", Short: "Show a connection",
		Long:    "Show a connection: where its secrets are, never what they are. Without a name, the one that is used where none is named.",
		Example: "  sttwizard connections show production",
		Args:    atMost(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		c, err := a.namedConnection(s, args)
		if err != nil {
			return err
		}
		byDefault, err := s.Connections.Default()
		if err != nil {
			return err
		}
		j := connectionView(c, byDefault)
		if a.json {
			return a.printJSON(j)
		}
		for _, l := range connectionLines(c, j) {
			if l[1] != "" {
				a.tell("%-16s %s", l[0], l[1])
			}
		}
		for _, p := range j.Problems {
			a.say("note: %s %s", p.Path, p.Text)
		}
		if note := explain.EditedConnection(c); note != "" {
			a.say("note: %s", note)
		}
		if note := endOfLife(c, a.env.Now()); note != "" {
			a.say("note: %s", note)
		}
		return nil
	})
	a.jsonFlag(cmd, connectionJSON{})
	return cmd
}

// connectionLines returns what is shown of a connection, with names; an empty value has
// no line.
func connectionLines(c connections.Connection, j connectionJSON) [][2]string {
	production := ""
	if j.Production {
		production = "yes: starting and stopping ask first"
	}
	return [][2]string{
		{"name", j.Name},
		{"PRODUCTION", production},
		{"version", string(j.Version)},
		{"App ID", j.AppID},
		{"customer key", j.CustomerKey},
		{"calls by", authWords(c)},
		{"customer secret", secretWords(c)},
		{"App Certificate", certificateWords(c)},
		{"where", session.Where(c)},
		{"storage keys", string(j.StorageKeys)},
		{"presence", j.Presence},
		{"look ahead", j.LookAhead},
	}
}

// authWords says by what calls say who calls, where that is not the customer key.
func authWords(c connections.Connection) string {
	if c.Auth == agora.AuthBasic {
		return ""
	}
	words := "a token"
	if c.Auth == agora.AuthQuotedToken {
		words = "a token in quotes"
	}
	if c.Token.IsZero() {
		return words + ", made with the App Certificate"
	}
	return words + ", " + c.Token.Words()
}

func secretWords(c connections.Connection) string {
	switch {
	case c.Sandbox:
		return "a pretend one"
	case c.Secret.IsZero():
		return ""
	case c.Secret.Asks():
		return "asked each time"
	case c.Secret.Form() == secret.FormCommand:
		return c.Secret.Words()
	}
	return c.Secret.String()
}

// certificateWords says whether the App Certificate is on and, where it is known,
// that bot tokens are made with it.
func certificateWords(c connections.Connection) string {
	if c.AppCertificate.IsZero() {
		return cmp.Or(string(c.Certificate), string(agora.CertificateUnknown))
	}
	return "on, " + c.AppCertificate.Words() + "; bot tokens are made with it"
}

// refText writes a reference for scripts. Of a command only the form is told: its
// line may hold anything.
func refText(r secret.Ref) string {
	if r.Form() == secret.FormCommand {
		return secret.FormCommand
	}
	return r.String()
}

// namedConnection returns the connection of the arguments or the flags, wrong
// ones too, so that they can be looked at.
func (a *app) namedConnection(s *session.Session, args []string) (connections.Connection, error) {
	name := a.flags.connection
	if len(args) == 1 {
		name = args[0]
	}
	choices, err := s.Choices()
	if err != nil {
		return connections.Connection{}, err
	}
	for _, c := range choices {
		if name != "" && c.Name == name {
			return c, nil
		}
	}
	return s.Choose(name)
}
