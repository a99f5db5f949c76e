package cli

import (
	"context"
	"os"
	"sync/atomic"
	"syscall"
)

// leaving has the two contexts that Ctrl+C ends: gentle at the first, hard at
// the second. Other signals end both at once, as nobody is there any more.
type leaving struct {
	gentle, hard context.Context
	stop         func()
	by           atomic.Value // the first signal, an os.Signal
}

// words says what ended the run.
func (l *leaving) words() string {
	switch s, _ := l.by.Load().(os.Signal); s {
	case syscall.SIGTERM:
		return "ended by SIGTERM"
	case syscall.SIGHUP:
		return "ended as its terminal was closed (SIGHUP)"
	case syscall.SIGQUIT:
		return "ended by SIGQUIT"
	}
	return "left by Ctrl+C"
}

// watch begins to listen for signals.
func (e Env) watch(parent context.Context) *leaving {
	hard, endHard := context.WithCancel(parent)
	gentle, endGentle := context.WithCancel(hard)
	l := &leaving{gentle: gentle, hard: hard, stop: func() { endGentle(); endHard() }}
	if e.Signals == nil {
		return l
	}
	signals, stop := e.Signals()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case s := <-signals:
				l.by.CompareAndSwap(nil, s)
				if s != os.Interrupt || gentle.Err() != nil {
					endHard()
				}
				endGentle()
			case <-hard.Done():
				return
			}
		}
	}()
	l.stop = func() {
		stop()
		endHard()
		endGentle()
		<-done
	}
	return l
}
