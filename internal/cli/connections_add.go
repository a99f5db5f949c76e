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

In a shell it asks line by line for what no flag answers, with its rule first, in
the order of the screen's form; Enter takes what stands in brackets. Where the
flags say all that a connection can't be without, only its secrets are asked for.

Secrets are never put on a command line. Without --secret the customer secret
is asked for, once, and stored in this system's keyring; where there is none,
in a file that a passphrase opens, after a yes. With --certificate on the App
Certificate is asked for too: with it bot tokens are made when a task is sent.
A passphrase is asked for first. In a script --store keyring (or age) takes them from the input: the customer
secret is its first line, the App Certificate the second.

--secret and --app-certificate say where a secret is: keyring:NAME, env:NAME,
age:NAME, file:PATH, cmd:COMMAND, or ask, which means typed each time.

--production marks what real events run on: it is shown everywhere, and
starting and stopping ask first.

--version has no default: v5, v6 or v7. Projects made since June 2025 must use
v7; what Agora stated as the end of life of v5 and v6 (11 June 2026) has passed.

--base-url is agora (https://api.agora.io), china (https://api.sd-rtn.com, with
the segment that v7 has there) or another address, which is called as typed.

--auth says by what calls of v7 say who calls: key, which is customer key and
secret, or a token of the project, token or quoted-token: Agora's pages disagree
whether it stands in quotes. --token says where it is; without it one is made
with the App Certificate for each hour. Customer key and secret may then be left
out; whether the bots are in a channel can be asked with them only.

--presence off: Agora is not asked whether the bots are in the channel; a start
whose outcome is unknown then can't be settled.

