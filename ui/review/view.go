package review

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// Columns of the lines.
const (
	titleColumn = 31
	valueColumn = 44
	sourceFrom  = 84 // the width from which the source stands behind
	narrow      = 70 // the width below which title and value share what there is
)

// View draws the lines round the chosen one, or the exact request.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	if s.json {
		return s.viewJSON(st, width)
	}
	button := s.button(st, width)
	head := []string{button + "  " + s.summary(st, width-lipgloss.Width(button)-3)}
	if s.trouble != "" {
		head = append(head, kit.Marked(st.Text, "", kit.Margin, kit.FirstLines(s.trouble, width-6, max(4, min(7, height/3))))...)
	}
	if height > 12 {
		head = append(head, "")
	}
	p := s.draw(st, width, false)
	if airy := s.draw(st, width, true); len(airy.lines) <= height-len(head) {
		p = airy
	}
	return strings.Join(append(head, st.Around(p.lines, p.mark, width, height-len(head))), "\n")
}

// button draws what starts the task.
func (s *Screen) button(st *kit.Styles, width int) string {
	words := "Start transcription"
	if width < narrow {
		words = "Start"
	}
	if words = " " + words + " "; st.Flat() {
		words = "[" + strings.TrimSpace(words) + "]"
	}
	lead, look := kit.Margin, st.ButtonOff
	if s.at == onButton {
		lead, look = " "+st.Here.Render(st.Marks.Cursor)+" ", st.Button
	}
	return lead + st.Spots.Key(look.Render(words)+" "+st.Key.Render("s"), "s")
}

// summary says in a line whether this can be sent.
func (s *Screen) summary(st *kit.Styles, width int) string {
	var parts []string
	switch {
	case s.errors > 0:
		parts = append(parts, st.Error.Render(st.Marks.Error+" "+words.Count(s.errors, "error")))
	case s.trouble != "":
		parts = append(parts, st.Error.Render(st.Marks.Error+" can't be sent"))
	default:
		ready := st.Marks.Done + " ready to send"
		if costs := s.world.Costs(); costs != "" {
			ready += "; " + costs
		}
		parts = append(parts, st.Good.Render(ready))
	}
	if n := len(s.unsent); n > 0 {
		parts = append(parts, st.Dim.Render(fmt.Sprintf("%d not sent", n)))
	}
	if s.warnings > 0 {
		parts = append(parts, st.Warning.Render(st.Marks.Warning+" "+words.Count(s.warnings, "warning")))
	}
	if s.sending {
		parts = append(parts, st.Dim.Render("looking for open tasks of this channel "+s.world.Sign()))
	} else if d := s.world.Draft(); d.Origin() != "" && d.Changed() {
		parts = append(parts, st.Dim.Render("differs from preset "+string(terminal.Safe(d.Origin(), 40))))
	}
	return ansi.Truncate(strings.Join(parts, st.Dim.Render(", ")), width, st.Marks.More)
}

// page is the lines as they are drawn.
type page struct {
	st    *kit.Styles
	width int
	airy  bool // with a blank line between the steps
	lines []string
	at    int // the line that is drawn next, among those that can be gone to
	here  int // the chosen one of them
	mark  int // the index of what is drawn of that
	goTo  func(at int)
}

// draw draws all lines.
func (s *Screen) draw(st *kit.Styles, width int, airy bool) *page {
	p := &page{st: st, width: width, airy: airy, here: s.at, goTo: func(at int) { s.at = at }}
	for n, g := range s.groups {
		if n > 0 && (len(g.Rows) > 0 || len(s.groups[n-1].Rows) > 0) {
			p.blank()
		}
		p.group(g)
	}
	if len(s.unsent) > 0 {
		p.blank()
		p.add(kit.Margin + st.Title.Render("Kept, not sent by "+string(s.world.Version())))
		for _, u := range s.unsent {
			p.notSent(u)
		}
	}
	p.blank()
	p.add(st.Spots.Key(p.line(false, nil, st.Title, "Reminder", s.world.Reminder(width-titleColumn-5)), "p"))
	return p
}

func (p *page) add(lines ...string) { p.lines = append(p.lines, lines...) }

func (p *page) blank() {
	if p.airy {
		p.add("")
	}
}

