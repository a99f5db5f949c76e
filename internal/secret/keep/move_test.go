package keep_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	"sttwizard/presets"
)

// reached checks that the connection's customer secret is still found.
func reached(t *testing.T, s *session.Session, name string) {
	t.Helper()
	c, err := s.Connections.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	if value, _, err := s.Resolve(t.Context(), c.Secret, connections.CustomerSecret, nil); err != nil || value != "hunter2" {
		t.Errorf("the secret is lost: %v", err)
	}
}

func TestAMovedSecretIsInTheNewPlaceOnly(t *testing.T) {
	s, p := withKeyring(t, map[string]string{"ACME": "hunter2", "STTWIZARD_PASSPHRASE": "correct horse"})
	save(t, s, "acme", func(c *connections.Connection) { c.Secret = secret.Env("ACME") })
	if err := s.AgeFile().Create(t.Context(), "correct horse"); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		to         secret.Ref
		refs, kept string
	}{
		{secret.Keyring(""), "keyring:acme-customer-secret ", "acme-customer-secret=hunter2"},
		{secret.Keyring("mine"), "keyring:mine ", "mine=hunter2"},
		{secret.Keyring("mine"), "keyring:mine ", "mine=hunter2"},
		{secret.Age(""), "age:acme-customer-secret ", ""},
		{secret.Keyring(""), "keyring:acme-customer-secret ", "acme-customer-secret=hunter2"},
		{secret.Env("ACME"), "env:ACME ", ""},
	} {
		if err := s.MoveSecret(t.Context(), "acme", connections.CustomerSecret, step.to, nil); err != nil {
			t.Fatalf("to %s: %v", step.to, err)
		}
		if got := refs(t, s, "acme"); got != step.refs || p.names() != step.kept {
			t.Errorf("to %s: the connection says %q, the keyring has %q", step.to, got, p.names())
		}
		reached(t, s, "acme")
	}
	if _, err := s.AgeFile().Get(t.Context(), "acme-customer-secret"); !errors.As(err, new(*secret.NotThereError)) {
		t.Errorf("it is still in the file of secrets: %v", err)
	}
}

func TestAMoveThatFailsAnywhereLosesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		fail    func(string, string) error
		file    bool // connections.yaml can't be written
		refs    string
		kept    string
		left    bool // a *keep.LeftoverError
		succeds bool
	}{
		"the old one can't be read":    {fail: failing("get", 1), refs: "keyring:old ", kept: "old=hunter2"},
		"the new place can't be read":  {fail: failing("get", 2), refs: "keyring:old ", kept: "old=hunter2"},
		"it can't be put":              {fail: failing("put", 1), refs: "keyring:old ", kept: "old=hunter2"},
		"the file can't be saved":      {file: true, refs: "keyring:old ", kept: "old=hunter2"},
		"nor what was put be deleted":  {file: true, fail: failing("delete", 1), refs: "keyring:old ", kept: "new=hunter2 old=hunter2", left: true},
		"the old one can't be deleted": {fail: failing("delete", 1), refs: "keyring:new ", kept: "new=hunter2 old=hunter2", left: true},
		"nothing fails":                {refs: "keyring:new ", kept: "new=hunter2", succeds: true},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := withKeyring(t, nil)
			save(t, s, "acme", keyringRef("old"))
			p.kept["old"] = "hunter2"
			p.fail = c.fail
			if c.file {
				blockWriting(t, s, p)
			}
			err := s.MoveSecret(t.Context(), "acme", connections.CustomerSecret, secret.Keyring("new"), nil)
			if (err == nil) != c.succeds || errors.As(err, new(*keep.LeftoverError)) != c.left {
				t.Errorf("got %v", err)
			}
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the secret is told: %v", err)
			}
			if got := refs(t, s, "acme"); got != c.refs || p.names() != c.kept {
				t.Errorf("the connection says %q, the keyring has %q", got, p.names())
			}
			p.fail = nil
			reached(t, s, "acme")
		})
	}
}

// blockWriting makes saving the connections fail as soon as a secret was put:
// where the locks are kept is a file then.
func blockWriting(t *testing.T, s *session.Session, p *pretend) {
	t.Helper()
	before := p.fail
	p.fail = func(step, name string) error {
		if step == "put" {
			if err := os.RemoveAll(s.Home.Locks()); err != nil {
				t.Error(err)
			}
			if err := os.WriteFile(s.Home.Locks(), nil, 0o600); err != nil {
				t.Error(err)
			}
		}
		if before != nil {
			return before(step, name)
		}
		return nil
	}
}

