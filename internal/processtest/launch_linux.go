package processtest

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

// Launch starts a process that gets a signal when this one is gone: the thread that starts
// it lives until the end is told, which must be done in any case. Other systems than Linux
// know no such signal; there the process may stay behind.
func Launch(cmd *exec.Cmd, last syscall.Signal) (end func(), err error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = last
	started, over := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		started <- cmd.Start()
		<-over
	}()
	return sync.OnceFunc(func() { close(over) }), <-started
}
