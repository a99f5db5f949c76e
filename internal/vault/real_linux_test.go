package vault

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
	ss "github.com/zalando/go-keyring/secret_service"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/secret"
)

const (
	// roleVariable makes the test binary start itself again as one of the roles
	// below: the library's bus connection belongs to the process.
	roleVariable = "STTWIZARD_VAULT_TEST_ROLE"
	// needVariable makes a skip a failure: .ci/run installs what is needed.
	needVariable = "STTWIZARD_NEED_KEYRING"

	quick = 5 * time.Second // far below the limit of a call
)

var roles = map[string]func(*testing.T){
	"unlocked":  inUnlockedKeyring,
	"locked":    inLockedKeyring,
	"new user":  inSessionOfNewUser,
	"no daemon": inSessionWithoutKeyring,
	"no bus":    withoutBus,
	"trap":      theLibraryAlone,
	"deaf bus":  withDeafBus,
}

// TestRole is not a test by itself: it plays the role that it was started for.
func TestRole(t *testing.T) {
	if play, ok := roles[os.Getenv(roleVariable)]; ok {
		play(t)
	}
}

// session is a home, a runtime directory and a PATH for one child.
type session struct {
	t   *testing.T
	dir string
	env []string
}

func newSession(t *testing.T) *session {
	t.Helper()
	dir := t.TempDir()
	for _, below := range []string{"home", "run", "bin"} {
		must(t, os.Mkdir(filepath.Join(dir, below), 0o700))
	}
	return &session{t, dir, []string{
		"HOME=" + filepath.Join(dir, "home"), "XDG_RUNTIME_DIR=" + filepath.Join(dir, "run"), "TMPDIR=" + dir,
		"PATH=" + filepath.Join(dir, "bin") + ":" + os.Getenv("PATH"), "LC_ALL=C", "GOCOVERDIR=" + dir,
		"GORACE=atexit_sleep_ms=0", // else each child of a race build waits a second
	}}
}

// play runs a role in the session, as the last arguments of a command.
func (s *session) play(role string, command ...string) {
	s.t.Helper()
	command = append(command, os.Args[0], "-test.run=^TestRole$", "-test.v")
	limit, cancel := context.WithTimeout(s.t.Context(), clocktest.Patience())
	defer cancel()
	cmd := exec.CommandContext(limit, command[0], command[1:]...)
	cmd.Env, cmd.WaitDelay = append(s.env, roleVariable+"="+role), clocktest.Patience()
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestRole") {
		s.t.Errorf("%s: %v\n%s", role, err, out)
	}
}

func TestTheRealSecretService(t *testing.T) {
	for _, tool := range []string{"gnome-keyring-daemon", "dbus-run-session"} {
		if _, err := exec.LookPath(tool); err != nil {
			skip(t, tool+" is not installed (Debian: gnome-keyring and dbus)")
		}
	}
	for _, role := range []string{"unlocked", "locked", "new user"} {
		t.Run(role, func(t *testing.T) {
			s := newSession(t)
			s.play(role, "dbus-run-session", "--")
			for deadline := time.Now().Add(clocktest.Patience()); len(s.processes()) > 0; {
				if time.Now().After(deadline) {
					t.Fatalf("still running: %v", s.processes())
				}
			}
		})
	}
	t.Run("no daemon", func(t *testing.T) {
		s := newSession(t)
		config := filepath.Join(s.dir, "bus.conf") // like Debian's, without services that the bus starts
		must(t, os.WriteFile(config, []byte(`<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`), 0o600))
		s.play("no daemon", "dbus-run-session", "--config-file="+config, "--")
	})
}

// skip leaves a test out where it can't be done, but not where it must be.
func skip(t *testing.T, why string) {
	t.Helper()
	if os.Getenv(needVariable) != "" {
		t.Fatal(needVariable+" is set, and ", why)
	}
	t.Skip(why)
}

