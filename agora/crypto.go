package agora

import "fmt"

// cryptionModes names the modes 0 to 8 of rtcConfig.cryptionMode.
// Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x)
var cryptionModes = []string{
	"none", "AES_128_XTS", "AES_128_ECB", "AES_256_XTS", "SM4_128_ECB",
	"AES_128_GCM", "AES_256_GCM", "AES_128_GCM2", "AES_256_GCM2",
}

// CryptionModeName returns the API's name of an encryption mode, or its number in
// words where it has none.
func CryptionModeName(mode int) string {
	if mode < 0 || mode >= len(cryptionModes) {
		return fmt.Sprintf("%d", mode)
	}
	return cryptionModes[mode]
}

// UsesSalt reports whether an encryption mode needs a salt besides the secret: the GCM2 modes do.
func UsesSalt(mode int) bool { return mode == 7 || mode == 8 }

// isECB reports whether a mode encrypts equal blocks alike, which shows patterns.
func isECB(mode int) bool { return mode == 2 || mode == 4 }
