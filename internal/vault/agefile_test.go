package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

const passphrase = agora.Secret("canary passphrase")

func empty(string) string { return "" }

func withPassphrase(value string) func(string) string {
	return func(name string) string {
		if name == secret.PassphraseVariable {
			return value
		}
		return ""
	}
}

// newFile returns a file of secrets that is there, and its directory.
func newFile(t *testing.T) (*AgeFile, string) {
	t.Helper()
	dir := t.TempDir()
	f := in(dir, filepath.Join(dir, "config", "secrets.age"), empty)
	if err := f.Create(t.Context(), passphrase); err != nil {
		t.Fatal(err)
	}
	return f, dir
}

// again is the same file in another run.
func again(f *AgeFile, getenv func(string) string) *AgeFile {
	return in(filepath.Dir(f.locks), f.path, getenv)
}

// in returns the file at path with little work for a passphrase.
func in(dir, path string, getenv func(string) string) *AgeFile {
	f := NewAgeFile(path, filepath.Join(dir, "locks"), getenv)
	f.factor = 10
	return f
}

func TestANewFileHasTheWorkFactorThatWasChosen(t *testing.T) {
	dir := t.TempDir()
	f := NewAgeFile(filepath.Join(dir, "secrets.age"), filepath.Join(dir, "locks"), empty)
	must(t, f.Create(t.Context(), passphrase))
	data, err := os.ReadFile(f.path)
	head, _, _ := strings.Cut(string(data), "\n---")
	if err != nil || !strings.HasPrefix(head, "age-encryption.org/v1\n-> scrypt ") || !strings.Contains(head, " 16\n") {
		t.Errorf("it begins %q, %v", head, err)
	}
	must(t, again(f, empty).Unlock(t.Context(), passphrase))
}

func has(t *testing.T, v secret.Vault, name, want string) {
	t.Helper()
	if got, err := v.Get(t.Context(), name); err != nil || got.Reveal() != want {
		t.Errorf("%s: got %q, %v", name, got.Reveal(), err)
	}
}

func hasNot(t *testing.T, v secret.Vault, name string) {
	t.Helper()
	value, err := v.Get(t.Context(), name)
	if none, ok := errors.AsType[*secret.NotThereError](err); !ok || none.Name != name || value != "" {
		t.Errorf("%s: got %v, %v", name, value, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestASecretIsKeptReplacedAndDeletedInTheFile(t *testing.T) {
	f, dir := newFile(t)
	hasNot(t, f, "acme")
	must(t, f.Put(t.Context(), "acme", "canary one"))
	must(t, f.Put(t.Context(), "other", "canary \"two\"\n\x00é"))
	must(t, f.Put(t.Context(), "acme", "canary three"))
	has(t, f, "acme", "canary three")

	next := again(f, empty)
	must(t, next.Unlock(t.Context(), passphrase))
	has(t, next, "other", "canary \"two\"\n\x00é")
	must(t, next.Delete(t.Context(), "acme"))
	must(t, next.Delete(t.Context(), "acme"))
	hasNot(t, next, "acme")
	hasNot(t, f, "acme") // what another run changed is seen

	info, err := os.Stat(f.Path())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
	nothingReadable(t, dir)
}

// nothingReadable searches every file below dir for what a secret of these
// tests begins with.
func nothingReadable(t *testing.T, dir string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte("canary")) {
			t.Errorf("%s has a secret in plain", path)
		}
		return err
	}))
}

func TestALockedFileAsksForItsPassphrase(t *testing.T) {
	f, _ := newFile(t)
	must(t, f.Put(t.Context(), "acme", "canary"))
	locked := again(f, empty)
	if f.Locked() || !locked.Locked() || !locked.Exists() {
		t.Error("whether it is locked is told wrong")
	}
	_, get := locked.Get(t.Context(), "acme")
	for road, err := range map[string]error{
		"get": get, "put": locked.Put(t.Context(), "acme", "x"), "delete": locked.Delete(t.Context(), "acme"),
	} {
		if e, ok := errors.AsType[*secret.LockedError](err); !ok || e.Path != f.Path() || !strings.Contains(err.Error(), secret.PassphraseVariable) {
			t.Errorf("%s: %v", road, err)
		}
	}
	for _, wrong := range []agora.Secret{"", "canary", "canary passphrase "} {
		err := locked.Unlock(t.Context(), wrong)
		if _, ok := errors.AsType[*secret.WrongPassphraseError](err); !ok || strings.Contains(err.Error(), "canary") || !locked.Locked() {
			t.Errorf("%q: %v", wrong.Reveal(), err)
		}
	}
	must(t, locked.Unlock(t.Context(), passphrase))
	has(t, locked, "acme", "canary")
}

