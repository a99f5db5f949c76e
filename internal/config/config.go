package config

import (
	"cmp"
	"errors"
	"io/fs"
	"net/url"
	"strings"
	"syscall"

	"sttwizard/internal/files"
	"sttwizard/internal/secret"
	"sttwizard/internal/strictyaml"
)

// StoreVariable is the environment variable that does what the key store does.
const StoreVariable = "STTWIZARD_STORE"

// WhoVariable is the environment variable that does what the key who does.
const WhoVariable = "STTWIZARD_WHO"

// Files and Local are the words for this machine's own journal: that there is no other
// one, and that another one is left aside.
const (
	Files = "files"
	Local = "local"
)

// maxSize is the largest file that is read.
const maxSize = 64 << 10

// Config is what config.yaml says. The zero value is a machine without one.
type Config struct {
	Store    string     // the address of the team's journal, without a password; empty: files on this machine
	Local    bool       // of the flag or variable: the team's journal is left aside
	Password secret.Ref // of the team's journal; zero: none, or PGPASSFILE
	Who      string     // empty: as the machine names the person
}

// Error is a setting that can't be used.
type Error struct {
	From string // the path of config.yaml, a variable or a flag
	Err  error
}

// Error says where it stands and what is wrong, without a password.
func (e *Error) Error() string { return e.From + ": " + e.Err.Error() }

// Unwrap returns what is wrong.
func (e *Error) Unwrap() error { return e.Err }

// Read reads config.yaml, which need not exist; what the variables and the flag
// --store say goes before it. The error is *Error.
func Read(path string, getenv func(string) string, flag string) (Config, error) {
	c, err := readFile(path)
	if err != nil {
		return Config{}, &Error{path, err}
	}
	c.Who = cmp.Or(getenv(WhoVariable), c.Who, getenv("USER"), getenv("LOGNAME"), getenv("USERNAME"))
	for _, o := range []struct{ from, text string }{{StoreVariable, getenv(StoreVariable)}, {"--store", flag}} {
		switch o.text {
		case "":
			continue
		case Local:
			c.Local = true
			continue
		}
		was := c.Store
		if c.Store, err = address(o.text); err != nil {
			return Config{}, &Error{o.from, err}
		}
		if c.Local = false; c.Store != was { // another server does not get the password of the file's
			c.Password = secret.Ref{}
		}
	}
	return c, nil
}

func readFile(path string) (Config, error) {
	data, err := files.Read(path, maxSize)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || err == nil && strings.TrimSpace(string(data)) == "" {
		return Config{}, nil
	}
	if err != nil {
		return Config{}, err
	}
	top, err := strictyaml.Parse(data)
	if err == nil {
		err = top.Unknown("store", "password", "who")
	}
	if err != nil {
		return Config{}, err
	}
	var c Config
	for _, key := range []struct {
		name string
		take func(string) error
	}{
		{"store", func(text string) (err error) { c.Store, err = address(text); return err }},
		{"password", func(text string) (err error) { c.Password, err = secret.ParseRef(text); return err }},
		{"who", func(text string) error { c.Who = text; return nil }},
	} {
		v, there := top.Get(key.name)
		if !there {
			continue
		}
		text, err := v.String()
		if err != nil {
			return Config{}, err
		}
		if err := key.take(text); err != nil {
			return Config{}, v.Errorf("%v", err)
		}
	}
	return c, nil
}

// address returns a team's journal's address; that of this machine's is empty.
func address(text string) (string, error) {
	if text == Files {
		return "", nil
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql":
		return "", errors.New("must be files, or the address of a team's journal, such as postgres://dana@db.example.com/sttwizard")
	case hasPassword(u):
		return "", errors.New("an address holds no password: take it out, and say where it is with the key password, such as keyring:team-journal, or by PGPASSFILE")
	}
	return text, nil
}

func hasPassword(u *url.URL) bool {
	_, set := u.User.Password()
	return set || u.Query().Has("password")
}
