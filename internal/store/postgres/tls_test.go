package postgres

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
)

// authority signs certificates of servers.
type authority struct {
	path string // its own certificate
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ok(t, err)
	made := &authority{filepath.Join(t.TempDir(), "ca.pem"), template("a test"), key}
	made.cert.IsCA, made.cert.BasicConstraintsValid = true, true
	made.cert.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, made.cert, made.cert, &key.PublicKey, key)
	ok(t, err)
	ok(t, os.WriteFile(made.path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	return made
}

func template(name string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: clock.Now().Add(-time.Hour), NotAfter: clock.Now().Add(24 * time.Hour),
	}
}

// certify makes a server speak TLS as a host of a name or an address.
func (a *authority) certify(t *testing.T, server *postgrestest.Server, host string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ok(t, err)
	cert := template(host)
	if ip := net.ParseIP(host); ip != nil {
		cert.IPAddresses = []net.IP{ip}
	} else {
		cert.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, a.cert, &key.PublicKey, a.key)
	ok(t, err)
	secret, err := x509.MarshalECPrivateKey(key)
	ok(t, err)
	public := server.File(t, "server.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	private := server.File(t, "server.key", pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}))
	server.Set(t, "ssl_cert_file = '"+public+"'", "ssl_key_file = '"+private+"'", "ssl = on")
}

// TestTheServerMustBeTheOneThatIsMeant connects by TLS to a server with a password,
// and to what is not that server.
func TestTheServerMustBeTheOneThatIsMeant(t *testing.T) {
	hush(t)
	const host, password = "127.0.0.1", "hunter2-canary"
	server := postgrestest.NewTCP(t, host)
	journal := newTeam(t, server)
	server.Rules(t, "hostssl all all all scram-sha-256")
	server.SQL(t, "postgres", "ALTER ROLE "+journal.login+" PASSWORD '"+password+"'")
	mine, other := newAuthority(t), newAuthority(t)
	asked := 0
	o := journal.options("dana")
	o.Password = func() (string, error) { asked++; return password, nil }
	address := fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=verify-full&sslrootcert=",
		journal.login, host, server.Port, journal.database)
	refused := func(name, word string) {
		t.Helper()
		_, err := Open(t.Context(), o)
		told(t, name, err, store.ErrUnavailable, word)
		if strings.Contains(fmt.Sprintf("%+v %#v", err, err), "hunter2") {
			t.Errorf("%s: the password is in it: %v", name, err)
		}
	}
	o.Address = address + mine.path
	refused("no TLS", "refused TLS")
	mine.certify(t, server, "db.example.com")
	refused("another name", "certificate")
	mine.certify(t, server, host)
	o.Address = address + other.path
	refused("another authority", "certificate")
	o.Address = address + mine.path
	if st, err := opened(t, o).Status(t.Context()); err != nil || !st.Secured || asked == 0 {
		t.Errorf("%+v, %v", st, err)
	}
	o.Password = func() (string, error) { return password + "-wrong", nil }
	refused("a wrong password", "password authentication failed")
	o.Password = func() (string, error) { return "", errors.New("the keyring is locked") }
	refused("a password that is not there", "keyring is locked")
	o.Password, o.Address = nil, strings.Replace(address, "verify-full", "disable", 1)
	refused("plain", "no encryption")
}

// TestAPasswordThatWasChangedIsAskedForAgain keeps what it was told until that is
// refused.
func TestAPasswordThatWasChangedIsAskedForAgain(t *testing.T) {
	hush(t)
	server := postgrestest.NewTCP(t, "127.0.0.1")
	journal := newTeam(t, server)
	server.Rules(t, "host all all all scram-sha-256")
	change := func(to string) { server.SQL(t, "postgres", "ALTER ROLE "+journal.login+" PASSWORD '"+to+"'") }
	change("first")
	asked, answer := 0, "first"
	address := fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s", journal.login, server.Port, journal.database)
	o := Options{Address: address, Who: "dana"}
	o.Password = func() (string, error) { asked++; return answer, nil }
	s := opened(t, o)
	journal.end(t)
	if err := s.Check(t.Context()); err != nil || asked != 1 {
		t.Errorf("%v, asked %d times", err, asked)
	}
	change("second")
	answer = "second"
	journal.end(t)
	if err := s.Check(t.Context()); err == nil {
		t.Error("an old password was taken")
	}
	if err := s.Check(t.Context()); err != nil || asked != 2 {
		t.Errorf("%v, asked %d times", err, asked)
	}
	path := filepath.Join(t.TempDir(), "passwords")
	ok(t, os.WriteFile(path, []byte("127.0.0.1:*:*:"+journal.login+":second\n"), 0o600))
	t.Setenv("PGPASSFILE", path)
	o.Password = nil
	opened(t, o)
}
