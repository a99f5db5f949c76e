package uptime

import (
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// bootID names this start of the machine.
var bootID = sync.OnceValue(func() string {
	data, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil || len(data) < bootLength {
		return ""
	}
	return string(data[:bootLength])
})

// bootLength is as much of the name as tells two starts apart.
const bootLength = 8

// uptime returns which start of the machine this is and how long ago it was.
func uptime() (boot string, up time.Duration) {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return "", 0
	}
	return bootID(), time.Duration(t.Nano())
}
