package agora

import (
	"fmt"
	"strings"
)

// Form returns a regular expression that a text of a field, or each text of its list,
// matches where it breaks no rule of the version about how it is written; "" where
// there is no such rule, or the version lacks the field. It stands for nothing that is
// about other fields. Everything in it has the same meaning in RE2 and in ECMA 262,
// which is what a JSON Schema takes.
func (v Version) Form(path string) string {
	l := v.Limits()
	if !v.Has(path) {
		return ""
	}
	switch path {
	case PathChannelName:
		return fmt.Sprintf("^[%s]{0,%d}$", class(channelChars), l.ChannelName.Max)
	case PathSubBotUID, PathPubBotUID, PathUnSubscribeUIDs, PathUIDLanguages:
		return "^(" + upTo(l.UID.Max) + ")$"
	case PathSubscribeUIDs:
		if l.AllUIDs {
			return "^(" + AllUIDs + "|" + upTo(l.UID.Max) + ")$"
		}
		return "^(" + upTo(l.UID.Max) + ")$"
	case PathLanguages, PathTranslatedPairs:
		return languageForm
	case PathFileNamePrefix:
		return "^[" + class(channelChars[:62]) + "]+$"
	case PathEndpoint:
		return "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]+.*$"
	}
	return ""
}

// LanguageForm is Form of one language's code.
func LanguageForm() string { return languageForm }

// class writes characters so that they stand between the brackets of a regular
// expression.
func class(chars string) string {
	chars = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `^`, `\^`, `-`, `\-`).Replace(chars)
	for _, run := range []string{"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"} {
		chars = strings.Replace(chars, run, run[:1]+"-"+run[len(run)-1:], 1)
	}
	return chars
}

// upTo returns a regular expression of the whole numbers from 1 to a largest one, in
// plain digits.
func upTo(most int64) string {
	digits := fmt.Sprint(most)
	out := []string{fmt.Sprintf("[1-9][0-9]{0,%d}", len(digits)-2)} // all that are shorter
	for i, d := range digits {
		least := '0'
		if i == 0 {
			least = '1'
		}
		if d > least {
			out = append(out, fmt.Sprintf("%s[%c-%c][0-9]{%d}", digits[:i], least, d-1, len(digits)-i-1))
		}
	}
	return strings.Join(append(out, digits), "|")
}
