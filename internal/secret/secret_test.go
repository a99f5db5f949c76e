package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sttwizard/agora"
)

// full returns a path that is full on this system.
func full(path string) string {
	if runtime.GOOS == "windows" {
		return "C:" + filepath.FromSlash(path)
	}
	return path
}

func TestReferencesReadBackAsTheirText(t *testing.T) {
	for text, want := range map[string]Ref{
		"keyring:acme-customer-secret": Keyring("acme-customer-secret"),
		"age:Acme_2.x":                 Age("Acme_2.x"),
		"env:AGORA_CUSTOMER_SECRET":    Env("AGORA_CUSTOMER_SECRET"),
		"env:_a1":                      Env("_a1"),
		" env:A\n":                     Env("A"),
		"file:~/secrets/acme":          {FormFile, "~/secrets/acme"},
		"file:" + full("/run/a b:c"):   {FormFile, full("/run/a b:c")},
		"cmd:pass show a:b | head -1":  {FormCommand, "pass show a:b | head -1"},
		"ask":                          Ask(),
	} {
		got, err := ParseRef(text)
		if err != nil || got != want || got.String() != strings.TrimSpace(text) || got.IsZero() || got.Form() != want.form || got.Name() != want.name {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
	}
	if !(Ref{}).IsZero() || (Ref{}).String() != "" || !Ask().Asks() || Env("A").Asks() {
		t.Error("a reference is taken for another")
	}
}

func TestWhatIsNoReferenceIsRefusedWithTheFormsAndNeverRepeated(t *testing.T) {
	all := "keyring:NAME, env:NAME (an environment variable), age:NAME (the file of secrets), file:PATH, cmd:COMMAND or ask (typed each time)"
	for text, words := range map[string]string{
		"canary":                             all,
		"":                                   all,
		"canary:canary":                      "not the secret itself",
		"ENV:canary":                         "not the secret itself",
		"env:":                               "name of a variable",
		"env":                                "name of a variable",
		"env:canary canary":                  "name of a variable",
		"env:1canary":                        "name of a variable",
		"env:canary=1":                       "name of a variable",
		"env:$canary":                        "name of a variable",
		"env:STTWIZARD_PASSPHRASE":           "choose another variable",
		"env:sttwizard_Passphrase":           "choose another variable",
		"ask:canary":                         "nothing after it",
		"keyring:":                           "keyring: needs a name after it",
		"keyring":                            "1 to 64 of a-z",
		"keyring:canary/canary":              "1 to 64 of a-z",
		"keyring:" + strings.Repeat("a", 65): "1 to 64 of a-z",
		"age:canary canary":                  "age: needs a name",
		"age:cänary":                         "1 to 64 of a-z",
		"file:":                              "a full path",
		"file:canary":                        "a full path",
		"file:../canary":                     "a full path",
		"file:~canary/x":                     "a full path",
		"file:~/":                            "a full path",
		"file:/canary\x1b[2J":                "plain characters",
		"file:/" + strings.Repeat("a", 5000): "plain characters",
		"cmd:":                               "one command line",
		"cmd:canary\ncanary":                 "one command line",
		"cmd:" + strings.Repeat("a", 5000):   "one command line",
	} {
		ref, err := ParseRef(text)
		if err == nil || !ref.IsZero() || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: %v, %v", text, ref, err)
		}
	}
}

func TestASharedReferenceReadsNoFileAndRunsNothing(t *testing.T) {
	for _, text := range []string{"keyring:acme", "env:ACME", "age:acme", "ask"} {
		if ref, err := ParseSharedRef(text); err != nil || ref.String() != text {
			t.Errorf("%s: %v, %v", text, ref, err)
		}
	}
	for text, words := range map[string]string{
		"file:/etc/canary":         "must not read a file or run a command",
		" cmd:canary":              "this machine's own connections only",
		"canary":                   "not the secret itself: keyring:NAME, env:NAME (an environment variable), age:NAME (the file of secrets) or ask",
		"env:canary canary":        "name of a variable",
		"env:STTWIZARD_PASSPHRASE": "choose another",
	} {
		ref, err := ParseSharedRef(text)
		if err == nil || !ref.IsZero() || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v, %v", text, ref, err)
		}
	}
}

