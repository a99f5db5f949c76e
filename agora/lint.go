package agora

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// RuleUnpublished is the rule of a language that Agora did not publish for the version.
const RuleUnpublished = "unpublished"

// Warning is something legal that is probably wrong or costs more than it seems.
type Warning = FieldError

// The kinds of warnings that nobody can put right: a bucket is where it is, a channel
// encrypted as it is, and the pages of Agora say what they say.
const (
	ruleDeprecated   = "deprecated"
	ruleUndocumented = "undocumented"
	ruleFar          = "far"
)

// IsAdvice reports whether a warning is about what can't be put right, as storage that is
// far away because it is there. Whoever looks whether all is in place tells it and goes on.
func IsAdvice(w Warning) bool {
	return slices.Contains([]string{ruleDeprecated, ruleUndocumented, ruleFar}, w.Rule)
}

// Lint returns the warnings about a request, in the order of the document. It
// never blocks anything; broken rules are Validate's business.
func (r Request) Lint(p Project) []Warning { return r.check(p, p.Version.Lints()) }

// Lints returns every kind of warning of every version, in the order of the document.
func Lints() []Rule { return slices.Clone(lints) }

// Lints returns the kinds of warnings of the version, in the order of the document.
func (v Version) Lints() []Rule { return v.having(lints) }

var lints = []Rule{
	row(PathLanguages, "two-languages", lintTwoLanguages),
	row(PathLanguages, RuleUnpublished, func(c *checking) { c.published(Transcription, c.rule.Path, c.request.Languages) }),
	row(PathUIDLanguages, RuleUnpublished, eachSpeaker(func(c *checking, at string, s UIDLanguages) { c.published(Transcription, at, s.Languages) })),
	row(PathKeywords, "twice", func(c *checking) { c.once(c.rule.Path, c.request.Keywords) }),
	{Path: PathMaxIdleTime, Name: "never", check: lintNeverIdle, since: V7},
	row(PathMaxIdleTime, "short", lintShortIdle),
	row(PathMaxIdleTime, "long", lintLongIdle),
	row(PathChannelName, "length", lintChannelLength),
	row(PathChannelName, "spaces", lintChannelSpaces),
	row(PathChannelName, "template", func(c *checking) { c.template(c.request.RTC.ChannelName) }),
	row(PathSubBotUID, "low", func(c *checking) { c.lowUID(c.request.RTC.SubBotUID) }),
	row(PathPubBotUID, "low", func(c *checking) { c.lowUID(c.request.RTC.PubBotUID) }),
	row(PathSubBotToken, "one-token", func(c *checking) { c.oneToken(c.request.RTC.SubBotToken, c.request.RTC.PubBotToken) }),
	row(PathPubBotToken, "one-token", func(c *checking) { c.oneToken(c.request.RTC.PubBotToken, c.request.RTC.SubBotToken) }),
	row(PathCryptionMode, "ecb", lintECB),
	{Path: PathCryptionMode, Name: ruleDeprecated, check: lintOldEncryption, since: V7},
	row(PathSecret, "unused", lintUnusedSecret),
	row(PathSalt, "unused", lintUnusedSalt),
	row(PathAccessKey, "swapped", inCaptions(lintSwappedKeys)),
	row(PathBucket, "template", inCaptions(func(c *checking, s CaptionConfig) { c.template(s.Storage.Bucket) })),
	row(PathRegion, "ignored", inCaptions(lintIgnoredRegion)),
	row(PathRegion, ruleFar, inCaptions(lintFarRegion)),
	row(PathSSE, "unused", inCaptions(lintUnusedSSE)),
	{Path: PathForceInterval, Name: ruleUndocumented, check: inTranslation(lintForceInterval), since: V6},
	row(PathTranslatedPairs, "not-transcribed", inTranslation(lintNotTranscribed)),
	row(PathTranslatedPairs, RuleUnpublished, inTranslation(lintTranslated)),
}

func lintTwoLanguages(c *checking) {
	if c.oneLanguageEach() {
		return
	}
	switch n := len(c.request.Languages); {
	case n == 2:
		c.fail("two languages cost more and err more than one")
	case n > 2:
		c.fail("%d languages cost more and err more than one", n)
	}
}

