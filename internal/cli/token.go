package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

func (a *app) tokenCommand() *cobra.Command {
	return a.group(&cobra.Command{Use: "token", Short: "Make and read tokens of bots",
		Long: `A bot joins a channel with a token, where the App Certificate of the project is
on. A token is made for one App ID, channel and uid, and for at most 24 hours.`,
		Example: "  sttwizard token make --channel town-hall-1122 --uid 47091 --connection production\n  sttwizard token inspect <token.txt"},
		a.tokenMakeCommand(), a.tokenInspectCommand())
}

const tokenMakeLong = `Make a token and print it. App ID and App Certificate are those of the
connection; --app-id and --certificate take others. Nothing is stored, and Agora
is not called. --certificate says where the App Certificate is, never the
certificate itself; - is a line of the input. It takes
%s.

A subscriber may join and listen, which is all that the listening bot needs; a
publisher may also send sound, pictures and data, as the writing bot does.

With --json:
  {"token","appId","channel","uid","role","expires"}`

type tokenFlags struct {
	appID, certificate string
	channel, uid, role string
	life               time.Duration
	from               string
}

func (a *app) tokenMakeCommand() *cobra.Command {
	var f tokenFlags
	cmd := a.command(&cobra.Command{Use: "make --channel NAME --uid UID [flags]", Short: "Make a token for a bot", Long: fmt.Sprintf(tokenMakeLong, secret.Forms()),
		Example: "  sttwizard token make --channel town-hall-1122 --uid 88222 --connection production\n  sttwizard token make --channel demo --uid 47091 --role subscriber --life 90m \\\n      --app-id 0123456789abcdef0123456789abcdef --certificate env:AGORA_APP_CERTIFICATE"})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error { return a.makeToken(ctx, s, f) })
	flags := cmd.Flags()
	flags.StringVar(&f.channel, "channel", "", "the channel's `NAME`")
	flags.StringVar(&f.uid, "uid", "", "the bot's `UID`; 0 lets any uid join")
	flags.StringVar(&f.role, "role", string(token.Publisher), "what the bot may do: `publisher or subscriber`")
	flags.DurationVar(&f.life, "life", time.Hour, "how long it lasts: a `TIME` such as 90m, 1m to 24h")
	flags.StringVar(&f.appID, "app-id", "", "the App `ID`, in place of the connection's")
	a.certificateFlag(cmd, &f)
	a.complete(cmd, "role", cobra.FixedCompletions([]cobra.Completion{string(token.Publisher), string(token.Subscriber)}, noFiles))
	a.jsonFlag(cmd, madeJSON{})
	return cmd
}

func (a *app) certificateFlag(cmd *cobra.Command, f *tokenFlags) {
	cmd.Flags().StringVar(&f.certificate, "certificate", "", "where the App Certificate is, in place of the connection's: a `REF` such as keyring:NAME, or -")
	a.complete(cmd, "certificate", cobra.FixedCompletions([]cobra.Completion{"keyring:", "env:", "age:"}, noFiles|cobra.ShellCompDirectiveNoSpace))
}

type madeJSON struct {
	Token   string     `json:"token"`   // the token itself
	AppID   string     `json:"appId"`   // the App ID that it is for
	Channel string     `json:"channel"` // the channel
	UID     string     `json:"uid"`     // the uid; `0` is any
	Role    token.Role `json:"role"`    // `publisher` or `subscriber`
	Expires string     `json:"expires"` // until when the bot can join (RFC 3339)
}

func (a *app) makeToken(ctx context.Context, s *session.Session, f tokenFlags) error {
	if f.channel == "" || f.uid == "" {
		return wrongUse("for example --channel town-hall-1122 --uid 47091", "--channel and --uid are required")
	}
	var c connections.Connection
	if f.appID == "" || f.certificate == "" {
		var err error
		if c, err = s.Choose(a.flags.connection); err != nil {
			return err
		}
	}
	if f.appID == "" {
		f.appID = c.AppID
	}
	certificate, err := a.appCertificate(ctx, s, c, f.certificate)
	if err != nil {
		return err
	}
	now := a.env.Now()
	spec := token.Spec{AppID: f.appID, Channel: f.channel, UID: f.uid, Role: token.Role(f.role), Life: f.life, Issued: now}
	made, err := token.Make(spec, certificate, s.Rand)
	if wrong, ok := err.(*agora.ConfigError); ok {
		return wrongUse("see sttwizard token make --help", "the %s %s", wrong.Field, wrong.Text)
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(madeJSON{made.Reveal(), f.appID, f.channel, f.uid, spec.Role, stamp(now.Add(f.life))})
	}
	if read, err := token.Read(made.Reveal()); err == nil {
		a.say("%s", strings.Join(read.Words(now), "; "))
	}
	a.tell("%s", made.Reveal()) // what the command is for
	return nil
}

// appCertificate gets the App Certificate from where the flag says, else from
// where the connection does.
func (a *app) appCertificate(ctx context.Context, s *session.Session, c connections.Connection, from string) (agora.Secret, error) {
	if from != "" {
		return a.secretFrom(ctx, s, "--certificate", from, connections.AppCertificate)
	}
	if c.AppCertificate.IsZero() {
		return "", &failure{code: exitWrong, kind: kindSecret, what: fmt.Sprintf("the connection %q does not say where its App Certificate is", c.Name),
			next: "say it here with --certificate env:NAME, or once: sttwizard connections edit " + c.Name + " --app-certificate env:NAME"}
	}
	value, found, err := s.Resolve(ctx, c.AppCertificate, connections.AppCertificate, a.askSecret())
	if err == nil {
		a.say("%s", found)
	}
	return value, err
}

// secretFrom gets a secret from where a flag says: a reference, or - for a line
// of the input, which is not shown on a terminal.
func (a *app) secretFrom(ctx context.Context, s *session.Session, flag, from, what string) (agora.Secret, error) {
	if from == "-" && a.env.ReadSecret == nil {
		text, err := a.lines.next(ctx)
		if err != nil && err != io.EOF {
			return "", err
		}
		if text = strings.TrimSpace(text); text == "" {
			return "", &failure{code: exitWrong, kind: kindSecret, what: "there is no " + what + " on the input", next: "write it there, or say where it is: " + flag + " env:NAME"}
		}
		s.Log.Hide(agora.Secret(text))
		return agora.Secret(text), nil
	}
	ref, err := secret.Ask(), error(nil)
	if from != "-" {
		ref, err = secret.ParseRef(from)
	}
	if err != nil {
		return "", &failure{code: exitWrong, kind: kindSecret, what: flag + " " + err.Error(), next: "for example " + flag + " env:NAME"}
	}
	value, _, err := s.Resolve(ctx, ref, what, a.askSecret())
	return value, err
}
