package ui

import (
	"path"
	"runtime"
	"runtime/debug"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/terminal"
)

// guard stands between Bubble Tea and the model, so that a panic ends the
// program in order: the terminal is restored first, and what is printed then has
// passed the safe-text gate. Bubble Tea itself prints a panic raw.
type guard struct {
	model   *Model
	program *tea.Program
	report  *panicMsg
}

// panicMsg says that something broke, and where.
type panicMsg struct {
	what  any
	stack []byte
}

func (g *guard) caught(what any) {
	if g.report == nil {
		g.report = &panicMsg{what, debug.Stack()}
	}
}

func (g *guard) Init() tea.Cmd { return guarded(g.model.Init()) }

func (g *guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if what := recover(); what != nil {
			g.caught(what)
			next, cmd = g, tea.Quit
		}
	}()
	if p, ok := msg.(panicMsg); ok {
		g.report = &p
		return g, tea.Quit
	}
	_, cmd = g.model.Update(msg)
	return g, guarded(cmd)
}

func (g *guard) View() (v tea.View) {
	defer func() {
		if what := recover(); what != nil {
			g.caught(what)
			go g.program.Quit()
		}
	}()
	return g.model.View()
}

// guarded turns a panic inside a command into a fact.
func guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if what := recover(); what != nil {
				msg = panicMsg{what, debug.Stack()}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = guarded(batch[i])
			}
		}
		return msg
	}
}

// PanicError is a mistake in the program itself that ended the screens. Tasks
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

func (g *guard) err() error {
	if g.report == nil {
		return nil
	}
	var stack string
	for _, line := range terminal.SafeLines(string(g.report.stack), 200, 60) {
		stack += string(line) + "\n"
	}
	what := "an unexpected value" // it may hold anything, secrets included
	if fault, ok := g.report.what.(runtime.Error); ok {
		what = string(terminal.Safe(fault.Error(), 300))
	}
	return &PanicError{What: what, Where: string(terminal.Safe(panicPlace(string(g.report.stack)), 80)), Stack: stack}
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
