package report

import (
	"path"
	"runtime"
	"strings"

	"sttwizard/internal/terminal"
)

// PanicError is a mistake in the program itself that ended what it was doing. Tasks
// that were started go on; the journal has them.
type PanicError struct {
	What  string // one safe line
	Where string // file and line, safe; empty where the stack does not tell
	Stack string // safe lines, for a report
}

// Error says what broke, and what to do about tasks.
func (e *PanicError) Error() string {
	return "sttwizard itself has a fault and had to end: " + e.What + "; started tasks go on, see: sttwizard tasks list"
}

// Panicked returns the error of a panic, with the stack that debug.Stack gave while it
// was recovered. What was panicked with may hold anything, secrets included, so only
// the runtime's own errors are told.
func Panicked(what any, stack []byte) *PanicError {
	e := &PanicError{What: "an unexpected value", Where: string(terminal.Safe(panicPlace(string(stack)), 80))}
	if fault, ok := what.(runtime.Error); ok {
		e.What = string(terminal.Safe(fault.Error(), 300))
	}
	for _, line := range terminal.SafeLines(string(stack), 200, 60) {
		e.Stack += string(line) + "\n"
	}
	return e
}

// panicPlace finds the line of this program that panicked: the first below the panic
// that is not the runtime's.
func panicPlace(stack string) string {
	_, below, _ := strings.Cut(stack, "\npanic(")
	for line := range strings.Lines(below) {
		file, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if strings.HasPrefix(line, "\t") && path.Base(path.Dir(file)) != "runtime" {
			return path.Base(file)
		}
	}
	return ""
}
