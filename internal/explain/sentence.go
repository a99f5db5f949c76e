package explain

import (
	"strings"

	"sttwizard/internal/words"
)

// Sentence puts an error into one line for people; op is the call of agora's that
// failed, empty where it is another one's error. Of nil there is nothing to say.
func Sentence(err error, op string) string {
	if err == nil {
		return ""
	}
	e := Failure(err, Context{Op: op})
	if e.Kind == "other" || e.Kind == "fields" || strings.HasPrefix(e.Kind, "secret") || e.Kind == "connection-gone" {
		return err.Error() // says all of it, and what was not done
	}
	out := e.What + " " + words.Capital(e.Do) + "."
	if e.Kind == kindJournal || e.Kind == kindTeam || e.Kind == kindTeamUnread { // which file it is, and why: the person has to mend it
		out += " " + words.Capital(e.Likely) + "."
	}
	return out
}
