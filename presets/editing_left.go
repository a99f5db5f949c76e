package presets

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// leftCopy is a copy of an edit that was not ended: NAME.VERSION.yaml, or with a number
// before its end where others have that name. Names of presets have no dots.
type leftCopy struct {
	path    string
	written time.Time
}

// of reports whether it is a copy of that version of the preset.
func (l leftCopy) of(name, version string) bool {
	return strings.HasPrefix(filepath.Base(l.path), name+"."+version+".")
}

// left returns the copies of edits that were not ended, the newest last.
func (e *Editing) left() ([]leftCopy, error) {
	entries, err := os.ReadDir(e.dir())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fileError(e.dir(), err)
	}
	var out []leftCopy
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), e.Name+".") || !strings.HasSuffix(entry.Name(), extension) {
			continue
		}
		if info, err := entry.Info(); err == nil { // else it went meanwhile
			out = append(out, leftCopy{filepath.Join(e.dir(), entry.Name()), info.ModTime()})
		}
	}
	slices.SortStableFunc(out, func(x, y leftCopy) int {
		return cmp.Or(x.written.Compare(y.written), len(x.path)-len(y.path), strings.Compare(x.path, y.path))
	})
	return out, nil
}

// freeName returns the path of a file in a directory that is not there yet: STEM.yaml, or
// STEM.2.yaml and so on.
func freeName(dir, stem string) string {
	path := filepath.Join(dir, stem+extension)
	for n := 2; exists(path); n++ {
		path = filepath.Join(dir, fmt.Sprintf("%s.%d%s", stem, n, extension))
	}
	return path
}
