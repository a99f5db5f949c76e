package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/captions"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/seal"
	"sttwizard/internal/session"
)

const sandboxLong = `Serve a pretend Agora on this machine until Ctrl+C, for trying any client: the
same paths, strict checks, Basic auth, and tasks that come up within seconds.
It listens on loopback only, bills nothing, and keeps its tasks in the same
ledger as --sandbox.

App ID, key and secret are pretend values that open nothing anywhere. With
--token calls of tasks may name an RTC token of the App ID instead, as in
Authorization: agora token="007...", with and without quotes; --certificate says
where the App Certificate is with which it must be signed then.

Taken, and named on the output once: a verb in lower case; fields of a request
that Agora's pages do not list. --strict refuses such fields, but for those that
apps of Agora's own send. Paths may begin with /cn. A page in a browser may call
it if the page comes from this machine.

--mode, and --sandbox=MODE of the other commands, take words between commas.
A mode for every call:
%s
What a start with a used builder token is answered:
%s
Whether the pretend Agora says who is in a channel:
  %-15s it may not be asked
A fault of one call, CALL:FAULT, or CALL:FAULT*TIMES for the first calls only,
where CALL is one of %s.
Faults that leave open whether Agora did the work take -before (it did nothing)
or -after (it did it) behind their name; without, 503 did nothing, the others
did it:
%s
The others:
%s

--captions stores captions of pretend speech where requests say, if that is a
storage on this machine: an endpoint of v7, or for every version and vendor the
address in the variable STTWIZARD_STORAGE_URL (with Azure it ends with the name of the
account). Nothing else is ever written to. Its modes:
%s`

type sandboxFlags struct {
	addr, mode, appID, key, api string

	strict, token bool
	certificate   string
}

func (a *app) sandboxCommand() *cobra.Command {
	var f sandboxFlags
	cmd := a.command(&cobra.Command{Use: "sandbox [flags]", Short: "Serve a pretend Agora on this machine",
		Long:    sandboxHelp(),
		Example: "  sttwizard sandbox --addr 127.0.0.1:8080 --mode lost\n  sttwizard sandbox --mode used=201,start:reset-after*2,presence=off"})
	cmd.RunE = a.withSession(a.telling(func(ctx context.Context, s *session.Session, _ []string) error { return a.serve(ctx, s, f) }))
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", "127.0.0.1:0", "listen on `HOST:PORT` of this machine; port 0 takes a free one")
	flags.StringVar(&f.mode, "mode", "ok", "how it answers, as a `MODE` or several between commas")
	flags.StringVar(&f.api, "api", string(agora.V5), "the `VERSION` whose rules the URLs follow that v5 and v6 share; v7 has its own, always")
	flags.StringVar(&f.appID, "app-id", sandbox.DefaultAppID, "the App ID that it knows")
	flags.StringVar(&f.key, "customer-key", sandbox.DefaultKey, "the customer key that it knows")
	flags.BoolVar(&f.strict, "strict", false, "refuse fields of a request that Agora's pages do not list")
	flags.BoolVar(&f.token, "token", false, "take an RTC token of the App ID in place of key and secret")
	flags.StringVar(&f.certificate, "certificate", "", "with --token: where the App Certificate is that it must be signed with, a `REF` such as env:NAME, or -")
	a.jsonFlag(cmd, servedJSON{}, "It prints this once it listens; what is odd about calls goes to the error output.")
	a.complete(cmd, "mode", completeModes)
	a.complete(cmd, "api", completeVersions)
	return cmd
}

// sandboxHelp names everything that a script can hold.
func sandboxHelp() string {
	open, fixed := sandbox.Faults()
	return fmt.Sprintf(sandboxLong, modeLines(sandbox.Modes(), ""), modeLines(sandbox.Reuses(), "used="), sandbox.PresenceOff,
		strings.Join(sandbox.Calls(), ", "), modeLines(open, ""), modeLines(fixed, ""), captionLines())
}

func captionLines() string {
	var lines []string
	for _, m := range captions.Modes() {
		lines = append(lines, fmt.Sprintf("  %-15s %s", m.Mode, m.What))
	}
	return strings.Join(lines, "\n")
}

func modeLines(modes []sandbox.ModeInfo, before string) string {
	lines := make([]string, len(modes))
	for i, m := range modes {
		lines[i] = fmt.Sprintf("  %-15s %s", before+string(m.Name), m.What)
	}
	return strings.Join(lines, "\n")
}