func TestASecretIsNotMovedToWhereItWouldBeLost(t *testing.T) {
	vars := map[string]string{"OTHER": "another", "EMPTY": ""}
	s, p := withKeyring(t, vars)
	save(t, s, "acme", keyringRef("old"))
	save(t, s, "second", keyringRef("seconds"))
	p.kept["old"], p.kept["foreign"] = "hunter2", "somebody's"
	typed := func(what string) keep.Ask {
		return func(context.Context, string) (agora.Secret, error) { return agora.Secret(what), nil }
	}
	for name, c := range map[string]struct {
		to    secret.Ref
		ask   keep.Ask
		words string
	}{
		"a variable with another value":   {secret.Env("OTHER"), nil, "would be lost"},
		"a variable that is not set":      {secret.Env("EMPTY"), nil, "not set"},
		"to be typed by nobody":           {secret.Ask(), nil, "no terminal"},
		"to be typed, and typed wrong":    {secret.Ask(), typed("hunter3"), "would be lost"},
		"a name that another uses":        {secret.Keyring("seconds"), nil, "already holds another"},
		"a name with a foreign value":     {secret.Keyring("foreign"), nil, "already holds another"},
		"a file of secrets that is none":  {secret.Age("x"), nil, "there is none yet"},
		"a file that does not exist":      {fileRef(t, "/nowhere/at/all"), nil, "does not exist"},
		"a command that prints something": {fileRef(t, "cmd:echo other"), nil, "would be lost"},
	} {
		err := s.MoveSecret(t.Context(), "acme", connections.CustomerSecret, c.to, c.ask)
		if err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
		if refs(t, s, "acme") != "keyring:old " || p.kept["old"] != "hunter2" || p.kept["foreign"] != "somebody's" {
			t.Fatalf("%s: something was changed", name)
		}
	}
	if err := s.MoveSecret(t.Context(), "acme", connections.CustomerSecret, secret.Ask(), typed("hunter2")); err != nil || p.names() != "foreign=somebody's" {
		t.Errorf("who has it may type it from now on: %v, %q", err, p.names())
	}
	if err := s.MoveSecret(t.Context(), "nobody", connections.CustomerSecret, secret.Ask(), nil); !errors.As(err, new(*connections.NotFoundError)) {
		t.Errorf("got %v", err)
	}
}

// fileRef reads a reference; a bare path is a file's.
func fileRef(t *testing.T, text string) secret.Ref {
	t.Helper()
	if !strings.Contains(text, ":") {
		text = "file:" + text
	}
	ref, err := secret.ParseRef(text)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestAConnectionThatWasChangedMeanwhileStaysAsItIs(t *testing.T) {
	s, p := withKeyring(t, nil)
	save(t, s, "acme", keyringRef("old"))
	p.kept["old"] = "hunter2"
	p.fail = func(step, _ string) error {
		if step == "put" {
			return s.Connections.Change("acme", func(c *connections.Connection) error { c.Secret = secret.Env("NEW"); return nil })
		}
		return nil
	}
	err := s.MoveSecret(t.Context(), "acme", connections.CustomerSecret, secret.Keyring("new"), nil)
	if !errors.As(err, new(*keep.ChangedError)) || refs(t, s, "acme") != "env:NEW " || p.names() != "old=hunter2" {
		t.Errorf("got %v, %q, %q", err, refs(t, s, "acme"), p.names())
	}
}

func TestWhatAnotherUsesIsNotDeleted(t *testing.T) {
	s, p := withKeyring(t, nil)
	save(t, s, "acme", keyringRef("shared"))
	save(t, s, "second", func(c *connections.Connection) {
		c.Secret, c.AppCertificate = secret.Keyring("preset-has-it"), secret.Keyring("shared")
	})
	p.kept["shared"], p.kept["preset-has-it"] = "hunter2", "hunter2"
	preset := presets.Preset{Name: "hall", Version: agora.V5, Secrets: map[string]secret.Ref{agora.PathSecretKey: secret.Keyring("preset-has-it")}}
	if err := s.Presets.Save(preset, false); err != nil {
		t.Fatal(err)
	}
	if err := s.MoveSecret(t.Context(), "acme", connections.CustomerSecret, secret.Keyring("own"), nil); err != nil {
		t.Fatal(err)
	}
	if got := p.names(); got != "own=hunter2 preset-has-it=hunter2 shared=hunter2" {
		t.Errorf("the keyring has %q", got)
	}
	second, _ := s.Connections.Get("second")
	if own, err := s.OwnSecrets(second); err != nil || len(own) != 1 || own[0] != secret.Keyring("shared") {
		t.Errorf("got %v, %v", own, err)
	}
	if err := s.RemoveConnection(t.Context(), "second", true); err != nil {
		t.Fatal(err)
	}
	if got := p.names(); got != "own=hunter2 preset-has-it=hunter2" {
		t.Errorf("the keyring has %q", got)
	}
}
