package cli

import (
	"context"
	"math/rand/v2"

	"sttwizard/internal/session"
	"sttwizard/ui"
)

// screens runs the screens of package ui.
func screens(ctx context.Context, s *session.Session, o ScreenOptions) (int, error) {
	return ui.Run(ctx, s, ui.Options{
		Connection: o.Connection, HasConnection: o.HasConnection, Named: o.Named, Random: rand.Float64,
		Draft: o.Draft, Preset: o.Preset, Ask: o.Ask,
		SandboxMode: o.SandboxMode, ASCII: o.ASCII, NoMouse: o.NoMouse, Light: o.Light, FixedBackground: o.Fixed,
	})
}
