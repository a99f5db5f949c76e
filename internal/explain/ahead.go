package explain

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/connections"

	"sttwizard/internal/words"
)

// AheadOf says in sentences that tasks run in the channel that nobody here started, as a list
// told that was read ahead of a start; empty: there are none.
func AheadOf(strangers []agora.Task, channel string, by connections.Connection) string {
	if len(strangers) == 0 {
		return ""
	}
	return words.Sentence(strangersIn(len(strangers))) + " Another one is billed beside it. What names it: " + NameStrangers(channel, by)
}

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
