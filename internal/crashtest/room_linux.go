package main

import "syscall"

// room returns a directory in memory with so many bytes left, else the usual one. What
// kill -9 spares is no matter of the disk, and in memory a server that was killed is
// back in a tenth of a second.
func room(bytes int64) string {
	const memory = "/dev/shm"
	var stat syscall.Statfs_t
	if err := syscall.Statfs(memory, &stat); err != nil || stat.Bavail*uint64(stat.Bsize) < uint64(bytes) {
		return "/tmp"
	}
	return memory
}
