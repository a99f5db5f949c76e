package session

import (
	"cmp"
	"os"
)

// who names the person who runs the program, as the machine does.
func who(getenv func(string) string) string {
	return cmp.Or(getenv("STTWIZARD_WHO"), getenv("USER"), getenv("LOGNAME"), getenv("USERNAME"))
}

// host names the machine.
func host() string {
	name, _ := os.Hostname()
	return name
}
