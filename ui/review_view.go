package ui

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

func (r *review) view(m *Model, width, height int) string {
	if r.json {
		return r.viewJSON(m, width)
	}
	head := []string{" " + r.summary(m, width-2)}
	if r.trouble != nil {
		head = append(head, kit.Marked(m.styles.Text, "", kit.Margin, kit.FirstLines(sentenceOf(r.trouble, agora.OpStart), width-6, 4))...)
	}
	if height > 12 {
		head = append(head, "")
	}
	lines, mark := r.body(m, width, false)
	if airy, at := r.body(m, width, true); len(airy) <= height-len(head) {
		lines, mark = airy, at
	}
	room := height - len(head)
	top := max(0, min(mark-room/2, len(lines)-room))
	return strings.Join(append(head, m.styles.Part(lines, top, room)...), "\n")
}

// summary says in a line whether this can be sent.
func (r *review) summary(m *Model, width int) string {
	s := m.styles
	var parts []string
	switch {
	case r.errors > 0:
		parts = append(parts, s.Error.Render(s.Marks.Error+" "+count(r.errors, "error")))
	case r.trouble != nil:
		parts = append(parts, s.Error.Render(s.Marks.Error+" can't be sent"))
	default:
		ready := s.Marks.Done + " ready to send"
		if !m.conn.Sandbox {
			ready += "; " + explain.StartCosts
		}
		parts = append(parts, s.Good.Render(ready))
	}
	if n := len(r.unsent); n > 0 {
		parts = append(parts, s.Dim.Render(fmt.Sprintf("%d not sent", n)))
	}
	if r.warnings > 0 {
		parts = append(parts, s.Warning.Render(s.Marks.Warning+" "+count(r.warnings, "warning")))
	}
	if r.sending {
		parts = append(parts, s.Dim.Render("looking for open tasks of this channel "+m.busy.Sign()))
	} else if m.draft.Origin() != "" && m.draft.Changed() {
		parts = append(parts, s.Dim.Render("differs from preset "+string(terminal.Safe(m.draft.Origin(), 40))))
	}
	return ansi.Truncate(strings.Join(parts, s.Dim.Render(", ")), width, s.Marks.More)
}

// count says how many there are of something.
func count(n int, what string) string { return kit.Count(n, what) }

// body draws all lines, with a blank one between the steps if there is room; mark
// is the index of the chosen one.
func (r *review) body(m *Model, width int, airy bool) (lines []string, mark int) {
	i := 0
	for n, g := range r.groups {
		if airy && n > 0 && (len(g.Rows) > 0 || len(r.groups[n-1].Rows) > 0) {
			lines = append(lines, "")
		}
		if g.Step.Section() != "" && len(g.Rows) == 0 {
			value := "off"
			if !g.Off {
				value = "on"
			}
			if i == r.at {
				mark = len(lines)
			}
			lines = append(lines, r.line(m, width, i == r.at, g.Step.Title(), value, m.styles.Title, nil, nil))
			i++
			continue
		}
		lines = append(lines, "   "+m.styles.Title.Render(g.Step.Title()))
		for _, row := range g.Rows {
			if i == r.at {
				mark = len(lines)
			}
			lines = append(lines, r.row(m, width, i == r.at, row)...)
			i++
		}
	}
	if len(r.unsent) > 0 {
		if airy {
			lines = append(lines, "")
		}
		drawn, here := r.notSent(m, width, r.at-i)
		if r.at >= i {
			mark = len(lines) + here
		}
		lines = append(lines, drawn...)
	}
	if airy {
		lines = append(lines, "")
	}
	lines = append(lines, r.line(m, width, false, "Reminder", m.reminderLine(width), m.styles.Title, nil, nil))
	return lines, mark
}

// reminderLine says when somebody is reminded of the task, and that this is all.
func (m *Model) reminderLine(width int) string {
	const key = " (p changes it)"
	words, room := m.plannedWords(m.plannedEnd()), width-reviewTitle-5
	if m.plannedEnd().IsZero() {
		return words + key
	}
	for _, more := range []string{"; " + explain.ReminderStops + key, "; " + explain.ReminderStops, "; " + explain.ReminderShort, key} {
		if ansi.StringWidth(words+more) <= room {
			return words + more
		}
	}
	return words
}

