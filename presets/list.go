package presets

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"sttwizard/internal/files"
)

// Entry is one file of the presets' directory.
type Entry struct {
	Name     string // the file's name without .yaml; shows as it is on disk
	Path     string
	Preset   Preset // empty where Err is set
	Err      error  // why it can't be used: *FileError or *BadNameError
	LastUsed Use    // zero: not known
}

// List reads all presets: those last used most recently first, the others by
// name after them. A file that can't be used is among them with its reason.
// Hidden files and those that don't look like YAML are none of its business.
// The error is about the directory; a missing one holds no presets.
func (s *Store) List() ([]Entry, error) {
	found, err := os.ReadDir(s.Dir())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &files.Error{Op: "read", Path: s.Dir(), Err: err}
	}
	var entries []Entry
	uses := s.readLast()
	for _, f := range found {
		if !looksLikeYAML(f.Name()) {
			continue
		}
		name := strings.TrimSuffix(f.Name(), extension)
		entries = append(entries, Entry{Name: name, Path: filepath.Join(s.Dir(), f.Name()), LastUsed: uses[name]})
	}
	readAll(entries)
	// A file deleted since the directory was read was no preset.
	entries = slices.DeleteFunc(entries, func(e Entry) bool { return errors.Is(e.Err, fs.ErrNotExist) && !exists(e.Path) })
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Or(b.LastUsed.At.Compare(a.LastUsed.At), strings.Compare(a.Name, b.Name))
	})
	return entries, nil
}

func looksLikeYAML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return !strings.HasPrefix(name, ".") && (ext == extension || ext == ".yml")
}

// readAll reads the entries' files on all processors: with thousands of
// presets, reading YAML is what takes the time.
func readAll(entries []Entry) {
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(entries))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(entries); i += workers {
				entries[i].read()
			}
		})
	}
	wg.Wait()
}

func (e *Entry) read() {
	if filepath.Ext(e.Path) != extension {
		e.Err = &FileError{Path: e.Path, Err: errors.New("a preset's file ends in .yaml; rename the file")}
		return
	}
	if err := CheckName(e.Name); err != nil {
		e.Err = &FileError{Path: e.Path, Err: err}
		return
	}
	e.Preset, e.Err = LoadFile(e.Path)
}
