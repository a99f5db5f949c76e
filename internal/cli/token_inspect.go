package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

const tokenInspectLong = `Read a token and tell what it is for and how long it lasts. The token comes
from a line of the input or from where --from says, and is never shown. It takes
%s.

The App ID of the connection is compared: the one that is named, else the one
that goes without saying, if any. Where it says where the App Certificate is,
the signature is checked. --channel and --uid are compared too.
Exit code 0: nothing is wrong with it; 1: something is.

With --json:
  {"version","appId","channel","uid","issued","expires","secondsLeft",
    "privileges":[{"name","expires"}],"services","signature","wrong","odd"}
where signature is good, bad or unknown.`

func (a *app) tokenInspectCommand() *cobra.Command {
	var f tokenFlags
	cmd := a.command(&cobra.Command{Use: "inspect [flags]", Short: "Tell what a token is for", Long: fmt.Sprintf(tokenInspectLong, secret.Forms()),
		Example: "  sttwizard token inspect <token.txt\n  sttwizard token inspect --from env:SUB_TOKEN --connection production --channel town-hall-1122 --uid 47091"})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error { return a.inspectToken(ctx, s, f) })
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "-", "where the token is: a `REF` such as env:NAME, or - for the input")
	flags.StringVar(&f.channel, "channel", "", "the `NAME` of the channel that it should be for")
	flags.StringVar(&f.uid, "uid", "", "the `UID` that it should be for")
	a.certificateFlag(cmd, &f)
	a.jsonFlag(cmd, inspected{})
	return cmd
}

// inspected is all that is told of a token.
type inspected struct {
	Version     string          `json:"version"`     // `007`, or `006` of an old one
	AppID       string          `json:"appId"`       // the App ID that it is for
	Channel     string          `json:"channel"`     // the channel; `""` where it can't be read, as in `006`
	UID         string          `json:"uid"`         // the uid; `""` is any, and in `006` not known
	Issued      string          `json:"issued"`      // when it was made (RFC 3339), or `""`
	Expires     string          `json:"expires"`     // until when the bot can join (RFC 3339)
	SecondsLeft int             `json:"secondsLeft"` // how long that is
	Privileges  []privilegeJSON `json:"privileges"`
	// the products that it is for, such as `RTC`; a number where this version knows no name
	Services  []string `json:"services"`
	Signature string   `json:"signature"` // `good`, `bad`, or `unknown` where it was not checked
	Wrong     []string `json:"wrong"`     // what keeps the bot out, in words
	Odd       []string `json:"odd"`       // what is probably not meant, in words
}

type privilegeJSON struct {
	Name    string `json:"name"`    // what the bot may do, in words
	Expires string `json:"expires"` // until when
}

func (a *app) inspectToken(ctx context.Context, s *session.Session, f tokenFlags) error {
	c, err := s.Choose(a.flags.connection)
	named := a.flags.connection != "" || a.flags.sandbox != ""
	switch {
	case err != nil && !named && chosenThere(err):
		c = connections.Connection{} // a token can be read without any
	case err != nil:
		return err
	}
	text, err := a.secretFrom(ctx, s, "--from", f.from, "token")
	if err != nil {
		return err
	}
	t, err := token.Read(text.Reveal())
	if err != nil {
		return &failure{code: exitWrong, kind: kindInvalid, what: "the text " + err.Error(), next: "give the token alone, on one line", err: err}
	}
	certificate, err := a.certificateToCheck(ctx, s, c, f, named)
	if err != nil {
		return err
	}
	if !named && c.Name != "" {
		a.say("compared with the connection %s", c.Name)
	}
	now := a.env.Now()
	out := a.inspect(t)
	out.Signature = signature(t, certificate, f)
	out.Wrong, out.Odd = t.Check(token.Want{AppID: c.AppID, Channel: f.channel, UID: f.uid, Now: now})
	if out.Signature == "bad" {
		out.Wrong = append(out.Wrong, "was not made with this App Certificate: make a new one, or choose another connection")
	}
	if len(out.Wrong) > 0 {
		a.code = exitFailed
	}
	if a.json {
		out.Wrong, out.Odd = append([]string{}, out.Wrong...), append([]string{}, out.Odd...)
		return a.printJSON(out)
	}
	a.tellInspected(out, t.Words(now))
	return nil
}

// certificateToCheck returns the App Certificate that the signature is checked with;
// empty where there is none, or where one that nobody asked for can't be had.
func (a *app) certificateToCheck(ctx context.Context, s *session.Session, c connections.Connection, f tokenFlags, named bool) (agora.Secret, error) {
	if f.certificate == "" && c.AppCertificate.IsZero() {
		return "", nil
	}
	certificate, err := a.appCertificate(ctx, s, c, f.certificate)
	switch {
	case err == nil:
		return certificate, nil
	case f.certificate != "" || named || ctx.Err() != nil:
		return "", err
	}
	a.say("note: the signature is not checked: %v", err)
	return "", nil
}

func (a *app) tellInspected(out inspected, words []string) {
	for _, line := range words {
		a.tell("%s", line)
	}
	a.tell("%s", map[string]string{
		"good": "the signature is that of the App Certificate", "bad": "the signature is not that of the App Certificate",
		"unknown": "the signature was not checked, as that needs the App Certificate",
	}[out.Signature])
	for _, text := range out.Wrong {
		a.tell("wrong: it %s", text)
	}
	for _, text := range out.Odd {
		a.tell("note: it %s", text)
	}
}

// signature reports whether the signature is that of the certificate. That of an
// old token covers its channel and uid, which have to be known.
func signature(t token.Token, certificate agora.Secret, f tokenFlags) string {
	switch {
	case certificate == "", t.Old != nil && (f.channel == "" || f.uid == ""):
		return "unknown"
	case t.Verify(certificate), t.VerifyOld(certificate, f.channel, f.uid), t.VerifyOld(certificate, f.channel, ""):
		return "good"
	}
	return "bad"
}

func (a *app) inspect(t token.Token) inspected {
	out := inspected{
		Version: t.Version, AppID: t.AppID, Channel: t.Channel, UID: t.UID, Issued: stamp(t.Issued), Expires: stamp(t.Expires),
		SecondsLeft: max(0, int(t.Expires.Sub(a.env.Now()).Seconds())), Privileges: []privilegeJSON{}, Services: []string{},
	}
	for p := token.Join; p <= token.PublishData; p++ {
		if until, ok := t.Privileges[p]; ok {
			out.Privileges = append(out.Privileges, privilegeJSON{p.String(), stamp(until)})
		}
	}
	for _, s := range t.Services {
		if s.Name == "" {
			s.Name = fmt.Sprint(s.Number)
		}
		out.Services = append(out.Services, s.Name)
	}
	return out
}
