package convert

import (
	"regexp"
	"strings"
	"sync"

	"sttwizard/agora"
)

// wholePlaceholder matches what else stands for a value as a whole in texts that
// people copy, as {channel}, [CHANNEL] or XXX, or what Go has between two texts: + secret("X") +.
// Such texts may be values, so only an import leaves them open; what certainly is
// none is agora's rule.
var wholePlaceholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:<[^<>]*>|\{[^{}]*\}|\[[A-Z_ ]{3,}\]|__[A-Z_]+__|[xX]{3,}|%(?:\d\$)?[sdv@]|string|(?i:your)|` +
		`\s*\+ [^"]*\([^+]*\) \+\s*)$`)
})

// partPlaceholder matches what a template or a shell would have put a value in for.
var partPlaceholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[$#]\{[^}]*\}|\{\{[^}]*\}\}|<%[^%]*%>`)
})

// isPlaceholder reports whether a value is one that somebody forgot to replace.
func isPlaceholder(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 300 {
		return s != "" && strings.Contains(s, "${")
	}
	return agora.IsPlaceholder(s) || wholePlaceholder().MatchString(s) || partPlaceholder().MatchString(s)
}
