// Package uptime says how long ago this machine was started, the time that it slept
// included: a clock that nobody sets.
package uptime

import "time"

// Machine tells which start of this machine it is, by a short name, and how long ago
// that was. An empty name means that it can't be told, as on Windows.
func Machine() (boot string, up time.Duration) { return uptime() }
