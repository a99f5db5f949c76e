package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

const connectionsLong = `A connection says where and as whom Agora is called: API version, App ID,
customer key, and where the customer secret is, never the secret itself.

"sandbox" is built in: a pretend Agora on this machine. "environment" is there
when AGORA_APP_ID, AGORA_CUSTOMER_KEY and AGORA_CUSTOMER_SECRET are set.`

func (a *app) connectionsCommand() *cobra.Command {
	return a.group(&cobra.Command{Use: "connections", Aliases: []string{"connection"}, Short: "List and change connections to Agora", Long: connectionsLong,
		Example: "  sttwizard connections add production --version v5 --app-id 0123456789abcdef0123456789abcdef \\\n      --customer-key KEY --secret env:AGORA_SECRET --certificate on\n  sttwizard connections test production"},
		a.connectionsListCommand(), a.connectionsAddCommand(), a.connectionsShowCommand(), a.connectionsRemoveCommand(), a.connectionsTestCommand())
}

const connectionsListLong = `List the connections that can be chosen.

With --json:
  [{"name","default","version","appId","customerKey","certificate","secret",
    "baseUrl","storageKeys","presence","problems":[{"path","rule","text"}]}]
where secret says where the secret is and never what it is, and presence is on
or off: whether Agora is asked if the bots are in the channel.`

type connectionJSON struct {
	Name        string            `json:"name"`
	Default     bool              `json:"default"`
	Version     agora.Version     `json:"version"`
	AppID       string            `json:"appId"`
	CustomerKey string            `json:"customerKey"`
	Certificate agora.Certificate `json:"certificate"`
	Secret      string            `json:"secret"`
	BaseURL     string            `json:"baseUrl"`
	StorageKeys agora.KeySpelling `json:"storageKeys"`
	Presence    string            `json:"presence"`
	Problems    []fieldJSON       `json:"problems"`
}

func (a *app) connectionsListCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "list [flags]", Aliases: []string{"ls"}, Short: "List the connections", Long: connectionsListLong, Example: "  sttwizard connections list"})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, _ []string) error { return a.listConnections(s) })
	a.jsonFlag(cmd)
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
	out, rows := []connectionJSON{}, [][]string{}
	for _, c := range choices {
		j := connectionView(c, byDefault)
		out = append(out, j)
		note := ""
		if j.Default {
			note = "default"
		}
		if len(j.Problems) > 0 {
			note = strings.TrimPrefix(note+"; can't be used: "+j.Problems[0].Path+" "+j.Problems[0].Text, "; ")
		}
		rows = append(rows, []string{c.Name, string(c.Version), c.AppID, session.Where(c), note})
	}
	if a.json {
		return a.printJSON(out)
	}
	a.table([]string{"CONNECTION", "VERSION", "APP ID", "WHERE", "NOTE"}, rows)
	return nil
}

func connectionView(c connections.Connection, byDefault string) connectionJSON {
	j := connectionJSON{
		Name: c.Name, Default: c.Name == byDefault, Version: c.Version, AppID: c.AppID, CustomerKey: c.CustomerKey,
		Certificate: c.Certificate, Secret: c.Secret.String(), BaseURL: c.BaseURL, StorageKeys: c.StorageKeys, Presence: c.Presence(), Problems: []fieldJSON{},
	}
	if !c.Sandbox && c.BaseURL == "" {
		j.BaseURL = agora.DefaultBaseURL
	}
	if c.Certificate == "" {
		j.Certificate = agora.CertificateUnknown
	}
	for _, e := range c.Validate() {
		j.Problems = append(j.Problems, fieldJSON{e.Path, e.Rule, e.Text})
	}
	return j
}

