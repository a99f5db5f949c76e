package attempt

import (
	"errors"
	"strings"
	"time"
)

// NoPlan is the word for a task without a planned end.
const NoPlan = "none"

// ErrPlannedEnd is a text that is no planned end.
var ErrPlannedEnd = errors.New("must be a length of time such as 90m or 4h, a time of day such as 16:30, or none")

// ParseEnd reads when a task should be over: a length of time from now ("4h"), a
// time of day, the next such one where now is told ("16:30"), or NoPlan, which
// gives the zero time. An empty text is DefaultPlannedLife from now. The error is
// ErrPlannedEnd.
func ParseEnd(text string, now time.Time) (time.Time, error) {
	text = strings.TrimSpace(text)
	switch text {
	case NoPlan:
		return time.Time{}, nil
	case "":
		return now.Add(DefaultPlannedLife), nil
	}
	if length, err := time.ParseDuration(text); err == nil {
		if length <= 0 {
			return time.Time{}, ErrPlannedEnd
		}
		return now.Add(length), nil
	}
	day, err := time.Parse("15:04", text)
	if err != nil {
		return time.Time{}, ErrPlannedEnd
	}
	year, month, date := now.Date()
	end := time.Date(year, month, date, day.Hour(), day.Minute(), 0, 0, now.Location())
	if !end.After(now) {
		end = time.Date(year, month, date+1, day.Hour(), day.Minute(), 0, 0, now.Location())
	}
	return end, nil
}
