package keep_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

// pretend is a keyring in memory, of which single steps can be made to fail.
type pretend struct {
	kept map[string]agora.Secret
	fail func(step, name string) error // nil: nothing fails
	log  []string
}

var errPretend = errors.New("the pretend keyring fails")

func (p *pretend) step(step, name string) error {
	p.log = append(p.log, step+" "+name)
	if p.fail == nil {
		return nil
	}
	return p.fail(step, name)
}

func (p *pretend) Available(context.Context) error { return p.step("available", "") }

func (p *pretend) Get(_ context.Context, name string) (agora.Secret, error) {
	if err := p.step("get", name); err != nil {
		return "", err
	}
	value, ok := p.kept[name]
	if !ok {
		return "", &secret.NotThereError{Place: "the keyring", Name: name}
	}
	return value, nil
}

func (p *pretend) Put(_ context.Context, name string, value agora.Secret) error {
	if err := p.step("put", name); err != nil {
		return err
	}
	p.kept[name] = value
	return nil
}

func (p *pretend) Delete(_ context.Context, name string) error {
	if err := p.step("delete", name); err != nil {
		return err
	}
	delete(p.kept, name)
	return nil
}

// names lists what is kept as name=value.
func (p *pretend) names() string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p.kept)) {
		out = append(out, fmt.Sprintf("%s=%s", name, p.kept[name].Reveal()))
	}
	return strings.Join(out, " ")
}

// failing makes one step fail, the n-th of its kind.
func failing(step string, n int) func(string, string) error {
	return func(this, _ string) error {
		if this != step {
			return nil
		}
		if n--; n == 0 {
			return errPretend
		}
		return nil
	}
}

// withKeyring opens a session with a keyring in memory.
func withKeyring(t *testing.T, vars map[string]string) (*session.Session, *pretend) {
	t.Helper()
	p := &pretend{kept: map[string]agora.Secret{}}
	return open(t, vars, func(o *session.Options) { o.Keyring = p }), p
}

func refs(t *testing.T, s *session.Session, name string) string {
	t.Helper()
	c, err := s.Connections.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	return c.Secret.String() + " " + c.AppCertificate.String()
}

func keyringRef(name string) func(*connections.Connection) {
	return func(c *connections.Connection) { c.Secret = secret.Keyring(name) }
}
