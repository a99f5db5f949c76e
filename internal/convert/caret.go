package convert

import (
	"regexp"
	"strings"
	"sync"
)

// isCmd reports whether a text is for cmd, the shell of Windows, as browsers copy
// commands for it: quotes stand behind a caret, or a caret ends a line.
func isCmd(text string) bool { return strings.Contains(text, `^"`) || strings.Contains(text, "^\n") }

// withoutCarets does to a text what cmd does before a program has its arguments: outside
// of quotes a caret takes the meaning from the character behind it, and a line's end
// behind one goes on with the next line, whose first character it takes along.
func withoutCarets(text string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			quoted = false
			b.WriteByte(c)
		case quoted && strings.HasPrefix(text[i:], `\"`): // one that stands in the text
			b.WriteString(`\"`)
			i++
		case c != '^' || quoted || i+1 == len(text):
			quoted = quoted != (c == '"')
			b.WriteByte(c)
		case text[i+1] == '\n':
			if i += 2; i < len(text) {
				b.WriteByte(text[i])
			}
		default:
			i++
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// prompts match what the shells of Windows write before a command.
var prompts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^(?:PS )?[A-Za-z]:\\[^\n<>|"]*> ?`)
})
