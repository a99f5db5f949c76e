package secret

import "context"

type quietKey struct{}

// Quietly returns a context in which nobody is asked for the passphrase of the file of
// secrets: where that is locked, what is in it is *LockedError.
func Quietly(ctx context.Context) context.Context { return context.WithValue(ctx, quietKey{}, true) }

// IsQuiet reports whether a context is one of Quietly.
func IsQuiet(ctx context.Context) bool { return ctx.Value(quietKey{}) != nil }
