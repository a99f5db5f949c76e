package convert

import (
	"regexp"
	"strings"
	"sync"
)

// Begins reports whether a text that is given for something else looks like a request,
// or like its beginning where it arrives line by line: a command, JSON, or a program in
// which an object begins.
func Begins(text string) bool {
	text = strings.TrimSpace(prompts().ReplaceAllString(text, ""))
	if rest, is := afterCurlWord(text); is {
		return rest != "" && strings.ContainsRune(`-'"$\^`, rune(rest[0])) || strings.HasPrefix(rest, "http")
	}
	if rest, is := strings.CutPrefix(text, "{"); is {
		rest = strings.TrimSpace(rest)
		return rest == "" || rest[0] == '"' || firstMember().MatchString(rest)
	}
	first, _, _ := strings.Cut(text, "\n")
	return strings.Contains(text, "rtcConfig") && strings.ContainsAny(text, "{[(") || programLine().MatchString(strings.TrimSpace(first))
}

// afterCurlWord returns what follows the name of curl, before which a prompt may stand.
func afterCurlWord(text string) (string, bool) {
	text = strings.TrimPrefix(text, "$ ")
	for _, name := range []string{"curl ", "curl.exe "} {
		if rest, is := strings.CutPrefix(text, name); is {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

var (
	firstMember = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:'\w+'|:?\w+)\s*(?::|=>)\s*[\["'{]`)
	})
	programLine = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`=\s*(?:[\w$&@!]+ ?)?[\w.<>\[\]{}!, ]*[{\[(]$|^(?:[\w$]+ )*[\w$.]+!?\((?:.*[{\[(,])?$|=.*\w!?\(.*[{\[(]$|\bnew \w+(?:<[^>]*>)?\(\)\s*;?$`)
	})
	builderLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bnew \w+(?:<[^>]*>)?\(\)\s*;?$`) })
)

// IsStatements reports whether a text that Begins is of statements that fill an object:
// nothing but an empty line says where they end.
func IsStatements(text string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return builderLine().MatchString(strings.TrimSpace(first))
}

// IsWhole reports whether a text that Begins and arrives line by line is all there: no
// quote, bracket or line goes on.
func IsWhole(text string) bool {
	if IsStatements(text) {
		return strings.HasSuffix(text, "\n")
	}
	if _, is := afterCurlWord(strings.TrimSpace(text)); is {
		last := strings.TrimRight(text[strings.LastIndexByte(text, '\n')+1:], " ")
		cmd := isCmd(text) || strings.HasSuffix(last, "^")
		return !strings.HasSuffix(last, `\`) && !strings.HasSuffix(last, "^") && !strings.HasSuffix(last, " `") &&
			(cmd && strings.Count(text, `^"`)%2 == strings.Count(text, `^\^"`)%2 || !cmd && strings.Count(text, "'")%2 == 0)
	}
	return openBrackets(text) <= 0
}

// openBrackets counts the brackets of a text that are not closed; those in quotes are no
// brackets.
func openBrackets(text string) int {
	open := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[', '(':
			open++
		case '}', ']', ')':
			open--
		case '"', '\'', '`':
			i = quoteEnd(text, i)
		}
	}
	return open
}

// quoteEnd returns where the quote that begins there ends, or where it begins if it
// does not end in its line: then it is an apostrophe.
func quoteEnd(text string, at int) int {
	for i := at + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[at]:
			return i
		case '\n':
			if text[at] != '`' {
				return at
			}
		}
	}
	return at
}
