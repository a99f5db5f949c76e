package form

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

// keptUID makes a uid that stays until it is changed.
func keptUID(d *Draft) (string, error) { return freshUID(d), nil }

// freshSecret makes an encryption secret as Agora's guide does: 64 hexadecimal digits.
func freshSecret(*Draft) (string, error) {
	raw, err := randomBytes(32)
	return hex.EncodeToString(raw), err
}

// freshSalt makes a salt: standard Base64 of as many random bytes as the API wants.
func freshSalt(d *Draft) (string, error) {
	raw, err := randomBytes(d.project.Version.Limits().SaltBytes)
	return base64.StdEncoding.EncodeToString(raw), err
}

func randomBytes(n int) ([]byte, error) {
	raw := make([]byte, n)
	if _, err := rand.Read(raw); err != nil {
		return nil, fmt.Errorf("no random bytes: %w", err)
	}
	return raw, nil
}