// oneLanguageEach reports whether the speakers who are named have one language
// each: then nothing has to be identified, which is what costs more. Who is heard
// and not named may speak any of the languages.
func (c *checking) oneLanguageEach() bool {
	each := c.request.UIDLanguages
	if len(each) == 0 || !c.project.Version.Has(PathUIDLanguages) {
		return false
	}
	several := slices.ContainsFunc(each, func(s UIDLanguages) bool { return len(s.Languages) != 1 })
	unnamed := slices.ContainsFunc(c.request.RTC.SubscribeAudioUIDs, func(uid string) bool {
		return !slices.ContainsFunc(each, func(s UIDLanguages) bool { return s.UID == uid })
	})
	return !several && !unnamed
}

// published warns about codes that Agora did not publish for the version.
func (c *checking) published(u Use, path string, codes []string) {
	for _, code := range codes {
		if l, ok := LanguageOf(code); !ok || !l.Published(c.project.Version, u) {
			c.failAt(path, "%s is not on the list that Agora published for %s and may be refused", code, c.project.Version)
		}
	}
}

func lintNeverIdle(c *checking) {
	if n := c.request.MaxIdleTime; n != nil && *n == 0 {
		c.fail("0 is never: a forgotten task goes on for up to %.0f hours, whoever is in the channel", c.limits.TaskLife.Hours())
	}
}

func lintOldEncryption(c *checking) {
	if c.request.RTC.CryptionMode != nil {
		c.fail("Agora calls this field deprecated in v7 and names no other; it is sent as before")
	}
}

func lintForceInterval(c *checking, t TranslateConfig) {
	if t.ForceTranslateInterval != nil {
		c.fail("v6's page does not name it; others send it all the same, and so does this program")
	}
}

func lintUnusedSSE(c *checking, config CaptionConfig) {
	if v := config.Storage.Vendor; config.Extension.SSE != "" && v != nil && *v != VendorS3 {
		c.fail("is for Amazon S3 only")
	}
}

func lintShortIdle(c *checking) {
	if n := c.request.MaxIdleTime; n != nil && *n > 0 && int64(*n) < c.limits.MaxIdleTime.Default {
		c.fail("very short: started before the hosts come, the task ends by itself after %d s", *n)
	}
}

func lintLongIdle(c *checking) {
	n := c.request.MaxIdleTime
	switch {
	case n == nil || *n <= 300:
	case *n > 3600:
		c.fail("over an hour: a forgotten task goes on for %s after the last host left", hours(*n))
	default:
		c.fail("over 300 s: a forgotten task goes on that long after the last host left")
	}
}

func hours(seconds int) string {
	if seconds >= 48*3600 {
		return fmt.Sprintf("%d days", seconds/86400)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(seconds)/3600), ".0") + " hours"
}

func lintChannelLength(c *checking) {
	if n := int64(len(c.request.RTC.ChannelName)); n > ChannelNameSafe && n <= c.limits.ChannelName.Max {
		c.fail("is %d bytes long; some of Agora's pages allow only %d", n, ChannelNameSafe)
	}
}

func lintChannelSpaces(c *checking) {
	if name := c.request.RTC.ChannelName; strings.TrimSpace(name) != name {
		c.fail("has a space at its beginning or end, which makes it another channel than the one without")
	}
}

func (c *checking) lowUID(uid string) {
	if n, err := strconv.Atoi(uid); err == nil && n >= 1 && n <= LowUID {
		c.fail("low uids often belong to users of the app; two with one uid disturb each other")
	}
}

func (c *checking) oneToken(this, other Secret) {
	unknown := c.project.Certificate == CertificateUnknown || c.project.Certificate == ""
	if unknown && !c.project.MakesTokens && this == "" && other != "" {
		c.fail("only the other bot has a token; with App Certificate on, both need one")
	}
}

func lintECB(c *checking) {
	if mode := c.request.RTC.CryptionMode; mode != nil && isECB(*mode) {
		c.fail("ECB shows patterns of what it encrypts; use it only if the channel does")
	}
}