// startDaemon starts gnome-keyring for this session. A password unlocks the
// login keyring, which is made if need be; without one there is no keyring.
func startDaemon(t *testing.T, password string) {
	t.Helper()
	args := []string{"--foreground", "--components=secrets"}
	if password != "" {
		args = append(args, "--unlock")
	}
	daemon := exec.Command("gnome-keyring-daemon", args...)
	// The password is all of stdin: a line break would belong to it.
	daemon.Stdin, daemon.Stderr = strings.NewReader(password), os.Stderr
	must(t, daemon.Start())
	t.Cleanup(func() { _ = daemon.Process.Kill(); _ = daemon.Wait() })
	service, err := ss.NewSecretService()
	must(t, err)
	for deadline := time.Now().Add(clocktest.Patience()); ; {
		var owner uint32
		err := service.BusObject().Call(busName+".GetConnectionUnixProcessID", 0, secretsName).Store(&owner)
		if err == nil && int(owner) == daemon.Process.Pid {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("gnome-keyring did not come up: %v", err)
		}
	}
}

func inUnlockedKeyring(t *testing.T) {
	startDaemon(t, "canary login")
	k := NewKeyring(os.Getenv)
	must(t, k.Available(t.Context()))
	keepsReplacesDeletes(t, k)
	long := strings.Repeat("canary", MaxKeyring/6)
	must(t, k.Put(t.Context(), "long", agora.Secret(long)))
	has(t, k, "long", long)
	has(t, NewKeyring(os.Getenv), "long", long)
	nothingReadable(t, os.Getenv("HOME"))
}

func inLockedKeyring(t *testing.T) {
	startDaemon(t, "canary login")
	k := NewKeyring(os.Getenv)
	must(t, k.Put(t.Context(), "acme", "canary"))
	lock(t)
	allUnavailable(t, k, "it is locked")
	// With a desktop it would ask. Here nobody can be asked, which the library
	// hears as a question that was closed.
	desktop := NewKeyring(func(name string) string {
		if name == "DISPLAY" {
			return ":7"
		}
		return os.Getenv(name)
	})
	must(t, desktop.Available(t.Context()))
	_, err := desktop.Get(t.Context(), "acme")
	if _, ok := errors.AsType[*secret.UnavailableError](err); !ok {
		t.Errorf("with a desktop that is not there: %v", err)
	}
}

// lock locks the login keyring as a screen saver would.
func lock(t *testing.T) {
	t.Helper()
	service, err := ss.NewSecretService()
	must(t, err)
	login := service.GetLoginCollection()
	call := service.Object(secretsName, "/org/freedesktop/secrets").Call("org.freedesktop.Secret.Service.Lock", 0, list(login.Path()))
	must(t, call.Err)
}

func list[T any](items ...T) []T { return items }

// inSessionOfNewUser has a keyring program and no keyring yet.
func inSessionOfNewUser(t *testing.T) {
	startDaemon(t, "")
	allUnavailable(t, NewKeyring(os.Getenv), "no default keyring")
}

func inSessionWithoutKeyring(t *testing.T) {
	allUnavailable(t, NewKeyring(os.Getenv), "no keyring program runs in this session")
}

// allUnavailable tells that every road says quickly and clearly that there is no
// keyring.
func allUnavailable(t *testing.T, k *Keyring, want string) {
	t.Helper()
	began := time.Now()
	_, get := k.Get(t.Context(), "acme")
	for _, err := range []error{k.Available(t.Context()), get, k.Put(t.Context(), "acme", "canary"), k.Delete(t.Context(), "acme")} {
		e, ok := errors.AsType[*secret.UnavailableError](err)
		if !ok || !strings.Contains(err.Error(), want) || !strings.Contains(e.Do, "file of secrets") || strings.Contains(err.Error(), "canary") {
			t.Errorf("got %v", err)
		}
	}
	if took := time.Since(began); took > quick {
		t.Errorf("it took %s", took)
	}
}

