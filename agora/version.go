package agora

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Version names a version of the REST API, as in "v5".
type Version string

// The versions of https://docs.agora.io/en/real-time-stt/rest-api. In v5.x and v6.x
// a builder token is acquired and then a task started; in v7.x an agent, which is
// what v7 calls a task, joins under a name. An agent is a task in this package.
const (
	V5 Version = "v5"
	V6 Version = "v6"
	V7 Version = "v7"
)

// facts is what one version is: its numbers, what it lacks and how it spells.
type facts struct {
	limits      Limits
	storageKeys KeySpelling
	endOfLife   time.Time         // Agora's stated end of life; zero: none stated
	lacks       map[string]string // why a path is not there, also for all paths below it
	named       bool              // tasks are started under a name, without a builder token
	page        string            // the page of the call that starts a task, behind rest
}

// rest is where the pages of the API's calls begin.
const rest = "https://docs.agora.io/en/real-time-stt/rest-api/"

// june2026 is the end of life that Agora stated for v5.x and v6.x.
var june2026 = time.Date(2026, 6, 11, 0, 0, 0, 0, time.UTC)

// versions has a row for each version that this program speaks.
var versions = map[Version]facts{
	V5: {limits: limitsV5, storageKeys: LowerKeys, endOfLife: june2026, lacks: v5Lacks, page: "start"},
	V6: {limits: limitsV6(), storageKeys: CamelKeys, endOfLife: june2026, lacks: v6Lacks, page: "v6.x/start"},
	V7: {limits: limitsV7(), storageKeys: CamelKeys, lacks: v7Lacks, named: true, page: "join"},
}

// Why a path is not there, in words for people.
const (
	since6  = "only v6 and v7 have it"
	since7  = "only v7 has it"
	only5   = "only v5 has it"
	until6  = "v7 does not have it any more"
	oneBot  = "v7 has one bot, which listens and writes: the publishing bot"
	running = "it is for a task that runs already"
)

var (
	v5Lacks = map[string]string{
		PathName: since7, PathUIDLanguages: since6, PathKeywords: since7, PathUnSubscribeUIDs: since6,
		PathExtension: since7, PathTranslateOn: running,
	}
	v6Lacks = map[string]string{
		PathName: since7, PathKeywords: since7, PathTransferMode: only5, PathExtension: since7, PathTranslateOn: running,
	}
	v7Lacks = map[string]string{
		PathSubBotUID: oneBot, PathSubBotToken: oneBot, PathTransferMode: only5, PathForceInterval: until6,
		PathTranslateOn: running,
	}
)

// Versions returns the versions that can be used, oldest first.
func Versions() []Version { return []Version{V5, V6, V7} }

// Lacks says why a start in that version does not have the field at a path, in a
// few words for people; empty means that it has it. What is lacking is kept in a
// request and not sent.
func (v Version) Lacks(path string) string {
	lacks := versions[v].lacks
	for len(lacks) > 0 && path != "" {
		if why, ok := lacks[path]; ok {
			return why
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return ""
}

// Has reports whether a start in that version has the field at a path.
func (v Version) Has(path string) bool { return v.Lacks(path) == "" }

// Fields returns the fields that a start in that version has, in the order of its document.
func (v Version) Fields() []Field {
	return slices.DeleteFunc(Fields(), func(f Field) bool { return !v.Has(f.Path) })
}

// Named reports whether tasks are started under a name instead of with a builder
// token. Then Client.Acquire asks nobody and its instanceId is the name, which
// stands where the builder token does; query and stop need none.
func (v Version) Named() bool { return versions[v].named }

// Bots returns the paths of the uids of the bots that a task has in that version.
func (v Version) Bots() []string {
	return slices.DeleteFunc([]string{PathSubBotUID, PathPubBotUID}, func(path string) bool { return !v.Has(path) })
}

// ParseVersion reads "v5" or "5"; the error names the versions there are.
func ParseVersion(s string) (Version, error) {
	v := Version("v" + strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "v"))
	if _, ok := versions[v]; !ok {
		return "", fmt.Errorf("no API version %q; there is %s", s, strings.Trim(fmt.Sprint(Versions()), "[]"))
	}
	return v, nil
}

// Page returns the address of Agora's page about a start in that version, which the
// fields and their limits are taken from.
func (v Version) Page() string { return rest + versions[v].page }

// Limits returns the numbers of the version.
func (v Version) Limits() Limits { return versions[v].limits }

// EndOfLife returns the day on which Agora said the version ends, and whether it
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

// Other returns the other spelling.
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

// storageKeys returns the spelling in force.
func (p Project) storageKeys() KeySpelling {
	if p.StorageKeys != "" {
		return p.StorageKeys
	}
	return versions[p.Version].storageKeys
}
