package postgrestest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
)

// NeedVariable makes a skip a failure: .ci/run installs what is needed.
const NeedVariable = "STTWIZARD_NEED_POSTGRES"

// Superuser is who owns everything on a server of a test.
const Superuser = "postgres"

// Server is a PostgreSQL that is running.
type Server struct {
	Dir  string // with the socket in it
	Port int
	bin  string
	set  []string
	cmd  *exec.Cmd
	end  func() // told when cmd has ended
}

// port is what a server has on its unix socket.
const port = 5432

var shared = sync.OnceValues(func() (*Server, error) { return start("/tmp", port, nil) })

// Main runs the tests of a package that takes the shared server, and ends that.
func Main(m *testing.M) {
	code := m.Run()
	if used.Load() {
		if s, err := shared(); err == nil {
			s.remove()
		}
	}
	os.Exit(code)
}

var used atomic.Bool

// Shared returns the server that the tests of a package have in common. Its package
// must have Main.
func Shared(t testing.TB) *Server {
	t.Helper()
	used.Store(true)
	s, err := shared()
	missing(t, err)
	return s
}

// New returns a server of this test's own, with settings such as "ssl=on".
func New(t testing.TB, settings ...string) *Server {
	t.Helper()
	s, err := start("/tmp", port, settings)
	missing(t, err)
	t.Cleanup(s.remove)
	return s
}

// NewTCP returns a server that also listens on a free port of an address.
func NewTCP(t testing.TB, host string) *Server {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	free := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	s, err := start("/tmp", free, []string{"listen_addresses=" + host})
	missing(t, err)
	t.Cleanup(s.remove)
	return s
}

func missing(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, errMissing) && os.Getenv(NeedVariable) == "":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}

var errMissing = errors.New("no PostgreSQL here: install Debian's postgresql")

func start(below string, port int, settings []string) (*Server, error) {
	binaries, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(binaries) == 0 {
		return nil, errMissing
	}
	dir, err := os.MkdirTemp(below, "sttw-pg-") // a socket's path is short
	if err != nil {
		return nil, err
	}
	s := &Server{Dir: dir, Port: port, bin: filepath.Dir(binaries[len(binaries)-1]), set: settings}
	if err := owned(dir); err != nil {
		return nil, err
	}
	initdb := s.command("initdb", "-D", s.data(), "-U", Superuser, "-A", "trust", "--no-sync",
		"-E", "UTF8", "--locale=C")
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	return s, s.Start()
}

func (s *Server) data() string { return filepath.Join(s.Dir, "data") }

// command is one of the server's programs, as a user that it accepts.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := s.Command(filepath.Join(s.bin, name), args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	return cmd
}

// Start starts the server, and returns when it answers.
func (s *Server) Start() error {
	args := []string{"-D", s.data(), "-k", s.Dir, "-p", fmt.Sprint(s.Port), "-c", "listen_addresses="}
	for _, setting := range s.set {
		args = append(args, "-c", setting)
	}
	s.cmd = s.command("postgres", args...)
	log, err := os.OpenFile(filepath.Join(s.Dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd.Stdout, s.cmd.Stderr = log, log
	if s.end, err = launch(s.cmd); err != nil {
		s.end()
		return err
	}
	for began := clock.Now(); clock.Since(began) < clocktest.Patience(); clock.Pause(2 * time.Millisecond) {
		if s.ready() {
			return nil
		}
	}
	text, _ := os.ReadFile(log.Name())
	return fmt.Errorf("it does not start: %s", text)
}

// ready reports whether the server says, in its file, that it answers; the file of one
// that was killed names another process.
func (s *Server) ready() bool {
	text, err := os.ReadFile(s.Data("postmaster.pid"))
	lines := strings.Split(string(text), "\n")
	return err == nil && len(lines) > 7 && lines[0] == fmt.Sprint(s.Pid()) && strings.TrimSpace(lines[7]) == "ready"
}

// Kill kills every process of the server at once, as a power cut would.
func (s *Server) Kill() {
	kill(s.cmd)
	_ = s.cmd.Wait() // it was killed
	s.end()
}

// Stop ends the server in order.
func (s *Server) Stop() {
	_ = s.command("pg_ctl", "stop", "-D", s.data(), "-m", "immediate", "-w").Run()
	_ = s.cmd.Wait()
	s.end()
}

func (s *Server) remove() {
	s.Stop()
	_ = os.RemoveAll(s.Dir)
}

// Pid returns the number of the server's first process.
func (s *Server) Pid() int { return s.cmd.Process.Pid }

// Data returns the path of a file of the server's.
func (s *Server) Data(name ...string) string {
	return filepath.Join(slices.Concat([]string{s.data()}, name)...)
}

// Database makes a database, and returns its name.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := "t" + strings.ToLower(rand.Text())
	s.SQL(t, "postgres", "CREATE DATABASE "+name)
	return name
}

// Login makes a role that may log in, with words such as "IN ROLE sttwizard_writer",
// and returns its name.
func (s *Server) Login(t testing.TB, words string) string {
	t.Helper()
	name := "u" + strings.ToLower(rand.Text())
	s.SQL(t, "postgres", "CREATE ROLE "+name+" LOGIN "+words)
	return name
}

// Address returns where a login finds a database.
func (s *Server) Address(login, database string) string {
	return "postgres://" + login + "@/" + database + "?host=" + s.Dir + "&port=" + fmt.Sprint(s.Port)
}

// Socket returns the path of the server's unix socket.
func (s *Server) Socket() string { return filepath.Join(s.Dir, fmt.Sprintf(".s.PGSQL.%d", s.Port)) }

// File writes a file that only the server can read, and returns its path.
func (s *Server) File(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(s.Dir, name)
	if err := errors.Join(os.WriteFile(path, data, 0o600), owned(path)); err != nil {
		t.Fatal(err)
	}
	return path
}

// Set changes settings that need no new start, as "name = value".
func (s *Server) Set(t testing.TB, settings ...string) {
	t.Helper()
	for _, setting := range settings {
		s.SQL(t, "postgres", "ALTER SYSTEM SET "+setting)
	}
	s.SQL(t, "postgres", "SELECT pg_reload_conf()")
}

// Rules say who may log in how, in the words of pg_hba.conf; the superuser may, on the
// unix socket.
func (s *Server) Rules(t testing.TB, lines ...string) {
	t.Helper()
	text := "local all " + Superuser + " trust\n" + strings.Join(lines, "\n") + "\n"
	if err := os.WriteFile(s.Data("pg_hba.conf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.SQL(t, "postgres", "SELECT pg_reload_conf()")
}

// Command returns a program that is run as the server's user.
func (s *Server) Command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = s.Dir
	as(cmd)
	return cmd
}

// SQL runs a script as the superuser, and returns what it printed, unaligned.
func (s *Server) SQL(t testing.TB, database, script string) string {
	t.Helper()
	out, err := s.psql(database, script).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", script, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (s *Server) psql(database, script string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, "psql"), "-qXAt", "-v", "ON_ERROR_STOP=1", "-h", s.Dir,
		"-p", fmt.Sprint(s.Port), "-U", Superuser, "-d", database)
	cmd.Stdin = strings.NewReader(script)
	return cmd
}
