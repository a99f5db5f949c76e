package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/ui/kit"
)

// helpScreen lists every key that works on the screen below it.
type helpScreen struct {
	quiet
	of    screen
	under screen // what was open above the screen before
}

// closing leads back to what the help was opened from.
func (h *helpScreen) closing(m *Model) binding {
	return key("esc f1 ? q enter", "close", func() tea.Cmd {
		m.over = h.under
		m.overText.Top()
		return nil
	})
}

func (h *helpScreen) title(*Model) string { return "Keys" }

func (h *helpScreen) isReading() bool { return true }

func (h *helpScreen) bindings(*Model) []binding { return nil }

func (h *helpScreen) view(m *Model, width, _ int) string {
	return "\n" + m.styles.HelpList(h.rows(m), width)
}

// rows are all keys of the screen below, and those of everywhere.
func (h *helpScreen) rows(m *Model) []kit.HelpRow {
	own := h.of.bindings(m)
	rows := kit.HelpRows(append(own, m.scrollBindings(h.of, own)...))
	row := func(keys, what string) { rows = append(rows, kit.HelpRow{Keys: keys, What: what}) }
	if e, ok := h.of.(editing); ok && e.isEditing() {
		row("letters", "go into the field; paste works too")
		row("ctrl+u  ctrl+k", "empty the field before, behind the cursor")
		row("ctrl+a  ctrl+e", "to the beginning, to the end")
		row("ctrl+w", "takes a word away")
	}
	if _, own := kit.Find(own, "ctrl+c"); !own {
		row("ctrl+c", "leave; nothing that was answered is lost but secrets")
	}
	if m.canSuspend() {
		row("ctrl+z", "suspend: back to the shell; fg comes back here")
	}
	if !m.o.NoMouse {
		row("mouse", "a click goes there, a second one is enter; the wheel scrolls; shift+drag selects text")
	}
	row("F1, or ?", "this list; ? is a letter while you type")
	return rows
}
