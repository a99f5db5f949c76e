package presets

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"sttwizard/internal/files"
	"sttwizard/internal/strictyaml"
)

// MaxExtends is how many presets may stand one above another.
const MaxExtends = 8

// besideFile is a file that is named beside another one. Nothing that leads to another
// directory fits.
var besideFile = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\./[A-Za-z0-9_][A-Za-z0-9._ -]*\.yaml$`) })

func (d decoder) extends(top *strictyaml.Map) error {
	v, ok := top.Get("extends")
	if !ok {
		return nil
	}
	items, err := v.List()
	if err != nil {
		return err
	}
	for _, item := range items {
		name, err := item.String()
		if err != nil {
			return err
		}
		if why := unfitBase(name); why != "" {
			return item.Errorf("%s", why)
		}
		if slices.Contains(d.preset.Extends, name) {
			return item.Errorf("stands there twice; remove one")
		}
		d.preset.Extends = append(d.preset.Extends, name)
		d.sheet.extendsLines = append(d.sheet.extendsLines, item.Line)
	}
	return nil
}

// unfitBase says why a text can't be what a preset extends; empty: it can.
func unfitBase(name string) string {
	if CheckName(name) == nil || besideFile().MatchString(name) {
		return ""
	}
	return "must be the name of a preset, or a file in the same directory such as ./client.yaml"
}

// reader reads a preset with all that it extends, each file once.
type reader map[string]Preset // what was read, by the file's path

// load reads a file. Above are the files that extend it, from the first one on.
func (r reader) load(path string, above []string) (Preset, error) {
	path = filepath.Clean(path)
	if p, known := r[path]; known {
		return p, nil
	}
	data, err := files.Read(path, MaxBytes)
	if err != nil {
		return Preset{}, fileError(path, err)
	}
	s, err := decode(data)
	if err != nil {
		return Preset{}, &FileError{Path: path, Err: err}
	}
	s.Path, s.Name = path, nameOf(path)
	p, err := r.with(s, append(slices.Clip(above), path))
	if err != nil {
		return Preset{}, &FileError{Path: path, Err: err}
	}
	r[path] = p
	return p, nil
}

// nameOf makes a preset's name of its file's.
func nameOf(path string) string {
	stem := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if CheckName(stem) != nil {
		return Slug(stem)
	}
	return stem
}

// with puts what a file says over all that it extends. Line are the files that lead to it
// and its own. The error has the line of what is extended.
func (r reader) with(s *sheet, line []string) (Preset, error) {
	var base *Preset
	for i, name := range s.Extends {
		p, err := r.extended(filepath.Dir(s.Path), name, line)
		if err != nil {
			return Preset{}, &strictyaml.Error{Line: s.extendsLines[i], Text: "extends " + err.Error()}
		}
		if base == nil {
			base = &Preset{}
		}
		base.inherit(p)
	}
	return s.over(base)
}

// extended reads a preset of a directory that another one extends.
func (r reader) extended(dir, name string, line []string) (Preset, error) {
	file := strings.TrimPrefix(name, "./")
	if file == name {
		file += extension
	}
	path := filepath.Join(dir, file)
	if i := slices.Index(line, path); i >= 0 {
		return Preset{}, fmt.Errorf("%s, which extends it: %s; remove one of them", name, chain(append(slices.Clip(line[i:]), path)))
	}
	if len(line) > MaxExtends {
		return Preset{}, fmt.Errorf("%s: more than %d presets stand one above another: %s", name, MaxExtends, chain(append(slices.Clip(line), path)))
	}
	if err := inside(dir, file); err != nil {
		return Preset{}, fmt.Errorf("%s, %w", name, err)
	}
	p, err := r.load(path, line)
	if errors.Is(err, fs.ErrNotExist) {
		return Preset{}, fmt.Errorf("%s, and there is no such file: %s", name, path)
	}
	if err != nil {
		return Preset{}, fmt.Errorf("%s, which can't be used: %w", name, err)
	}
	return p, nil
}

// inside refuses a link that leads out of its directory: a preset may come from a
// stranger.
func inside(dir, file string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return &files.Error{Op: "read", Path: dir, Err: err}
	}
	defer root.Close()
	_, err = root.Stat(file)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, outside := os.Stat(filepath.Join(dir, file)); outside == nil {
		return errors.New("a link that leads out of the directory; copy the file here")
	}
	return nil // it can't be read, which reading says better
}

// chain names files that extend one another.
func chain(paths []string) string {
	names := make([]string, len(paths))
	for i, path := range paths {
		names[i] = nameOf(path)
	}
	return strings.Join(names, " → ")
}

// unneeded reports whether no preset of the store extends the one with that name.
func (s *Store) unneeded(name string) error {
	entries, err := os.ReadDir(s.Dir())
	if err != nil {
		return &files.Error{Op: "read", Path: s.Dir(), Err: err}
	}
	e := &ExtendedError{Name: name}
	for _, entry := range entries {
		other, isPreset := strings.CutSuffix(entry.Name(), extension)
		if !isPreset || other == name {
			continue
		}
		data, err := files.Read(filepath.Join(s.Dir(), entry.Name()), MaxBytes)
		if err != nil {
			continue // whoever can't be read extends nothing
		}
		if sheet, err := decode(data); err == nil && (slices.Contains(sheet.Extends, name) || slices.Contains(sheet.Extends, "./"+name+extension)) {
			e.By = append(e.By, other)
		}
	}
	if len(e.By) == 0 {
		return nil
	}
	return e
}
