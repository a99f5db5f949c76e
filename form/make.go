package form

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"sttwizard/agora"
)

// Uids that are made are high numbers of nine digits, where apps hardly ever put
// their own users, and easy enough to read aloud.
const lowestMade, highestMade = 100_000_000, 999_999_999

// freshUID makes a uid that no other answer of the draft has.
func freshUID(d *Draft) (string, error) {
	taken := append(agora.SplitList(d.Text(agora.PathSubscribeUIDs)), d.Text(agora.PathSubBotUID), d.Text(agora.PathPubBotUID))
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(highestMade-lowestMade+1))
		if err != nil {
			return "", fmt.Errorf("no random number: %w", err)
		}
		uid := strconv.FormatInt(n.Int64()+lowestMade, 10)
		if !slices.Contains(taken, uid) {
			return uid, nil
		}
	}
}

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