func TestAPlaceIsSaidInWordsWithoutItsCommand(t *testing.T) {
	for _, c := range []struct {
		ref    Ref
		want   string
		stored bool
	}{
		{Keyring("acme"), "the keyring (acme)", true},
		{Age("acme"), "the file of secrets (acme)", true},
		{Env("ACME"), "the environment variable ACME", false},
		{Ref{FormFile, "~/acme"}, "the file ~/acme", false},
		{Ref{FormCommand, "echo canary"}, "what the command in connections.yaml prints", false},
		{Ask(), "typed each time", false},
		{Ref{}, "not said", false},
	} {
		if c.ref.Words() != c.want || c.ref.Stored() != c.stored {
			t.Errorf("%s: %q, %v", c.ref, c.ref.Words(), c.ref.Stored())
		}
	}
}

// kept is a vault in memory; an error in place of a value fails.
type kept map[string]any

func (k kept) Get(_ context.Context, name string) (agora.Secret, error) {
	switch v := k[name].(type) {
	case string:
		return agora.Secret(v), nil
	case error:
		return "", v
	}
	return "", &NotThereError{"the keyring", name}
}

func (k kept) Put(context.Context, string, agora.Secret) error { return nil }
func (k kept) Delete(context.Context, string) error            { return nil }

// world is where secrets come from in these tests.
func world(t *testing.T) Sources {
	home := t.TempDir()
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(home, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("good", "\n canary é \r\n")
	write("empty", " \n")
	write("two lines", "canary\ncanary\n")
	write("large", strings.Repeat("canary", maxValue))
	return Sources{
		Home: home,
		Getenv: func(name string) string {
			return map[string]string{"GOOD": " canary\r\n", "BLANK": " \n"}[name]
		},
		Ask: func(_ context.Context, what string) (agora.Secret, error) {
			return agora.Secret("canary for " + what + "\n"), nil
		},
		Keyring: kept{"good": "canary ", "blank": " ", "off": &UnavailableError{Place: "the keyring", Why: "there is no session bus", Fix: "log in", Do: "log in, or use another"}},
		Age:     kept{"good": "canary", "locked": &LockedError{"secrets.age"}},
	}
}

func TestASecretIsFoundAndItsSourceAnnounced(t *testing.T) {
	from := world(t)
	for name, c := range map[string]struct {
		ref         Ref
		value, said string
	}{
		"in a variable":     {Env("GOOD"), "canary", "the environment variable GOOD"},
		"typed":             {Ask(), "canary for customer secret", "what you typed"},
		"in the keyring":    {Keyring("good"), "canary", "the keyring (good)"},
		"in the age file":   {Age("good"), "canary", "the file of secrets (good)"},
		"in a file at home": {Ref{FormFile, "~/good"}, "canary é", "the file ~/good"},
		"in a file":         {Ref{FormFile, filepath.Join(from.Home, "good")}, "canary é", "the file " + filepath.Join(from.Home, "good")},
		"from a command":    {Ref{FormCommand, "echo canary"}, "canary", "what the command in connections.yaml prints"},
	} {
		value, found, err := c.ref.Resolve(t.Context(), "customer secret", from)
		if err != nil || value.Reveal() != c.value || found.String() != "customer secret from "+c.said {
			t.Errorf("%s: %q, %q, %v", name, value.Reveal(), found, err)
		}
		if strings.Contains(fmt.Sprintf("%v %+v %q", value, found, found), "canary") {
			t.Errorf("%s: the value is shown", name)
		}
	}
}

func TestAMissingSecretSaysWhatWasTriedAndEveryWayToSupplyIt(t *testing.T) {
	good := world(t)
	bare := Sources{Ask: func(context.Context, string) (agora.Secret, error) { return " ", nil }}
	for name, c := range map[string]struct {
		ref  Ref
		from Sources
		want string
	}{
		"a variable that is not set": {Env("NONE"), good, "the customer secret is missing: the environment variable NONE is not set or empty; set it and start"},
		"a blank variable":           {Env("BLANK"), good, "is not set or empty"},
		"no environment":             {Env("GOOD"), Sources{}, "or choose keyring:NAME, age:NAME (the file of secrets) or ask (typed each time) instead, in a connection also file:PATH or cmd:COMMAND"},
		"nobody to ask":              {Ask(), Sources{}, "no terminal to ask on; use one, or choose keyring:NAME, env:NAME (an environment variable)"},
		"nothing typed":              {Ask(), bare, "nothing was typed"},
		"no reference":               {Ref{}, good, "nothing says where it is; choose keyring:NAME"},
		"not in the keyring":         {Keyring("none"), good, "the keyring has nothing named none; store it there under that name, or choose env:NAME"},
		"blank in the keyring":       {Keyring("blank"), good, "nothing but white space"},
		"a keyring that is off":      {Keyring("off"), good, "the keyring can't be used: there is no session bus (keyring:off); log in, or choose env:NAME"},
		"no keyring":                 {Keyring("good"), bare, "the keyring is not to be had here"},
		"no age file":                {Age("good"), bare, "the file of secrets is not to be had here"},
		"a file that is not there":   {Ref{FormFile, "~/none"}, good, "the file ~/none does not exist; make it"},
		"no home":                    {Ref{FormFile, "~/good"}, bare, "no home directory is known"},
		"a directory":                {Ref{FormFile, good.Home}, good, "is a directory, not a file"},
		"an empty file":              {Ref{FormFile, "~/empty"}, good, "the file ~/empty is empty"},
		"a file with two lines":      {Ref{FormFile, "~/two lines"}, good, "the file ~/two lines has 2 lines; leave the secret there and nothing else"},
		"a large file":               {Ref{FormFile, "~/large"}, good, "is too large: at most 64 KiB"},
		"a command that fails":       {Ref{FormCommand, "echo canary; exit 3"}, good, "the command in connections.yaml ended with exit code 3; run it by hand"},
		"a command in the last form": {Ref{FormCommand, "exit 3"}, good, "instead, in a connection also file:PATH"},
		"a silent command":           {Ref{FormCommand, "exit 0"}, good, "what the command in connections.yaml prints is empty"},
	} {
		value, found, err := c.ref.Resolve(t.Context(), "customer secret", c.from)
		var missing *MissingError
		if !errors.As(err, &missing) || value != "" || found != (Found{}) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: a value is repeated: %v", name, err)
		}
	}
}

