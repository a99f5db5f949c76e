package explain

import (
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/words"
)

// LastRun names the last run that a start is compared with: "last run of 28 Nov", with the
// version that it was started by where that was another one.
func LastRun(now, at time.Time, by, version agora.Version) string {
	name := "last run of " + words.ClockOrDay(now, at)
	if by != version {
		name += ", by " + string(by)
	}
	return name
}

// NoLastRun says that there is no run to compare with.
func NoLastRun(preset string) string {
	if preset == "" {
		return "no task was started from this journal yet, so there is no last run to compare with"
	}
	return "no task was started from the preset " + preset + " yet, so there is no last run to compare with"
}

// Differs says from what answers differ, and in how many; in full where it is one, given as
// "was → now" and short enough.
func Differs(from string, n int, one string) string {
	switch {
	case n == 0:
		return "as " + from
	case n == 1 && one != "" && len(one) <= longestDifference:
		return "differs from " + from + ": " + one
	}
	return fmt.Sprintf("differs from %s in %s", from, strings.TrimPrefix(words.Count(n, "answer"), "+"))
}

// longestDifference is how long a difference may be that is told in a headline.
const longestDifference = 60
