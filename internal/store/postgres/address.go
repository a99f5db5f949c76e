package postgres

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/store"
)

// form is how an address is written.
const form = "postgres://NAME@HOST/DATABASE"

// config returns what an address says, or why it is not used. No password is in its
// errors, since none is taken from an address.
func (o Options) config() (*pgx.ConnConfig, error) {
	u, err := url.Parse(o.Address)
	if err != nil { // which would show the address, with what may be in it
		return nil, unusable("the address can't be read: write it as %s", form)
	}
	query := u.Query()
	_, typed := u.User.Password()
	host := query.Get("host") // which pgx prefers to the one before the slash
	if host == "" {
		host = u.Hostname()
	}
	switch {
	case u.Scheme != "postgres" && u.Scheme != "postgresql":
		return nil, unusable("the address must be %s", form)
	case typed || query.Has("password") || query.Has("sslpassword"):
		return nil, unusable("the address has a password in it: take it out, and give it as a reference" +
			" or in PGPASSFILE")
	case host == "":
		return nil, unusable("the address names no host: write it as %s", form)
	case strings.Contains(host, ","):
		return nil, unusable("the address names several hosts: give the one that is written to")
	case strings.Trim(u.Path, "/") == "" && query.Get("dbname") == "" && query.Get("database") == "":
		return nil, unusable("the address names no database: write it as %s", form)
	}
	if !local(host) && !query.Has("sslmode") && !query.Has("ssl") && os.Getenv("PGSSLMODE") == "" {
		query.Set("sslmode", "verify-full")
		u.RawQuery = query.Encode()
	}
	config, err := pgx.ParseConfig(u.String())
	if err != nil {
		return nil, unusable("the address can't be used: %w", err)
	}
	return config, errors.Join(secured(config), o.passwordFile(config, query))
}

// local reports whether a host is this machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return filepath.IsAbs(host) || host == "localhost" || ip != nil && ip.IsLoopback()
}

// secured sees to it that nothing goes to another machine but to the one that its
// certificate names. On this machine pgx would first try TLS and then go without:
// that is made the one of the two which always works.
func secured(config *pgx.ConnConfig) error {
	plain, secure := len(config.Fallbacks) > 0, config.TLSConfig
	config.Fallbacks = nil
	switch {
	case local(config.Host) && plain:
		config.TLSConfig = nil
	case local(config.Host):
	case plain, secure == nil, secure.InsecureSkipVerify, secure.ServerName == "":
		return unusable("the connection to %s must be verified: use sslmode=verify-full in the address"+
			" and in PGSSLMODE (with sslrootcert=FILE for a CA of your own)", config.Host)
	}
	return nil
}

// passwordFile refuses a file of passwords that others can read: pgx takes any.
func (o Options) passwordFile(config *pgx.ConnConfig, query url.Values) error {
	if o.Password != nil || config.Password == "" || os.Getenv("PGPASSWORD") != "" || runtime.GOOS == "windows" {
		return nil
	}
	path := query.Get("passfile")
	if path == "" {
		path = os.Getenv("PGPASSFILE")
	}
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		path = filepath.Join(home, ".pgpass")
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		return unusable("%s can be read by others: chmod 600 it", path)
	}
	return nil
}

// unusable returns an error about what was configured: nothing was written.
func unusable(format string, args ...any) error {
	return failed(store.ErrUnavailable, format, args...)
}

// failed returns an error of a kind of package store's, in words.
func failed(kind error, format string, args ...any) error {
	return &store.Error{Kind: kind, Err: fmt.Errorf(format, args...)}
}
