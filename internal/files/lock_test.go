package files

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// countUp adds one to the number in a file, the way shared files are changed.
func countUp(locks, path string) error {
	return WithLock(locks, "counters", time.Minute, func() error {
		data, err := Read(path, 100)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(string(data))
		if err != nil {
			return err
		}
		return Write(path, []byte(strconv.Itoa(n+1)), WriteOptions{})
	})
}

func TestEightWritersInOneProcessLoseNothing(t *testing.T) {
	dir := t.TempDir()
	locks, path := filepath.Join(dir, "locks"), filepath.Join(dir, "counter")
	put(t, path, "0")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				if err := countUp(locks, path); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	holds(t, path, "80")
	onlyThese(t, dir, "counter", "locks")
	onlyThese(t, locks, "counters.lock")
}

func TestALockThatCannotBeHadIsAClearError(t *testing.T) {
	locks := t.TempDir()
	held := func(wait time.Duration) error {
		return WithLock(locks, "presets", wait, func() error {
			t.Error("ran although somebody else held the lock")
			return nil
		})
	}
	err := WithLock(locks, "presets", 0, func() error {
		for _, wait := range []time.Duration{0, 20 * time.Millisecond} {
			err := held(wait)
			var locked *LockedError
			if !errors.As(err, &locked) || locked.Wait != wait || !strings.Contains(err.Error(), "changing the presets") {
				t.Errorf("after waiting %s: %v", wait, err)
			}
		}
		return WithLock(locks, "connections", 0, func() error { return nil })
	})
	if err != nil {
		t.Errorf("another name is another lock: %v", err)
	}
}

func TestTheLockIsFreeAfterAnErrorAndAPanic(t *testing.T) {
	locks := t.TempDir()
	own := errors.New("own")
	if err := WithLock(locks, "presets", 0, func() error { return own }); err != own {
		t.Errorf("the error changed: %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = WithLock(locks, "presets", 0, func() error { panic("stop") })
	}()
	if err := WithLock(locks, "presets", 0, func() error { return nil }); err != nil {
		t.Error(err)
	}
}

func TestALockNameIsNeverAPath(t *testing.T) {
	for _, name := range []string{"", ".", "..", "../presets", `a\b`, "c:d"} {
		if err := WithLock(t.TempDir(), name, 0, func() error { return nil }); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
}

func TestALockDirectoryThatCannotBeMadeIsSaid(t *testing.T) {
	block := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(block, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := WithLock(filepath.Join(block, "locks"), "presets", 0, func() error { return nil })
	if err == nil || !strings.Contains(err.Error(), "file") {
		t.Errorf("got %v", err)
	}
}