func TestAVariableOpensTheFileForScripts(t *testing.T) {
	f, _ := newFile(t)
	must(t, f.Put(t.Context(), "acme", "canary"))
	script := again(f, withPassphrase(passphrase.Reveal()))
	if script.Locked() {
		t.Error("it counts as locked")
	}
	has(t, script, "acme", "canary")
	_, err := again(f, withPassphrase("canary")).Get(t.Context(), "acme")
	if e, ok := errors.AsType[*secret.WrongPassphraseError](err); !ok || e.Variable != secret.PassphraseVariable || strings.Contains(err.Error(), "canary") {
		t.Errorf("a wrong one: %v", err)
	}
	_, _, err = secret.Age("acme").Resolve(t.Context(), "customer secret", secret.Sources{Age: again(f, withPassphrase("canary"))})
	if err == nil || !strings.Contains(err.Error(), "; correct STTWIZARD_PASSPHRASE") {
		t.Errorf("what to do about a wrong one: %v", err)
	}
}

func TestWithoutAFileNothingIsThereAndNothingIsMade(t *testing.T) {
	dir := t.TempDir()
	for _, getenv := range []func(string) string{empty, withPassphrase(passphrase.Reveal())} {
		f := in(dir, filepath.Join(dir, "secrets.age"), getenv)
		if f.Exists() || f.Locked() {
			t.Error("it is taken to be there")
		}
		hasNot(t, f, "acme")
		must(t, f.Delete(t.Context(), "acme"))
		for road, err := range map[string]error{
			"put": f.Put(t.Context(), "acme", "canary"), "unlock": f.Unlock(t.Context(), passphrase),
		} {
			if _, ok := errors.AsType[*secret.UnavailableError](err); !ok || !strings.Contains(err.Error(), "there is none yet") {
				t.Errorf("%s: %v", road, err)
			}
		}
		if f.Exists() {
			t.Error("it was made without a yes")
		}
	}
}

func TestCreateTakesAGoodPassphraseAndReplacesNothing(t *testing.T) {
	dir := t.TempDir()
	f := in(dir, filepath.Join(dir, "secrets.age"), empty)
	if err := f.Create(t.Context(), "canary7"); err == nil || !strings.Contains(err.Error(), "at least 8") || f.Exists() {
		t.Errorf("a short one: %v", err)
	}
	must(t, f.Create(t.Context(), "äöüäöüäö"))
	must(t, f.Put(t.Context(), "acme", "canary"))
	err := again(f, empty).Create(t.Context(), passphrase)
	if err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("a second time: %v", err)
	}
	has(t, f, "acme", "canary")
}

func TestWhatIsNoFileOfSecretsIsLeftAloneAndSaidSo(t *testing.T) {
	good, _ := newFile(t)
	sealed, err := os.ReadFile(good.Path())
	must(t, err)
	_, body, _ := bytes.Cut(sealed, []byte("\n-> scrypt "))
	key, err := age.GenerateX25519Identity()
	must(t, err)
	for name, data := range map[string][]byte{
		"empty":                  {},
		"a text":                 []byte("canary: canary\n"),
		"cut off":                sealed[:len(sealed)-1],
		"a changed byte":         append(bytes.Clone(sealed[:len(sealed)-1]), sealed[len(sealed)-1]^1),
		"work for a terabyte":    []byte("age-encryption.org/v1\n-> scrypt " + strings.Replace(string(body), " 10\n", " 30\n", 1)),
		"for a key":              sealedFor(t, key.Recipient(), `{"a":"canary"}`),
		"too large":              make([]byte, maxFile+1),
		"other content":          sealedFor(t, scryptOf(t), `["canary"]`),
		"null":                   sealedFor(t, scryptOf(t), `null`),
		"a number for a value":   sealedFor(t, scryptOf(t), `{"a":1}`),
		"content without an end": sealedFor(t, scryptOf(t), `{"a":"canary`),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			f := in(dir, filepath.Join(dir, "secrets.age"), withPassphrase(passphrase.Reveal()))
			must(t, os.WriteFile(f.path, data, 0o600))
			_, get := f.Get(t.Context(), "acme")
			for _, err := range []error{get, f.Put(t.Context(), "acme", "canary"), f.Unlock(t.Context(), passphrase)} {
				if _, ok := errors.AsType[*secret.UnavailableError](err); !ok || strings.Contains(err.Error(), "canary") {
					t.Errorf("got %v", err)
				}
			}
			if now, err := os.ReadFile(f.path); err != nil || !bytes.Equal(now, data) {
				t.Errorf("it was changed: %v", err)
			}
		})
	}
}