// next reports whether the line that is drawn next is the chosen one.
func (p *page) next() bool {
	here := p.at == p.here
	if here {
		p.mark = len(p.lines)
	}
	p.at++
	return here
}

// addRow adds the line of an answer, which can be clicked on.
func (p *page) addRow(row *form.ReviewRow, look lipgloss.Style, title, value string, source ...string) {
	at := p.at
	here := p.next()
	line := p.line(here, row, look, title, value, source...)
	p.add(p.st.Spots.Row(line, p.width, here, func() { p.goTo(at) }))
}

// group draws the part about a step; one that is off or on is a line alone.
func (p *page) group(g form.ReviewGroup) {
	if isSwitch(g) {
		value := "off"
		if !g.Off {
			value = "on"
		}
		p.addRow(nil, p.st.Title, g.Step.Title(), value)
		return
	}
	p.add(kit.Margin + p.st.Title.Render(g.Step.Title()))
	for _, row := range g.Rows {
		p.row(row)
	}
}

// row draws one answer with its source, and what is wrong with it below.
func (p *page) row(row form.ReviewRow) {
	st := p.st
	p.addRow(&row, st.Text, "  "+row.Question.Title, row.Value, string(row.Source))
	if row.Was != "" {
		p.note(st.Dim, "was "+row.Was)
	}
	for _, e := range row.Errors {
		p.note(st.Error, st.Marks.Error+" "+e.Text)
	}
	for _, w := range row.Warnings {
		p.note(st.Warning, st.Marks.Warning+" "+w.Text)
	}
}

// notSent draws an answer that is kept and not sent, with the reason.
func (p *page) notSent(u form.Unsent) {
	value := u.Value
	if p.width < sourceFrom {
		value += " (" + u.Why + ")"
	}
	p.addRow(nil, p.st.Dim, "  "+u.Title, value, u.Why)
}

// note draws what is to be said of an answer, below its value.
func (p *page) note(look lipgloss.Style, text string) {
	margin := 6
	if p.width >= narrow {
		margin = titleColumn + 4
	}
	p.add(kit.Marked(look, "", strings.Repeat(" ", margin), kit.Lines(text, p.width-margin-1, 3))...)
}

// line draws mark, title and value in columns, and the source if there is one; on a
// narrow screen that is left out.
func (p *page) line(here bool, row *form.ReviewRow, look lipgloss.Style, title, value string, source ...string) string {
	st := p.st
	lead := kit.Margin
	switch {
	case here:
		lead, look = st.Lead(true)
	case row != nil && len(row.Errors) > 0:
		lead = " " + st.Error.Render(st.Marks.Error) + " "
	case row != nil && len(row.Warnings) > 0:
		lead = " " + st.Warning.Render(st.Marks.Warning) + " "
	}
	valueLook := st.Text
	if value == "" {
		value, valueLook = "–", st.Dim
	}
	titles, values := titleColumn, p.width-titleColumn-5
	if p.width < narrow {
		titles = max(16, p.width*45/100)
		values = p.width - titles - 5
	}
	if len(source) == 0 || p.width < sourceFrom {
		return lead + kit.Row(kit.Text(title, look, titles+1), kit.Text(value, valueLook, values))
	}
	values = min(valueColumn, p.width-titleColumn-30)
	return lead + kit.Row(kit.Text(title, look, titles+1), kit.Text(value, valueLook, values+1),
		kit.Text(source[0], st.Dim, p.width-titleColumn-4-values-3))
}

// viewJSON draws the request exactly as it is sent, secrets masked. A line of it that
// is too long for the screen goes on further in.
func (s *Screen) viewJSON(st *kit.Styles, width int) string {
	lines := []string{""}
	for _, text := range s.world.Request() {
		lead, draw := kit.Margin, func(l string) string { return st.Text.Render(l) }
		if strings.HasPrefix(text, " ") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "}") {
			draw = func(l string) string { return st.JSON(l, agora.IsPlaceholder) }
		}
		for _, l := range kit.Lines(text, width-9, 0) {
			lines = append(lines, lead+draw(l))
			lead = strings.Repeat(" ", 8)
		}
	}
	return strings.Join(lines, "\n")
}
