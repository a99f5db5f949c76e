package cli

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"

	"sttwizard/internal/editor"
	"sttwizard/internal/session"
	"sttwizard/ui"
)

// collectAt is how much the heap of the screens may grow, in percent, before it is
// looked through. With Go's own 100 that came every nine typed keys, in the middle of
// one, and one key in nine was late by it; it costs 12 MB of memory at most.
const collectAt = 400

// screens runs the screens of package ui.
func screens(ctx context.Context, s *session.Session, o ScreenOptions) (int, error) {
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(collectAt))
	}
	return ui.Run(ctx, s, ui.Options{
		Connection: o.Connection, HasConnection: o.HasConnection, Named: o.Named, API: o.API, Random: rand.Float64,
		Draft: o.Draft, Preset: o.Preset, Ask: o.Ask, Reminder: o.Reminder,
		Editor:      func() ([]string, error) { return editor.Choose(s.Getenv, exec.LookPath, runtime.GOOS) },
		SandboxMode: o.SandboxMode, ASCII: o.ASCII, NoMouse: o.NoMouse, Light: o.Light, FixedBackground: o.Fixed,
	})
}
