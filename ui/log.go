package ui

import (
	"fmt"
	"strings"
)

// logScreen notes for the log which screen is shown from now on.
func (m *Model) logScreen(s screen) {
	m.s.Log.Later("screen", "name", strings.TrimPrefix(fmt.Sprintf("%T", s), "*ui."))
}