--look-ahead off: the review on screen does not ask Agora for a builder token (v7:
for the list of tasks) while it is read. With it a start is one request, and what
would be refused is told before somebody starts.`

const connectionsEditLong = `Change a connection: what is not given stays as it was. The flags are those of
sttwizard connections add; without any, a shell asks line by line, and Enter keeps
what stands there. A reference that is changed leaves the secret where
it is, here and on screen: sttwizard connections move-secret takes it along.`

type addFlags struct {
	version, appID, key, certificate, secret, appCertificate, store, baseURL, storageKeys, presence, lookAhead, auth, token string

	production, isDefault, replace bool

	marked  bool              // --production was given
	changed func(string) bool // whether a flag was given
	all     bool              // everything is asked that no flag answers
}

func (a *app) connectionsAddCommand() *cobra.Command {
	var f addFlags
	cmd := a.command(&cobra.Command{Use: "add [NAME] [flags]", Short: "Make or change a connection", Long: connectionsAddLong,
		Example: "  sttwizard connections add acme --version v5 --app-id 0123456789abcdef0123456789abcdef \\\n      --customer-key KEY --certificate on --default",
		Args:    atMost(1)})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		f.changed = cmd.Flags().Changed
		f.marked = f.changed("production")
		switch {
		case len(args) > 0:
			return a.addConnection(ctx, s, args[0], f)
		case f.replace || !a.env.CanAsk:
			return wrongUse("for example sttwizard connections add acme", "the name of the connection is missing")
		}
		return a.addConnection(ctx, s, "", f)
	})
	cmd.Flags().BoolVar(&f.replace, "replace", false, "change the connection of that name")
	a.addConnectionFlags(cmd, &f)
	return cmd
}

func (a *app) connectionsEditCommand() *cobra.Command {
	f := addFlags{replace: true}
	cmd := a.command(&cobra.Command{Use: "edit NAME [flags]", Short: "Change a connection", Long: connectionsEditLong,
		Example: "  sttwizard connections edit acme --production --certificate on",
		Args:    exactly(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if _, err := s.Connections.Get(args[0]); err != nil {
			return err
		}
		f.changed = cmd.Flags().Changed
		f.all = cmd.Flags().NFlag() == 0
		if f.all && !a.env.CanAsk {
			return wrongUse("see sttwizard connections edit --help", "nothing says what to change")
		}
		f.marked = f.changed("production")
		return a.addConnection(ctx, s, args[0], f)
	})
	a.addConnectionFlags(cmd, &f)
	return cmd
}

func (a *app) addConnectionFlags(cmd *cobra.Command, f *addFlags) {
	a.doneFlag(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.version, "version", "", "the API's `VERSION`: v5, v6 or v7")
	flags.StringVar(&f.appID, "app-id", "", "the App ID: 32 hexadecimal digits")
	flags.StringVar(&f.key, "customer-key", "", "the customer key")
	flags.StringVar(&f.certificate, "certificate", "", "the App Certificate: `on, off or unknown`")
	flags.StringVar(&f.secret, "secret", "", "where the customer secret is: a `REFERENCE` such as keyring:NAME, env:NAME or ask")
	flags.StringVar(&f.appCertificate, "app-certificate", "", "where the App Certificate is: a `REFERENCE`, or none")
	flags.StringVar(&f.store, "store", "", "ask for the secrets, or read them from the input, and store them: `keyring or age`")
	flags.StringVar(&f.baseURL, "base-url", "", "where Agora is: `agora, china or URL` (https, or http to this machine)")
	flags.StringVar(&f.auth, "auth", "", "by what calls say who calls: `key, token or quoted-token`")
	flags.StringVar(&f.token, "token", "", "where the token of the calls is: a `REFERENCE`, or none: it is made with the App Certificate")
	flags.StringVar(&f.storageKeys, "storage-keys", "", "how the storage keys are written: `lower or camel`")
	flags.StringVar(&f.presence, "presence", "", "ask Agora whether the bots are in the channel: `on or off`")
	flags.StringVar(&f.lookAhead, "look-ahead", "", "ask Agora ahead of a start, while the review is read: `on or off`")
	flags.BoolVar(&f.production, "production", false, "real events run on it: ask before start and stop (=false takes that back)")
	flags.BoolVar(&f.isDefault, "default", false, "use it where none is named")
	a.complete(cmd, "version", completeVersions)
	for flag, words := range map[string][]cobra.Completion{
		"certificate": {"on", "off", "unknown"}, "storage-keys": {"lower", "camel"},
		"presence": {connections.PresenceOn, connections.PresenceOff}, "look-ahead": {connections.LookAheadOn, connections.LookAheadOff}, "store": {secret.FormKeyring, secret.FormAge},
		"auth": connections.AuthWords(), "base-url": {connections.AddressAgora, connections.AddressChina},
	} {
		a.complete(cmd, flag, cobra.FixedCompletions(words, noFiles))
	}
	for _, flag := range []string{"secret", "app-certificate", "token"} {
		a.complete(cmd, flag, cobra.FixedCompletions(refCompletions, noFiles|cobra.ShellCompDirectiveNoSpace))
	}
}

// refCompletions are the beginnings of references.
var refCompletions = []cobra.Completion{"keyring:", "env:", "age:", "file:", "cmd:", "ask"}

func (a *app) addConnection(ctx context.Context, s *session.Session, name string, f addFlags) error {
	c := connections.Connection{Name: name}
	old, err := s.Connections.Get(name)
	switch {
	case err == nil && !f.replace:
		return &connections.ExistsError{Name: name}
	case err == nil:
		c = old
	}
	if err := f.fill(&c); err != nil {
		return err
	}
	secrets, err := a.askConnection(ctx, s, &c, f)
	if err != nil {
		return err
	}
	typed, name := secrets.typed, c.Name
	c, err = s.SaveConnection(ctx, c, f.replace, typed...)
	if err = a.leftover(err); err != nil {
		return namingFlags(err)
	}
	if f.isDefault {
		if err := s.Connections.SetDefault(name); err != nil {
			return err
		}
	}
	for _, t := range typed {
		a.tellStored(c, t.Which)
	}
	if c.Certificate == agora.CertificateOn && c.AppCertificate.IsZero() {
		a.say("note: with the App Certificate stored, bot tokens are made: sttwizard connections store-secret %s --app-certificate", name)
	}
	a.about = about{name, s.Connections.Path()}
	a.tellDone("saved: %s in %s", name, a.about.path)
	a.tell("try it with: sttwizard connections test %s", name)
	if note := endOfLife(c, a.env.Now()); note != "" {
		a.say("note: %s", note)
	}
	return nil
}

// askConnection asks for what a connection lacks: line by line for all of it where it
// lacks more than secrets and somebody is there, else for those.
func (a *app) askConnection(ctx context.Context, s *session.Session, c *connections.Connection, f addFlags) (*secretAsker, error) {
	secrets := &secretAsker{app: a, session: s, named: f.store}
	if a.asksConnection(*c, f) {
		if a.env.Columns != nil {
			a.wide = a.env.Columns()
		}
		x := &connectionAsker{app: a, session: s, flags: f, secrets: secrets, c: c}
		return secrets, x.ask(ctx)
	}
	return secrets, namingFlags(a.typedSecrets(ctx, secrets, c, f))
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
	if err := f.fillRefs(c); err != nil {
		return err
	}
	for _, text := range []struct {
		from string
		to   *string
	}{{f.appID, &c.AppID}, {f.key, &c.CustomerKey}} {
		if text.from != "" {
			*text.to = text.from
		}
	}
	if f.baseURL != "" {
		c.SetAddress(f.baseURL)
	}
	if f.auth != "" {
		if err := c.SetAuth(f.auth); err != nil {
			return wrongUse("for example --auth token", "--auth %v", err)
		}
	}
	if f.certificate != "" {
		c.Certificate = agora.Certificate(f.certificate)
	}
	if f.storageKeys != "" {
		c.StorageKeys = agora.KeySpelling(f.storageKeys)
	}
	if f.marked {
		c.Production = f.production
	}
	if f.presence != "" {
		if err := c.SetPresence(f.presence); err != nil {
			return wrongUse("--presence on, or --presence off", "--presence %v", err)
		}
	}
	if f.lookAhead != "" {
		if err := c.SetLookAhead(f.lookAhead); err != nil {
			return wrongUse("--look-ahead on, or --look-ahead off", "--look-ahead %v", err)
		}
	}
	return nil
}

// fillRefs puts the references over the connection.
func (f addFlags) fillRefs(c *connections.Connection) error {
	if f.secret != "" {
		ref, err := refFlag("--secret", f.secret)
		if err != nil {
			return err
		}
		c.Secret = ref
	}
	for _, may := range []struct {
		flag, text string
		to         *secret.Ref
	}{{"--app-certificate", f.appCertificate, &c.AppCertificate}, {"--token", f.token, &c.Token}} {
		switch may.text {
		case "":
		case "none":
			*may.to = secret.Ref{}
		default:
			ref, err := refFlag(may.flag, may.text)
			if err != nil {
				return err
			}
			*may.to = ref
		}
	}
	return nil
}

// refFlag reads a flag's reference. What was given may be the secret itself, so
// it is never repeated.
func refFlag(flag, text string) (secret.Ref, error) {
	ref, err := secret.ParseRef(text)
	if err != nil {
		return ref, &failure{code: exitWrong, kind: kindSecret, what: flag + " " + err.Error(), next: "nothing was saved"}
	}
	return ref, nil
}
