package attempt

import (
	"bytes"
	"testing"
)

// Every single bit and every single cut of whole files, 8 KiB each, spaces too.
// The tests beside it look at more stories, but not at all of each.
func TestEveryBitAndEveryCutOfWholeJournals(t *testing.T) {
	for _, name := range []string{"a lost one", "a started task"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := journalOf(t, damageStories[name]...)
			truth, err := fold(damageStories[name])
			if err != nil || len(data) != reserve {
				t.Fatal(len(data), err)
			}
			for n := range data {
				if noticed, state := readDamaged(data[:n]); !noticed || !safe(truth.state, state) {
					t.Fatalf("cut to %d: noticed %v, state %q, truth %q", n, noticed, state, truth.state)
				}
			}
			for bit := range 8 * len(data) {
				data[bit/8] ^= 1 << (bit % 8)
				if noticed, state := readDamaged(data); !noticed || !safe(truth.state, state) {
					t.Fatalf("bit %d of byte %d: noticed %v, state %q, truth %q", bit%8, bit/8, noticed, state, truth.state)
				}
				data[bit/8] ^= 1 << (bit % 8)
			}
			if noticed, state := readDamaged(data); noticed || state != truth.state || !bytes.HasSuffix(data, []byte(" ")) {
				t.Errorf("whole again, it is %q, damaged %v", state, noticed)
			}
		})
	}
}
