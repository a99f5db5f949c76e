package explain

import (
	"fmt"
	"time"

	"sttwizard/agora"
)

// EndOfLife says that a version is past the day that Agora stated for its end,
// and what can be done, as half a sentence; empty before that day and where Agora stated none.
func EndOfLife(v agora.Version, now time.Time) string {
	day, stated := v.EndOfLife()
	if !stated || now.Before(day) {
		return ""
	}
	return fmt.Sprintf("%s is past the end of life that Agora stated (%s): it may stop answering; v7 takes the same request", v, day.Format("2 January 2006"))
}
