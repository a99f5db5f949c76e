package postgres

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

// limit is within which an attempt of a dead program is free.
const limit = 30 * time.Second

const addressVariable = "STTWIZARD_POSTGRES_TEST_ADDRESS"

// TestOwner is not a test by itself: it is the program that dies. It begins an
// attempt, says so, and for each line of its input appends an event and says what
// came of it.
func TestOwner(t *testing.T) {
	address := os.Getenv(addressVariable)
	if address == "" {
		t.Skip("only as a process of other tests")
	}
	s := opened(t, Options{Address: address, Who: "dana", Host: "laptop-7"})
	_, err := s.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	fmt.Println("owned")
	input := bufio.NewScanner(os.Stdin)
	for n := 2; input.Scan(); n++ {
		switch err := s.Append(t.Context(), "one", n, storetest.Event("sending", true)); {
		case err == nil:
			fmt.Println("written")
		case errors.Is(err, store.ErrLost):
			fmt.Println("lost")
		default:
			fmt.Println("error", err)
		}
	}
}

// owner is a process that owns the attempt "one".
type owner struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.Writer
	out *bufio.Scanner
}

func newOwner(t *testing.T, address string, command ...string) *owner {
	t.Helper()
	command = append(command, os.Args[0], "-test.run=^TestOwner$")
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), addressVariable+"="+address)
	in, err := cmd.StdinPipe()
	ok(t, err)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	cmd.Stderr = os.Stderr
	ok(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	o := &owner{t, cmd, in, bufio.NewScanner(out)}
	o.says("owned")
	return o
}

// says waits for a line.
func (o *owner) says(want string) {
	o.t.Helper()
	if !o.out.Scan() || o.out.Text() != want {
		o.t.Fatalf("the owner says %q, want %q", o.out.Text(), want)
	}
}

func (o *owner) append() {
	o.t.Helper()
	_, err := io.WriteString(o.in, "\n")
	ok(o.t, err)
}

func (o *owner) signal(s syscall.Signal) {
	o.t.Helper()
	ok(o.t, o.cmd.Process.Signal(s))
}

// taken waits until the attempt is free for somebody else, who takes it over, and
// returns how long that took.
func taken(t *testing.T, s *Store) time.Duration {
	t.Helper()
	began := clock.Now()
	for clock.Since(began) < clocktest.Patience() {
		if _, err := s.Own(t.Context(), "one"); err == nil {
			return clock.Since(began)
		} else if !errors.Is(err, store.ErrOwned) {
			t.Fatal(err)
		}
		clock.Pause(5 * time.Millisecond)
	}
	t.Fatal("it never got free")
	return 0
}

func TestAKilledProgramFreesWhatItOwned(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	dana := newOwner(t, journal.address())
	lee := journal.open(t, "lee")
	if who, err := lee.Owned(t.Context(), "one"); err != nil || who != "dana on laptop-7" {
		t.Errorf("it is owned by %q, %v", who, err)
	}
	dana.signal(syscall.SIGKILL)
	t.Logf("free after %s", taken(t, lee))
}

// TestAStoppedProgramLosesWhatItOwned is Ctrl-Z, or a laptop that sleeps.
func TestAStoppedProgramLosesWhatItOwned(t *testing.T) {
	t.Parallel()
	journal := newTeam(t, postgrestest.Shared(t))
	dana := newOwner(t, journal.address())
	dana.append()
	dana.says("written")
	lee := journal.open(t, "lee")
	dana.signal(syscall.SIGSTOP)
	after := taken(t, lee)
	t.Logf("free after %s", after)
	if after > limit {
		t.Errorf("it took %s", after)
	}
	dana.signal(syscall.SIGCONT)
	dana.append()
	dana.says("lost")
	ok(t, lee.Append(t.Context(), "one", 3, storetest.Event("found", true)))
}

// TestAStalledProxyLosesWhatItOwned is a line that stays up and passes nothing.
func TestAStalledProxyLosesWhatItOwned(t *testing.T) {
	t.Parallel()
	journal := newTeam(t, postgrestest.Shared(t))
	p := newProxy(t, journal.server)
	dana := newOwner(t, p.through(journal, "dana").Address)
	lee := journal.open(t, "lee")
	p.stall()
	after := taken(t, lee)
	t.Logf("free after %s", after)
	if after > limit {
		t.Errorf("it took %s", after)
	}
	p.resume()
	dana.append()
	dana.says("lost")
	ok(t, lee.Append(t.Context(), "one", 2, storetest.Event("found", true)))
}

// run runs a command of the system's.
func run(t *testing.T, command string) {
	t.Helper()
	parts := strings.Fields(command)
	if out, err := exec.Command(parts[0], parts[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", command, err, out)
	}
}

// TestAPulledCableLosesWhatItOwned lets the owner run in a network of its own, whose
// cable is then pulled and put back.
func TestAPulledCableLosesWhatItOwned(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 || exec.Command("ip", "netns").Run() != nil {
		t.Skip("needs root and ip")
	}
	pid := os.Getpid() // two runs on one machine have nothing in common
	space, near, far := fmt.Sprintf("sttw-%d", pid), fmt.Sprintf("sttwa%d", pid), fmt.Sprintf("sttwb%d", pid)
	net := fmt.Sprintf("10.213.%d.", pid%256)
	here, there := net+"1", net+"2"
	run(t, "ip netns add "+space)
	t.Cleanup(func() { run(t, "ip netns del "+space) })
	run(t, "ip link add "+near+" type veth peer name "+far+" netns "+space)
	run(t, "ip addr add "+here+"/30 dev "+near)
	run(t, "ip link set "+near+" up")
	run(t, "ip -n "+space+" addr add "+there+"/30 dev "+far)
	run(t, "ip -n "+space+" link set "+far+" up")

	server := postgrestest.NewTCP(t, here)
	journal := newTeam(t, server)
	authority := newAuthority(t)
	authority.certify(t, server, here)
	server.Rules(t, "local all all trust", "hostssl all all "+net+"0/30 trust")
	address := fmt.Sprintf("postgres://%s@%s:%d/%s?sslrootcert=%s",
		journal.login, here, server.Port, journal.database, authority.path)
	dana := newOwner(t, address, "ip", "netns", "exec", space)
	lee := journal.open(t, "lee")
	dana.append()
	dana.says("written")
	run(t, "ip -n "+space+" link set "+far+" down")
	after := taken(t, lee)
	t.Logf("free after %s", after)
	if after > limit {
		t.Errorf("it took %s", after)
	}
	run(t, "ip -n "+space+" link set "+far+" up")
	dana.append()
	dana.says("lost")
	ok(t, lee.Append(t.Context(), "one", 3, storetest.Event("found", true)))
}
