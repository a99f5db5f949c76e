package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"

	"sttwizard/agora"
)

// Verify reports whether a 007 token was signed with the App Certificate. It gives
// false for every 006 token, as that does not tell for what it was signed: see
// VerifyOld.
func (t Token) Verify(certificate agora.Secret) bool {
	return t.Old == nil && hmac.Equal(t.signature, signature(certificate, t.issued, t.salt, t.signed))
}

// VerifyOld reports whether a 006 token was signed with the App Certificate for
// the channel and the uid, which is "" or "0" for any.
func (t Token) VerifyOld(certificate agora.Secret, channel, uid string) bool {
	message := []byte(t.AppID + channel + anyUID(uid))
	return t.Old != nil && hmac.Equal(t.signature, sum([]byte(certificate.Reveal()), append(message, t.signed...)))
}

// signature signs the body of a 007 token.
func signature(certificate agora.Secret, issued, salt uint32, body []byte) []byte {
	key := sum(number(issued), []byte(certificate.Reveal()))
	return sum(sum(number(salt), key), body)
}

func number(n uint32) []byte { return binary.LittleEndian.AppendUint32(nil, n) }

func sum(key, message []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(message)
	return h.Sum(nil)
}

// anyUID returns the text that stands in a token for a uid: none for 0, which is any.
func anyUID(uid string) string {
	if uid == "0" {
		return ""
	}
	return uid
}

// Old006 is what can be told of the channel and uid of a 006 token: their check sums.
type Old006 struct {
	ChannelSum, UIDSum uint32
}

func checkSum(text string) uint32 { return crc32.ChecksumIEEE([]byte(text)) }
