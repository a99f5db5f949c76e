// Package sealtest is for tests of what damage to a file does.
package sealtest

import (
	"bytes"
	"math/rand/v2"
)

// Damage returns copies of a file that a disk damaged: in each of the first one bit is
// flipped, each of the others was cut. They are the same in each run. No cut leaves all,
// or all but the last line feed, which people's editors take away.
func Damage(whole []byte, flips, cuts int) [][]byte {
	dice := rand.New(rand.NewPCG(12, uint64(len(whole))))
	out := make([][]byte, 0, flips+cuts)
	for range flips {
		data := bytes.Clone(whole)
		data[dice.IntN(len(data))] ^= 1 << dice.IntN(8)
		out = append(out, data)
	}
	for range cuts {
		out = append(out, bytes.Clone(whole[:dice.IntN(len(whole)-1)]))
	}
	return out
}
