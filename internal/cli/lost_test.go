package cli

import (
	"context"
	"strings"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/secret"
)

// typing lets a person type the same secret at every hidden prompt, and counts.
func (w *world) typing(value string) *int {
	n := 0
	w.env.ReadSecret = func(context.Context) (string, error) { n++; return value, nil }
	return &n
}

func TestATaskWhoseConnectionIsGoneIsStoppedByOneOfItsAppID(t *testing.T) {
	t.Parallel()
	w := inTheFile(t)
	starts(t, w)
	w.want(exitDone, adding("acme2", "--secret", "env:AGORA_CUSTOMER_SECRET")...)
	id := w.started()
	w.env.CanAsk = true
	r := w.run("yes\n", "connections", "remove", "acme")
	mustHold(t, r.err, "1 task of its App ID may be running and cost money: hall", "Afterwards the connection acme2, of the same App ID, stops them.")
	if r = w.want(exitDone, "tasks", "stop", id); w.open() != "" {
		t.Error("it is still open")
	}
	mustHold(t, r.err, "the connection acme is gone", "acme2, of the same App ID, is taken for hall")
}

func TestATaskWithoutAnyConnectionSaysWhatToAdd(t *testing.T) {
	t.Parallel()
	w := inTheFile(t)
	starts(t, w)
	for _, name := range []string{"AGORA_APP_ID", "AGORA_CUSTOMER_KEY"} {
		delete(w.vars, name)
	}
	r := w.run("yes\n", "connections", "remove", "acme")
	mustHold(t, r.err, "No other connection has its App ID: without it they can't be stopped from here.")
	r = w.want(exitWrong, "tasks", "stop", w.started())
	mustHold(t, r.err, `there is no connection "acme" any more`, "--app-id "+sandbox.DefaultAppID, "--connection NAME")
	id := idOf(w.only())
	_, lost := w.recoverJSON(exitPerson)
	if lost.Needs != attempt.NeedPerson || lost.Next != "sttwizard tasks recover "+id {
		t.Errorf("%+v", lost)
	}
	mustHold(t, lost.Problem, `there is no connection "acme" any more`)
	mustHold(t, lost.Do, "--app-id "+sandbox.DefaultAppID)
	r = w.want(exitPerson, "tasks", "recover")
	mustHold(t, r.out, "task "+id+" in channel hall at ", "--app-id "+sandbox.DefaultAppID, "then: sttwizard tasks recover "+id+"; or stop it: sttwizard tasks stop "+id)
	mustHold(t, w.want(exitDone, "tasks", "list", "--live").out, `not asked: there is no connection "acme" any more`)
	w.want(exitDone, adding("new", "--secret", "env:AGORA_CUSTOMER_SECRET")...)
	w.want(exitDone, "tasks", "recover")
	w.want(exitDone, "tasks", "recover", "--stop", "--yes")
	if w.open() != "" {
		t.Error("it is still open")
	}
}

func TestACustomerSecretThatIsGoneIsAskedForOnATerminal(t *testing.T) {
	t.Parallel()
	for _, stop := range [][]string{{"tasks", "stop", "--all", "--yes"}, {"tasks", "recover", "--stop", "--yes"}} {
		w := inTheFile(t)
		starts(t, w)
		delete(w.vars, "AGORA_CUSTOMER_SECRET")
		delete(w.vars, "AGORA_APP_ID")
		w.alone()
		r := w.run("", "tasks", "stop", w.started())
		if r.code != exitWrong {
			t.Fatalf("without a terminal: %d", r.code)
		}
		mustHold(t, r.err, "AGORA_CUSTOMER_SECRET is not set", "set it and start sttwizard again", "keyring:NAME", "cmd:COMMAND")
		asked := w.typing(sandbox.DefaultSecret.Reveal())
		r = w.want(exitDone, stop...)
		mustHold(t, r.err, "type the customer secret of acme to go on, for this run only (not shown)")
		if w.open() != "" || *asked != 1 {
			t.Errorf("%s: asked %d times", strings.Join(stop, " "), *asked)
		}
	}
}

func TestAScriptHearsOfAllMissingSecretsInOneGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, storing("env:ACME_ACCESS", "keyring:acme-storage")...)
	w.want(exitDone, adding("acme", "--secret", "keyring:acme")...)
	r := w.want(exitWrong, "start", "town-hall", "--yes", "--connection", "acme")
	mustHold(t, r.err, "3 secrets are not at hand", "(keyring:acme-storage)", "the customer secret of acme is missing", "(keyring:acme)", "for the connection acme: ")
}

func TestAWrongPassphraseInTheVariableIsSaid(t *testing.T) {
	t.Parallel()
	w := inTheFile(t)
	starts(t, w)
	w.vars[secret.PassphraseVariable] = passphrase
	w.want(exitDone, "connections", "move-secret", "acme", "--to", "age")
	w.vars[secret.PassphraseVariable] = "another one"
	w.alone()
	r := w.want(exitWrong, "tasks", "stop", w.started())
	mustHold(t, r.err, "the passphrase in the environment variable STTWIZARD_PASSPHRASE does not open", "correct STTWIZARD_PASSPHRASE")
}
