package session

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"sttwizard/internal/files"
)

// maxDraft is the largest draft that is read.
const maxDraft = 256 << 10

// SaveDraft keeps the draft, which must hold no secret. What stood there before
// is kept once as a backup: it may be of a newer program.
func (s *Session) SaveDraft(data []byte) error {
	return files.Write(s.Home.Draft(), data, files.WriteOptions{BackupDir: s.Home.Backups()})
}

// LoadDraft gives the kept draft and when it was saved; nil and no error where
// there is none.
func (s *Session) LoadDraft() ([]byte, time.Time, error) {
	data, err := files.Read(s.Home.Draft(), maxDraft)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, time.Time{}, nil
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	info, err := os.Stat(s.Home.Draft())
	if err != nil {
		return nil, time.Time{}, err
	}
	return data, info.ModTime(), nil
}

// DropDraft forgets the kept draft, also where there is none.
func (s *Session) DropDraft() error {
	err := os.Remove(s.Home.Draft())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
