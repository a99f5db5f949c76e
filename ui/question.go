package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/ui/kit"
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
	row     kit.Buttons // which answer has the focus
}

// askAs asks a question of a screen with a package of its own, above it; what hears
// is called after each fact.
func (m *Model) askAs(name string, q kit.Question, hears func() tea.Cmd) tea.Cmd {
	return m.ask(&question{name: name, text: q.Text, more: q.More, bad: q.Bad, answers: q.Answers, hears: hears})
}

func (q *question) title(*Model) string       { return q.name }
func (q *question) bindings(*Model) []binding { return q.row.Keys(q.answers) }

func (q *question) heard(*Model, tea.Msg) tea.Cmd {
	if q.hears == nil {
		return nil
	}
	return q.hears()
}

func (q *question) view(m *Model, width, height int) string {
	asked := kit.Question{Text: q.text, More: q.more, Bad: q.bad, Answers: q.answers, Buttons: &q.row}
	return asked.Draw(&m.styles.Styles, width, height)
}
