package ui

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/agora/token"
	term "sttwizard/internal/screen"
)

// foreignCertificate is that of another project.
const foreignCertificate agora.Secret = "0011a2ca11a2ca11a2ca11a2ca11a2c8"

// made makes a token for the writing bot 88222 in the channel demo.
func made(t *testing.T, r *rig, certificate agora.Secret) string {
	t.Helper()
	spec := token.Spec{AppID: sandbox.DefaultAppID, Channel: "demo", UID: "88222", Role: token.Publisher, Life: 8 * time.Hour, Issued: r.session.Now()}
	text, err := token.Make(spec, certificate, nil)
	if err != nil {
		t.Fatal(err)
	}
	return text.Reveal()
}

func TestATokenOfAnotherCertificateIsWrongAtItsFieldAndInTheReview(t *testing.T) {
	t.Parallel()
	r := certified(t)
	r.keys("e", "Edit preset ready", "Channel name")
	r.keys(toBots + strings.Repeat(term.Tab, 3))
	r.settled()
	r.must("Publishing bot's token")
	r.Paste(made(t, r, foreignCertificate))
	r.settled()
	r.keys(term.Tab, "was signed with another App")
	r.keys("\x12", "1 wrong", "can't let the bot in")
	r.calm()
	r.keys("s", "not sent: the line marked")
	r.keys(term.Enter, "139 characters", "signed with another App Certificate")
	r.keys(term.CtrlU)
	r.Paste(made(t, r, certificate))
	r.settled()
	r.keys(term.Enter, "ready to send")
	r.mustNot("another App Certificate")
}

func TestATokenIsSentWhereTheCertificateCantBeFound(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	url := agoraServer(t, sandbox.Options{})
	write(t, home, "config/connections.yaml", strings.Replace(connectionFile("acme", "keyring:acme-customer-secret", url),
		`certificate: "off"`, "appCertificate: keyring:acme-app-certificate", 1))
	k := newKeyring(map[string]agora.Secret{"acme-customer-secret": sandbox.DefaultSecret})
	r := start(t, rigOptions{home: home, real: true, keyring: k, screen: term.Options{Width: 120, Height: 40}})
	r.see("acme")
	r.keys("e", "Edit preset ready", "Channel name")
	r.keys(toBots + term.Tab + "sub-token" + term.Tab + term.Tab)
	r.Paste(made(t, r, foreignCertificate))
	r.settled()
	r.keys("\x12", "ready to send")
	r.calm()
	r.keys("s", "asked 0 s ago")
}
