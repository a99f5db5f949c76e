package importing

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// wholePlaceholder matches what stands for a value as a whole, as <your_channel>,
// {{channel}}, $CHANNEL or XXXX, or what Go has between two texts: + secret("X") +.
var wholePlaceholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:<[^<>]*>|\{[^{}]*\}|\[[A-Z_ ]{3,}\]|\$[A-Z_][A-Z0-9_]*|%[A-Z_]+%|__[A-Z_]+__|\.{3}|…|[xX]{3,}|\*{3,}|string|\s*\+ [^"]*\([^+]*\) \+\s*)$`)
})

// partPlaceholder matches what a template or a shell would have put a value in for.
var partPlaceholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\$\{[^}]*\}|\{\{[^}]*\}\}|<%[^%]*%>`)
})

// yourWords matches what documentation calls "your ...", without signs and cases.
// It knows the words that follow, so that a channel may be called your-town-hall.
var yourWords = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(?:enter|insert|put|replace|replacewith|use|setto)?your(?:own)?` +
		`(?:agora|rtc|rtm|rtt|stt|unique|cloud|storage|aws|s3|oss|azure|gcs|google|amazon|sub|pub|subscriber|subscribe|publisher|publish|push|pull|` +
		`bot|encryption|encryptionkey|decryption|salt|secret|access|customer|app|appid|id|uid|user|token|key|channel|name|bucket|region|vendor|` +
		`language|languages|code|endpoint|url|string|base64|folder|prefix|path|value|here)*` +
		`|(?:channel|token|uid|bucket|appid|accesskey|secretkey)(?:name)?here)$`)
})

// isPlaceholder tells whether a value is one that somebody forgot to replace.
func isPlaceholder(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 300 {
		return s != "" && strings.Contains(s, "${")
	}
	if wholePlaceholder().MatchString(s) || partPlaceholder().MatchString(s) {
		return true
	}
	letters := strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' || r == '.' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return yourWords().MatchString(letters)
}
