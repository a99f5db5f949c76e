package explain

import (
	"time"

	"sttwizard/internal/words"
)

// Certain says by when it is certain at the latest whether a task runs ("certain at the
// latest at 15:02:11"), in the zone of now. It is empty where that is not known, which a
// zero time says, and where that time has passed.
func Certain(by, now time.Time) string {
	if !by.After(now) {
		return ""
	}
	return "certain at the latest at " + words.Clock(now, by)
}

// CertainInTime is Certain where something has to be said in any case.
func CertainInTime(by, now time.Time) string {
	switch told := Certain(by, now); {
	case told != "":
		return told
	case by.IsZero():
		return "when it is certain is not known"
	}
	return "certain as soon as Agora tells"
}
