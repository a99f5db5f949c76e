package form

import (
	"strings"

	"sttwizard/agora"
)

// IsRequest reports whether a text that is pasted or typed for a question looks like a
// request instead: a curl command, or JSON where none is asked for. It may be only its
// beginning, as when it arrives line by line.
func (q Question) IsRequest(text string) bool {
	text = strings.TrimSpace(text)
	if rest, is := strings.CutPrefix(strings.TrimPrefix(text, "$ "), "curl "); is {
		rest = strings.TrimSpace(rest)
		return rest != "" && strings.ContainsRune(`-'"$\`, rune(rest[0])) || strings.HasPrefix(rest, "http")
	}
	if f, ok := agora.FieldAt(q.Path); ok && f.Kind == agora.Object {
		return strings.Contains(text, `"rtcConfig"`)
	}
	rest, is := strings.CutPrefix(text, "{")
	rest = strings.TrimSpace(rest)
	return is && (rest == "" || rest[0] == '"')
}
