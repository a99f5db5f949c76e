//go:build unix

package attempt

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"sttwizard/agora"
	"sttwizard/internal/files/filestest"
)

// The test binary starts itself again as one of these, to be killed or limited
// as only a process can be.
const roleVariable = "STTWIZARD_ATTEMPT_TEST_ROLE"

func TestMain(m *testing.M) {
	role := os.Getenv(roleVariable)
	if role == "" {
		goleak.VerifyTestMain(m) // and exits
	}
	if err := play(role, Open(os.Args[1], Options{}), os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const (
	processes     = 8
	stopsEach     = 15
	beginningEach = 5
)

func play(role string, j *Journal, id string) error {
	roles := map[string]func(*Journal, string) error{
		"write": writeAShare, "write for ever": writeForEver, "own": ownForEver, "recover for ever": recoverForEver,
		"grow with little room": growWithLittleRoom, "write with little room": writeWithLittleRoom,
	}
	return roles[role](j, id)
}

func writeAShare(j *Journal, id string) error {
	shared, err := j.Find(id)
	if err != nil {
		return err
	}
	for range stopsEach {
		if err := filestest.Persist(func() error { return shared.before(Record{Event: EventStopping}) }); err != nil {
			return err
		}
	}
	for range beginningEach {
		begin := func() error { _, err := j.Begin(Intent{Channel: "town-hall"}); return err }
		if err := filestest.Persist(begin); err != nil {
			return err
		}
	}
	return nil
}

func writeForEver(j *Journal, id string) error {
	shared, err := j.Find(id)
	for err == nil {
		err = shared.before(Record{Event: EventStopping})
		fmt.Println("written")
	}
	return err
}

func ownForEver(j *Journal, _ string) error {
	a, err := j.Begin(*intent.Intent)
	if err != nil {
		return err
	}
	fmt.Println(a.ID())
	_, err = io.ReadAll(os.Stdin)
	return err
}

// noNetwork is an Agora that is out of reach. A step asks it about a task that was
// started and is not ended yet.
type noNetwork struct{ API }

func (noNetwork) Query(context.Context, agora.Handle) (agora.Task, error) {
	return agora.Task{}, &agora.NetError{Op: agora.OpQuery, Cause: agora.CauseRefused}
}

// Place is that of the test intents.
func (noNetwork) Place() agora.Place { return agora.Place{} }

func recoverForEver(j *Journal, _ string) error {
	fmt.Println("ready")
	for {
		attempts, _, err := j.List()
		if err != nil {
			return err
		}
		for _, a := range attempts {
			_, _ = NewSettler(a, noNetwork{}, SettleOptions{}).Step(context.Background())
		}
	}
}

// littleRoom lets no file grow beyond a size.
func littleRoom(size uint64) error {
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: size})
}

func growWithLittleRoom(j *Journal, _ string) error {
	if err := littleRoom(reserve); err != nil {
		return err
	}
	a, err := j.Begin(*intent.Intent)
	if err != nil {
		return err
	}
	for err == nil {
		err = a.before(Record{Event: EventPlanned, Note: strings.Repeat("n", 1000)})
	}
	if e, ok := errors.AsType[*JournalError](err); !ok || !errors.Is(e, syscall.EFBIG) || a.Refresh() != nil || a.Damage() != "" {
		return fmt.Errorf("it grew, or was damaged (%q): %w", a.Damage(), err)
	}
	return nil
}

func writeWithLittleRoom(j *Journal, _ string) error {
	if err := littleRoom(4 << 10); err != nil {
		return err
	}
	_, begin := j.Begin(Intent{Channel: "town-hall"})
	for _, err := range []error{j.Check(agora.Place{}), begin} {
		if e, ok := errors.AsType[*JournalError](err); !ok || !errors.Is(e, syscall.EFBIG) {
			return fmt.Errorf("not refused: %w", err)
		}
	}
	return nil
}

func child(t *testing.T, role, dir, id string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, dir, id)
	cmd.Env = append(os.Environ(), roleVariable+"="+role)
	cmd.Stderr = os.Stderr
	return cmd
}

