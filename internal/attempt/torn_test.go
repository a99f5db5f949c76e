package attempt

import (
	"path/filepath"
	"testing"
)

// TestAReaderNeverMeetsAWriteHalfway: what it took for damage would be written down
// as a doubt, or the attempt be told as one that can't be read.
func TestAReaderNeverMeetsAWriteHalfway(t *testing.T) {
	dir := filepath.Join(fastDir(t), "attempts")
	a := told(t, Open(dir, Options{}), sending(1), started(1))
	ends := make(chan struct{})
	go func() {
		defer close(ends)
		for n := range 600 {
			if err := a.before(stopping(n + 1)); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	reader := Open(dir, Options{})
	for looks := 0; ; looks++ {
		found, broken, err := reader.List()
		if err != nil || len(broken) > 0 || len(found) != 1 || found[0].Damage() != "" {
			t.Fatalf("look %d: %v, %+v, %d attempts", looks, err, broken, len(found))
		}
		if err := found[0].Refresh(); err != nil || found[0].Damage() != "" {
			t.Fatalf("look %d: %v, %q", looks, err, found[0].Damage())
		}
		select {
		case <-ends:
			return
		default:
		}
	}
}
