package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/agora/token"
	"sttwizard/internal/secret"
)

const certificate = "fedcba9876543210fedcba9876543210"

// drawer is a keyring in memory; delete is what deleting gives.
type drawer struct {
	kept   map[string]agora.Secret
	delete error
}

func (d *drawer) Available(context.Context) error { return nil }

func (d *drawer) Get(_ context.Context, name string) (agora.Secret, error) {
	value, ok := d.kept[name]
	if !ok {
		return "", &secret.NotThereError{Place: "the keyring", Name: name}
	}
	return value, nil
}

func (d *drawer) Put(_ context.Context, name string, value agora.Secret) error {
	d.kept[name] = value
	return nil
}

func (d *drawer) Delete(_ context.Context, name string) error {
	if d.delete == nil {
		delete(d.kept, name)
	}
	return d.delete
}

// withDrawer returns a world with a keyring.
func withDrawer(t *testing.T) (*world, *drawer) {
	w, d := newWorld(t), &drawer{kept: map[string]agora.Secret{}}
	w.env.Keyring = d
	return w, d
}

// adding makes the arguments of adding a connection to the pretend server.
func adding(name string, more ...string) []string {
	return append([]string{"connections", "add", name, "--version", "v5", "--app-id", sandbox.DefaultAppID, "--customer-key", sandbox.DefaultKey}, more...)
}

// holds names the files of the home that hold a text.
func holds(t *testing.T, home, text string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), text) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return found
}

func TestFromAnEmptyMachineToATaskTheSecretsAreTypedOnce(t *testing.T) {
	t.Parallel()
	w, d := withDrawer(t)
	var body []byte // of the start
	w.serve(func(_ http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/tasks") {
			body, _ = io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		return false
	})
	customer := sandbox.DefaultSecret.Reveal()
	for _, name := range []string{"AGORA_APP_ID", "AGORA_CUSTOMER_KEY", "AGORA_CUSTOMER_SECRET"} {
		delete(w.vars, name)
	}
	askedSecrets(w, customer, certificate)
	r := w.run("", adding("acme", "--certificate", "on")...)
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.err, "customer secret (not shown)", "App Certificate, with which bot tokens are made")
	mustHold(t, r.out, "customer secret: in the keyring (acme-customer-secret)", "App Certificate: in the keyring (acme-app-certificate)")
	if d.kept["acme-customer-secret"] != sandbox.DefaultSecret || d.kept["acme-app-certificate"] != certificate || len(d.kept) != 2 {
		t.Errorf("the keyring has %d secrets", len(d.kept))
	}
	w.env.CanAsk, w.env.ReadSecret = false, nil
	tested := w.want(exitDone, "connections", "test")
	mustHold(t, tested.err, "customer secret from the keyring (acme-customer-secret)")
	begun := w.want(exitDone, append([]string{"start", "--yes"}, legal("hall")...)...)

	sent, _, err := agora.DecodeRequest(body)
	if err != nil {
		t.Fatal(err)
	}
	for uid, text := range map[string]agora.Secret{"47091": sent.RTC.SubBotToken, "88222": sent.RTC.PubBotToken} {
		if got, err := token.Read(text.Reveal()); err != nil || !got.Verify(certificate) || got.UID != uid || got.Channel != "hall" {
			t.Errorf("%s: %v, %+v", uid, err, got)
		}
		if found := holds(t, w.home, text.Reveal()); len(found) > 0 {
			t.Errorf("the token of %s is in %v", uid, found)
		}
	}
	for _, value := range []string{customer, certificate} {
		if found := holds(t, w.home, value); len(found) > 0 {
			t.Errorf("a secret is in %v", found)
		}
		mustLack(t, r.out+r.err+tested.out+tested.err+begun.out+begun.err, value)
	}
}

func TestWithoutAKeyringAFileIsMadeOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		input string
		typed []string
		code  int
		ref   string // where the secret is then
		words string
	}{
		"no": {"no\n", nil, exitDone, "ask", "switched off"},
		"yes": {"yes\n", []string{"correct horse", "correct horse", "hunter2-customer"}, exitDone, "age:acme-customer-secret",
			"without its passphrase nobody can read it"},
		"a wrong repeat, then right": {"yes\n", []string{"correct horse", "wrong horse", "correct horse", "correct horse", "hunter2-customer"}, exitDone,
			"age:acme-customer-secret", "the two passphrases are not the same"},
		"a short one, then a right one": {"yes\n", []string{"horse", "correct horse", "correct horse", "hunter2-customer"}, exitDone,
			"age:acme-customer-secret", "needs at least 8 characters"},
		"two passphrases":        {"yes\n", []string{"correct horse", "wrong horse", "correct horse", "wrong horse", "correct horse", "wrong horse"}, exitWrong, "", "not the same"},
		"a short passphrase":     {"yes\n", []string{"horse", "horse", "horse"}, exitWrong, "", "at least 8 characters"},
		"no secret in the end":   {"yes\n", []string{"correct horse", "correct horse", " "}, exitWrong, "", "there is no customer secret"},
		"the input ends instead": {"", nil, exitDone, "ask", "switched off"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			askedSecrets(w, c.typed...)
			r := w.run(c.input, adding("acme")...)
			if r.code != c.code {
				t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
			}
			mustHold(t, r.err, c.words, "Keep secrets in a file that a passphrase opens")
			mustLack(t, r.out+r.err, "horse", "hunter2")
			if c.ref == "" {
				w.want(exitWrong, "connections", "show", "acme")
				return
			}
			mustHold(t, w.want(exitDone, "connections", "show", "acme", "--json").out, `"secret": "`+c.ref+`"`)
		})
	}
}

func TestALockedFileIsOpenedOnATerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	customer := sandbox.DefaultSecret.Reveal()
	askedSecrets(w, "correct horse", "correct horse", customer)
	if r := w.run("yes\n", adding("acme")...); r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	askedSecrets(w, "wrong horse", "correct horse")
	r := w.run("", "connections", "test", "acme")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.err, "passphrase of the file of secrets (not shown)", "that was wrong")
	if found := holds(t, w.home, customer); len(found) > 0 {
		t.Errorf("the secret is in %v", found)
	}
}

func TestRemovingNamesTheSecretsAndTellsWhatIsLeft(t *testing.T) {
	t.Parallel()
	w, d := withDrawer(t)
	askedSecrets(w, "hunter2-customer", certificate)
	w.want(exitDone, adding("acme", "--certificate", "on")...)
	r := w.run("no\n", "connections", "remove", "acme")
	if r.code != exitWrong || len(d.kept) != 2 {
		t.Errorf("after no: exit code %d, %d secrets", r.code, len(d.kept))
	}
	mustHold(t, r.err, "Remove the connection acme and its secret in the keyring (acme-customer-secret) and its secret in the keyring (acme-app-certificate)?")
	d.delete = errors.New("it is out of order")
	r = w.run("yes\n", "connections", "remove", "acme")
	if r.code != exitFailed {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.out, "removed: acme")
	mustHold(t, r.err, "is still in the keyring (acme-customer-secret)", "is still in the keyring (acme-app-certificate)", "it is out of order")
	mustLack(t, r.out+r.err, "hunter2")
}

func TestAMoveThatLeavesSomethingBehindIsDone(t *testing.T) {
	t.Parallel()
	w, d := withDrawer(t)
	askedSecrets(w, "hunter2-customer")
	w.want(exitDone, adding("acme")...)
	d.delete = errors.New("it is out of order")
	r := w.run("", "connections", "move-secret", "acme", "--to", "keyring:other")
	if r.code != exitFailed || d.kept["other"] != "hunter2-customer" {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out, "customer secret: in the keyring (other)")
	mustHold(t, r.err, "is still in the keyring (acme-customer-secret)")
}

func TestNoSecretIsTakenFromTheCommandLine(t *testing.T) {
	t.Parallel()
	w, d := withDrawer(t)
	askedSecrets(w, "typed")
	for _, args := range [][]string{
		adding("acme", "--secret", "hunter2"), adding("acme", "--app-certificate", "hunter2"), adding("acme", "--store", "hunter2"),
		{"connections", "store-secret", "acme", "hunter2"}, {"connections", "store-secret", "acme", "--to", "hunter2"},
	} {
		r := w.run("", args...)
		if r.code != exitWrong || len(d.kept) > 0 {
			t.Errorf("%v: exit code %d", slices.DeleteFunc(args, func(a string) bool { return a == "hunter2" }), r.code)
		}
		mustLack(t, r.out+r.err, "hunter2")
	}
}

// TestASecretThatDidNotComeIsToldByItsWay: who types hears nothing of an input, and a script
// nothing of typing.
func TestASecretThatDidNotComeIsToldByItsWay(t *testing.T) {
	t.Parallel()
	args := []string{"connections", "add", "acme", "--version", "v5", "--app-id", sandbox.DefaultAppID, "--customer-key", sandbox.DefaultKey, "--store", "age"}
	w := newWorld(t)
	w.vars["STTWIZARD_PASSPHRASE"] = passphrase
	r := w.want(exitWrong, args...)
	mustHold(t, r.err, "there is no customer secret: nothing stands in the input")
	mustLack(t, r.err, "typed")
	w.onTerminal("", "", "", "")
	r = w.run("", args...)
	mustHold(t, r.err, "there is no customer secret: nothing was typed")
	mustLack(t, r.err, "stands in the input")
}
