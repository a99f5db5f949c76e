package cli

import (
	"strings"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
)

func TestAShellAsksForAConnectionInTheOrderOfTheForm(t *testing.T) {
	t.Parallel()
	asked := connections.Asked()
	if len(connectionQuestions) != len(asked) {
		t.Fatalf("%d questions, not %d", len(connectionQuestions), len(asked))
	}
	for i, q := range connectionQuestions {
		if q.field != asked[i] || connections.QuestionFor(q.field).Label == "" {
			t.Errorf("%d. is %s, not %s", i+1, q.field, asked[i])
		}
	}
}

func TestAConnectionIsAskedForLineByLine(t *testing.T) {
	t.Parallel()
	w, d := withDrawer(t)
	w.want(exitDone, adding("taken", "--secret", "ask")...)
	askedSecrets(w, "", "hunter2-customer", "abc", certificate)
	r := w.run(typed("My Conn", "taken", "acme", "9", "v7", "http://there.example", "china", "xyz", sandbox.DefaultAppID,
		"basic", "1", sandbox.DefaultKey, "hunter2-customer", "typed now", "3", "", "no", "maybe", "yes"), "connections", "add")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	rest := r.err
	for _, text := range []string{
		"Name. Yours to choose", "wrong: must be 1 to 32 of a-z", "wrong: there is a connection taken already", "API version. Agora's console says", "3. v7",
		`wrong: type a number, or v5, v6, v7`, "Agora's address", "wrong: must begin with https", "App ID. 32 hexadecimal digits", "wrong: must be 32 hexadecimal digits",
		"Sign in with", "wrong: type a number, or customer key", "Customer key. From", "Customer secret. From", "not the secret itself",
		"customer secret (not shown)", "there is no customer secret", "customer secret (not shown)", "App Certificate", "App Certificate itself. 32 hexadecimal digits",
		"App Certificate, with which bot tokens are made; empty if you have none (not shown)", "that is no App Certificate: it must be 32 hexadecimal digits",
		"May look who is there [yes]", "Production [no]", "wrong: type a number, or no, yes",
	} {
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Fatalf("%q is missing, or comes earlier, in:\n%s", text, r.err)
		}
		rest = after
	}
	mustLack(t, r.out+r.err, "hunter2", certificate)
	shown := w.want(exitDone, "connections", "show", "acme", "--json").out
	mustHold(t, shown, `"version": "v7"`, `"baseUrl": "https://api.sd-rtn.com/cn"`, `"production": true`, `"presence": "off"`,
		`"secret": "keyring:acme-customer-secret"`, `"appCertificate": "keyring:acme-app-certificate"`)
	if d.kept["acme-customer-secret"] != "hunter2-customer" || d.kept["acme-app-certificate"] != certificate {
		t.Errorf("the keyring has %d secrets", len(d.kept))
	}
	w.want(exitDone, "connections", "default", "acme")
	if r := w.run(strings.Repeat("\n", 20), "connections", "edit", "acme"); r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	if again := w.want(exitDone, "connections", "show", "acme", "--json").out; again != strings.Replace(shown, `"default": false`, `"default": true`, 1) {
		t.Errorf("Enter changes it:\n%s\n%s", shown, again)
	}
}

func TestATokenThatIsMadeAsksForTheCertificate(t *testing.T) {
	t.Parallel()
	w, _ := withDrawer(t)
	askedSecrets(w, certificate)
	r := w.run(typed("", "", "", "", "3", ""), "connections", "add", "acme", "--version", "v7", "--app-id", sandbox.DefaultAppID, "--auth", "token",
		"--production", "--presence", "on", "--base-url", "agora")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.err, "Enter leaves it out, and the customer secret with it", "wrong: Token is required: where the token is, or else appCertificate")
	mustLack(t, r.err, "Customer secret.", "Sign in with")
	mustHold(t, w.want(exitDone, "connections", "show", "acme").out, "a token, made with the App Certificate")
}

func TestWhereNobodyCanAnswerTheFlagsAreNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	told := w.want(exitWrong, "connections", "add", "acme")
	mustHold(t, told.err, "--version VERSION --app-id ID --customer-key KEY --secret REFERENCE", "nothing was saved")
	mustHold(t, w.want(exitWrong, "connections", "add").err, "the name of the connection is missing", "sttwizard connections add acme")
	mustHold(t, w.want(exitWrong, adding("acme", "--base-url", "http://there.example", "--secret", "ask")...).err, "--base-url URL")
	w.want(exitDone, adding("acme", "--secret", "ask")...)
	mustHold(t, w.want(exitWrong, "connections", "edit", "acme").err, "nothing says what to change")
	askedSecrets(w)
	r := w.run(typed("v7", ""), "connections", "add", "other")
	if r.code != exitWrong {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.err, `the input ended at the question "App ID"`, "--app-id ID --customer-key KEY --secret REFERENCE; nothing was saved")
	w.want(exitWrong, "connections", "show", "other")
}

func TestThePassphraseIsAskedForBeforeWhatItGuards(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	askedSecrets(w, "correct horse", "correct horse", "hunter2-first")
	if r := w.run("yes\n", adding("acme")...); r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	for _, args := range [][]string{adding("other"), {"connections", "store-secret", "acme"}} {
		askedSecrets(w, "wrong horse", "correct horse", "hunter2-second")
		r := w.run("", args...)
		if r.code != exitDone {
			t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
		}
		passphrase, value := strings.LastIndex(r.err, "passphrase of the file of secrets (not shown)"), strings.Index(r.err, "customer secret (not shown)")
		if passphrase < 0 || value < passphrase {
			t.Errorf("%v asks in this order:\n%s", args, r.err)
		}
		mustHold(t, r.err, "From Agora's console, RESTful API.")
	}
}
