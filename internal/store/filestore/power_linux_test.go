package filestore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/store"
	"sttwizard/internal/store/storetest"
)

const (
	// cutsVariable asks for that many power cuts, and makes it a failure where none
	// can be made.
	cutsVariable = "STTWIZARD_POWER_CUTS"
	fewCuts      = 8
	// writerVariable is the directory in which this process is the writer, and
	// how it writes.
	writerVariable = "STTWIZARD_TEST_WRITER"
	carelessWriter = "STTWIZARD_TEST_CARELESS"

	eventsEach = 5 // of an attempt
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerVariable); dir != "" {
		if os.Getenv(carelessWriter) != "" {
			flush = func(*os.File) error { return nil }
			flushDir = func(string) error { return nil }
		}
		fmt.Fprintln(os.Stderr, write(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// write begins attempts and appends to them until it is killed, and says of each event
// that it is durable.
func write(dir string) error {
	ctx, s := context.Background(), Open(filepath.Join(dir, "attempts"), filepath.Join(dir, "locks"))
	for i := 0; ; i++ {
		id := fmt.Sprintf("attempt-%06d", i)
		e := storetest.Event("intent", true)
		hold, err := s.Begin(ctx, id, e)
		for n := 2; err == nil; n++ {
			fmt.Println(id, n-1, e.Key)
			if n > eventsEach {
				break
			}
			e = storetest.Event("note", n < eventsEach)
			err = s.Append(ctx, id, n, e)
		}
		if err != nil {
			return err
		}
		hold.Release()
	}
}

// TestNoPowerCutLosesWhatWasAcknowledged copies the disk under a writer that is stopped
// at random moments, and looks what is there.
func TestNoPowerCutLosesWhatWasAcknowledged(t *testing.T) {
	acknowledged, lost, cuts := cutPower(t, cutsWanted(t), "")
	if acknowledged < cuts || len(lost) > 0 {
		t.Errorf("of %d events %d were lost in %d cuts, among them %v", acknowledged, len(lost), cuts, lost[:min(5, len(lost))])
	}
	t.Logf("%d events acknowledged, %d lost, %d cuts", acknowledged, len(lost), cuts)
}

// TestWithoutFlushingAPowerCutIsSeen shows that the other test can fail.
func TestWithoutFlushingAPowerCutIsSeen(t *testing.T) {
	acknowledged, lost, cuts := cutPower(t, fewCuts, "yes")
	if len(lost) == 0 {
		t.Errorf("of %d events none was lost in %d cuts, although nothing was flushed", acknowledged, cuts)
	}
	t.Logf("%d events acknowledged, %d lost, %d cuts", acknowledged, len(lost), cuts)
}

func cutsWanted(t *testing.T) int {
	text := os.Getenv(cutsVariable)
	if text == "" {
		return fewCuts
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q", cutsVariable, text)
	}
	return n
}

// disk is a file that is mounted as one.
type disk struct {
	t     *testing.T
	image string
	at    string
}

// must runs a command of the system; where the disk can't be made there is no test.
func must(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		if os.Getenv(cutsVariable) != "" {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		t.Skipf("%s: %v: %s", name, err, out)
	}
}

func mounted(t *testing.T, image string) disk {
	t.Helper()
	d := disk{t, image, t.TempDir()}
	must(t, "mount", "-t", "ext4", "-o", "loop", image, d.at)
	return d
}

// gone takes the disk away, which a stopped writer may keep busy for a moment.
func (d disk) gone() {
	for range 50 {
		if err := syscall.Unmount(d.at, 0); !errors.Is(err, syscall.EBUSY) {
			return
		}
		clock.Pause(10 * time.Millisecond)
	}
	_ = syscall.Unmount(d.at, syscall.MNT_DETACH)
}

// cutPower runs a writer on a disk, and returns how many events it acknowledged and
// which of them a cut lost.
func cutPower(t *testing.T, cuts int, careless string) (acknowledged int, lost []string, made int) {
	if os.Getuid() != 0 {
		t.Skip("only root can mount a disk")
	}
	image := filepath.Join(t.TempDir(), "disk")
	must(t, "truncate", "-s", "64M", image)
	must(t, "mkfs.ext4", "-q", "-F", "-b", "1024", "-J", "size=4", image)
	d := mounted(t, image)
	defer d.gone()
	w := begin(t, d.at, careless)
	defer w.end()
	for range cuts {
		clock.Pause(time.Duration(1+rand.IntN(40)) * time.Millisecond)
		w.stop()
		copied := filepath.Join(t.TempDir(), "copy")
		must(t, "cp", "--sparse=always", image, copied)
		acknowledged = len(w.acknowledged)
		lost = append(lost, missing(t, copied, slices.Clone(w.acknowledged))...)
		os.Remove(copied)
		w.goOn()
	}
	slices.Sort(lost)
	return acknowledged, slices.Compact(lost), cuts
}

// missing returns which events a copied disk lacks.
func missing(t *testing.T, image string, acknowledged []string) (lost []string) {
	t.Helper()
	d := mounted(t, image)
	defer d.gone()
	logs, err := Open(filepath.Join(d.at, "attempts"), filepath.Join(d.at, "locks")).List(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	there := map[string][]store.Event{}
	for _, l := range logs {
		there[l.ID] = l.Events
	}
	for _, line := range acknowledged {
		var id, key string
		var n int
		if _, err := fmt.Sscan(line, &id, &n, &key); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if e := there[id]; len(e) < n || !strings.Contains(string(e[n-1].Payload), `"key":"`+key+`"`) {
			lost = append(lost, line)
		}
	}
	return lost
}

// writer is the process that writes.
type writer struct {
	t            *testing.T
	cmd          *exec.Cmd
	out          *os.File
	half         string // of a line that was not whole yet
	acknowledged []string
}

func begin(t *testing.T, dir, careless string) *writer {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerVariable+"="+dir, carelessWriter+"="+careless)
	cmd.Stdout, cmd.Stderr = in, os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in.Close()
	return &writer{t: t, cmd: cmd, out: out}
}

// stop stops the writer at once, and takes in what it acknowledged until then.
func (w *writer) stop() {
	w.signal(syscall.SIGSTOP)
	for state := ""; state != "T"; {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", w.cmd.Process.Pid))
		if err != nil {
			w.t.Fatal(err)
		}
		_, after, _ := strings.Cut(string(data), ") ")
		if state = after[:1]; state == "Z" {
			w.t.Fatal("the writer ended")
		}
	}
	w.take()
}

// take reads what is in the pipe.
func (w *writer) take() {
	_ = w.out.SetReadDeadline(clock.Now().Add(time.Millisecond))
	data, err := io.ReadAll(bufio.NewReader(w.out))
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		w.t.Fatal(err)
	}
	lines := strings.Split(w.half+string(data), "\n")
	w.half = lines[len(lines)-1]
	w.acknowledged = append(w.acknowledged, lines[:len(lines)-1]...)
}

func (w *writer) goOn() { w.signal(syscall.SIGCONT) }

func (w *writer) signal(s os.Signal) {
	if err := w.cmd.Process.Signal(s); err != nil {
		w.t.Fatal(err)
	}
}

func (w *writer) end() {
	_ = w.cmd.Process.Kill()
	_ = w.cmd.Wait()
	_ = w.out.Close()
}
