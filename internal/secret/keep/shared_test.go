package keep_test

import (
	"errors"
	"os"
	"testing"

	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
)

func TestAPresetGetsNoConnectionsOwnSecret(t *testing.T) {
	s, k := withKeyring(t, map[string]string{"AGORA_APP_ID": appID, "AGORA_CUSTOMER_KEY": "key", "AGORA_CUSTOMER_SECRET": "of the environment"})
	k.kept["moved"], k.kept["storage"] = "customer", "bucket key"
	c := connection("acme")
	c.Secret = secret.Keyring("moved")
	if err := s.Connections.Save(c, false); err != nil {
		t.Fatal(err)
	}
	if value, _, err := s.ResolveShared(t.Context(), secret.Keyring("storage"), "secret key"); value != "bucket key" || err != nil {
		t.Errorf("%q, %v", value.Reveal(), err)
	}
	for ref, name := range map[secret.Ref]string{secret.Keyring("moved"): "acme", secret.Env("AGORA_CUSTOMER_SECRET"): "environment"} {
		value, _, err := s.ResolveShared(t.Context(), ref, "secret key")
		missing, ok := errors.AsType[*secret.MissingError](err)
		if !ok || value != "" {
			t.Fatalf("%v: %v", ref, err)
		}
		if owned, ok := errors.AsType[*keep.OwnedError](missing.Err); !ok || owned.Connection != name {
			t.Errorf("%v: %v", ref, err)
		}
	}
	if err := s.KeepShared(t.Context(), secret.Keyring("moved"), "typed", true); err == nil || k.kept["moved"] != "customer" {
		t.Errorf("%v, the keyring has %s", err, k.names())
	}
	if err := s.KeepShared(t.Context(), secret.Keyring("new"), "typed", true); err != nil || k.kept["new"] != "typed" {
		t.Errorf("%v, the keyring has %s", err, k.names())
	}
}

// TestAPresetGetsNothingWhereNobodyKnowsWhoseItIs: of an App Certificate that is a
// connection's, and of anything while the connections can't be read.
func TestAPresetGetsNothingWhereNobodyKnowsWhoseItIs(t *testing.T) {
	s, k := withKeyring(t, nil)
	k.kept["certificate"], k.kept["storage"] = "of a project", "bucket key"
	c := connection("acme")
	c.Secret, c.AppCertificate = secret.Keyring("customer"), secret.Keyring("certificate")
	if err := s.Connections.Save(c, false); err != nil {
		t.Fatal(err)
	}
	refused := func(name string) {
		t.Helper()
		if value, _, err := s.ResolveShared(t.Context(), secret.Keyring(name), "secret key"); err == nil || value != "" {
			t.Errorf("%s: a preset got it", name)
		}
		if err := s.KeepShared(t.Context(), secret.Keyring(name), "typed", true); err == nil || k.kept[name] == "typed" {
			t.Errorf("%s: a preset has overwritten it: %v", name, err)
		}
	}
	refused("certificate")
	if err := os.WriteFile(s.Connections.Path(), []byte("schema: 1\nnonsense: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused("storage")
}
