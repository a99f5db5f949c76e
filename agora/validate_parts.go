package agora

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// The checks of the optional parts: they hold only where the part is present.

func inCaptions(check func(*checking, CaptionConfig)) func(*checking) {
	return func(c *checking) {
		if c.request.Caption != nil {
			check(c, *c.request.Caption)
		}
	}
}

func inTranslation(check func(*checking, TranslateConfig)) func(*checking) {
	return func(c *checking) {
		if c.request.Translate != nil {
			check(c, *c.request.Translate)
		}
	}
}

// eachTarget runs a check on every translation, with the path of its targets.
func eachTarget(check func(c *checking, at string, t Translation)) func(*checking) {
	return inTranslation(func(c *checking, config TranslateConfig) {
		for i, t := range config.Languages {
			check(c, fmt.Sprintf("%s[%d].target", PathTranslatedPairs, i), t)
		}
	})
}

func nameLength(c *checking) {
	if n := int64(utf8.RuneCountInString(c.request.Name)); n > c.limits.Name.Max {
		c.fail("must be at most %d characters long; this is %d", c.limits.Name.Max, n)
	}
}

// eachSpeaker runs a check on every speaker, with the path of the languages.
func eachSpeaker(check func(c *checking, at string, s UIDLanguages)) func(*checking) {
	return func(c *checking) {
		for i, s := range c.request.UIDLanguages {
			check(c, fmt.Sprintf("%s[%d].languages", PathUIDLanguages, i), s)
		}
	}
}

func uidsOf(speakers []UIDLanguages) []string {
	uids := make([]string, len(speakers))
	for i, s := range speakers {
		uids[i] = s.UID
	}
	return uids
}

func speakerUIDs(c *checking) {
	for i, s := range c.request.UIDLanguages {
		if why := uidError(s.UID, c.limits.UID); why != "" {
			c.failAt(fmt.Sprintf("%s[%d].uid", PathUIDLanguages, i), "%s", why)
		}
	}
}

func speakerLanguages(c *checking, at string, s UIDLanguages) {
	if err := c.limits.UIDLanguagesEach.Check(len(s.Languages)); err != nil {
		c.failAt(at, "%v, for uid %s", err, s.UID)
	}
}

func endpointNeeded(c *checking, config CaptionConfig) {
	if v := config.Storage.Vendor; v != nil && *v == VendorS3Like && config.Extension.Endpoint == "" {
		c.fail("is required for %s storage", VendorName(VendorS3Like))
	}
}

func endpointFormat(c *checking, config CaptionConfig) {
	text := config.Extension.Endpoint
	u, err := url.Parse(text)
	if text != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		c.fail("must be a whole address, as in https://storage.example.com:9000")
	}
}

func sseKnown(c *checking, config CaptionConfig) {
	if sse := config.Extension.SSE; sse != "" && !slices.Contains(c.limits.SSE, sse) {
		c.fail("must be %s; %q is not", strings.Join(c.limits.SSE, " or "), sse)
	}
}

func vendorKnown(c *checking, config CaptionConfig) {
	vendor := config.Storage.Vendor
	if vendor == nil || slices.Contains(c.limits.Vendors, *vendor) {
		return
	}
	var names []string
	for _, v := range c.limits.Vendors {
		names = append(names, fmt.Sprintf("%d (%s)", v, VendorName(v)))
	}
	c.fail("must be %s; %d is not", strings.Join(names, ", "), *vendor)
}

// regionKnown refuses only what no table of Agora's knows; that a vendor without
// regions wants 0 is a warning, since Agora ignores the number there.
func regionKnown(c *checking, config CaptionConfig) {
	s := config.Storage
	if s.Vendor == nil || s.Region == nil || NeedsNoRegion(*s.Vendor) || !slices.Contains(c.limits.Vendors, *s.Vendor) {
		return
	}
	if _, ok := RegionOf(*s.Vendor, *s.Region); !ok {
		c.fail("must be a number of Agora's region tables for %s; %d is not", VendorName(*s.Vendor), *s.Region)
	}
}

func prefixCharset(c *checking, config CaptionConfig) {
	for _, part := range config.Storage.FileNamePrefix {
		if part == "" {
			c.fail("can't have an empty part")
			return
		}
		for _, r := range part {
			if r > 'z' || !strings.ContainsRune(channelChars[:62], r) {
				c.fail("can't hold %s; each part is letters a-z, A-Z and digits", named(r))
				return
			}
		}
	}
}

// named writes a character as a person reads it.
func named(r rune) string {
	if r == ' ' {
		return "a space"
	}
	return fmt.Sprintf("%q", r)
}

func prefixLength(c *checking, config CaptionConfig) {
	total := 0
	for _, part := range config.Storage.FileNamePrefix {
		total += utf8.RuneCountInString(part) + 1 // the slash after it
	}
	if total > c.limits.FileNamePrefix {
		c.fail("must be at most %d characters with a slash after each part; this is %d", c.limits.FileNamePrefix, total)
	}
}

func sourcesOf(t TranslateConfig) []string {
	sources := make([]string, len(t.Languages))
	for i, pair := range t.Languages {
		sources[i] = pair.Source
	}
	return sources
}

func sourceFormat(c *checking, t TranslateConfig) {
	for i, pair := range t.Languages {
		at := fmt.Sprintf("%s[%d].source", PathTranslatedPairs, i)
		if pair.Source == "" {
			c.failAt(at, "is required")
			continue
		}
		c.codes(at, []string{pair.Source})
	}
}

func (c *checking) targetCount(at string, t Translation) {
	if err := c.limits.TranslateTargets.Check(len(t.Target)); err != nil {
		c.failAt(at, "%v, for %s", err, t.Source)
	}
}

// targetDiffers allows a source among its targets where the version does so: then
// several languages are spoken, and what is in the target's is left as it is.
func targetDiffers(c *checking, at string, t Translation) {
	if c.limits.OwnTarget && len(c.request.Languages) > 1 {
		return
	}
	if slices.Contains(t.Target, t.Source) {
		c.failAt(at, "can't hold its own source %s", t.Source)
	}
}