func TestEightProcessesWriteToOneAttemptAndLoseNothing(t *testing.T) {
	j := Open(filepath.Join(t.TempDir(), "attempts"), Options{})
	shared := told(t, j, sending(1), started(1))
	var running []*exec.Cmd
	for range processes {
		cmd := child(t, "write", j.local.Where(""), shared.ID())
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, cmd)
	}
	for _, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	all, broken, err := j.List()
	if err != nil || len(broken) != 0 || len(all) != 1+processes*beginningEach {
		t.Errorf("%d attempts, broken %v, %v", len(all), broken, err)
	}
	if f := onDisk(t, shared); len(f.stops) != processes*stopsEach || f.state != Stopping {
		t.Errorf("%d stops, %s", len(f.stops), f.state)
	}
}

func TestAKilledWriterLeavesAWholeJournal(t *testing.T) {
	j := Open(filepath.Join(t.TempDir(), "attempts"), Options{})
	shared := told(t, j, sending(1), started(1))
	for round := range 10 {
		cmd := child(t, "write for ever", j.local.Where(""), shared.ID())
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range round + 1 {
			lines.Scan()
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		if err := shared.Refresh(); err != nil || shared.Damage() != "" {
			t.Fatalf("round %d: %v, damage %q", round, err, shared.Damage())
		}
	}
	if err := shared.before(Record{Event: EventStopping}); err != nil {
		t.Errorf("the lock of the dead is still held: %v", err)
	}
}

func TestADeadOwnersAttemptIsFreeForOthers(t *testing.T) {
	j := Open(filepath.Join(t.TempDir(), "attempts"), Options{})
	owner := child(t, "own", j.local.Where(""), "")
	in, err := owner.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	id := firstLine(t, owner)
	a, err := j.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	_, err = NewSettler(a, nil, SettleOptions{}).Step(t.Context())
	if _, owned := errors.AsType[*OwnedError](err); !owned || !a.Alive() || a.State() != Intended {
		t.Errorf("while its owner lives: %v, alive %v, %s", err, a.Alive(), a.State())
	}
	if err := owner.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = owner.Wait() // it was killed
	if a.Alive() {
		t.Error("it is alive after its owner was killed")
	}
	if p, err := NewSettler(a, nil, SettleOptions{}).Step(t.Context()); err != nil || !p.Done || a.State() != Abandoned || a.Why() != WhySenderEnded {
		t.Errorf("%v, %s (%s)", err, a.State(), a.Why())
	}
}

// firstLine starts a process and gives the first line that it prints.
func firstLine(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("it said nothing")
	}
	return lines.Text()
}

func TestARecoveryNeverTakesWhatIsJustBegun(t *testing.T) {
	j := Open(filepath.Join(t.TempDir(), "attempts"), Options{})
	recovery := child(t, "recover for ever", j.local.Where(""), "")
	firstLine(t, recovery)
	defer func() {
		_ = recovery.Process.Kill()
		if err := recovery.Wait(); err == nil || err.Error() != "signal: killed" {
			t.Errorf("the recovery did not run until the end: %v", err)
		}
	}()
	for range 60 {
		a, err := j.Begin(*intent.Intent)
		if err != nil {
			t.Fatal(err)
		}
		api := &fakeAPI{t: t, acquire: givesToken, start: starts(answerOK)}
		run := NewRunner(a, api, agora.Request{})
		err = run.Acquire(t.Context())
		outcome, sent := run.Send(t.Context())
		if err != nil || sent != nil || outcome != agora.OutcomeStarted {
			t.Fatalf("%v, %s, %v", err, outcome, sent)
		}
		if err := a.Ended(HowStopped); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFileSizeLimitIsNoticedBeforeAnythingIsSent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "attempts")
	if err := child(t, "write with little room", dir, "").Run(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestAJournalThatCannotGrowStaysWhole(t *testing.T) {
	if err := child(t, "grow with little room", filepath.Join(t.TempDir(), "attempts"), "").Run(); err != nil {
		t.Fatal(err)
	}
}

func TestAReadOnlyDirectoryIsNoticedBeforeAnythingIsSent(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := filepath.Join(t.TempDir(), "attempts")
	if err := os.Mkdir(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if err := Open(dir, Options{}).Check(agora.Place{}); err == nil || !strings.Contains(err.Error(), "no permission") {
		t.Error(err)
	}
}
