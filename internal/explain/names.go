package explain

import (
	"strings"

	"sttwizard/internal/attempt"
)

// Bots says what each bot of an attempt does, as half a sentence; empty where no
// uid is known, as of a task that was taken up.
func Bots(in attempt.Intent) string {
	switch {
	case in.SubBotUID == "" && in.PubBotUID == "":
		return ""
	case in.SubBotUID == "" && len(in.Version.Bots()) < 2: // v7 has one
		return in.PubBotUID + " listens and writes"
	case in.SubBotUID == "":
		return in.PubBotUID + " writes"
	case in.PubBotUID == "":
		return in.SubBotUID + " listens"
	}
	return in.SubBotUID + " listens, " + in.PubBotUID + " writes"
}

// BotNames names the bots of an attempt, as far as their uids are known: "the bots
// 47091 and 88222", "the bot 88222", "its bots".
func BotNames(in attempt.Intent) string {
	var uids []string
	for _, uid := range []string{in.SubBotUID, in.PubBotUID} {
		if uid != "" {
			uids = append(uids, uid)
		}
	}
	switch len(uids) {
	case 0:
		return "its bots"
	case 1:
		return "the bot " + uids[0]
	}
	return "the bots " + strings.Join(uids, " and ")
}

// Via says by which connection and version an attempt is made, as far as that is known.
func Via(in attempt.Intent) string {
	return Listed(in.Connection, string(in.Version))
}

// Listed puts what is known of several things behind each other; what is empty is
// left out.
func Listed(things ...string) string {
	var known []string
	for _, thing := range things {
		if thing != "" {
			known = append(known, thing)
		}
	}
	return strings.Join(known, ", ")
}
