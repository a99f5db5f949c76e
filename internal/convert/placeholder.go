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
	return regexp.MustCompile(`[$#]\{[^}]*\}|\{\{[^}]*\}\}|<%[^%]*%>|\{%[^%]*%\}`)
})

// templatePart matches what a program puts a value in for when it runs, in any usual
// language: $room, $(room), \(room), %s, %1$s, %(room)s, %{room}, {}, {0} and {room}, and
// what stands between two texts that are joined. A channel may be called so, therefore
// this holds only of texts of a program. Signs alone, as in 50% or #1, match nothing.
var templatePart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\$[A-Za-z_]|[$#\\]\([^()]*\)|%[A-Za-z_]\w*%|` +
		`%(?:\d+\$|[({<][\w.]+[)}>])?[-+#0]*\d*(?:\.\d+)?(?:hh?|ll?|z)?[sdiuvqfgxXctTp@]|%[{][\w.]+\}|` +
		`\{\s*(?:[A-Za-z_]\w*|\d+)?(?:[.:!\[][^{}"]*)?\s*\}|` +
		"[\"'`]\\s*(?:\\+|\\.|&|\\|\\||<<)|(?:\\+|\\.|&|\\|\\||<<)\\s*[\"'`]")
})

// isTemplate reports whether a text of a program has a variable in it.
func isTemplate(s string) bool {
	return partPlaceholder().MatchString(s) || templatePart().MatchString(s)
}

// isPlaceholder reports whether a value is one that somebody forgot to replace.
func isPlaceholder(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 300 {
		return s != "" && strings.Contains(s, "${")
	}
	return agora.IsPlaceholder(s) || wholePlaceholder().MatchString(s) || partPlaceholder().MatchString(s)
}
