package vault

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// stub is a keyring in memory that can misbehave.
type stub struct {
	keyring.Keyring
	entries map[string]string
	before  func() error // before each call
	deaf    bool         // says yes and does nothing
}

func (s *stub) call(service string) error {
	if service != Service {
		return fmt.Errorf("the service is %s", service)
	}
	if s.before != nil {
		return s.before()
	}
	return nil
}

func (s *stub) Get(service, name string) (string, error) {
	if err := s.call(service); err != nil {
		return "", err
	}
	value, ok := s.entries[name]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return value, nil
}

func (s *stub) Set(service, name, value string) error {
	err := s.call(service)
	if err == nil && !s.deaf {
		s.entries[name] = value
	}
	return err
}

func (s *stub) Delete(service, name string) error {
	err := s.call(service)
	if _, ok := s.entries[name]; err == nil && !ok {
		return keyring.ErrNotFound
	}
	if err == nil && !s.deaf {
		delete(s.entries, name)
	}
	return err
}

// fake is a keyring behind which ops stands.
func fake(ops keyring.Keyring) *Keyring {
	return &Keyring{getenv: empty, limit: keyringLimit, ready: func(func(string) string) error { return nil }, ops: ops}
}

func TestTheKeyringKeepsReplacesAndDeletes(t *testing.T) {
	s := &stub{entries: map[string]string{}}
	k := fake(s)
	must(t, k.Available(t.Context()))
	keepsReplacesDeletes(t, k)
	if len(s.entries) != 0 {
		t.Errorf("left: %d", len(s.entries))
	}
}

// keepsReplacesDeletes is what every vault does.
func keepsReplacesDeletes(t *testing.T, v secret.Vault) {
	t.Helper()
	hasNot(t, v, "acme")
	must(t, v.Put(t.Context(), "acme", "canary one"))
	must(t, v.Put(t.Context(), "Other_2.-", "canary \"zwei\" é$`\\"))
	must(t, v.Put(t.Context(), "acme", "canary three"))
	has(t, v, "acme", "canary three")
	has(t, v, "Other_2.-", "canary \"zwei\" é$`\\")
	must(t, v.Delete(t.Context(), "acme"))
	hasNot(t, v, "acme")
	must(t, v.Delete(t.Context(), "acme"))
	must(t, v.Delete(t.Context(), "Other_2.-"))
}

func TestWhatTheKeyringTakesAtMost(t *testing.T) {
	k := fake(&stub{entries: map[string]string{}})
	must(t, k.Put(t.Context(), "acme", agora.Secret(strings.Repeat("c", MaxKeyring))))
	err := k.Put(t.Context(), "acme", agora.Secret(strings.Repeat("c", MaxKeyring+1)))
	if err == nil || !strings.Contains(err.Error(), "2560 bytes") {
		t.Errorf("got %v", err)
	}
}

func TestAKeyringThatFailsSaysWhyAndWhatElse(t *testing.T) {
	dbus := errors.New("failed to unlock correct collection")
	for name, c := range map[string]struct {
		stub *stub
		ctx  context.Context
		want string
	}{
		"an error":       {&stub{before: func() error { return dbus }}, t.Context(), "failed to unlock"},
		"a panic":        {&stub{before: func() error { panic("interface conversion") }}, t.Context(), "can't be read"},
		"another system": {&stub{before: func() error { return keyring.ErrUnsupportedPlatform }}, t.Context(), "none for this system"},
	} {
		k := fake(c.stub)
		_, get := k.Get(c.ctx, "acme")
		for _, err := range []error{get, k.Put(c.ctx, "acme", "canary"), k.Delete(c.ctx, "acme")} {
			e, ok := errors.AsType[*secret.UnavailableError](err)
			if !ok || !strings.Contains(err.Error(), c.want) || e.Do == "" || strings.Contains(err.Error(), "canary") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestASecretThatWasNotKeptIsNoSuccess(t *testing.T) {
	k := fake(&stub{entries: map[string]string{"old": "canary old"}, deaf: true})
	if err := k.Put(t.Context(), "acme", "canary"); !errors.Is(err, errNotKept) {
		t.Errorf("put: %v", err)
	}
	if err := k.Put(t.Context(), "old", "canary new"); !errors.Is(err, errNotKept) {
		t.Errorf("replace: %v", err)
	}
	if err := k.Delete(t.Context(), "old"); !errors.Is(err, errNotDeleted) {
		t.Errorf("delete: %v", err)
	}
}

func TestAKeyringThatHangsIsLeftAtTheLimit(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	k := fake(&stub{before: func() error { <-hang; return nil }})
	k.limit = time.Millisecond
	_, err := k.Get(t.Context(), "acme")
	if _, ok := errors.AsType[*secret.UnavailableError](err); !ok || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	k.limit = time.Hour
	short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := k.Put(short, "acme", "canary"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the caller's limit: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := k.Delete(gone, "acme"); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled call: %v", err)
	}
}

func TestTheKeyringCanBeSwitchedOff(t *testing.T) {
	reached := &stub{before: func() error { t.Error("it was called"); return nil }}
	k := fake(reached)
	k.getenv = func(name string) string { return map[string]string{KeyringVariable: "off"}[name] }
	_, get := k.Get(t.Context(), "acme")
	for _, err := range []error{get, k.Put(t.Context(), "acme", "canary"), k.Delete(t.Context(), "acme"), k.Available(t.Context())} {
		if _, ok := errors.AsType[*secret.UnavailableError](err); !ok || !strings.Contains(err.Error(), KeyringVariable+"=off") {
			t.Errorf("got %v", err)
		}
	}
}
