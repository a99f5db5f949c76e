package cli

import (
	"context"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

const connectionsAddLong = `Make a connection, or with --replace change one: what is not given stays as it
was. The App ID stands in Agora's console with the project; customer key and
secret are made there under RESTful API.

--secret says where the customer secret is, never the secret itself: env:NAME
is an environment variable, ask means that it is typed each time.

--presence off: Agora is not asked whether the bots are in the channel; a start
whose outcome is unknown then can't be settled.`

type addFlags struct {
	version, appID, key, certificate, secret, baseURL, storageKeys, presence string
	isDefault, replace                                                       bool
}

func (a *app) connectionsAddCommand() *cobra.Command {
	var f addFlags
	cmd := a.command(&cobra.Command{Use: "add NAME [flags]", Short: "Make or change a connection", Long: connectionsAddLong,
		Example: "  sttwizard connections add production --version v5 --app-id 0123456789abcdef0123456789abcdef \\\n      --customer-key KEY --secret env:AGORA_SECRET --certificate on --default",
		Args:    cobra.ExactArgs(1)})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		return a.addConnection(s, args[0], f)
	})
	flags := cmd.Flags()
	flags.StringVar(&f.version, "version", "", "the API's `VERSION`, such as v5")
	flags.StringVar(&f.appID, "app-id", "", "the App ID: 32 hexadecimal digits")
	flags.StringVar(&f.key, "customer-key", "", "the customer key")
	flags.StringVar(&f.certificate, "certificate", "", "the App Certificate: `on, off or unknown`")
	flags.StringVar(&f.secret, "secret", "", "where the customer secret is: `env:NAME or ask`")
	flags.StringVar(&f.baseURL, "base-url", "", "another address than Agora's: https, or http to this machine")
	flags.StringVar(&f.storageKeys, "storage-keys", "", "how the storage keys are written: `lower or camel`")
	flags.StringVar(&f.presence, "presence", "", "ask Agora whether the bots are in the channel: `on or off`")
	flags.BoolVar(&f.isDefault, "default", false, "use it where none is named")
	flags.BoolVar(&f.replace, "replace", false, "change the connection of that name")
	a.complete(cmd, "version", completeVersions)
	a.complete(cmd, "certificate", cobra.FixedCompletions([]cobra.Completion{"on", "off", "unknown"}, noFiles))
	a.complete(cmd, "secret", cobra.FixedCompletions([]cobra.Completion{"env:", "ask"}, noFiles|cobra.ShellCompDirectiveNoSpace))
	a.complete(cmd, "storage-keys", cobra.FixedCompletions([]cobra.Completion{"lower", "camel"}, noFiles))
	a.complete(cmd, "presence", cobra.FixedCompletions([]cobra.Completion{connections.PresenceOn, connections.PresenceOff}, noFiles))
	return cmd
}

func (a *app) addConnection(s *session.Session, name string, f addFlags) error {
	c := connections.Connection{Name: name}
	if f.replace {
		if old, err := s.Connections.Get(name); err == nil {
			c = old
		}
	}
	if err := f.fill(&c); err != nil {
		return err
	}
	if err := s.Connections.Save(c, f.replace); err != nil {
		return err
	}
	if f.isDefault {
		if err := s.Connections.SetDefault(name); err != nil {
			return err
		}
	}
	a.tell("saved: %s in %s", name, s.Connections.Path())
	a.tell("try it with: sttwizard connections test %s", name)
	if note := endOfLife(c, a.env.Now()); note != "" {
		a.say("note: %s", note)
	}
	return nil
}

// fill puts what was given over the connection.
func (f addFlags) fill(c *connections.Connection) error {
	if f.version != "" {
		version, err := agora.ParseVersion(f.version)
		if err != nil {
			return wrongUse("for example --version v5", "--version: %v", err)
		}
		c.Version = version
	}
	if f.secret != "" {
		ref, err := secret.ParseRef(f.secret)
		if err != nil {
			return &failure{code: exitWrong, kind: kindSecret, what: "--secret " + err.Error(), next: "nothing was saved"}
		}
		c.Secret = ref
	}
	for _, text := range []struct {
		from string
		to   *string
	}{{f.appID, &c.AppID}, {f.key, &c.CustomerKey}, {f.baseURL, &c.BaseURL}} {
		if text.from != "" {
			*text.to = text.from
		}
	}
	if f.certificate != "" {
		c.Certificate = agora.Certificate(f.certificate)
	}
	if f.storageKeys != "" {
		c.StorageKeys = agora.KeySpelling(f.storageKeys)
	}
	if f.presence != "" {
		if err := c.SetPresence(f.presence); err != nil {
			return wrongUse("--presence on, or --presence off", "--presence %v", err)
		}
	}
	return nil
}
