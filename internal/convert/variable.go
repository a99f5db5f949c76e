package convert

import (
	"regexp"
	"strings"
	"sync"

	"sttwizard/agora"
)

// codeWords tell of a value that a program would have computed: which variable or call
// stands in its place in the source.
func codeWords(to string, v code) string {
	name := v.name(agora.IsSecret(to))
	if name == "" {
		return "is made by the program that it was copied from, so it is left open"
	}
	return "stays open: it is `" + name + "` in the source"
}

// name returns what a person calls that code: its variable, where its environment is
// asked for one, or its function. Texts in it are left out, since nobody knows what they
// are; of a secret's code, so is a bare name, which may be the secret itself.
func (c code) name(secret bool) string {
	text := string(c)
	if m := lookups().FindStringSubmatch(text); m != nil {
		return short(m[0] + map[string]string{"(": ")", "[": "]"}[m[1]])
	}
	bare := quotedTexts().ReplaceAllString(text, "")
	m := codeNames().FindString(bare)
	if strings.HasSuffix(m, "(") {
		return short(m + "…)")
	}
	if secret && !strings.HasPrefix(m, "$") {
		return ""
	}
	return short(m)
}

var (
	lookups = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`process\.env\.\w+|\$env:\w+|[\w.]*(?i:env|environ|environment)[\w.]*([\[(])\s*(?:"[A-Za-z_]\w{0,60}"|'[A-Za-z_]\w{0,60}')`)
	})
	quotedTexts = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`)
	})
	codeNames = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[$@]?[A-Za-z_]\w*(?:(?:\.|\?\.|->|::)[$\w]+)*\(?`)
	})
)
