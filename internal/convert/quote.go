package convert

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// quoted writes a text as one word of a shell, in single quotes. Control
// characters are dropped: no key or URL has them, and a terminal that a script
// is pasted into would act on them.
func quoted(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// configEscape makes a text fit between the double quotes of curl's configuration.
func configEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)
}

// hereEscape makes a text stand for itself in a here-document that expands.
func hereEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `$`, `\$`, "`", "\\`").Replace(s)
}

// urlEscape percent-encodes what has no place in a URL or would end the quotes
// around it; what is encoded already stays.
func urlEscape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c > ' ' && c < 0x7f && !strings.ContainsRune("\"'\\`$!<>^{|}", rune(c)) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// jsonInQuotes rewrites JSON so that it can stand in a shell's single quotes and
// be pasted into an interactive shell: without single quotes, without "!" (some
// shells look for it even in quotes) and without what can't be seen. All of
// these stand in JSON's strings only, where \u escapes mean the same.
func jsonInQuotes(json string) string { return jsonWithout(json, "'!") }

// jsonWithout rewrites JSON without what can't be seen and without signs that
// stand in its strings only.
func jsonWithout(json, signs string) string {
	var b strings.Builder
	for _, r := range json {
		if r == '\n' || !strings.ContainsRune(signs, r) && unicode.IsPrint(r) { // JSON has line feeds between values only
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}
