package filestore

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"sttwizard/internal/store"
)

// Process returns the process that has the lock on an attempt's file, by what the kernel
// lists of locks. One of another user, or of another container, is not known.
func (s *Store) Process(id string) store.Process {
	file, err := os.Stat(s.ownPath(id))
	if err != nil {
		return store.Process{}
	}
	list, err := os.ReadFile("/proc/locks")
	if err != nil {
		return store.Process{}
	}
	for _, pid := range lockers(list, file) {
		if hasOpen(pid, file) {
			return store.Process{PID: pid, Suspended: suspended(pid)}
		}
	}
	return store.Process{}
}

// lockers returns the processes that have a lock for writing on a file with that number,
// of whichever file system: the list names these by numbers that files don't always have.
func lockers(list []byte, file os.FileInfo) (pids []int) {
	stat, ok := file.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	inode := ":" + strconv.FormatUint(stat.Ino, 10)
	for line := range strings.Lines(string(list)) { // "1: FLOCK ADVISORY WRITE 4711 fe:00:5342506 0 EOF"
		f := strings.Fields(line)
		if len(f) < 6 || f[1] != "FLOCK" || f[3] != "WRITE" || !strings.HasSuffix(f[5], inode) {
			continue
		}
		if pid, err := strconv.Atoi(f[4]); err == nil && pid > 0 {
			pids = append(pids, pid)
		}
	}
	return pids
}

// hasOpen reports whether a process has a file open.
func hasOpen(pid int, file os.FileInfo) bool {
	open, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "fd", "*"))
	for _, link := range open {
		if other, err := os.Stat(link); err == nil && os.SameFile(file, other) {
			return true
		}
	}
	return false
}

// suspended reports whether a signal has stopped a process.
func suspended(pid int) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	_, after, found := bytes.Cut(stat[bytes.LastIndexByte(stat, ')')+1:], []byte(" "))
	return err == nil && found && bytes.HasPrefix(after, []byte("T"))
}
