package presets

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/seal"
)

// Store is the presets of one person. Several programs may use the same
// files at the same time.
type Store struct {
	home files.Home
	tell func(*seal.DamagedError) // of a damaged file
}

// New returns the presets that lie in that home. Nothing is read or made yet.
func New(home files.Home) *Store { return &Store{home, func(*seal.DamagedError) {}} }

// patience is how long another sttwizard is waited for.
const patience = 5 * time.Second

// Path returns the file of the preset with that name, whether there is one or
// not, or *BadNameError.
func (s *Store) Path(name string) (string, error) {
	if err := CheckName(name); err != nil {
		return "", err
	}
	return s.path(name), nil
}

// Dir returns the directory that the presets lie in. It may not exist yet.
func (s *Store) Dir() string { return s.home.Presets() }

func (s *Store) path(name string) string { return filepath.Join(s.home.Presets(), name+extension) }

// Load reads the preset with that name. The error is *BadNameError,
// *NotFoundError, or *FileError with the line of what is wrong.
func (s *Store) Load(name string) (Preset, error) {
	path, err := s.Path(name)
	if err != nil {
		return Preset{}, err
	}
	p, err := LoadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Preset{}, s.notFound(name)
	}
	p.Name = name
	return p, err
}

// LoadFile reads a preset from any file, such as one that somebody sent, with all that it
// extends beside it. Its name is made of the file's. The error is *FileError.
func LoadFile(path string) (Preset, error) { return reader{}.load(path, nil) }

// Save writes the preset under its name. Where the file is there already, even
// one that can't be read, it gives *ExistsError unless overwrite is set; then
// the old content is kept as a backup. *BadNameError and *ValueError say what
// can't be saved, placeholders among it. A secret is never written.
func (s *Store) Save(p Preset, overwrite bool) error {
	if wrong := p.Placeholders(); len(wrong) > 0 {
		return &ValueError{wrong[0].Path, wrong[0].Text}
	}
	return s.write(p, overwrite)
}

// write writes the preset under its name.
func (s *Store) write(p Preset, overwrite bool) error {
	if _, err := s.Path(p.Name); err != nil {
		return err
	}
	data, err := p.Encode()
	if err != nil {
		return err
	}
	return s.put(p.Name, data, overwrite)
}

// put makes a text a preset's file.
func (s *Store) put(name string, data []byte, overwrite bool) error {
	path := s.path(name)
	return s.locked(func() error {
		if !overwrite && exists(path) {
			return &ExistsError{name}
		}
		if err := files.Write(path, data, files.WriteOptions{BackupDir: s.home.Backups()}); err != nil {
			return err
		}
		s.putSchema()
		return nil
	})
}

// Import saves the preset of a file elsewhere under a name; an empty name
// stands for the file's own. What it extends is written into it: it stands alone here. It
// gives the preset as saved, also one that still has placeholders: it is corrected where it
// is opened. The errors are those of
// LoadFile and Save.
func (s *Store) Import(file, name string, overwrite bool) (Preset, error) {
	p, err := LoadFile(file)
	if err != nil {
		return Preset{}, err
	}
	if name != "" {
		p.Name = name
	}
	p = p.Whole() // what it extends stays where it is
	if err := s.write(p, overwrite); err != nil {
		return Preset{}, err
	}
	p.Path = s.path(p.Name)
	return p, nil
}

// Rename returns a preset another name, also one that can't be read. When it was
// last used goes with it. The error is *BadNameError, *NotFoundError,
// *ExistsError or *ExtendedError.
func (s *Store) Rename(name, to string) error {
	old, next, err := s.two(name, to)
	if err != nil {
		return err
	}
	err = s.locked(func() error {
		if !exists(old) {
			return s.notFound(name)
		}
		if exists(next) {
			return &ExistsError{to}
		}
		if err := s.unneeded(name); err != nil {
			return err
		}
		if err := os.Rename(old, next); err != nil {
			return fileError(old, err)
		}
		return files.SyncDir(s.Dir())
	})
	if err != nil {
		return err
	}
	return s.changeLast(func(uses map[string]Use) {
		if use, ok := uses[name]; ok {
			uses[to] = use
			delete(uses, name)
		}
	})
}

// Duplicate copies a preset as it stands, with the comments in its file, to
// another name. The errors are those of Load and *ExistsError.
func (s *Store) Duplicate(name, to string) error {
	old, next, err := s.two(name, to)
	if err != nil {
		return err
	}
	return s.locked(func() error {
		if _, err := s.Load(name); err != nil {
			return err
		}
		if exists(next) {
			return &ExistsError{to}
		}
		data, err := files.Read(old, MaxBytes)
		if err != nil {
			return fileError(old, err)
		}
		return files.Write(next, data, files.WriteOptions{})
	})
}

// maxDeleted is the largest file that Delete takes away, as it must be copied.
const maxDeleted = 16 << 20

// Delete takes a preset away, also one that can't be read, and keeps its file
// among the backups. The error is *BadNameError, *NotFoundError or *ExtendedError.
func (s *Store) Delete(name string) error {
	path, err := s.Path(name)
	if err != nil {
		return err
	}
	err = s.locked(func() error {
		data, err := files.Read(path, maxDeleted)
		if errors.Is(err, fs.ErrNotExist) {
			return s.notFound(name)
		}
		if err != nil {
			return fileError(path, err)
		}
		if err := s.unneeded(name); err != nil {
			return err
		}
		if err := files.Write(s.Backup(name), data, files.WriteOptions{}); err != nil {
			return err
		}
		if err := os.Remove(path); err != nil {
			return fileError(path, err)
		}
		return files.SyncDir(s.Dir())
	})
	if err != nil {
		return err
	}
	return s.changeLast(func(uses map[string]Use) { delete(uses, name) })
}

// Backup returns the file that keeps what the preset with that name held before
// it was last replaced or deleted. There is none for a preset never changed.
func (s *Store) Backup(name string) string {
	return filepath.Join(s.home.Backups(), filepath.Base(s.Dir()), name+extension)
}

func (s *Store) two(name, to string) (string, string, error) {
	old, err := s.Path(name)
	if err != nil {
		return "", "", err
	}
	next, err := s.Path(to)
	return old, next, err
}

func (s *Store) locked(f func() error) error {
	return files.WithLock(s.home.Locks(), "presets", patience, f)
}

func (s *Store) notFound(name string) error {
	e := &NotFoundError{Name: name}
	entries, _ := os.ReadDir(s.Dir()) // without a directory there are none
	for _, entry := range entries {
		if have, ok := strings.CutSuffix(entry.Name(), extension); ok && CheckName(have) == nil {
			e.Have = append(e.Have, have)
		}
	}
	return e
}

// exists also counts links that lead nowhere and what is no plain file: the
// name is taken.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) // the latter: a file stands where a directory should
}

// fileError adds the path to errors that don't have it in their text.
func fileError(path string, err error) error {
	if files.Told(err) {
		return err
	}
	return &files.Error{Op: "change", Path: path, Err: err}
}
