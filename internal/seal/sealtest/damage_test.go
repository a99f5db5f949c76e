package sealtest

import (
	"bytes"
	"math/bits"
	"testing"
)

func TestEachIsDamagedOnce(t *testing.T) {
	whole := []byte("a file of some length\n")
	all := Damage(whole, 50, 20)
	if len(all) != 70 {
		t.Fatalf("%d of 70", len(all))
	}
	for i, data := range all {
		if i >= 50 {
			if len(data) >= len(whole)-1 || !bytes.HasPrefix(whole, data) {
				t.Errorf("%d is no cut: %q", i, data)
			}
			continue
		}
		differ := 0
		for j := range whole {
			differ += bits.OnesCount8(whole[j] ^ data[j])
		}
		if differ != 1 {
			t.Errorf("%d differs in %d bits: %q", i, differ, data)
		}
	}
}
