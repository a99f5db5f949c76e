package terminal

import "os"

// Discards reports whether what is written into f is thrown away. A program whose
// output was closed finds the null device there, too: Go opens it in its place.
func Discards(f *os.File) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(info, null)
}
