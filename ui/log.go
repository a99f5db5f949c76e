package ui

import (
	"fmt"
	"os"
	"strings"
)

// forgetTraces switches off what Bubble Tea does where these variables are set: it
// writes every typed character, or what a panic was about, into a file, secrets
// included. --log is the way to watch the program.
func forgetTraces() {
	for _, name := range []string{"TEA_TRACE", "TEA_DEBUG"} {
		_ = os.Unsetenv(name) // can fail for a name that is none only
	}
}

// logScreen notes for the log which screen is shown from now on.
func (m *Model) logScreen(s screen) {
	name := strings.TrimPrefix(fmt.Sprintf("%T", s), "*ui.")
	m.s.Log.Later("screen", "name", strings.TrimSuffix(name, "Screen"))
}
