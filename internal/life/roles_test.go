//go:build unix

package life

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"

	"sttwizard/agora"
	"sttwizard/internal/cli"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
	"sttwizard/ui"
)

// The files that a shell has besides its terminal.
const (
	eventsFile = 3 // what it tells of its program, a line each
	ordersFile = 4 // what it is told to do
)

// shell runs the program of its arguments as a shell with job control does: in
// the foreground, in a group of its own. It tells "runs", "stopped" and "exited N"
// and takes the order fg.
func shell() int {
	events, orders := os.NewFile(eventsFile, "events"), bufio.NewScanner(os.NewFile(ordersFile, "orders"))
	usual, err := term.GetState(0)
	if err != nil {
		return tell(events, "failed", err)
	}
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.ExtraFiles = []*os.File{events} // who holds it lives
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Foreground: true, Ctty: 0}
	if err := cmd.Start(); err != nil {
		return tell(events, "failed", err)
	}
	signal.Ignore(syscall.SIGTTOU) // only now: the program would inherit it
	tell(events, "runs", cmd.Process.Pid)
	for {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(cmd.Process.Pid, &status, syscall.WUNTRACED, nil); err == syscall.EINTR {
			continue
		} else if err != nil {
			return tell(events, "failed", err)
		}
		if !status.Stopped() {
			return tell(events, "exited", status.ExitStatus())
		}
		foreground(syscall.Getpgrp())
		_ = term.SetState(0, usual)
		tell(events, "stopped", status.StopSignal())
		for orders.Scan() && orders.Text() != "fg" {
		}
		foreground(cmd.Process.Pid)
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGCONT)
	}
}

func tell(events *os.File, words ...any) int {
	fmt.Fprintln(events, words...)
	return 0
}

func foreground(group int) { _ = unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, group) }

// fault is what nobody may see raw: it could be anything.
const fault = "kaputt \x1b]0;owned\a\x1b[?1049h"

// brokenScreen is the program with a mistake in it that shows once a task is watched.
func brokenScreen() int {
	env := cli.System()
	env.Screen = func(ctx context.Context, s *session.Session, o cli.ScreenOptions) (int, error) {
		return ui.Run(ctx, s, ui.Options{
			Connection: o.Connection, HasConnection: o.HasConnection, Draft: o.Draft, Preset: o.Preset, Ask: o.Ask,
			Random: func() float64 { panic(fault) },
		})
	}
	return cli.Run(env)
}

// brokenCommand is the program with a mistake that shows when a command waits.
func brokenCommand() int {
	env := cli.System()
	env.Sleep = func(context.Context, time.Duration) error { panic(fault) }
	return cli.Run(env)
}

// crash is a mistake in a goroutine that nobody guards: the runtime ends the program
// and prints what it knows.
func crash() int {
	terminal.LimitCore()
	secret := agora.Secret(os.Getenv("CRASH_SECRET"))
	go func() { panic(secret) }()
	select {}
}
