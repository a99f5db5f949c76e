package keep_test

import (
	"errors"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/vault"
)

func connection(name string) connections.Connection {
	return connections.Connection{Name: name, Version: agora.V5, AppID: appID, CustomerKey: "key"}
}

// pretendCertificate has the form of an App Certificate.
const pretendCertificate = "fedcba9876543210fedcba9876543210"

func inKeyring(which connections.SecretKind, value agora.Secret) keep.Typed {
	return keep.Typed{Which: which, Form: secret.FormKeyring, Value: value}
}

func TestATypedSecretIsKeptUnderANameOfItsOwn(t *testing.T) {
	s, p := withKeyring(t, nil)
	p.kept["b-customer-secret"] = "of another home"
	for _, c := range []struct{ name, secret, refs string }{
		{"a", "one", "keyring:a-customer-secret keyring:a-app-certificate"},
		{"b", "two", "keyring:b-customer-secret-2 keyring:b-app-certificate"},
	} {
		saved, err := s.SaveConnection(t.Context(), connection(c.name), false,
			inKeyring(connections.CustomerSecret, agora.Secret(c.secret)), inKeyring(connections.AppCertificate, agora.Secret(strings.Repeat(c.name, 32))))
		if err != nil || saved.Secret.String()+" "+saved.AppCertificate.String() != c.refs || refs(t, s, c.name) != c.refs {
			t.Errorf("%s: %v, %+v", c.name, err, saved)
		}
	}
	want := "a-app-certificate=" + strings.Repeat("a", 32) + " a-customer-secret=one b-app-certificate=" + strings.Repeat("b", 32) + " b-customer-secret=of another home b-customer-secret-2=two"
	if p.names() != want {
		t.Errorf("the keyring has %q", p.names())
	}
	// A connection that takes another's name for its own secret is refused.
	_, err := s.SaveConnection(t.Context(), connection("c"), false, keep.Typed{Which: connections.CustomerSecret, Form: secret.FormKeyring, Name: "a-customer-secret", Value: "x"})
	if !errors.As(err, new(*keep.TakenError)) || p.names() != want {
		t.Errorf("got %v", err)
	}
}

func TestNoTwoConnectionsHaveAStoredNameInCommon(t *testing.T) {
	seen := map[string]string{}
	for _, connection := range []string{"a", "a-2", "a-customer-secret", "a-app-certificate", "a-customer-secret-2", strings.Repeat("z", 32)} {
		for _, which := range []connections.SecretKind{connections.CustomerSecret, connections.AppCertificate} {
			name := keep.DefaultName(connection, which)
			if err := secret.CheckName(name); err != nil || seen[name] != "" {
				t.Errorf("%s of %s: %v, also %s", name, connection, err, seen[name])
			}
			seen[name] = connection
		}
	}
}

func TestASavingThatFailsLeavesEverythingAsItWas(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*connections.Connection)
		fail   func(string, string) error
		file   bool
	}{
		"a wrong App ID":                   {change: func(c *connections.Connection) { c.AppID = "cut" }},
		"the first can't be put":           {fail: failing("put", 1)},
		"the second can't be put":          {fail: failing("put", 2)},
		"the file can't be saved":          {file: true},
		"the old place can't be looked at": {fail: failing("get", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := withKeyring(t, nil)
			save(t, s, "acme", keyringRef("acme-customer-secret"))
			p.kept["acme-customer-secret"] = "hunter2"
			p.fail = c.fail
			if c.file {
				blockWriting(t, s, p)
			}
			changed := connection("acme")
			changed.Secret = secret.Keyring("acme-customer-secret")
			if c.change != nil {
				c.change(&changed)
			}
			if _, err := s.SaveConnection(t.Context(), changed, true, inKeyring(connections.CustomerSecret, "new"), inKeyring(connections.AppCertificate, pretendCertificate)); err == nil {
				t.Error("it did not fail")
			}
			if p.names() != "acme-customer-secret=hunter2" || refs(t, s, "acme") != "keyring:acme-customer-secret " {
				t.Errorf("the keyring has %q", p.names())
			}
			p.fail = nil
			reached(t, s, "acme")
		})
	}
}

