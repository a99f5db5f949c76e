package scenes

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	// journalID is how many random bytes the journal takes for the id of an
	// attempt, just before it writes the attempt down.
	journalID = 5
	// diskTime is how long that writing takes in a picture.
	diskTime = 600 * time.Microsecond
)

// random is the source of every id. Readers of different sizes don't take each
// other's numbers, so it does not matter which of several goroutines is first.
type random struct {
	clock *clock

	mu    sync.Mutex
	reads map[int]int // how often so many bytes were read
}

func newRandom(c *clock) *random { return &random{clock: c, reads: map[int]int{}} }

// Read fills p with the next numbers for readers of that size.
func (r *random) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reads[len(p)]++
	source := rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "%d bytes, read %d", len(p), r.reads[len(p)])))
	if len(p) == journalID {
		r.clock.move(diskTime)
	}
	return source.Read(p)
}

// dice returns a source of the uids that new tasks get: the same ones for each stage.
func dice() func(n int) int {
	return rand.New(rand.NewPCG(1, 2)).IntN
}
