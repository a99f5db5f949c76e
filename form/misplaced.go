package form

import (
	"fmt"
	"strings"

	"sttwizard/agora"
)

// shortestSecret is how long a secret must be for an equal text elsewhere to be no
// accident.
const shortestSecret = 8

// Misplaced finds texts that are the same as a secret of the draft, as when it was
// pasted into the wrong field first. No file may get them.
func (d *Draft) Misplaced() []agora.FieldError {
	var out []agora.FieldError
	for _, f := range agora.Fields() {
		if of := d.secretAt(f.Path); of != "" {
			text := fmt.Sprintf("is the same text as the %s; correct one of them: no file may hold it", d.NameOf(of))
			out = append(out, agora.FieldError{Path: f.Path, Rule: "secret", Text: text})
		} else if holdsRequest(f.Path, d.answers[f.Path].text) {
			const text = "looks like a whole request, which may hold secrets, and no file may get those; take it out and paste it on home"
			out = append(out, agora.FieldError{Path: f.Path, Rule: "secret", Text: text})
		}
	}
	return out
}

// holdsRequest reports whether a text at a path looks like a request that was pasted, or
// typed by a terminal that does not mark its pastes: it may hold secrets.
func holdsRequest(path, text string) bool {
	if path == agora.PathTagByRule || path == agora.PathOverwriteKeys { // JSON is what these want
		return false
	}
	return strings.Contains(text, "{") && strings.Contains(text, `"`) || strings.HasPrefix(strings.TrimSpace(text), "curl ")
}

// secretAt returns the path of the secret whose text stands at a path that is none;
// empty where there is no such.
func (d *Draft) secretAt(path string) string {
	text := d.answers[path].text
	if agora.IsSecret(path) || len(text) < shortestSecret {
		return ""
	}
	for _, f := range agora.Fields() {
		if f.Secret && d.answers[f.Path].text == text {
			return f.Path
		}
	}
	return ""
}
