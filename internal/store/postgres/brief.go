package postgres

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
)

// briefError is an error of connecting in the words that help a person: pgx gives the
// whole way down to it.
type briefError struct {
	text string
	err  error
}

func (e *briefError) Error() string { return e.text }
func (e *briefError) Unwrap() error { return e.err }

// brief leaves of an error of connecting what is wrong; all else stays reachable.
func brief(err error) error {
	server, refused := errors.AsType[*pgconn.PgError](err)
	name, unknown := errors.AsType[*net.DNSError](err)
	check, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	line, broken := errors.AsType[*net.OpError](err)
	switch {
	case refused:
		return &briefError{server.Message, err}
	case unknown:
		return &briefError{fmt.Sprintf("no server named %s is known (%s)", name.Name, name.Err), err}
	case untrusted:
		return &briefError{"its certificate is not trusted: " + check.Err.Error(), err}
	case broken && line.Addr != nil:
		return &briefError{fmt.Sprintf("%s at %s", rootOf(line.Err), line.Addr), err}
	}
	return err
}

// rootOf returns what an error is in the end.
func rootOf(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}
