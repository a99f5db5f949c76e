package presets

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/seal"
)

// Editing is a preset that is edited as a text. The editor has a copy of it that nobody
// else reads, so that half a text is never a preset; it lies beside the presets and not
// among them, and stays there until it is saved or dropped: a crash loses nothing. No copy
// takes the place of another. The copy has no seal, which is put on again where the file
// had one. Nobody else edits the preset before Close.
type Editing struct {
	Name string
	New  bool // there is no such preset yet

	// Edited says that the file is not as sttwizard last wrote it, as Preset.Edited does.
	Edited bool

	// Left is when a copy that lies there already was last written, the newest of them: an
	// earlier edit was not ended. GoOn, Afresh and Beside say what becomes of it. Zero: none
	// did.
	Left time.Time
	// Stale says that the preset was changed since that edit began.
	Stale bool

	store  *Store
	unlock func()
	path   string // the copy
	began  string // the file's version that it is a copy of, as versionOf gives it
	fresh  []byte // what a copy begins with
	text   []byte // what this one began with; nil: it was left
	seals  bool
}

// MeanwhileError is a preset that somebody else changed while it was edited. Nothing was
// written.
type MeanwhileError struct {
	Name string
	Kept string // the file that has the edited text
}

// Error says so, and where both texts are.
func (e *MeanwhileError) Error() string {
	return fmt.Sprintf("the preset %s was changed by somebody else while you edited it, and that was not overwritten; your text is kept: %s", e.Name, e.Kept)
}

// BusyError is a preset that another sttwizard has open in an editor.
type BusyError struct{ Name string }

// Error says so, and what to do.
func (e *BusyError) Error() string {
	return "the preset " + e.Name + " is open in an editor already: close that one first"
}

// newVersion is the version of a preset that there is not.
const newVersion = "new"

// versionOf names what a file has.
func versionOf(data []byte) string { return fmt.Sprintf("%.4x", sha256.Sum256(data)) }

// now returns what the preset's file has, and the version of that.
func (e *Editing) now() ([]byte, string, error) {
	data, err := files.Read(e.store.path(e.Name), MaxBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, newVersion, nil
	case err != nil:
		return nil, "", fileError(e.store.path(e.Name), err)
	}
	return data, versionOf(data), nil
}