// noBus is a session without a bus, in which dbus-launch leaves a trace and a
// process, as the real one does.
func noBus(t *testing.T) (s *session, trace string) {
	t.Helper()
	if socket := fmt.Sprintf("/run/user/%d/bus", os.Getuid()); exists(socket) {
		skip(t, "this user has a session bus: "+socket)
	}
	s = newSession(t)
	trace = filepath.Join(s.dir, "started")
	script := "#!/bin/sh\nsleep 60 >/dev/null 2>&1 &\n: >" + trace + "\nexit 1\n"
	must(t, os.WriteFile(filepath.Join(s.dir, "bin", "dbus-launch"), []byte(script), 0o700))
	return s, trace
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func TestWithoutABusNoneIsStarted(t *testing.T) {
	s, trace := noBus(t)
	s.play("no bus")
	s.env = append(s.env, busVariable+"=autolaunch:")
	s.play("no bus")
	if left := s.processes(); exists(trace) || len(left) > 0 {
		t.Errorf("dbus-launch was started: %v, %v", exists(trace), left)
	}
	s.play("trap")
	left := s.processes()
	if !exists(trace) || len(left) == 0 {
		t.Errorf("the library by itself starts no dbus-launch: this test looks at nothing (%v, %v)", exists(trace), left)
	}
	for _, pid := range left {
		must(t, syscall.Kill(pid, syscall.SIGKILL))
	}
}

// processes returns what runs with this session's environment: nothing else has
// its directory there.
func (s *session) processes() (pids []int) {
	names, err := filepath.Glob("/proc/[0-9]*/environ")
	must(s.t, err)
	for _, name := range names {
		data, _ := os.ReadFile(name) // it may have ended, or be another user's
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name))); err == nil && strings.Contains(string(data), "TMPDIR="+s.dir+"\x00") {
			pids = append(pids, pid)
		}
	}
	return pids
}

func withoutBus(t *testing.T) { allUnavailable(t, NewKeyring(os.Getenv), "no desktop session") }

func theLibraryAlone(t *testing.T) {
	if _, err := keyring.Get(Service, "acme"); err == nil {
		t.Error("it found something")
	}
}

func TestABusThatDoesNotAnswerIsLeftAtTheLimit(t *testing.T) {
	s := newSession(t)
	l, err := net.Listen("unix", filepath.Join(s.dir, "run", "bus")) // takes connections, says nothing
	must(t, err)
	defer l.Close()
	s.play("deaf bus")
}

func withDeafBus(t *testing.T) {
	k := NewKeyring(os.Getenv)
	k.limit = 50 * time.Millisecond
	allUnavailable(t, k, "no answer in time")
}

func TestABusIsFoundByItsAddressOrItsSocket(t *testing.T) {
	t.Setenv(busVariable, "unix:path=/before")
	with, without := t.TempDir(), t.TempDir()
	l, err := net.Listen("unix", filepath.Join(with, "bus"))
	must(t, err)
	defer l.Close()
	for name, c := range map[string]struct{ address, xdg, runtime, want string }{
		"an address":                {"unix:path=/a", with, with, "unix:path=/a"},
		"the runtime directory":     {"", with, without, "unix:path=" + with + "/bus"},
		"a cron job":                {"", "", with, "unix:path=" + with + "/bus"},
		"another runtime directory": {"autolaunch:", without, with, "unix:path=" + with + "/bus"},
		"none":                      {"", without, without, ""},
		"one to be started":         {"autolaunch:", "", without, ""},
	} {
		must(t, os.Setenv(busVariable, "unix:path=/before"))
		env := map[string]string{busVariable: c.address, "XDG_RUNTIME_DIR": c.xdg}
		err := findBus(func(name string) string { return env[name] }, c.runtime)
		if got := os.Getenv(busVariable); (err != nil) != (c.want == "") || (err == nil && got != c.want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
