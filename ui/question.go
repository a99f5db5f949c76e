package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/terminal"
)

// question is a sentence or two with keys to answer it, above a screen.
type question struct {
	quiet
	hears   func() tea.Cmd // after each fact; nil: what is asked stays true
	name    string
	text    string
	more    []string // further lines, dim
	bad     bool     // about money or loss
	answers []binding
}

func (q *question) title(*Model) string       { return q.name }
func (q *question) bindings(*Model) []binding { return q.answers }

func (q *question) heard(*Model, tea.Msg) tea.Cmd {
	if q.hears == nil {
		return nil
	}
	return q.hears()
}

func (q *question) view(m *Model, width, height int) string {
	style := m.styles.Strong
	if q.bad {
		style = m.styles.Warning.Bold(true)
	}
	lines := []string{""}
	for _, l := range terminal.SafeLines(q.text, min(width-6, 76), max(1, min(8, height-len(q.answers)))) {
		lines = append(lines, "   "+style.Render(string(l)))
	}
	var dim []string
	for _, more := range q.more {
		for _, l := range terminal.SafeLines(more, min(width-6, 76), 6) {
			dim = append(dim, "   "+m.styles.Dim.Render(string(l)))
		}
	}
	// The answers are seen in any case.
	if room := height - len(lines) - len(q.answers) - 2; len(dim) > 0 && room > 0 {
		if len(dim) > room {
			dim = append(dim[:room-1:room-1], "   "+m.styles.Dim.Render(m.styles.Marks.More+" there is more: make the window larger"))
		}
		lines = append(append(lines, ""), dim...)
	}
	lines = append(lines, "")
	for _, b := range q.answers {
		lines = append(lines, "   "+m.styles.Key.Render(b.Show())+"  "+m.styles.Text.Render(b.What()))
	}
	for len(lines) > height && slices.Contains(lines, "") {
		i := slices.Index(lines, "")
		lines = slices.Delete(lines, i, i+1)
	}
	return strings.Join(lines, "\n")
}
