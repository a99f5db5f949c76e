//go:build !unix

package files

import "os"

func openNow(path string) (*os.File, error) { return os.Open(path) }

// SyncDir does nothing here: Windows has no such call and keeps names durable
// by itself.
func SyncDir(string) error { return nil }
