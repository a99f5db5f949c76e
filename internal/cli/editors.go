package cli

import (
	"runtime"

	"sttwizard/internal/editor"
)

// system is what an editor is chosen for: without a terminal only one that was named.
func (a *app) system() string {
	if !a.env.CanAsk {
		return editor.Unmanned
	}
	return runtime.GOOS
}
