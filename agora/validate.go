package agora

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// FieldError is one broken rule: the API's own path of the field, the rule's
// name and what is wrong, in words, with what would be right.
type FieldError struct {
	Path string // such as "rtcConfig.channelName" or "translateConfig.languages[0].target"
	Rule string // such as "required", "range" or "duplicate"
	Text string // such as "must be 5 to 28800 seconds; 3 is not"
}

// Error gives path and text.
func (e FieldError) Error() string { return e.Path + ": " + e.Text }

// Field gives the path of the request's field without list positions, as in
// "translateConfig.languages".
func (e FieldError) Field() string {
	path, _, _ := strings.Cut(e.Path, "[")
	return path
}

// Rule is one rule of the API, by the field that it is about and its name there.
type Rule struct {
	Path string
	Name string

	check func(*checking)
}

// checking is one run of one rule.
type checking struct {
	rule    Rule
	request *Request
	project Project
	limits  Limits
	errs    []FieldError
}

//go:noinline // for size: it has many callers
func (c *checking) fail(format string, args ...any) { c.failAt(c.rule.Path, format, args...) }

//go:noinline // for size: it has many callers
func (c *checking) failAt(path, format string, args ...any) {
	c.errs = append(c.errs, FieldError{Path: path, Rule: c.rule.Name, Text: fmt.Sprintf(format, args...)})
}

// Validate checks the request against every rule of the project's version and
// gives all broken ones, in the order of the document; none means that the
// request is legal. Warnings are Lint's business.
func (r Request) Validate(p Project) []FieldError {
	c := &checking{request: &r, project: p, limits: p.Version.Limits()}
	for _, rule := range rules {
		c.rule = rule
		rule.check(c)
	}
	return c.errs
}

// Rules gives every rule, in the order of the document.
func Rules() []Rule { return slices.Clone(rules) }

