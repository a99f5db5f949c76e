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

// Error returns path and text.
func (e FieldError) Error() string { return e.Path + ": " + e.Text }

// Field returns the path of the request's field without list positions, as in
// "translateConfig.languages".
func (e FieldError) Field() string {
	path, _, _ := strings.Cut(e.Path, "[")
	return path
}

// Rule is one rule of the API, by the field that it is about and its name there.
type Rule struct {
	Path string
	Name string

	check   func(*checking)
	ranged  func(Limits) Range // the numbers that it allows; nil: it is no rule about that
	counted func(Limits) Count // how many items it allows; nil: it is no rule about that
	since   Version            // the first version that has the rule; empty: each that has the field
	until   Version            // the last one
}

// Range returns the numbers that the rule allows in a version, and whether it is a
// rule about that.
func (r Rule) Range(v Version) (Range, bool) {
	if r.ranged == nil {
		return Range{}, false
	}
	return r.ranged(v.Limits()), true
}

// Count returns how many items the rule allows in a version, and whether it is a rule
// about that.
func (r Rule) Count(v Version) (Count, bool) {
	if r.counted == nil {
		return Count{}, false
	}
	return r.counted(v.Limits()), true
}

// checking is one run of one rule.
type checking struct {
	rule    Rule
	request *Request
	project Project
	limits  Limits
	errs    []FieldError
}

func (c *checking) fail(format string, args ...any) { c.failAt(c.rule.Path, format, args...) }

func (c *checking) failAt(path, format string, args ...any) {
	c.errs = append(c.errs, FieldError{Path: path, Rule: c.rule.Name, Text: fmt.Sprintf(format, args...)})
}

// Validate checks the request against every rule of the project's version and
// gives all broken ones, in the order of the document; none means that the
// request is legal. What the version lacks is not sent, so nothing is wrong with
// it: see Unsent. Warnings are Lint's business.
func (r Request) Validate(p Project) []FieldError { return r.check(p, p.Version.Rules()) }

// check runs rules on what is sent of the request.
func (r Request) check(p Project, rules []Rule) []FieldError {
	r = r.Sent(p.Version)
	c := &checking{request: &r, project: p, limits: p.Version.Limits()}
	for _, rule := range rules {
		c.rule = rule
		rule.check(c)
	}
	return c.errs
}

// Rules returns every rule of every version, in the order of the document.
func Rules() []Rule { return slices.Clone(rules) }

// Rules returns the rules of the version, in the order of the document.
func (v Version) Rules() []Rule { return v.having(rules) }

// having leaves out what is about a field that the version lacks.
func (v Version) having(all []Rule) []Rule {
	return slices.DeleteFunc(slices.Clone(all), func(r Rule) bool {
		return !v.Has(r.Path) || r.since != "" && v < r.since || r.until != "" && v > r.until
	})
}

func row(path, name string, check func(*checking)) Rule {
	return Rule{Path: path, Name: name, check: check}
}

// ranged makes the rule that a number is in its range.
func ranged(path string, limit func(Limits) Range) Rule {
	field, _ := FieldAt(path)
	return Rule{Path: path, Name: "range", ranged: limit, check: func(c *checking) {
		n, set := field.get(c.request).(int)
		if err := limit(c.limits).Check(int64(n)); set && err != nil {
			c.fail("%v", err)
		}
	}}
}

// counted makes the rule that a list is not too long.
func counted(path string, limit func(Limits) Count) Rule {
	field, _ := FieldAt(path)
	return Rule{Path: path, Name: "count", counted: limit, check: func(c *checking) {
		n, count := items(field.get(c.request)), limit(c.limits)
		if n > count.Max {
			c.fail("%v", count.Check(n))
		}
	}}
}

// items counts the items of a field's value.
func items(value any) int {
	switch v := value.(type) {
	case []string:
		return len(v)
	case []UIDLanguages:
		return len(v)
	case []Translation:
		return len(v)
	}
	return 0
}

