package ui

import (
	tea "charm.land/bubbletea/v2"
)

// screen is what is shown between the top line and the keys. Screens are plain
// structs; the model calls them and they change it through its methods.
type screen interface {
	// title stands in the top line.
	title(m *Model) string
	// bindings are the keys that work now, most useful first.
	bindings(m *Model) []binding
	// typed takes a key or a paste that no binding has.
	typed(m *Model, msg tea.Msg) tea.Cmd
	// heard takes a fact that a command brought.
	heard(m *Model, msg tea.Msg) tea.Cmd
	// view draws the screen into that many columns and lines.
	view(m *Model, width, height int) string
}

// typing is a screen on which letters belong to a text field now, so that "?"
// is a letter and only F1 shows the keys.
type typing interface{ isTyping() bool }

// editing is a screen with a line to be edited now, with the keys of a shell.
type editing interface{ isEditing() bool }

// leaving is a screen that has a word to say before the program ends.
type leaving interface {
	// leave gives what to do instead of ending at once and true, or what is to
	// be done before the end and false.
	leave(m *Model) (tea.Cmd, bool)
}

// quiet is embedded by screens that hear or take nothing.
type quiet struct{}

func (quiet) typed(*Model, tea.Msg) tea.Cmd { return nil }
func (quiet) heard(*Model, tea.Msg) tea.Cmd { return nil }
