package agora

import (
	"crypto/rand"
	"encoding/base32"
	"io"
	"strings"
)

// instanceIDForm are what Agora allows in an instanceId, 1 to 64 of them.
// Source: https://docs.agora.io/en/real-time-stt/rest-api/acquire (v5.x)
var instanceIDForm = pattern(`^[A-Za-z0-9_-]{1,64}$`)

// NewInstanceID makes a fresh instanceId of 31 characters from 128 bits of
// random; nil takes the system's random numbers. It tells nothing about time,
// machine or channel.
func NewInstanceID(random io.Reader) string {
	var bits [16]byte
	if random == nil {
		random = rand.Reader
	}
	if _, err := io.ReadFull(random, bits[:]); err != nil {
		rand.Read(bits[:]) // an instanceId must be unique; the system's source never fails
	}
	encoded := base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(bits[:])
	return "sttw-" + strings.ToLower(encoded)
}
