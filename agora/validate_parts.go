package agora

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// The checks of the optional parts: they hold only where the part is present.
// What makes one stays a call, so that the checks share its code.

//
//go:noinline
func inCaptions(check func(*checking, CaptionConfig)) func(*checking) {
	return func(c *checking) {
		if c.request.Caption != nil {
			check(c, *c.request.Caption)
		}
	}
}

//
//go:noinline
func inTranslation(check func(*checking, TranslateConfig)) func(*checking) {
	return func(c *checking) {
		if c.request.Translate != nil {
			check(c, *c.request.Translate)
		}
	}
}

// eachTarget runs a check on every translation, with the path of its targets.
//
//go:noinline
func eachTarget(check func(c *checking, at string, t Translation)) func(*checking) {
	return inTranslation(func(c *checking, config TranslateConfig) {
		for i, t := range config.Languages {
			check(c, fmt.Sprintf("%s[%d].target", PathTranslatedPairs, i), t)
		}
	})
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

// regionKnown refuses only what no table of Agora's knows; that another vendor
// than S3 wants 0 is a warning, since Agora ignores the number there.
func regionKnown(c *checking, config CaptionConfig) {
	s := config.Storage
	if s.Vendor == nil || s.Region == nil || *s.Vendor != VendorS3 {
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

func targetDiffers(c *checking, at string, t Translation) {
	if slices.Contains(t.Target, t.Source) {
		c.failAt(at, "can't hold its own source %s", t.Source)
	}
}
