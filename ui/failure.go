package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// failure says why nothing was started, and leads to what can be done.
type failure struct {
	explain.Explanation
	attempt *attempt.Attempt // nil: nothing was even written down
	details bool
	raw     []string
	rawFor  int // the width that raw was made for
}

func (f *failure) isReading() bool { return true }

func (f *failure) title(*Model) string {
	if f.CanResend {
		return "Not started"
	}
	return "Outcome not known"
}

func (f *failure) bindings(m *Model) []binding {
	var out []binding
	if f.SuggestSpelling {
		out = append(out, key("k", "other spelling of the storage keys", func() tea.Cmd { return f.respell(m) }))
	}
	if f.canMove(m) {
		out = append(out, key("7", "the same on v7", m.askForV7))
	}
	if f.Field != "" && m.asks(f.Field) {
		out = append(out, key("enter", "go to the field", func() tea.Cmd { return m.editKey(f.Field) }))
	}
	out = append(out, key("e", "edit answers", func() tea.Cmd { return m.showReview() }))
	if f.CanResend {
		out = append(out, key("r", "send again", func() tea.Cmd { return m.start() }).Held())
	} else {
		out = append(out, key("r", "start anew", func() tea.Cmd { return m.askTwice(f.attempt) }).Held())
	}
	out = append(out,
		key("c", "connection", m.showConnectionsForReview),
		key("d", "details", func() tea.Cmd { f.details = !f.details; m.screenText.Top(); return nil }),
		key("b", "support bundle", func() tea.Cmd { return m.writeBundle(f.attempt) }),
		key("esc h", "home", m.goHome),
	)
	return out
}

// respell sends the storage keys in the other spelling from now on, and stands
// on the review.
func (f *failure) respell(m *Model) tea.Cmd {
	m.conn.StorageKeys = otherSpelling(m.draft.Project())
	m.draft.SetProject(m.project())
	cmd := m.showReview()
	m.say("the storage keys are spelled the other way now; v shows the request", nil)
	return cmd
}

// otherSpelling gives the spelling of the storage keys that is not in use; v5's page
// alone writes them in small letters.
func otherSpelling(p agora.Project) agora.KeySpelling {
	switch {
	case p.StorageKeys != "":
		return p.StorageKeys.Other()
	case p.Version == agora.V5:
		return agora.CamelKeys
	}
	return agora.LowerKeys
}

func (f *failure) typed(*Model, tea.Msg) tea.Cmd { return nil }

func (f *failure) heard(*Model, tea.Msg) tea.Cmd { return nil }

func (f *failure) view(m *Model, width, height int) string {
	s := m.styles
	if f.details {
		return f.viewDetails(m, width)
	}
	lines := []string{""}
	lines = append(lines, kit.Noted(s.Error.Render(s.Marks.Error), s.Strong, " ", kit.Lines(f.What, min(width-6, 84), 4))...)
	if f.Code != "" {
		lines = append(lines, kit.Margin+s.Dim.Render(string(terminal.Safe(f.Code, width-4))))
	}
	lines = append(lines, "")
	for _, fact := range f.facts(m) {
		one := kit.Facts{Rows: [][2]string{fact}, Names: 12, Width: min(width, 96), Wrap: true}
		lines = append(lines, one.Draw(&s.Styles))
		if height > 16 {
			lines = append(lines, "")
		}
	}
	return strings.Join(lines, "\n")
}

// facts are what is known of the failure, and what can be done.
func (f *failure) facts(m *Model) [][2]string {
	billed := f.Billed
	if f.CanResend {
		billed += "; your answers are kept"
	}
	out := [][2]string{{"Likely", f.Likely}, {"Do", f.Do}, {"Field", f.fieldWords(m)}, {"Billed", billed}, {"Agora says", f.Said}}
	if f.RequestID != "" {
		out = append(out, [2]string{"Request id", f.RequestID + ", for Agora's support"})
	}
	return slices.DeleteFunc(out, func(fact [2]string) bool { return fact[1] == "" })
}

func (f *failure) fieldWords(m *Model) string {
	if f.Field == "" {
		return ""
	}
	if q, ok := m.questionWith(f.Field); ok {
		return q.Title + " (" + f.Field + ")"
	}
	return f.Field
}

// viewDetails draws the raw answer, and where the attempt is written down.
func (f *failure) viewDetails(m *Model, width int) string {
	s := m.styles
	if f.raw == nil || f.rawFor != width {
		raw := f.Raw
		if raw == "" {
			raw = "(there was no answer)"
		}
		f.raw, f.rawFor = kit.Lines(raw, width-6, 200), width
	}
	lines := append([]string{"", kit.Margin + s.Dim.Render("The raw answer")}, kit.Marked(s.Text, "", kit.Margin, f.raw)...)
	if f.attempt != nil {
		lines = append(lines, "", kit.Margin+s.Dim.Render("attempt "+string(terminal.Safe(f.attempt.ID(), width-14))))
	}
	return strings.Join(lines, "\n")
}
