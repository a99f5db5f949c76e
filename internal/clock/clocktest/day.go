package clocktest

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// DayVariable is the environment variable that moves the suite's day, as in
// "+400d" or "-400d".
const DayVariable = "STTWIZARD_TEST_DAY"

// At returns a time of the suite's day, in UTC.
func At(hour, minute, second int) time.Time {
	return time.Date(2026, time.November, 22, hour, minute, second, 0, time.UTC).AddDate(0, 0, moved())
}

// Now returns the system's time, moved by as many days as the suite's day. It is
// for tests that need a clock which goes on.
func Now() time.Time { return time.Now().Add(Moved()) }

// Moved returns by how much the suite's day is moved.
func Moved() time.Duration { return time.Duration(moved()) * 24 * time.Hour }

// moved asks anew each time: only what a test asks for while it runs makes go test
// forget what it kept of a run on another day.
func moved() int {
	days, err := daysOf(os.Getenv(DayVariable))
	if err != nil {
		panic(DayVariable + ": " + err.Error())
	}
	return days
}

func daysOf(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	number, ok := strings.CutSuffix(text, "d")
	days, err := strconv.Atoi(number)
	if !ok || err != nil || days < -36500 || days > 36500 {
		return 0, fmt.Errorf("must be a number of days, as in +400d, not %q", text)
	}
	return days, nil
}