func (a *app) connectionsShowCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "show [NAME] [flags]", Short: "Show a connection",
		Long:    "Show a connection: where the customer secret is, never what it is. Without a name, the one that is used where none is named.",
		Example: "  sttwizard connections show production",
		Args:    cobra.MaximumNArgs(1), ValidArgsFunction: a.completeConnections})
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
		for _, l := range []struct{ label, text string }{
			{"name", j.Name}, {"version", string(j.Version)}, {"App ID", j.AppID}, {"customer key", j.CustomerKey},
			{"customer secret", secretWords(c)}, {"App Certificate", string(j.Certificate)}, {"where", session.Where(c)}, {"storage keys", string(j.StorageKeys)}, {"presence", j.Presence},
		} {
			if l.text != "" {
				a.tell("%-16s %s", l.label, l.text)
			}
		}
		for _, p := range j.Problems {
			a.say("note: %s %s", p.Path, p.Text)
		}
		if note := endOfLife(c, a.env.Now()); note != "" {
			a.say("note: %s", note)
		}
		return nil
	})
	a.jsonFlag(cmd)
	return cmd
}

func secretWords(c connections.Connection) string {
	switch {
	case c.Sandbox:
		return "a pretend one"
	case c.Secret.Asks():
		return "asked each time"
	}
	return c.Secret.String()
}

// namedConnection gives the connection of the arguments or the flags, wrong
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

func (a *app) connectionsRemoveCommand() *cobra.Command {
	yes := false
	cmd := a.command(&cobra.Command{Use: "remove NAME [flags]", Aliases: []string{"rm", "delete"}, Short: "Remove a connection",
		Long:    "Remove a connection from the file. Tasks that were started with it can't be stopped without one of that App ID. A copy of the file is kept among the backups.",
		Example: "  sttwizard connections remove old-project",
		Args:    cobra.ExactArgs(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if args[0] == connections.SandboxName || args[0] == connections.EnvironmentName {
			return wrongUse("see sttwizard connections list", "%s is built in and can't be removed", args[0])
		}
		if _, err := s.Connections.Get(args[0]); err != nil {
			return err
		}
		if !yes {
			if err := a.sure(ctx, "Remove the connection "+args[0]+"?", "nothing was removed"); err != nil {
				return err
			}
		}
		if err := s.Connections.Remove(args[0]); err != nil {
			return err
		}
		a.tell("removed: %s", args[0])
		return nil
	})
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "remove without asking")
	return cmd
}

const connectionsTestLong = `Test a connection with one harmless call: it asks Agora for a builder token,
which starts nothing, costs nothing and dies unused within minutes. So it
tells whether Agora can be reached, takes the credentials, and has Speech-to-Text
switched on for the App ID. Exit code 0: all of that; 1: no.`

func (a *app) connectionsTestCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "test [NAME] [flags]", Short: "Test a connection with a harmless call", Long: connectionsTestLong,
		Example: "  sttwizard connections test production\n  sttwizard connections test --sandbox=denied",
		Args:    cobra.MaximumNArgs(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		name := a.flags.connection
		if len(args) == 1 {
			name = args[0]
		}
		return a.testConnection(ctx, s, name)
	})
	a.jsonFlag(cmd)
	return cmd
}

func (a *app) testConnection(ctx context.Context, s *session.Session, name string) error {
	c, err := s.Choose(name)
	if err != nil {
		return err
	}
	client, err := s.Client(ctx, c, a.askSecret())
	if err != nil {
		return err
	}
	if _, err := client.Acquire(ctx, agora.NewInstanceID(a.env.Rand)); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		f := explained(err, explain.Context{Op: agora.OpAcquire, Connection: c.Name, Project: s.Project(c)})
		f.billed = ""
		return f
	}
	if a.json {
		return a.printJSON(struct {
			State      string `json:"state"`
			Connection string `json:"connection"`
		}{"ok", c.Name})
	}
	a.tell("%s works: Agora was reached (%s), took the credentials, and has Speech-to-Text switched on for this App ID.", c.Name, session.Where(c))
	a.tell("Nothing was started; the builder token that it gave dies unused after %.0f minutes.", c.Version.Limits().BuilderTokenLife.Minutes())
	if note := endOfLife(c, a.env.Now()); note != "" {
		a.say("note: %s", note)
	}
	return nil
}