// rules has one row per rule; a field's rows stand together.
var rules = []Rule{
	row(PathName, "length", nameLength),
	row(PathLanguages, "required", func(c *checking) { c.atLeast(c.limits.Languages, c.request.Languages) }),
	counted(PathLanguages, func(l Limits) Count { return l.Languages }),
	row(PathLanguages, "format", func(c *checking) { c.codes(c.rule.Path, c.request.Languages) }),
	row(PathLanguages, "duplicate", func(c *checking) { c.once(c.rule.Path, c.request.Languages) }),
	counted(PathUIDLanguages, func(l Limits) Count { return l.UIDLanguages }),
	row(PathUIDLanguages, "uid", speakerUIDs),
	row(PathUIDLanguages, "duplicate", func(c *checking) { c.once(c.rule.Path, uidsOf(c.request.UIDLanguages)) }),
	row(PathUIDLanguages, "differs", func(c *checking) { c.noBot(uidsOf(c.request.UIDLanguages)) }),
	row(PathUIDLanguages, "languages", eachSpeaker(speakerLanguages)),
	row(PathUIDLanguages, "language-format", eachSpeaker(func(c *checking, at string, s UIDLanguages) { c.codes(at, s.Languages) })),
	row(PathUIDLanguages, "language-duplicate", eachSpeaker(func(c *checking, at string, s UIDLanguages) { c.once(at, s.Languages) })),
	counted(PathKeywords, func(l Limits) Count { return l.Keywords }),
	ranged(PathMaxIdleTime, func(l Limits) Range { return l.MaxIdleTime }),
	row(PathChannelName, "required", func(c *checking) { c.present(c.request.RTC.ChannelName) }),
	row(PathChannelName, "length", channelLength),
	row(PathChannelName, "charset", channelCharset),
	row(PathSubBotUID, "required", func(c *checking) { c.present(c.request.RTC.SubBotUID) }),
	row(PathSubBotUID, "format", func(c *checking) { c.uid(c.request.RTC.SubBotUID) }),
	row(PathSubBotToken, "required", func(c *checking) { c.botToken(c.request.RTC.SubBotToken) }),
	row(PathPubBotUID, "required", func(c *checking) { c.present(c.request.RTC.PubBotUID) }),
	row(PathPubBotUID, "format", func(c *checking) { c.uid(c.request.RTC.PubBotUID) }),
	{Path: PathPubBotUID, Name: "differs", check: botsDiffer, until: V6},
	row(PathPubBotToken, "required", func(c *checking) { c.botToken(c.request.RTC.PubBotToken) }),
	counted(PathSubscribeUIDs, func(l Limits) Count { return l.SubscribeAudioUIDs }),
	row(PathSubscribeUIDs, "format", subscribedFormat),
	row(PathSubscribeUIDs, "duplicate", func(c *checking) { c.once(c.rule.Path, c.request.RTC.SubscribeAudioUIDs) }),
	row(PathSubscribeUIDs, "differs", func(c *checking) { c.noBot(c.request.RTC.SubscribeAudioUIDs) }),
	{Path: PathSubscribeUIDs, Name: "alone", check: allStandsAlone, since: V6},
	counted(PathUnSubscribeUIDs, func(l Limits) Count { return l.UnSubscribeAudioUIDs }),
	row(PathUnSubscribeUIDs, "format", func(c *checking) { c.uids(c.request.RTC.UnSubscribeAudioUIDs) }),
	row(PathUnSubscribeUIDs, "duplicate", func(c *checking) { c.once(c.rule.Path, c.request.RTC.UnSubscribeAudioUIDs) }),
	row(PathUnSubscribeUIDs, "exclusive", notBothLists),
	ranged(PathCryptionMode, func(l Limits) Range { return l.CryptionMode }),
	row(PathSecret, "required", secretNeeded),
	row(PathSalt, "required", saltNeeded),
	row(PathSalt, "format", saltFormat),
	row(PathTransferMode, "oneof", transferModes),
	row(PathTransferMode, "duplicate", func(c *checking) { c.once(c.rule.Path, c.request.RTC.TransferMode) }),
	ranged(PathSliceDuration, func(l Limits) Range { return l.SliceDuration }),
	row(PathAccessKey, "required", inCaptions(func(c *checking, s CaptionConfig) { c.present(s.Storage.AccessKey.Reveal()) })),
	row(PathSecretKey, "required", inCaptions(func(c *checking, s CaptionConfig) { c.present(s.Storage.SecretKey.Reveal()) })),
	row(PathBucket, "required", inCaptions(func(c *checking, s CaptionConfig) { c.present(s.Storage.Bucket) })),
	row(PathVendor, "required", inCaptions(func(c *checking, s CaptionConfig) { c.presentNumber(s.Storage.Vendor) })),
	row(PathVendor, "oneof", inCaptions(vendorKnown)),
	row(PathRegion, "required", inCaptions(func(c *checking, s CaptionConfig) { c.presentNumber(s.Storage.Region) })),
	row(PathRegion, "oneof", inCaptions(regionKnown)),
	row(PathFileNamePrefix, "charset", inCaptions(prefixCharset)),
	row(PathFileNamePrefix, "length", inCaptions(prefixLength)),
	row(PathEndpoint, "required", inCaptions(endpointNeeded)),
	row(PathEndpoint, "format", inCaptions(endpointFormat)),
	row(PathSSE, "oneof", inCaptions(sseKnown)),
	ranged(PathForceInterval, func(l Limits) Range { return l.ForceTranslateInterval }),
	row(PathTranslatedPairs, "required", inTranslation(func(c *checking, t TranslateConfig) { c.atLeast(c.limits.TranslateSources, sourcesOf(t)) })),
	counted(PathTranslatedPairs, func(l Limits) Count { return l.TranslateSources }),
	row(PathTranslatedPairs, "duplicate", inTranslation(func(c *checking, t TranslateConfig) { c.once(c.rule.Path, sourcesOf(t)) })),
	row(PathTranslatedPairs, "source", inTranslation(sourceFormat)),
	row(PathTranslatedPairs, "targets", eachTarget(func(c *checking, at string, t Translation) { c.targetCount(at, t) })),
	row(PathTranslatedPairs, "target-format", eachTarget(func(c *checking, at string, t Translation) { c.codes(at, t.Target) })),
	row(PathTranslatedPairs, "target-duplicate", eachTarget(func(c *checking, at string, t Translation) { c.once(at, t.Target) })),
	row(PathTranslatedPairs, "target-differs", eachTarget(targetDiffers)),
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

func (c *checking) once(path string, items []string) {
	for i, item := range items {
		if slices.Contains(items[:i], item) {
			c.failAt(path, "names %s twice", item)
			return
		}
	}
}

const languageForm = `^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,16}){0,3}$`

var languageCode = pattern(languageForm)

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
	if n := int64(len(c.request.RTC.ChannelName)); n > c.limits.ChannelName.Max {
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
	c.uids(slices.DeleteFunc(slices.Clone(c.request.RTC.SubscribeAudioUIDs), func(uid string) bool {
		return c.limits.AllUIDs && uid == AllUIDs
	}))
}

func (c *checking) uids(uids []string) {
	for _, uid := range uids {
		if why := uidError(uid, c.limits.UID); why != "" {
			c.fail("each %s; %q is not", why, uid)
			return
		}
	}
}

// noBot refuses a bot of the task among users.
func (c *checking) noBot(uids []string) {
	for _, uid := range uids {
		if uid != "" && (uid == c.request.RTC.SubBotUID || uid == c.request.RTC.PubBotUID) {
			c.fail("can't hold %s, which is a bot's uid", uid)
			return
		}
	}
}

func allStandsAlone(c *checking) {
	if uids := c.request.RTC.SubscribeAudioUIDs; len(uids) > 1 && slices.Contains(uids, AllUIDs) {
		c.fail("can't name others beside %q, which is everybody", AllUIDs)
	}
}

func notBothLists(c *checking) {
	if len(c.request.RTC.UnSubscribeAudioUIDs) > 0 && len(c.request.RTC.SubscribeAudioUIDs) > 0 {
		c.fail("can't be given together with a list of who is heard: take one of the two")
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