// rules has one row per rule; a field's rows stand together.
var rules = []Rule{
	{PathLanguages, "required", func(c *checking) { c.atLeast(c.limits.Languages, c.request.Languages) }},
	{PathLanguages, "count", func(c *checking) { c.atMost(c.limits.Languages, len(c.request.Languages)) }},
	{PathLanguages, "format", func(c *checking) { c.codes(c.rule.Path, c.request.Languages) }},
	{PathLanguages, "duplicate", func(c *checking) { c.once(c.rule.Path, c.request.Languages) }},
	{PathMaxIdleTime, "range", func(c *checking) { c.inRange(c.limits.MaxIdleTime, c.request.MaxIdleTime) }},
	{PathChannelName, "required", func(c *checking) { c.present(c.request.RTC.ChannelName) }},
	{PathChannelName, "length", channelLength},
	{PathChannelName, "charset", channelCharset},
	{PathSubBotUID, "required", func(c *checking) { c.present(c.request.RTC.SubBotUID) }},
	{PathSubBotUID, "format", func(c *checking) { c.uid(c.request.RTC.SubBotUID) }},
	{PathSubBotToken, "required", func(c *checking) { c.botToken(c.request.RTC.SubBotToken) }},
	{PathPubBotUID, "required", func(c *checking) { c.present(c.request.RTC.PubBotUID) }},
	{PathPubBotUID, "format", func(c *checking) { c.uid(c.request.RTC.PubBotUID) }},
	{PathPubBotUID, "differs", botsDiffer},
	{PathPubBotToken, "required", func(c *checking) { c.botToken(c.request.RTC.PubBotToken) }},
	{PathSubscribeUIDs, "count", func(c *checking) { c.atMost(c.limits.SubscribeAudioUIDs, len(c.request.RTC.SubscribeAudioUIDs)) }},
	{PathSubscribeUIDs, "format", subscribedFormat},
	{PathSubscribeUIDs, "duplicate", func(c *checking) { c.once(c.rule.Path, c.request.RTC.SubscribeAudioUIDs) }},
	{PathSubscribeUIDs, "differs", subscribedDiffer},
	{PathCryptionMode, "range", func(c *checking) { c.inRange(c.limits.CryptionMode, c.request.RTC.CryptionMode) }},
	{PathSecret, "required", secretNeeded},
	{PathSalt, "required", saltNeeded},
	{PathSalt, "format", saltFormat},
	{PathTransferMode, "oneof", transferModes},
	{PathTransferMode, "duplicate", func(c *checking) { c.once(c.rule.Path, c.request.RTC.TransferMode) }},
	{PathSliceDuration, "range", inCaptions(func(c *checking, s CaptionConfig) { c.inRange(c.limits.SliceDuration, s.SliceDuration) })},
	{PathAccessKey, "required", inCaptions(func(c *checking, s CaptionConfig) { c.present(s.Storage.AccessKey.Reveal()) })},
	{PathSecretKey, "required", inCaptions(func(c *checking, s CaptionConfig) { c.present(s.Storage.SecretKey.Reveal()) })},
	{PathBucket, "required", inCaptions(func(c *checking, s CaptionConfig) { c.present(s.Storage.Bucket) })},
	{PathVendor, "required", inCaptions(func(c *checking, s CaptionConfig) { c.presentNumber(s.Storage.Vendor) })},
	{PathVendor, "oneof", inCaptions(vendorKnown)},
	{PathRegion, "required", inCaptions(func(c *checking, s CaptionConfig) { c.presentNumber(s.Storage.Region) })},
	{PathRegion, "oneof", inCaptions(regionKnown)},
	{PathFileNamePrefix, "charset", inCaptions(prefixCharset)},
	{PathFileNamePrefix, "length", inCaptions(prefixLength)},
	{PathForceInterval, "range", inTranslation(func(c *checking, t TranslateConfig) {
		c.inRange(c.limits.ForceTranslateInterval, t.ForceTranslateInterval)
	})},
	{PathTranslatedPairs, "required", inTranslation(func(c *checking, t TranslateConfig) { c.atLeast(c.limits.TranslateSources, sourcesOf(t)) })},
	{PathTranslatedPairs, "count", inTranslation(func(c *checking, t TranslateConfig) { c.atMost(c.limits.TranslateSources, len(t.Languages)) })},
	{PathTranslatedPairs, "duplicate", inTranslation(func(c *checking, t TranslateConfig) { c.once(c.rule.Path, sourcesOf(t)) })},
	{PathTranslatedPairs, "source", inTranslation(sourceFormat)},
	{PathTranslatedPairs, "targets", eachTarget(func(c *checking, at string, t Translation) { c.targetCount(at, t) })},
	{PathTranslatedPairs, "target-format", eachTarget(func(c *checking, at string, t Translation) { c.codes(at, t.Target) })},
	{PathTranslatedPairs, "target-duplicate", eachTarget(func(c *checking, at string, t Translation) { c.once(at, t.Target) })},
	{PathTranslatedPairs, "target-differs", eachTarget(targetDiffers)},
}

// ---- checks that serve several fields

func (c *checking) present(s string) {
	if s == "" {
		c.fail("is required")
	}
}

func (c *checking) presentNumber(n *int) {
	if n == nil {
		c.fail("is required")
	}
}

func (c *checking) atLeast(count Count, items []string) {
	if len(items) < count.Min {
		c.fail("%v", count.Check(len(items)))
	}
}

func (c *checking) atMost(count Count, n int) {
	if n > count.Max {
		c.fail("%v", count.Check(n))
	}
}

func (c *checking) inRange(r Range, n *int) {
	if n == nil {
		return
	}
	if err := r.Check(*n); err != nil {
		c.fail("%v", err)
	}
}

func (c *checking) once(path string, items []string) {
	for i, item := range items {
		if slices.Contains(items[:i], item) {
			c.failAt(path, "names %s twice", item)
			return
		}
	}
}

