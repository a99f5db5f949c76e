package explain

import "sttwizard/internal/attempt"

// Person names who did something, on which machine: "dana on laptop-7". Where
// neither is known, as in what older programs wrote, it is empty.
func Person(who, host string) string {
	switch {
	case who == "":
		return host
	case host == "":
		return who
	}
	return who + " on " + host
}

// StopOf asks whether a task is to be stopped, which has this name among others, and says
// who started it where that was somebody else.
func StopOf(a *attempt.Attempt, name string) string {
	text := "Stop the task in " + name + "? Subtitles end at once."
	if !a.Mine() {
		text += " " + Person(a.Starter()) + " started it."
	}
	return text
}