// Edit begins to edit a preset, also one that can't be read, or with fresh to make one. The
// error is *BadNameError, *BusyError before anything is touched, *NotFoundError, or with
// fresh *ExistsError. Without an error the edit is to be closed.
func (s *Store) Edit(name string, fresh bool) (*Editing, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	unlock, err := files.Lock(s.home.Locks(), "edit of "+name, 0)
	if _, locked := errors.AsType[*files.LockedError](err); locked {
		return nil, &BusyError{name}
	}
	if err != nil {
		return nil, err
	}
	e := &Editing{Name: name, store: s, unlock: sync.OnceFunc(unlock)}
	if err := e.open(fresh); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

// Close lets others edit the preset. The copy stays where it is.
func (e *Editing) Close() { e.unlock() }

// open reads what the preset is now, and begins a copy unless one was left.
func (e *Editing) open(fresh bool) error {
	data, version, err := e.now()
	if err != nil {
		return err
	}
	e.New = version == newVersion
	switch {
	case e.New && !fresh:
		return e.store.notFound(e.Name)
	case !e.New && fresh:
		return &ExistsError{e.Name}
	}
	e.store.putSchema() // the editor finds it beside the directory
	if e.seals = e.New || seal.HasSeal(data); e.seals && !e.New {
		data, e.Edited, _ = seal.OpenYAML(data) // what is cut is edited as far as it is there
	}
	if e.New {
		data = template(e.Name)
	}
	e.began, e.fresh = version, data
	left, err := e.left()
	if err != nil || len(left) == 0 {
		return errors.Join(err, e.Beside())
	}
	newest := left[len(left)-1]
	e.path, e.Left, e.Stale = newest.path, newest.written, !newest.of(e.Name, version)
	return nil
}

// Beside begins a copy of the preset as it is, beside those that were left.
func (e *Editing) Beside() error {
	e.path, e.text = freeName(e.dir(), e.Name+"."+e.began), bytes.Clone(e.fresh)
	e.Left, e.Stale = time.Time{}, false
	return files.Write(e.path, e.text, files.WriteOptions{})
}

// dir is where copies lie: beside the presets, so that the schema is found from there too.
func (e *Editing) dir() string { return filepath.Join(filepath.Dir(e.store.Dir()), "editing") }

// Afresh begins with the preset as it is, and puts the copies that were left among the
// backups. It gives the path of the newest.
func (e *Editing) Afresh() (kept string, err error) {
	left, err := e.left()
	if err != nil {
		return "", err
	}
	for _, l := range left {
		if kept, err = e.aside(l.path); err != nil {
			return "", err
		}
	}
	return kept, e.open(e.New)
}

// aside puts a copy among the backups.
func (e *Editing) aside(path string) (string, error) {
	data, err := files.Read(path, maxDeleted)
	if err != nil {
		return "", fileError(path, err)
	}
	kept := freeName(filepath.Join(e.store.home.Backups(), "editing"), strings.TrimSuffix(filepath.Base(path), extension))
	if err := files.Write(kept, data, files.WriteOptions{}); err != nil {
		return "", err
	}
	return kept, e.drop(path)
}

// GoOn goes on with the copy that was left, as one of the preset as it is now.
func (e *Editing) GoOn() error {
	if e.Stale {
		now := freeName(e.dir(), e.Name+"."+e.began)
		if err := os.Rename(e.path, now); err != nil {
			return fileError(e.path, err)
		}
		e.path = now
	}
	e.text, e.Left, e.Stale = nil, time.Time{}, false
	return nil
}

// Path returns the file that the editor opens.
func (e *Editing) Path() string { return e.path }

// File returns the preset's own file.
func (e *Editing) File() string { return e.store.path(e.Name) }

// read returns the edited text, without parts of a seal.
func (e *Editing) read() ([]byte, error) {
	data, err := files.Read(e.path, MaxBytes)
	if err != nil {
		return nil, fileError(e.path, err)
	}
	if e.seals {
		data, _, _ = seal.OpenYAML(data)
	}
	return data, nil
}

// Changed reports whether the text is another one than the editor was given.
func (e *Editing) Changed() (bool, error) {
	text, err := e.read()
	return err == nil && (e.text == nil || !bytes.Equal(text, e.text)), err
}

// Check returns what is wrong in the text, with the lines of the copy, and what there is to
// note of it, as the function Check does.
func (e *Editing) Check() (wrong, notes []Mistake, err error) {
	text, err := e.read()
	if err != nil {
		return nil, nil, err
	}
	wrong, notes = Check(text, e.File())
	return wrong, notes, nil
}

// Save makes the text the preset's file, as it was written and with its comments, and
// takes the copy away; what the file had is kept as a backup. *MeanwhileError says that the
// file is not any more what was edited. Whether the text is right is Check's business.
func (e *Editing) Save() error {
	text, err := e.read()
	if err != nil {
		return err
	}
	if e.seals {
		text = sealed(text)
	}
	err = e.store.locked(func() error {
		switch _, version, err := e.now(); {
		case err != nil:
			return err
		case version != e.began:
			return &MeanwhileError{e.Name, e.path}
		}
		return files.Write(e.File(), text, files.WriteOptions{BackupDir: e.store.home.Backups()})
	})
	if err != nil {
		return err
	}
	e.store.putSchema()
	return e.Drop()
}

// sealed puts a seal on a text that a person wrote.
func sealed(text []byte) []byte {
	if !bytes.HasSuffix(text, []byte("\n")) {
		text = append(bytes.Clone(text), '\n')
	}
	return seal.YAML(text)
}

// Drop takes the copy away.
func (e *Editing) Drop() error { return e.drop(e.path) }

func (e *Editing) drop(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError(path, err)
	}
	_ = os.Remove(e.dir()) // unless others are in it
	return nil
}

// template is what a new preset begins with.
func template(name string) []byte {
	return []byte(schemaLine + "schema: " + fmt.Sprint(Schema) + `
title: ` + strings.ReplaceAll(name, "-", " ") + `
# extends: [house-style]   # presets beside this one that it begins with
ask: [rtcConfig.channelName]
request:
  languages: [en-US]
`)
}
