package form

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/convert"
)

// IsRequest reports whether a text that is pasted or typed for a question looks like a
// request instead: a command, JSON or a program where none is asked for. It may be only
// its beginning, as when it arrives line by line.
func (q Question) IsRequest(text string) bool {
	if f, ok := agora.FieldAt(q.Path); ok && f.Kind == agora.Object && strings.HasPrefix(strings.TrimSpace(text), "{") {
		return strings.Contains(text, `"rtcConfig"`)
	}
	return convert.Begins(text)
}
