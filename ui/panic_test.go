package ui

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/report"
	term "sttwizard/internal/screen"
	"sttwizard/internal/session"
)

// broken is a screen that breaks where a test wants it to.
type broken struct{ in string }

const bang = "kaputt \x1b]0;owned\a\u202e"

func (b *broken) title(*Model) string       { return "Broken" }
func (b *broken) bindings(*Model) []binding { return nil }
func (b *broken) heard(*Model, tea.Msg) tea.Cmd {
	return nil
}
func (b *broken) typed(m *Model, _ tea.Msg) tea.Cmd {
	switch b.in {
	case "update":
		panic(bang)
	case "runtime":
		return []tea.Cmd{}[m.width]
	case "command":
		return func() tea.Msg { panic(bang) }
	case "batch":
		return tea.Batch(m.readChoices(), func() tea.Msg { panic(bang) })
	}
	b.in = "view now"
	return nil
}

func (b *broken) view(*Model, int, int) string {
	if b.in == "view now" {
		panic(bang)
	}
	return "still whole"
}

// A fault anywhere ends the program in order: the terminal is restored, and the
// report is safe to print.
func TestAPanicEndsInOrderAndItsReportIsSafe(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"making the model", "update", "runtime", "command", "batch", "view"} {
		t.Run(in, func(t *testing.T) {
			home := t.TempDir()
			s, err := session.New(session.Options{Getenv: func(name string) string {
				if name == "STTWIZARD_HOME" {
					return home
				}
				return ""
			}, UseSandbox: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			terminal := term.NewTerminal(term.Options{Width: 80, Height: 24}, io.Discard)
			defer terminal.Close()
			keys, typed := io.Pipe()
			defer typed.Close()
			begun := make(chan struct{})
			shown := func(m *Model) {
				close(begun)
				if in == "making the model" {
					panic(bang)
				}
				m.show(&broken{in: in})
			}
			done := make(chan error, 1)
			go func() {
				_, err := Run(context.Background(), s, Options{
					FixedBackground: true, Input: keys, Output: terminal, first: shown,
					Program: []tea.ProgramOption{tea.WithWindowSize(80, 24), tea.WithoutSignals()},
				})
				done <- err
			}()
			<-begun
			if in != "making the model" { // then nobody takes a key any more
				io.WriteString(typed, "x")
			}
			err = <-done
			var fault *report.PanicError
			if !errors.As(err, &fault) {
				t.Fatalf("got %v, want a report.PanicError", err)
			}
			if text := fault.Error() + fault.Stack; strings.ContainsAny(text, "\x1b\a\u202e") || strings.Contains(text, "kaputt") {
				t.Errorf("the report tells what was panicked with: %q", text)
			}
			if in == "runtime" && !strings.Contains(fault.Error(), "index out of range") {
				t.Errorf("the runtime's own error is not told: %q", fault.Error())
			}
			if !strings.HasPrefix(fault.Where, "panic_test.go:") || !strings.Contains(fault.Stack, "panic_test.go") {
				t.Errorf("the stack does not lead to the fault:\n%s", fault.Stack)
			}
		})
	}
}
