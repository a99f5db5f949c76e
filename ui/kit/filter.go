package kit

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// Filter is the line that says which rows of a list are shown, on bubbles' textinput.
// The title of its screen shows it, so it has no cursor that blinks.
type Filter struct {
	input textinput.Model
	open  bool
}

// NewFilter makes a filter that lets everything through.
func NewFilter() Filter {
	input := textinput.New()
	input.SetVirtualCursor(false)
	input.KeyMap.Paste = key.Binding{} // it would run a program to read the clipboard; a terminal pastes by itself
	return Filter{input: input}
}

// Open lets letters go into the filter.
func (f *Filter) Open() {
	f.open = true
	f.input.Focus()
}

// Keep lets letters be keys again, with the filter as it is.
func (f *Filter) Keep() {
	f.open = false
	f.input.Blur()
}

// Clear lets everything through again.
func (f *Filter) Clear() {
	f.Keep()
	f.input.Reset()
}

// IsOpen reports whether letters go into the filter.
func (f *Filter) IsOpen() bool { return f.open }

// Words returns what is filtered by; empty: everything is let through.
func (f *Filter) Words() string { return f.input.Value() }

// Title names a list by what is filtered by.
func (f *Filter) Title(list string) string {
	if f.Words() == "" {
		return list + ": type to filter"
	}
	return list + " with: " + f.Words()
}

// LetsThrough reports whether a text has what is filtered by, capitals or not.
func (f *Filter) LetsThrough(text string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(f.Words()))
}

// Typed takes a key or a paste while the filter is open.
func (f *Filter) Typed(msg tea.Msg) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: strings.TrimSpace(paste.Content)}
	}
	f.input, _ = f.input.Update(msg)
}

// Bindings are the keys of an open filter: one lets all rows of a name through again,
// and changed is told then.
func (f *Filter) Bindings(all string, changed func()) []Binding {
	return []Binding{
		Key("enter", "keep the filter", func() tea.Cmd { f.Keep(); return nil }),
		Key("esc", all, func() tea.Cmd { f.Clear(); changed(); return nil }),
		Label("backspace", "less"),
	}
}