func lintUnusedSecret(c *checking) {
	mode := c.request.RTC.CryptionMode
	if c.request.RTC.Secret != "" && (mode == nil || *mode == 0) {
		c.fail("is set, but encryption is off and does not use it")
	}
}

func lintUnusedSalt(c *checking) {
	mode := c.request.RTC.CryptionMode
	if c.request.RTC.Salt != "" && (mode == nil || !UsesSalt(*mode)) {
		c.fail("is set, but only the GCM2 modes (7 and 8) use a salt")
	}
}

// s3AccessKey is the shape of an Amazon access key id; secret keys are 40 long.
var s3AccessKey = pattern(`^(AKIA|ASIA)[A-Z0-9]{12,}$`)

func lintSwappedKeys(c *checking, config CaptionConfig) {
	access, secret := config.Storage.AccessKey.Reveal(), config.Storage.SecretKey.Reveal()
	looksSwapped := s3AccessKey().MatchString(secret) || (len(access) == 40 && len(secret) == 20)
	if looksSwapped && !s3AccessKey().MatchString(access) {
		words := TermsOf(*cmp.Or(config.Storage.Vendor, new(int)))
		c.fail("%s and %s look swapped", words.AccessKey, words.SecretKey)
	}
}

func lintIgnoredRegion(c *checking, config CaptionConfig) {
	s := config.Storage
	if s.Vendor != nil && s.Region != nil && NeedsNoRegion(*s.Vendor) && *s.Region != 0 {
		c.fail("%s takes no region; Agora's page says 0", VendorName(*s.Vendor))
	}
}

// farHours is the difference of clocks from which a region counts as far away.
const farHours = 5

func lintFarRegion(c *checking, config CaptionConfig) {
	s := config.Storage
	if c.project.UTCOffset == nil || s.Vendor == nil || s.Region == nil || *s.Vendor != VendorS3 {
		return
	}
	region, ok := RegionOf(*s.Vendor, *s.Region)
	if !ok {
		return
	}
	offset, ok := regionOffset(region.Name)
	if diff := clockDistance(offset, *c.project.UTCOffset); ok && diff >= farHours {
		c.fail("%s is about %d time zones away; Agora wants storage near the machine that starts the task", region.Label(), diff)
	}
}

// regionOffset returns the usual hours east of UTC of an S3 region, by its name.
func regionOffset(name string) (int, bool) {
	for _, row := range []struct {
		prefix string
		hours  int
	}{
		{"US_EAST", -5}, {"US_WEST", -8}, {"US_GOV_EAST", -5}, {"US_GOV_WEST", -8}, {"CA_", -5}, {"SA_", -3},
		{"EU_", 1}, {"AF_", 2}, {"IL_", 2}, {"ME_", 3}, {"AP_SOUTH_1", 5}, {"AP_SOUTHEAST_2", 10}, {"AP_SOUTHEAST_3", 7},
		{"AP_SOUTHEAST", 8}, {"AP_NORTHEAST", 9}, {"AP_EAST", 8}, {"CN_", 8},
	} {
		if strings.HasPrefix(name, row.prefix) {
			return row.hours, true
		}
	}
	return 0, false
}

// clockDistance returns the hours between two offsets, the short way round the globe.
func clockDistance(a, b int) int {
	d := (a - b + 48) % 24
	return min(d, 24-d)
}

func lintNotTranscribed(c *checking, t TranslateConfig) {
	for i, source := range sourcesOf(t) {
		if source != "" && !slices.Contains(c.request.Spoken(c.project.Version), source) {
			at := fmt.Sprintf("%s[%d].source", PathTranslatedPairs, i)
			c.failAt(at, "%s is translated but not transcribed, so nothing comes of it", source)
		}
	}
}

func lintTranslated(c *checking, t TranslateConfig) {
	for i, pair := range t.Languages {
		at := fmt.Sprintf("%s[%d]", PathTranslatedPairs, i)
		if pair.Source != "" {
			c.published(TranslationSource, at+".source", []string{pair.Source})
		}
		c.published(TranslationTarget, at+".target", pair.Target)
	}
}
