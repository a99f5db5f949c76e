package storagetest

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

// launch starts a process that ends with this one: the thread that starts it lives until
// the end is told.
func launch(cmd *exec.Cmd) (end func(), err error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started, over := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		started <- cmd.Start()
		<-over
	}()
	return sync.OnceFunc(func() { close(over) }), <-started
}
