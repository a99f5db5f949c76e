package agora

import (
	"fmt"
	"strings"
	"time"
)

// Version names a version of the REST API, as in "v5".
type Version string

// V5 is the version of https://docs.agora.io/en/real-time-stt/rest-api (v5.x):
// acquire a builder token, then start.
const V5 Version = "v5"

// facts is what one version is: its numbers, what it knows and how it spells.
type facts struct {
	limits      Limits
	storageKeys KeySpelling
	endOfLife   time.Time // Agora's stated end of life; zero: none stated
}

// versions has a row for each version that this program speaks.
var versions = map[Version]facts{
	V5: {limits: limitsV5, storageKeys: LowerKeys, endOfLife: time.Date(2026, 6, 11, 0, 0, 0, 0, time.UTC)},
}

// Versions gives the versions that can be used, oldest first.
func Versions() []Version { return []Version{V5} }

// ParseVersion reads "v5" or "5"; the error names the versions there are.
func ParseVersion(s string) (Version, error) {
	v := Version("v" + strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "v"))
	if _, ok := versions[v]; !ok {
		return "", fmt.Errorf("no API version %q; there is %v", s, Versions())
	}
	return v, nil
}

// Limits gives the numbers of the version.
func (v Version) Limits() Limits { return versions[v].limits }

// EndOfLife gives the day on which Agora said the version ends, and whether it
// said one. Source: https://docs.agora.io/en/real-time-stt/rest-api/v6.x/acquire
func (v Version) EndOfLife() (time.Time, bool) {
	day := versions[v].endOfLife
	return day, !day.IsZero()
}

// Certificate says whether the project has its App Certificate enabled, which
// decides whether the bots need tokens.
type Certificate string

// What is known of a project's App Certificate.
const (
	CertificateUnknown Certificate = "unknown"
	CertificateOn      Certificate = "on"
	CertificateOff     Certificate = "off"
)

// KeySpelling is how the two storage keys are written in the body: Agora's
// tables and its examples disagree, and the API is case sensitive.
type KeySpelling string

// The two spellings of the storage keys.
const (
	LowerKeys KeySpelling = "lower" // accesskey, secretkey: the API's tables
	CamelKeys KeySpelling = "camel" // accessKey, secretKey: the API's examples
)

// Other gives the other spelling.
func (k KeySpelling) Other() KeySpelling {
	if k == CamelKeys {
		return LowerKeys
	}
	return CamelKeys
}

// Project is what rules depend on besides the request itself.
type Project struct {
	Version     Version
	AppID       string      // 32 hexadecimal digits; empty: not known
	Certificate Certificate // empty counts as unknown
	MakesTokens bool        // a bot token that is empty is made when the request is sent
	StorageKeys KeySpelling // empty: as the version's page writes them
	UTCOffset   *int        // hours east of UTC where the call is made, for the warning about far regions; nil: not known
}

// storageKeys gives the spelling in force.
func (p Project) storageKeys() KeySpelling {
	if p.StorageKeys != "" {
		return p.StorageKeys
	}
	return versions[p.Version].storageKeys
}
