package explain

import (
	"strings"

	"sttwizard/internal/words"
)

// Ahead says in sentences what keeps a start from working, found out by a call that was
// made ahead of it: what the screen of its failure would say. The likely cause is last,
// as what is too long for the screen is cut there.
func Ahead(err error, c Context) string {
	e := Failure(err, c)
	out := e.What + " " + words.Sentence(strings.Replace(e.Do, "then send again", "then start", 1))
	if e.Likely != "" {
		out += " Likely " + e.Likely + "."
	}
	return out
}
