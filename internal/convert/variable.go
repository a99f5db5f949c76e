package convert

import (
	"regexp"
	"strings"
	"sync"

	"sttwizard/agora"
)

// codeWords tell of a value that a program would have computed: what stands in its place
// in the source.
func codeWords(to string, v code) string {
	name := v.whole()
	if agora.IsSecret(to) {
		name = v.ofSecret()
	}
	if name == "" {
		return "is made by the program that it was copied from, so it is left open"
	}
	return "stays open: it is " + inTicks(name) + " in the source"
}

// whole returns that code without the texts in it, since nobody knows what they are; only
// the name that an environment is asked for stays. It is empty where a text is not told
// from the rest.
func (c code) whole() string {
	text := textsAndLookups().ReplaceAllStringFunc(string(c), func(found string) string {
		if strings.IndexByte("\"'`", found[0]) >= 0 {
			return hiddenText
		}
		return found
	})
	bare := lookups().ReplaceAllString(strings.ReplaceAll(text, hiddenText, ""), "")
	if strings.ContainsAny(bare, "\"'`“”„‘’") {
		return ""
	}
	return strings.Join(strings.Fields(text), " ")
}

// hiddenText stands for a text in a piece of code that is shown.
const hiddenText = `"…"`

// ofSecret returns what a person calls the code of a secret: where its environment is
// asked for one, its variable with the sign of one, or its function. A bare name may be
// the secret itself.
func (c code) ofSecret() string {
	text := string(c)
	if m := lookups().FindStringSubmatch(text); m != nil {
		return short(m[0] + map[string]string{"(": ")", "[": "]"}[m[1]])
	}
	bare := quotedTexts().ReplaceAllString(text, "")
	m := codeNames().FindString(bare)
	if strings.HasSuffix(m, "(") {
		return short(m + "…)")
	}
	if !strings.HasPrefix(m, "$") {
		return ""
	}
	return short(m)
}

var (
	lookups = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`process\.env\.\w+|\$env:\w+|[\w.]*(?i:env|environ|environment)[\w.]*([\[(])\s*(?:"[A-Za-z_]\w{0,60}"|'[A-Za-z_]\w{0,60}')`)
	})
	quotedTexts = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'` + "|`[^`]*`")
	})
	textsAndLookups = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(lookups().String() + "|" + quotedTexts().String())
	})
	codeNames = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[$@]?[A-Za-z_]\w*(?:(?:\.|\?\.|->|::)[$\w]+)*\(?`)
	})
)
