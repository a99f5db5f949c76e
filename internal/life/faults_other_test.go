//go:build unix && !linux

package life

func systemObstacles() []obstacle { return nil }
