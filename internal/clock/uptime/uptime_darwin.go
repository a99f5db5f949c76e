package uptime

import (
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// bootID names this start of the machine.
var bootID = sync.OnceValue(func() string {
	id, err := unix.Sysctl("kern.bootsessionuuid")
	if err != nil || len(id) < bootLength {
		return ""
	}
	return id[:bootLength]
})

// bootLength is as much of the name as tells two starts apart.
const bootLength = 8

// uptime returns which start of the machine this is and how long ago it was. On
// macOS this clock goes on while the machine sleeps.
func uptime() (boot string, up time.Duration) {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &t); err != nil {
		return "", 0
	}
	return bootID(), time.Duration(t.Nano())
}
