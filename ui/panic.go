package ui

import (
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/report"
)

// guard stands between Bubble Tea and the model, so that a panic ends the
// program in order: the terminal is restored first, and what is printed then has
// passed the safe-text gate. Bubble Tea itself prints a panic raw.
type guard struct {
	begin   func() *Model // makes the model, in Init
	model   *Model        // nil: Init was not called yet, or begin broke
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

// Init makes the model and asks for what its first screen needs. The program waits for its
// first frame meanwhile.
func (g *guard) Init() (cmd tea.Cmd) {
	defer func() {
		if what := recover(); what != nil {
			g.caught(what)
			cmd = tea.Quit
		}
	}()
	g.model = g.begin()
	return guarded(g.model.Init())
}

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
	if g.model == nil {
		return g, nil
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
	if g.model == nil {
		return v
	}
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

func (g *guard) err() error {
	if g.report == nil {
		return nil
	}
	return report.Panicked(g.report.what, g.report.stack)
}
