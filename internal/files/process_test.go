//go:build unix

package files

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

// The test binary starts itself again as one of these, to be killed or limited
// as only a process can be.
const roleVariable = "STTWIZARD_FILES_TEST_ROLE"

func TestMain(m *testing.M) {
	role := os.Getenv(roleVariable)
	if role == "" {
		os.Exit(m.Run())
	}
	if err := play(role, os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func play(role, path, other string) error {
	switch role {
	case "count":
		for range 25 {
			if err := countUp(other, path); err != nil {
				return err
			}
		}
	case "write for ever":
		for n := 0; ; n++ {
			content := bytes.Repeat([]byte{byte('a' + n%26)}, 64<<10)
			if err := Write(path, content, WriteOptions{BackupDir: other}); err != nil {
				return err
			}
			fmt.Println("written")
		}
	case "write with little room":
		signal.Ignore(syscall.SIGXFSZ)
		limit := syscall.Rlimit{Cur: 1 << 10, Max: 1 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return err
		}
		return Write(path, make([]byte, 64<<10), WriteOptions{BackupDir: other})
	case "hold the lock":
		return WithLock(other, "presets", 0, func() error {
			fmt.Println("held")
			select {}
		})
	}
	return nil
}

func child(t *testing.T, role, path, other string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, path, other)
	cmd.Env = append(os.Environ(), roleVariable+"="+role)
	return cmd
}

func TestEightProcessesLoseNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "counter")
	put(t, path, "0")
	var all []*exec.Cmd
	for range 8 {
		cmd := child(t, "count", path, filepath.Join(dir, "locks"))
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	holds(t, path, "200")
}

func TestAKilledWriterLeavesAWholeFile(t *testing.T) {
	dir := t.TempDir()
	path, backups := filepath.Join(dir, "w", "file"), filepath.Join(dir, "backups")
	for range 15 {
		cmd := child(t, "write for ever", path, backups)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 2 + rand.IntN(4) {
			lines.Scan()
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		whole(t, path)
		whole(t, filepath.Join(backups, "w", "file"))
	}
}

func whole(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) != 64<<10 || bytes.Count(data, data[:1]) != len(data) {
		t.Errorf("%s is not whole: %d bytes", path, len(data))
	}
}

func TestAFileSizeLimitLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "w", "file")
	if err := Write(path, []byte("old"), WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	out, err := child(t, "write with little room", path, filepath.Join(dir, "backups")).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "size limit") {
		t.Errorf("got %v: %s", err, out)
	}
	holds(t, path, "old")
	onlyThese(t, filepath.Dir(path), "file")
}

func TestTheLockOfAKilledProcessIsFree(t *testing.T) {
	locks := t.TempDir()
	cmd := child(t, "hold the lock", "", locks)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("the child did not get the lock")
	}
	var locked *LockedError
	if err := WithLock(locks, "presets", 0, func() error { return nil }); !errors.As(err, &locked) {
		t.Errorf("while it lives: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if err := WithLock(locks, "presets", 10*time.Second, func() error { return nil }); err != nil {
		t.Errorf("after its death: %v", err)
	}
}

func TestReadNeverWaitsForAPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	for name, try := range map[string]func() error{
		"reading": func() error { _, err := Read(path, 10); return err },
		"writing": func() error { return Write(path, []byte("new"), WriteOptions{}) },
		"opening what became a pipe in between": func() error {
			f, err := openNow(path)
			if err != nil {
				return err
			}
			defer f.Close()
			mode, _, err := f.look()
			if err != nil {
				return err
			}
			return plain(path, mode)
		},
	} {
		done := make(chan error, 1)
		go func() { done <- try() }()
		select {
		case err := <-done:
			var kind *NotFileError
			if !errors.As(err, &kind) || kind.What != "a named pipe" {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(clocktest.Patience()):
			t.Fatalf("%s waits for ever", name)
		}
	}
}

func TestADeviceIsNotReadOrReplaced(t *testing.T) {
	var kind *NotFileError
	if _, err := Read("/dev/null", 10); !errors.As(err, &kind) || kind.What != "a device" {
		t.Errorf("read: %v", err)
	}
	link := symlink(t, "/dev/null", filepath.Join(t.TempDir(), "link"))
	if err := Write(link, []byte("new"), WriteOptions{}); !errors.As(err, &kind) {
		t.Errorf("write: %v", err)
	}
}