func scryptOf(t *testing.T) age.Recipient {
	t.Helper()
	r, err := age.NewScryptRecipient(passphrase.Reveal())
	must(t, err)
	r.SetWorkFactor(10) // quicker; any up to the limit is read
	return r
}

func sealedFor(t *testing.T, r age.Recipient, content string) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := age.Encrypt(&out, r)
	must(t, err)
	_, err = io.WriteString(w, content)
	must(t, errors.Join(err, w.Close()))
	return out.Bytes()
}

func TestTheAgeToolsFileIsRead(t *testing.T) {
	f, _ := newFile(t)
	must(t, os.WriteFile(f.path, sealedFor(t, scryptOf(t), "{\n  \"acme\": \"canary\"\n}\n"), 0o600))
	has(t, f, "acme", "canary")
}

func TestAnotherPassphraseMeanwhileLocksTheFile(t *testing.T) {
	f, _ := newFile(t)
	must(t, os.Remove(f.path))
	must(t, again(f, empty).Create(t.Context(), "another passphrase"))
	err := f.Put(t.Context(), "acme", "canary")
	if _, ok := errors.AsType[*secret.LockedError](err); !ok || !f.Locked() {
		t.Errorf("got %v", err)
	}
}

func TestTwoWritersLoseNothing(t *testing.T) {
	f, _ := newFile(t)
	var all sync.WaitGroup
	for w := range 2 {
		other := again(f, withPassphrase(passphrase.Reveal()))
		all.Go(func() {
			for n := range 3 {
				if err := other.Put(t.Context(), fmt.Sprintf("acme-%d-%d", w, n), "canary"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for w := range 2 {
		for n := range 3 {
			has(t, f, fmt.Sprintf("acme-%d-%d", w, n), "canary")
		}
	}
}

func TestAWriteThatFailsLeavesTheOldSecrets(t *testing.T) {
	f, _ := newFile(t)
	must(t, f.Put(t.Context(), "acme", "canary one"))
	must(t, os.RemoveAll(f.locks))
	must(t, os.WriteFile(f.locks, nil, 0o600)) // no lock can be had
	if err := f.Put(t.Context(), "acme", "canary two"); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("got %v", err)
	}
	has(t, f, "acme", "canary one")
}

func TestNamesAndValuesThatCannotBeKeptAreRefused(t *testing.T) {
	f, _ := newFile(t)
	for name, v := range map[string]secret.Vault{"the file": f, "the keyring": fake(nil)} {
		for _, bad := range []string{"", "a b", "../x", "canary:1", strings.Repeat("a", 65), "ä"} {
			_, get := v.Get(t.Context(), bad)
			for _, err := range []error{get, v.Put(t.Context(), bad, "x"), v.Delete(t.Context(), bad)} {
				if err == nil || strings.Contains(err.Error(), "canary") {
					t.Errorf("%s, %q: %v", name, bad, err)
				}
			}
		}
		if err := v.Put(t.Context(), "acme", " \n"); err == nil {
			t.Errorf("%s keeps an empty secret", name)
		}
	}
}

func TestPrintingTheFileShowsNoSecret(t *testing.T) {
	f, _ := newFile(t)
	must(t, f.Put(t.Context(), "acme", "canary"))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		text := fmt.Sprintf(verb, f) + fmt.Sprintf(verb, struct{ F *AgeFile }{f})
		if strings.Contains(text, "canary") || strings.Contains(text, fmt.Sprintf("%x", "canary")) {
			t.Errorf("%s: %s", verb, text)
		}
	}
}
