package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"sttwizard/internal/terminal"
)

// helpScreen lists every key that works on the screen below it.
type helpScreen struct {
	quiet
	of    screen
	under screen // what was open above the screen before
	top   int
}

// closing leads back to what the help was opened from.
func (h *helpScreen) closing(m *Model) binding {
	return key("esc f1 ? q enter", "close", func() tea.Cmd {
		m.over = h.under
		return nil
	})
}

func (h *helpScreen) title(*Model) string { return "Keys" }

func (h *helpScreen) bindings(m *Model) []binding {
	return []binding{
		key("down j", "on", func() tea.Cmd { h.top++; return nil }).as("↓").rare(),
		key("up k", "back", func() tea.Cmd { h.top = max(0, h.top-1); return nil }).as("↑").rare(),
	}
}

func (h *helpScreen) view(m *Model, width, height int) string {
	var lines []string
	row := func(show, what string) { lines = append(lines, m.helpRow(show, what, width)...) }
	own := h.of.bindings(m)
	for _, b := range append(own, m.scrollBindings(h.of, own)...) {
		row(b.allKeys(), b.what)
	}
	if e, ok := h.of.(editing); ok && e.isEditing() {
		row("letters", "go into the field; paste works too")
		row("ctrl+u  ctrl+k", "empty the field before, behind the cursor")
		row("ctrl+a  ctrl+e", "to the beginning, to the end")
		row("ctrl+w", "takes a word away")
	}
	if _, own := find(h.of.bindings(m), "ctrl+c"); !own {
		row("ctrl+c", "leave; nothing that was answered is lost but secrets")
	}
	if m.canSuspend() {
		row("ctrl+z", "suspend: back to the shell; fg comes back here")
	}
	row("F1, or ?", "this list; ? is a letter while you type")
	if h.top > len(lines)-height+2 {
		h.top = max(0, len(lines)-height+2)
	}
	return "\n" + strings.Join(lines[h.top:], "\n")
}

// helpColumn is how wide the keys stand in the list of all keys.
const helpColumn = 20

// helpRow draws a row of the list, in as many lines as it needs.
func (m *Model) helpRow(show, what string, width int) []string {
	names := terminal.SafeLines(show, helpColumn-2, 0)
	words := terminal.SafeLines(what, max(10, width-helpColumn-4), 0)
	out := make([]string, max(len(names), len(words)))
	for i := range out {
		var name, word string
		if i < len(names) {
			name = string(names[i])
		}
		if i < len(words) {
			word = string(words[i])
		}
		out[i] = "   " + m.styles.Key.Render(name) + pad(name, helpColumn) + m.styles.Text.Render(word)
	}
	return out
}

// allKeys names every key of a binding, the one of the footer first.
func (b binding) allKeys() string {
	names := []string{b.show}
	for _, k := range b.keys {
		if pretty := prettyKey(k); pretty != b.show && !strings.Contains(b.show, pretty) {
			names = append(names, pretty)
		}
	}
	return strings.Join(names, "  ")
}

func prettyKey(k string) string {
	switch k {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "f1":
		return "F1"
	case "pgup":
		return "page up"
	case "pgdown":
		return "page down"
	}
	return k
}
