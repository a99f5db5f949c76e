package session

import (
	"errors"
	"testing"

	"sttwizard/agora"
)

// TestEachVersionHasASandboxOfItsOwn: v5 and v6 have the same addresses.
func TestEachVersionHasASandboxOfItsOwn(t *testing.T) {
	s := open(t, nil, useSandbox)
	urls := map[string]agora.Version{}
	for _, v := range agora.Versions() {
		first, err := s.SandboxURL(v)
		again, failed := s.SandboxURL(v)
		if err = errors.Join(err, failed); err != nil || first != again {
			t.Errorf("%s: %v, %s and %s", v, err, first, again)
		}
		if other, taken := urls[first]; taken {
			t.Errorf("%s has the sandbox of %s", v, other)
		}
		urls[first] = v
	}
}
