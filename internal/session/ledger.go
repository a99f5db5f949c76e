package session

import (
	"bytes"
	"errors"
	"io/fs"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/files"
	"sttwizard/internal/seal"
	"sttwizard/internal/words"
)

const (
	// ledgerWait is how long another sandbox that writes to the ledger is waited for.
	ledgerWait = 5 * time.Second
	// maxLedger is the largest ledger that is read.
	maxLedger = 1 << 30
)

// Ledger returns the sandbox's ledger of this home. A damaged one is told by Damage, and
// an empty one is begun.
func (s *Session) Ledger() sandbox.Ledger {
	return sandbox.NewFileLedger(s.Home.Sandbox(), sandbox.FileOptions{
		Lock: func(f func() error) error { return files.WithLock(s.Home.Locks(), "sandbox", ledgerWait, f) },
		Read: s.readLedger,
		Write: func(path string, data []byte) error {
			return seal.WriteKept(path, data, files.WriteOptions{})
		},
	})
}

func (s *Session) readLedger(path string) ([]byte, error) {
	data, err := seal.ReadKept(path, maxLedger)
	damaged, ok := errors.AsType[*seal.DamagedError](err)
	if !ok {
		return data, err
	}
	damaged.Lost = "the pretend tasks that the sandbox knew"
	if n := bytes.Count(damaged.Read, []byte(`"startedAt"`)); n > 0 {
		damaged.Lost += "; " + words.Count(n, "task") + " can still be seen in it"
	}
	s.found(damaged)
	return nil, fs.ErrNotExist
}
