package connections

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/seal"
	"sttwizard/internal/strictyaml"
)

// Store is the connections of one person. Several programs may use the same
// file at the same time.
type Store struct {
	home files.Home
}

// Open returns the connections of that home. Nothing is read or made yet.
func Open(home files.Home) *Store { return &Store{home} }

// patience is how long another sttwizard is waited for.
const patience = 5 * time.Second

// Path returns the file of the connections, which may not exist yet.
func (s *Store) Path() string { return s.home.Connections() }

// List returns the connections in the order of the file. Some may be wrong (see
// Validate). The error is *FileError with the line; no file holds none.
func (s *Store) List() ([]Connection, error) {
	c, _, err := s.read()
	return c.connections, err
}

// Get returns the connection with that name, or *NotFoundError. It may be wrong
// (see Validate).
func (s *Store) Get(name string) (Connection, error) {
	c, _, err := s.read()
	if err != nil {
		return Connection{}, err
	}
	if i := c.index(name); i >= 0 {
		return c.connections[i], nil
	}
	return Connection{}, &NotFoundError{Name: name, Have: c.names()}
}

// Default returns the name of the connection that is used where none is named:
// the one the file says, which may be a built-in one, or the only one there is;
// otherwise it is empty.
func (s *Store) Default() (string, error) {
	c, _, err := s.read()
	if err != nil || c.byDefault != "" {
		return c.byDefault, err
	}
	if len(c.connections) == 1 {
		return c.connections[0].Name, nil
	}
	return "", nil
}

// SetDefault says which connection is used where none is named; an empty name
// takes that back. The error is *NotFoundError.
func (s *Store) SetDefault(name string) error {
	return s.change(func(c content, p *page) error {
		if name != "" && name != SandboxName && name != EnvironmentName && c.index(name) < 0 {
			return &NotFoundError{Name: name, Have: c.names()}
		}
		p.setDefault(name)
		return nil
	})
}

// Save adds the connection. One of that name is changed if replace is set, and
// is *ExistsError otherwise. A connection that Validate finds wrong is
// *InvalidError.
func (s *Store) Save(c Connection, replace bool) error {
	if errs := c.forFile(); len(errs) > 0 {
		return &InvalidError{errs}
	}
	return s.change(func(now content, p *page) error {
		if now.index(c.Name) >= 0 && !replace {
			return &ExistsError{c.Name}
		}
		p.put(c)
		return nil
	})
}

// Change changes the connection with that name by f, which is called while no
// other program can write the file; an error of f is given on and nothing is
// changed. The other errors are *NotFoundError and those of Save.
func (s *Store) Change(name string, f func(*Connection) error) error {
	return s.change(func(now content, p *page) error {
		i := now.index(name)
		if i < 0 {
			return &NotFoundError{Name: name, Have: now.names()}
		}
		c := now.connections[i]
		if err := f(&c); err != nil {
			return err
		}
		c.Name = name
		if errs := c.forFile(); len(errs) > 0 {
			return &InvalidError{errs}
		}
		p.put(c)
		return nil
	})
}

// Remove takes the connection with that name away; if it was the default,
// there is none. The error is *NotFoundError.
func (s *Store) Remove(name string) error {
	return s.change(func(c content, p *page) error {
		if c.index(name) < 0 {
			return &NotFoundError{Name: name, Have: c.names()}
		}
		if c.byDefault == name {
			p.setDefault("")
		}
		p.remove(name)
		return nil
	})
}

// Left returns what the file says as it stands, also one whose end is missing.
func (s *Store) Left() ([]Connection, error) {
	c, _, err := s.left()
	return c.connections, err
}

// Accept seals the file as it stands, also one whose end is missing. It must say what
// was seen by Left, else it is left alone. A copy of it stays among the backups.
func (s *Store) Accept(seen []Connection) error {
	return s.locked(func() error {
		c, document, err := s.left()
		if err != nil {
			return err
		}
		if !slices.Equal(c.connections, seen) {
			return &FileError{Path: s.Path(), Err: errors.New("the file changed again meanwhile; look at it once more")}
		}
		return s.write(document)
	})
}

func (s *Store) left() (content, []byte, error) {
	data, err := files.Read(s.Path(), strictyaml.MaxSize)
	if err != nil {
		return content{}, nil, err
	}
	document, _, _ := seal.OpenYAML(data) // a cut is what is accepted
	c, err := decode(document)
	if err != nil {
		return content{}, nil, &FileError{Path: s.Path(), Err: err}
	}
	return c, document, nil
}

// Backup returns the file that keeps what was there before the last change. There is
// none of a file never changed.
func (s *Store) Backup() string {
	return filepath.Join(s.home.Backups(), filepath.Base(filepath.Dir(s.Path())), filepath.Base(s.Path()))
}

// read returns what the file says, and its document without the seal.
func (s *Store) read() (content, []byte, error) {
	data, err := files.Read(s.Path(), strictyaml.MaxSize)
	if errors.Is(err, fs.ErrNotExist) {
		return content{}, nil, nil
	}
	if err != nil {
		return content{}, nil, err
	}
	document, edited, err := seal.OpenYAML(data)
	if len(bytes.TrimSpace(data)) == 0 {
		err = &strictyaml.Error{Text: "the file is empty"}
	}
	if err != nil {
		return content{}, nil, &FileError{Path: s.Path(), Err: err, Do: s.mending()}
	}
	c, err := decode(data)
	if err != nil {
		return content{}, nil, &FileError{Path: s.Path(), Err: err}
	}
	for i := range c.connections {
		c.connections[i].Edited = edited
	}
	return c, document, nil
}

// mending says what to do about a file whose end is missing.
func (s *Store) mending() string {
	from := "a copy"
	if _, err := os.Stat(s.Backup()); err == nil {
		from = s.Backup() + ", which is how it was before the last change"
	}
	return "take it from " + from + "; or look at what is left and keep it with: " + AcceptCommand
}

// AcceptCommand is what accepts a file that is not as sttwizard wrote it.
const AcceptCommand = "sttwizard connections accept"

func (s *Store) locked(f func() error) error {
	return files.WithLock(s.home.Locks(), "connections", patience, f)
}

// change changes the file under its lock. A file that can't be read is never
// written.
func (s *Store) change(f func(content, *page) error) error {
	return s.locked(func() error {
		c, document, err := s.read()
		if err != nil {
			return err
		}
		p, err := open(document)
		if err != nil {
			return &FileError{Path: s.Path(), Err: err}
		}
		if err := f(c, p); err != nil {
			return err
		}
		if document, err = p.bytes(); err != nil {
			return err
		}
		return s.write(document)
	})
}

func (s *Store) write(document []byte) error {
	data := seal.YAML(document)
	// What was written must be readable, or the person has lost everything.
	if _, err := decode(data); err != nil {
		return &FileError{Path: s.Path(), Err: errors.New("the file would not be readable after this change, so it was left as it is")}
	}
	return files.Write(s.Path(), data, files.WriteOptions{BackupDir: s.home.Backups()})
}
