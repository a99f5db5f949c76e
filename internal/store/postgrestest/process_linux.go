package postgrestest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"strings"
	"syscall"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/processtest"
)

// unprivileged is who runs the server where the tests run as root, which it refuses.
func unprivileged() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return nil
}

func owned(dir string) error {
	if c := unprivileged(); c != nil {
		return os.Chown(dir, int(c.Uid), int(c.Gid))
	}
	return nil
}

func as(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Credential: unprivileged()} }

// launch starts a process of a group of its own, which ends with this one.
func launch(cmd *exec.Cmd) (end func(), err error) {
	cmd.SysProcAttr.Setpgid = true
	return processtest.Launch(cmd, syscall.SIGQUIT)
}

// kill kills the server and its children, which are each in a session of their own,
// and returns when none of them runs any more. The first is stopped before, so that it
// makes no others meanwhile.
func kill(cmd *exec.Cmd) {
	pid := cmd.Process.Pid
	_ = syscall.Kill(pid, syscall.SIGSTOP)
	for running(pid, 'T') {
		clock.Pause(time.Millisecond)
	}
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	_ = syscall.Kill(pid, syscall.SIGKILL)
	for _, child := range strings.Fields(string(children)) {
		if n, err := strconv.Atoi(child); err == nil {
			_ = syscall.Kill(n, syscall.SIGKILL)
			for running(n, 'Z') {
				clock.Pause(time.Millisecond)
			}
		}
	}
}

// running reports whether a process is there and not yet in a state.
func running(pid int, state byte) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	return after != "" && after[0] != state && after[0] != 'Z'
}