func TestTheCauseOfAMissingSecretStaysReachable(t *testing.T) {
	from := world(t)
	_, _, err := Keyring("off").Resolve(t.Context(), "customer secret", from)
	if _, ok := errors.AsType[*UnavailableError](err); !ok {
		t.Errorf("got %v", err)
	}
	_, _, err = Keyring("none").Resolve(t.Context(), "customer secret", from)
	if _, ok := errors.AsType[*NotThereError](err); !ok {
		t.Errorf("got %v", err)
	}
	_, _, err = Ref{FormFile, "~/none"}.Resolve(t.Context(), "customer secret", from)
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestALockedFileIsNoMissingSecret(t *testing.T) {
	value, _, err := Age("locked").Resolve(t.Context(), "customer secret", world(t))
	if locked, ok := errors.AsType[*LockedError](err); !ok || value != "" || !strings.Contains(locked.Error(), PassphraseVariable) {
		t.Errorf("got %v", err)
	}
}

func TestAnAskThatFailsIsGivenOn(t *testing.T) {
	left := errors.New("the person left")
	from := Sources{Ask: func(ctx context.Context, _ string) (agora.Secret, error) { return "canary", left }}
	if value, _, err := Ask().Resolve(t.Context(), "customer secret", from); !errors.Is(err, left) || value != "" {
		t.Errorf("got %v, %v", value, err)
	}
}
