//go:build !crashtest

package session

import "sttwizard/agora"

// timing returns the time limits of clients as they were asked for.
func timing(t agora.Timing) agora.Timing { return t }