// serve answers until the context ends, and names what is odd about the calls.
func (a *app) serve(ctx context.Context, s *session.Session, f sandboxFlags) error {
	o, err := a.sandboxOptions(ctx, s, f)
	if err != nil {
		return err
	}
	odd := make(chan string)
	o.Tell = func(text string) {
		select {
		case odd <- text:
		case <-ctx.Done():
		}
	}
	s.TellDamage(func(e *seal.DamagedError) {
		s.Damage() // it is told here
		o.Tell("note: " + e.Error())
	})
	o.Started = s.StoreCaptions(o.Tell)
	l, err := sandbox.New(o).Listen(f.addr)
	if err != nil {
		return listenFailure(err)
	}
	if err := a.tellSandbox(l.URL(), o.Mode, f); err != nil {
		return errors.Join(err, l.Close())
	}
	for {
		select {
		case text := <-odd:
			a.tell("%s", text)
		case <-ctx.Done():
			return l.Close()
		}
	}
}

// sandboxOptions reads the flags.
func (a *app) sandboxOptions(ctx context.Context, s *session.Session, f sandboxFlags) (sandbox.Options, error) {
	o := sandbox.Options{
		Ledger: s.Ledger(), AppID: f.appID, Key: f.key, Now: a.env.Now, Pace: a.env.Pace, Tokens: f.token, Unlisted: sandbox.UnlistedTaken,
		Project: agora.Project{Certificate: agora.CertificateOff},
	}
	if f.strict {
		o.Unlisted = sandbox.UnlistedOfApps
	}
	var err error
	if o.Mode, err = sandbox.ParseMode(f.mode); err != nil {
		return o, wrongUse("sttwizard sandbox --help explains all of them", "%v", err)
	}
	if err := agora.CheckAppID(f.appID); err != nil {
		return o, wrongUse("leave --app-id out for a pretend one", "--app-id must be 32 hexadecimal digits")
	}
	if f.key == "" || strings.ContainsAny(f.key, ": \t\r\n") {
		return o, wrongUse("leave --customer-key out for a pretend one", "--customer-key can't be empty or hold spaces or colons")
	}
	if o.Project.Version, err = versionOf(f.api); err != nil {
		return o, err
	}
	o.Certificate, err = a.sandboxCertificate(ctx, s, f)
	return o, err
}

// sandboxCertificate gets the App Certificate that tokens must be signed with;
// none where the flag is not given.
func (a *app) sandboxCertificate(ctx context.Context, s *session.Session, f sandboxFlags) (agora.Secret, error) {
	switch {
	case f.certificate == "":
		return "", nil
	case !f.token:
		return "", wrongUse("add --token", "--certificate is for the tokens that --token lets the sandbox take")
	}
	return a.secretFrom(ctx, s, "--certificate", f.certificate, connections.AppCertificate)
}

// tellSandbox says how a sandbox is called.
func (a *app) tellSandbox(url string, mode sandbox.Mode, f sandboxFlags) error {
	if a.json {
		return a.printJSON(servedJSON{url, f.appID, f.key, sandbox.DefaultSecret.Reveal(), string(mode)})
	}
	a.tell("SANDBOX, a pretend Agora; %s. Mode: %s", explain.SandboxBills, mode)
	a.tell("URL              %s", url)
	a.tell("App ID           %s", f.appID)
	a.tell("customer key     %s", f.key)
	a.tell("customer secret  %s", sandbox.DefaultSecret.Reveal()) // a pretend value, the same for everybody
	if f.token {
		a.tell("or a token       agora token=\"007...\" of this App ID")
	}
	if a.flags.captions != "" {
		a.tell("captions         %s; stored where requests say, if that is on this machine", a.flags.captions)
	}
	a.tell("Ctrl+C ends it.")
	return nil
}

// servedJSON is a pretend Agora that listens.
type servedJSON struct {
	URL            string `json:"url"`            // its address
	AppID          string `json:"appId"`          // the App ID that it knows
	CustomerKey    string `json:"customerKey"`    // the customer key
	CustomerSecret string `json:"customerSecret"` // the customer secret, a pretend value that is the same for everybody
	Mode           string `json:"mode"`           // how it answers
}

func listenFailure(err error) error {
	if f := sandboxFailure(err); f != nil {
		return f
	}
	return &failure{code: exitFailed, kind: kindUsage, what: err.Error(), next: "take another port: --addr 127.0.0.1:0", err: err}
}
