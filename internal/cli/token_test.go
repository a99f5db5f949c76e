package cli

import (
	"strings"
	"testing"

	"sttwizard/agora/sandbox"
)

// another is an App Certificate of another project.
const another = "00dcba9876543210fedcba9876543210"

// madeToken makes a token for the writing bot with a certificate.
func (w *world) madeToken(channel, from string) string {
	w.t.Helper()
	w.vars["MADE_WITH"] = from
	r := w.want(exitDone, "token", "make", "--channel", channel, "--uid", "88222", "--app-id", sandbox.DefaultAppID, "--certificate", "env:MADE_WITH")
	return strings.TrimSpace(r.out)
}

func TestInspectTakesTheConnectionThatGoesWithoutSaying(t *testing.T) {
	t.Parallel()
	w, d := withDrawer(t)
	foreign := w.madeToken("hall", another)
	own := w.madeToken("hall", certificate)
	r := w.run(foreign+"\n", "token", "inspect") // nothing is there yet to compare with
	if r.code != exitDone {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out, "was not checked")
	d.kept["mine"] = certificate
	w.want(exitDone, adding("acme", "--certificate", "on", "--secret", "ask", "--app-certificate", "keyring:mine", "--default")...)
	r = w.run(foreign+"\n", "token", "inspect")
	if r.code != exitFailed {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.err, "compared with the connection acme")
	mustHold(t, r.out, "wrong: it was not made with this App Certificate")
	r = w.run(own+"\n", "token", "inspect")
	mustHold(t, r.out, "the signature is that of the App Certificate")
	// What nobody named and is not there is no reason to refuse.
	delete(d.kept, "mine")
	r = w.run(own+"\n", "token", "inspect")
	if r.code != exitDone {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.err, "note: the signature is not checked")
	if r = w.run(own+"\n", "token", "inspect", "--connection", "acme"); r.code == exitDone {
		t.Errorf("of a connection that was named: exit code %d", r.code)
	}
}

func TestATokenOfAnotherCertificateIsNotSent(t *testing.T) {
	t.Parallel()
	w, d := withDrawer(t)
	ledger := w.serve(nil)
	d.kept["mine"], d.kept["customer"] = certificate, sandbox.DefaultSecret
	w.want(exitDone, adding("acme", "--certificate", "on", "--secret", "keyring:customer", "--app-certificate", "keyring:mine", "--default")...)
	w.vars["FOREIGN"], w.vars["OWN"] = w.madeToken("hall", another), w.madeToken("hall", certificate)
	r := w.want(exitWrong, startArgs("hall", "--set", "rtcConfig.pubBotToken=env:FOREIGN")...)
	mustHold(t, r.err, "rtcConfig.pubBotToken", "was signed with another App Certificate than this connection's: it can't let the bot in")
	err := ledger.Update(func(state *sandbox.State) error {
		if len(state.Tokens)+len(state.Tasks) > 0 {
			t.Errorf("something was called: %+v", state)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	w.want(exitDone, startArgs("hall", "--set", "rtcConfig.pubBotToken=env:OWN")...)
	// A certificate that can't be found keeps nothing from being sent.
	delete(d.kept, "mine")
	w.vars["SUB"] = "sub-token"
	w.want(exitDone, startArgs("other", "--set", "rtcConfig.pubBotToken=env:FOREIGN", "--set", "rtcConfig.subBotToken=env:SUB", "--set", "rtcConfig.channelName=hall", "--even-if-running")...)
}

func TestPlainModeOnAnEmptyMachineOffersTheSandbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.CanAsk = true
	r := w.run(typed(append([]string{"yes"}, append(shortAnswers("demo"), "yes", "leave")...)...), "--plain")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out, "There is no connection to Agora yet.", "SANDBOX: a pretend Agora", "started: task")
	for _, can := range []bool{true, false} {
		w.env.CanAsk = can
		r = w.run(typed("no"), "--plain")
		if r.code != exitWrong {
			t.Errorf("after no: exit code %d", r.code)
		}
		mustHold(t, r.err, "sttwizard connections add NAME", "sttwizard --plain --sandbox")
	}
}
