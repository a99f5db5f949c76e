package vault

import "github.com/zalando/go-keyring"

// fake is a keyring behind which ops stands.
func fake(ops keyring.Keyring) *Keyring {
	return &Keyring{getenv: empty, limit: keyringLimit, ready: func(func(string) string) error { return nil }, ops: ops}
}