var languageCode = pattern(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,16}){0,3}$`)

func (c *checking) codes(path string, codes []string) {
	for _, code := range codes {
		if !languageCode().MatchString(code) {
			c.failAt(path, "%q is no language code; codes look like en-US", code)
			return
		}
	}
}

// ---- channel and bots

func channelLength(c *checking) {
	if n := len(c.request.RTC.ChannelName); n > c.limits.ChannelName.Max {
		c.fail("must be at most %d bytes long; this is %d", c.limits.ChannelName.Max, n)
	}
}

// channelChars are the 89 characters of a channel name.
const channelChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" +
	" !#$%&()+-:;<=.>?@[]^_{}|~,"

func channelCharset(c *checking) {
	i := strings.IndexFunc(c.request.RTC.ChannelName, func(r rune) bool { return !strings.ContainsRune(channelChars, r) })
	if i < 0 {
		return
	}
	bad := []rune(c.request.RTC.ChannelName[i:])[0]
	c.fail("can't hold %s; letters, digits, spaces and !#$%%&()+-:;<=.>?@[]^_{}|~, are allowed", named(bad))
}

var decimalUID = pattern(`^[1-9][0-9]{0,9}$`)

// uidError says what is wrong with a uid, or nothing.
func uidError(uid string, limit Range) string {
	if n, err := strconv.ParseUint(uid, 10, 64); decimalUID().MatchString(uid) && err == nil && n <= uint64(limit.Max) {
		return ""
	}
	return fmt.Sprintf("must be a whole number from %d to %d, digits only", limit.Min, limit.Max)
}

func (c *checking) uid(uid string) {
	if uid == "" {
		return
	}
	if why := uidError(uid, c.limits.UID); why != "" {
		c.fail("%s", why)
	}
}

func (c *checking) botToken(token Secret) {
	if c.project.Certificate == CertificateOn && token == "" && !c.project.MakesTokens {
		c.fail("is required, because the project's App Certificate is on")
	}
}

func botsDiffer(c *checking) {
	if uid := c.request.RTC.PubBotUID; uid != "" && uid == c.request.RTC.SubBotUID {
		c.fail("must differ from the subscribing bot's uid")
	}
}

func subscribedFormat(c *checking) {
	for _, uid := range c.request.RTC.SubscribeAudioUIDs {
		if why := uidError(uid, c.limits.UID); why != "" {
			c.fail("each %s; %q is not", why, uid)
			return
		}
	}
}

func subscribedDiffer(c *checking) {
	for _, uid := range c.request.RTC.SubscribeAudioUIDs {
		if uid == c.request.RTC.SubBotUID || uid == c.request.RTC.PubBotUID {
			c.fail("can't hold %s, which is a bot's uid", uid)
			return
		}
	}
}

// ---- encryption

func secretNeeded(c *checking) {
	if mode := c.request.RTC.CryptionMode; mode != nil && *mode != 0 && c.request.RTC.Secret == "" {
		c.fail("is required with encryption mode %s", CryptionModeName(*mode))
	}
}

func saltNeeded(c *checking) {
	if mode := c.request.RTC.CryptionMode; mode != nil && UsesSalt(*mode) && c.request.RTC.Salt == "" {
		c.fail("is required with encryption mode %s", CryptionModeName(*mode))
	}
}

func saltFormat(c *checking) {
	salt := c.request.RTC.Salt.Reveal()
	if salt == "" {
		return
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(salt)
	switch {
	case err != nil || strings.ContainsAny(salt, "\r\n"):
		c.fail("must be standard Base64 of %d bytes", c.limits.SaltBytes)
	case len(raw) != c.limits.SaltBytes:
		c.fail("must be Base64 of %d bytes; this holds %d", c.limits.SaltBytes, len(raw))
	}
}

func transferModes(c *checking) {
	for _, mode := range c.request.RTC.TransferMode {
		if !slices.Contains(c.limits.TransferModes, mode) {
			c.fail("must be %s; %q is not", strings.Join(c.limits.TransferModes, " or "), mode)
			return
		}
	}
}
