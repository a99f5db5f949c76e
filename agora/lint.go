package agora

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Warning is something legal that is probably wrong or costs more than it seems.
type Warning = FieldError

// Lint gives the warnings about a request, in the order of the document. It
// never blocks anything; broken rules are Validate's business.
func (r Request) Lint(p Project) []Warning {
	c := &checking{request: &r, project: p, limits: p.Version.Limits()}
	for _, lint := range lints {
		c.rule = lint
		lint.check(c)
	}
	return c.errs
}

// Lints gives every kind of warning, in the order of the document.
func Lints() []Rule { return slices.Clone(lints) }

var lints = []Rule{
	{PathLanguages, "two-languages", lintTwoLanguages},
	{PathLanguages, "unpublished", func(c *checking) { c.published(Transcription, c.rule.Path, c.request.Languages) }},
	{PathMaxIdleTime, "short", lintShortIdle},
	{PathMaxIdleTime, "long", lintLongIdle},
	{PathChannelName, "length", lintChannelLength},
	{PathSubBotUID, "low", func(c *checking) { c.lowUID(c.request.RTC.SubBotUID) }},
	{PathPubBotUID, "low", func(c *checking) { c.lowUID(c.request.RTC.PubBotUID) }},
	{PathSubBotToken, "one-token", func(c *checking) { c.oneToken(c.request.RTC.SubBotToken, c.request.RTC.PubBotToken) }},
	{PathPubBotToken, "one-token", func(c *checking) { c.oneToken(c.request.RTC.PubBotToken, c.request.RTC.SubBotToken) }},
	{PathCryptionMode, "ecb", lintECB},
	{PathSecret, "unused", lintUnusedSecret},
	{PathSalt, "unused", lintUnusedSalt},
	{PathAccessKey, "swapped", inCaptions(lintSwappedKeys)},
	{PathRegion, "ignored", inCaptions(lintIgnoredRegion)},
	{PathRegion, "far", inCaptions(lintFarRegion)},
	{PathTranslatedPairs, "not-transcribed", inTranslation(lintNotTranscribed)},
	{PathTranslatedPairs, "unpublished", inTranslation(lintTranslated)},
}

func lintTwoLanguages(c *checking) {
	if len(c.request.Languages) > 1 {
		c.fail("two languages cost more and err more than one")
	}
}

// published warns about codes that Agora did not publish for the version.
func (c *checking) published(u Use, path string, codes []string) {
	for _, code := range codes {
		if l, ok := LanguageOf(code); !ok || !l.Published(c.project.Version, u) {
			c.failAt(path, "%s is not on the list that Agora published for %s and may be refused", code, c.project.Version)
		}
	}
}

func lintShortIdle(c *checking) {
	if n := c.request.MaxIdleTime; n != nil && *n < c.limits.MaxIdleTime.Default {
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
	return fmt.Sprintf("%.1f hours", float64(seconds)/3600)
}

func lintChannelLength(c *checking) {
	if n := len(c.request.RTC.ChannelName); n > ChannelNameSafe && n <= c.limits.ChannelName.Max {
		c.fail("is %d bytes long; some of Agora's pages allow only %d", n, ChannelNameSafe)
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
		c.fail("access key and secret key look swapped")
	}
}

func lintIgnoredRegion(c *checking, config CaptionConfig) {
	s := config.Storage
	if s.Vendor != nil && s.Region != nil && *s.Vendor != VendorS3 && *s.Region != 0 {
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

// regionOffset gives the usual hours east of UTC of an S3 region, by its name.
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

// clockDistance gives the hours between two offsets, the short way round the globe.
func clockDistance(a, b int) int {
	d := (a - b + 48) % 24
	return min(d, 24-d)
}

func lintNotTranscribed(c *checking, t TranslateConfig) {
	for i, source := range sourcesOf(t) {
		if source != "" && !slices.Contains(c.request.Languages, source) {
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
