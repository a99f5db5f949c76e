package terminal

import (
	"os"
	"runtime"
	"strings"

	"github.com/charmbracelet/x/term"
)

// Kind is the way in which sttwizard talks.
type Kind int

// The two ways of talking.
const (
	Screen Kind = iota // full screen, drawn
	Plain              // one question a line
)

// Mode is a way of talking and, for the plain one, why it was taken.
type Mode struct {
	Kind Kind
	Why  string // a sentence for people without full stop; empty for Screen
}

// PlainAsked is the mode when a person gave --plain.
func PlainAsked() Mode { return Mode{Plain, "plain mode, as --plain was given"} }

// Detect tells from the two ends of the terminal and the environment, read
// through getenv, whether screens can be drawn. It asks the terminal nothing,
// so it never waits.
func Detect(in, out *os.File, getenv func(string) string) Mode {
	return decide(ends{
		in: IsTerminal(in), out: IsTerminal(out), draws: canDraw(out), system: runtime.GOOS,
	}, getenv)
}

// ends is what the operating system says about input and output.
type ends struct {
	in, out, draws bool
	system         string
}

func decide(e ends, getenv func(string) string) Mode {
	name := getenv("TERM")
	windows := e.system == "windows"
	switch {
	case on(getenv("ACCESSIBLE")):
		return Mode{Plain, "plain mode, as ACCESSIBLE is set"}
	case windows && (!e.in || !e.out) && getenv("MSYSTEM") != "":
		return Mode{Plain, "plain mode, as this window (mintty) gives programs no console; Windows Terminal does"}
	case !e.in:
		return Mode{Plain, "plain mode, as the input is not a terminal"}
	case !e.out:
		return Mode{Plain, "plain mode, as the output is not a terminal"}
	case name == "dumb":
		return Mode{Plain, "plain mode, as TERM=dumb says that nothing can be drawn"}
	case name == "" && !windows:
		return Mode{Plain, "plain mode, as TERM is not set and so the terminal is not known"}
	case !e.draws:
		return Mode{Plain, "plain mode, as this console is too old to draw in; Windows Terminal can"}
	}
	return Mode{Kind: Screen}
}

// on says whether a switch in the environment is set: anything but nothing, 0,
// false and no.
func on(value string) bool {
	switch strings.ToLower(value) {
	case "", "0", "false", "no":
		return false
	}
	return true
}

// IsTerminal says whether a file is a terminal; nil is none.
func IsTerminal(f *os.File) bool { return f != nil && term.IsTerminal(f.Fd()) }

// usualWidth stands in where the terminal does not know its size, as on serial
// lines and in some containers.
const usualWidth = 80

// Width returns the columns of the terminal f, or 80 if they are not known.
func Width(f *os.File) int {
	if f == nil {
		return usualWidth
	}
	columns, _, err := term.GetSize(f.Fd())
	if err != nil || columns <= 0 {
		return usualWidth
	}
	return columns
}