func TestANewSecretStandsInPlaceOfTheOldOne(t *testing.T) {
	s, p := withKeyring(t, nil)
	save(t, s, "acme", keyringRef("by-hand"))
	p.kept["by-hand"] = "old"
	c, _ := s.Connections.Get("acme")
	saved, err := s.SaveConnection(t.Context(), c, true, inKeyring(connections.CustomerSecret, "new"))
	if err != nil || p.names() != "acme-customer-secret=new" || saved.Secret != secret.Keyring("acme-customer-secret") {
		t.Errorf("got %v, %q", err, p.names())
	}
	if _, err := s.SaveConnection(t.Context(), saved, true, inKeyring(connections.CustomerSecret, "newer")); err != nil || p.names() != "acme-customer-secret=newer" {
		t.Errorf("got %v, %q", err, p.names())
	}
	if _, err := s.SaveConnection(t.Context(), saved, false); !errors.As(err, new(*connections.ExistsError)) {
		t.Errorf("got %v", err)
	}
	p.fail = failing("delete", 1)
	_, err = s.SaveConnection(t.Context(), saved, true, keep.Typed{Which: connections.CustomerSecret, Form: secret.FormKeyring, Name: "other", Value: "newest"})
	if left, ok := errors.AsType[*keep.LeftoverError](err); !ok || left.Ref.Name() != "acme-customer-secret" || refs(t, s, "acme") != "keyring:other " {
		t.Errorf("got %v", err)
	}
}

func TestRemovingTakesTheSecretsAlong(t *testing.T) {
	for name, c := range map[string]struct {
		with bool
		fail func(string, string) error
		kept string
		gone bool
		left bool
	}{
		"with its secrets":             {with: true, gone: true},
		"without":                      {gone: true, kept: "acme-app-certificate=" + pretendCertificate + " acme-customer-secret=hunter2"},
		"the keyring does not answer":  {with: true, fail: failing("get", 2), kept: "acme-app-certificate=" + pretendCertificate + " acme-customer-secret=hunter2"},
		"one of them can't be deleted": {with: true, fail: failing("delete", 1), gone: true, left: true, kept: "acme-customer-secret=hunter2"},
	} {
		t.Run(name, func(t *testing.T) {
			s, p := withKeyring(t, nil)
			if _, err := s.SaveConnection(t.Context(), connection("acme"), false, inKeyring(connections.CustomerSecret, "hunter2"), inKeyring(connections.AppCertificate, pretendCertificate)); err != nil {
				t.Fatal(err)
			}
			p.fail = c.fail
			err := s.RemoveConnection(t.Context(), "acme", c.with)
			if (err == nil) != (c.fail == nil) || errors.As(err, new(*keep.LeftoverError)) != c.left {
				t.Errorf("got %v", err)
			}
			_, err = s.Connections.Get("acme")
			if (err != nil) != c.gone || p.names() != c.kept {
				t.Errorf("got %v, the keyring has %q", err, p.names())
			}
		})
	}
}

func TestTheBestPlaceIsTheKeyringWhereItWorks(t *testing.T) {
	s, p := withKeyring(t, nil)
	if form, why := s.BestVault(t.Context()); form != secret.FormKeyring || why != "" {
		t.Errorf("got %s, %s", form, why)
	}
	p.fail = failing("available", 1)
	if form, why := s.BestVault(t.Context()); form != secret.FormAge || why != errPretend.Error() {
		t.Errorf("got %s, %s", form, why)
	}
	off := open(t, map[string]string{vault.KeyringVariable: "off"}, nil)
	if form, why := off.BestVault(t.Context()); form != secret.FormAge || !strings.Contains(why, "switched off") {
		t.Errorf("got %s, %s", form, why)
	}
	for _, ref := range []secret.Ref{secret.Env("A"), secret.Ask(), {}} {
		if err := s.Keep(t.Context(), ref, "x"); err == nil {
			t.Errorf("%s can be put", ref)
		}
		if err := s.Drop(t.Context(), ref); err == nil {
			t.Errorf("%s can be deleted", ref)
		}
	}
}
