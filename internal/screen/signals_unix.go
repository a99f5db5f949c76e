//go:build unix

package screen

import (
	"os"
	"os/signal"
	"syscall"
)

// inherited are the signals that programs are sent in tests, or that the system
// sends them, and that who started the tests may have switched off.
var inherited = []os.Signal{
	syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGPIPE, syscall.SIGTSTP, syscall.SIGTTIN,
	syscall.SIGTTOU, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGXFSZ,
}

// UsualSignals lets the programs that this process starts from now on have their
// signals as from a terminal, where nohup or a shell's "&" has switched some off: a
// program inherits what is ignored, never what is caught. This process goes on
// without noticing those signals. Call it before the tests run.
func UsualSignals() {
	unread := make(chan os.Signal, 1) // a full channel drops signals
	for _, s := range inherited {
		if signal.Ignored(s) {
			signal.Notify(unread, s)
		}
	}
}
