package session

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/seal"
)

// maxDraft is the largest draft that is read.
const maxDraft = 256 << 10

// KeptAt is when something was kept.
type KeptAt = time.Time

// SaveDraft keeps the unsent draft, which must hold no secret. What stood there
// before is kept once as a backup: it may be of a newer program.
func (s *Session) SaveDraft(data []byte) error { return s.save(s.Home.Draft(), data) }

// SaveSent keeps the answers that a task was started with, as SaveDraft does.
func (s *Session) SaveSent(data []byte) error { return s.save(s.Home.Sent(), data) }

func (s *Session) save(path string, data []byte) error {
	return seal.WriteKept(path, data, files.WriteOptions{BackupDir: s.Home.Backups()})
}

// LoadDraft returns the unsent draft and when it was saved; nil and no error where
// there is none. A damaged one is told by Damage.
func (s *Session) LoadDraft() ([]byte, KeptAt, error) {
	return s.load(s.Home.Draft(), "the unsent answers")
}

// LoadSent returns the answers that a task was last started with, as LoadDraft does.
func (s *Session) LoadSent() ([]byte, KeptAt, error) {
	return s.load(s.Home.Sent(), "the answers of the last task")
}

func (s *Session) load(path, what string) ([]byte, KeptAt, error) {
	data, err := seal.ReadKept(path, maxDraft)
	if damaged, ok := errors.AsType[*seal.DamagedError](err); ok {
		damaged.Lost = what
		s.found(damaged)
		return nil, time.Time{}, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, time.Time{}, nil
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, time.Time{}, err
	}
	return data, info.ModTime(), nil
}

// HasDraft reports whether there is an unsent draft.
func (s *Session) HasDraft() bool {
	_, err := os.Lstat(s.Home.Draft())
	return err == nil
}

// DropDraft forgets the kept draft, also where there is none.
func (s *Session) DropDraft() error {
	err := os.Remove(s.Home.Draft())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