// row draws one answer with its source, and what is wrong with it below.
func (r *review) row(m *Model, width int, here bool, row form.ReviewRow) []string {
	source := string(row.Source)
	lines := []string{r.line(m, width, here, "  "+row.Question.Title, row.Value, m.styles.Text, &source, &row)}
	if row.Was != "" {
		lines = append(lines, r.notes(width, m.styles.Dim, "was "+row.Was)...)
	}
	for _, e := range row.Errors {
		lines = append(lines, r.notes(width, m.styles.Error, m.styles.Marks.Error+" "+e.Text)...)
	}
	for _, w := range row.Warnings {
		lines = append(lines, r.notes(width, m.styles.Warning, m.styles.Marks.Warning+" "+w.Text)...)
	}
	return lines
}

// Columns of the review.
const (
	reviewTitle = 31
	reviewValue = 44
	sourceFrom  = 84 // the width from which the source stands behind
)

// notes draws what is to be said of an answer, below its value.
func (r *review) notes(width int, look lipgloss.Style, text string) []string {
	margin := 6
	if width >= 70 {
		margin = reviewTitle + 4
	}
	return kit.Marked(look, "", strings.Repeat(" ", margin), kit.Lines(text, width-margin-1, 3))
}

// line draws mark, title, value and source in columns; on a narrow screen the
// source is left out.
func (r *review) line(m *Model, width int, here bool, title, value string, style lipgloss.Style, source *string, row *form.ReviewRow) string {
	s := m.styles
	mark, titleStyle := "   ", style
	switch {
	case here:
		mark, titleStyle = " "+s.Here.Render(s.Marks.Cursor)+" ", s.Here
	case row != nil && len(row.Errors) > 0:
		mark = " " + s.Error.Render(s.Marks.Error) + " "
	case row != nil && len(row.Warnings) > 0:
		mark = " " + s.Warning.Render(s.Marks.Warning) + " "
	}
	titleWidth, valueWidth := reviewTitle, width-reviewTitle-5
	wide := width >= sourceFrom && source != nil
	if width < 70 {
		titleWidth = max(16, width*45/100)
		valueWidth = width - titleWidth - 5
	}
	if wide {
		valueWidth = min(reviewValue, width-reviewTitle-30)
	}
	valueStyle := s.Text
	if value == "" {
		value, valueStyle = "–", s.Dim
	}
	cells := []kit.Cell{kit.Text(title, titleStyle, titleWidth+1), kit.Text(value, valueStyle, valueWidth)}
	if wide {
		cells[1] = kit.Text(value, valueStyle, valueWidth+1)
		cells = append(cells, kit.Text(*source, s.Dim, width-reviewTitle-4-valueWidth-3))
	}
	return mark + kit.Row(cells...)
}

// pad gives the spaces that bring a text to a width.
func pad(text string, width int) string {
	return strings.Repeat(" ", max(1, width-ansi.StringWidth(text)))
}

// viewJSON draws the request exactly as it is sent, secrets masked.
func (r *review) viewJSON(m *Model, width int) string {
	s := m.styles
	lines := []string{""}
	for _, text := range m.requestLines() {
		for i, l := range terminal.SafeLines(text, width-9, 0) {
			lead := "   "
			if i > 0 { // a line of the request that is too long for the screen goes on here
				lead = "        "
			}
			lines = append(lines, lead+s.Text.Render(string(l)))
		}
	}
	return strings.Join(lines, "\n")
}

// requestLines gives the calls and the body as text.
func (m *Model) requestLines() []string {
	base := m.conn.Address()
	if m.conn.Sandbox {
		base = "(sandbox)"
	}
	var out []string
	for _, op := range []string{agora.OpAcquire, agora.OpStart} {
		if method, path := m.conn.Version.Call(op, m.conn.AppID, ""); method != "" {
			out = append(out, fmt.Sprintf("%d  %s %s%s", len(out)+1, method, base, path))
		}
	}
	if len(out) > 1 {
		out[1] += "?builderToken=(the one from 1)"
	}
	out = append(out, "")
	for _, l := range m.draft.Shown().Lines(m.draft.Project(), m.draft.Show) {
		out = append(out, l.Text)
	}
	return out
}
