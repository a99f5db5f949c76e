package explain

import (
	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// StaysStarted says of a task that Agora goes on calling STARTED since when it does, what
// that means and what to do, as sentences; empty of any other. The keys lead to what to look
// at where no text comes.
func StaysStarted(a *attempt.Attempt, s agora.Status, since, keys string, captions CaptionWords) string {
	if s != agora.StatusStarted || !a.Transcribes(s) {
		return ""
	}
	told := "Agora has called it STARTED since " + since + " and has not said that it transcribes; some tasks stay so all their life"
	if Cost(a, a.Intent().BaseURL == "") != "" {
		told += ", and are billed all the same"
	}
	if captions.Health == words.Well && captions.Line != "" {
		return told + ". Captions come, so it does."
	}
	return told + ". Look into the channel whether text comes; if none does, " + keys + " what to look at, and x stops it."
}
