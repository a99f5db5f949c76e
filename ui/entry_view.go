package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// An entry of many lines has a line's label and value beside each other where
// there is room, so that all of it is seen.
const (
	denseFrom  = 5  // lines
	denseWidth = 60 // columns
	denseRoom  = 26 // columns for the values, at least
	leastLabel = 22
)

// column is how wide the labels stand where values stand beside them; 0: where
// there is no room for that.
func (e *entry) column(width int) int {
	column := leastLabel
	for i, f := range e.fields {
		if e.there(i) {
			column = max(column, ansi.StringWidth(f.label)+2)
		}
	}
	if len(e.fields) < denseFrom || width < denseWidth || width-column-5 < denseRoom {
		return 0
	}
	return column
}

func (e *entry) view(m *Model, width, height int) string {
	s := m.styles
	lines := []string{""}
	for _, l := range terminal.SafeLines(e.intro, min(width-6, 76), 4) {
		lines = append(lines, "   "+s.Dim.Render(string(l)))
	}
	if e.intro != "" {
		lines = append(lines, "")
	}
	column, mark := e.column(width), 0
	for i, f := range e.fields {
		switch {
		case !e.there(i):
		case i == e.at:
			mark = len(lines) + 2
			lines = append(lines, e.current(m, f, column, width)...)
		case column > 0:
			lines = append(lines, "   "+s.Text.Render(f.label)+pad(f.label, column)+s.Dim.Render(f.shown(width-column-5)))
		default:
			lines = append(lines, "   "+s.Text.Render(f.label), "     "+s.Dim.Render(f.shown(width-8)))
		}
	}
	return strings.Join(window(lines, mark, height), "\n")
}

// shown gives what a line holds, in no more than its width.
func (f *entryField) shown(width int) string {
	switch {
	case f.choices != nil:
		return string(terminal.Safe(f.chosen().words, width))
	case f.secret && f.spaced && f.text != "": // of a passphrase not even a fingerprint
		return "••••"
	case f.secret && f.text != "":
		return string(terminal.Safe(agora.Secret(f.text).Masked()+" (fingerprint)", width))
	}
	return string(terminal.Safe(f.value(), width))
}

// current draws the line that has the focus: to type in or to choose, then what is
// wrong, what is being done, and its help.
func (e *entry) current(m *Model, f *entryField, column, width int) []string {
	s := m.styles
	var body []string
	left, room := "     ", width-8
	if column > 0 {
		left, room = strings.Repeat(" ", column+3), width-column-5
	}
	if f.choices != nil {
		body = f.choiceLines(m, room)
	} else {
		f.input.WithWidth(max(20, room))
		body = []string{f.input.View()}
	}
	head := " " + s.Here.Render(s.Marks.Here+" "+f.label)
	lines := []string{head}
	for i, l := range body {
		if i == 0 && column > 0 {
			lines[0] = head + pad(f.label, column) + l
			continue
		}
		lines = append(lines, left+l)
	}
	add := func(style lipgloss.Style, mark, text string) {
		for _, l := range kit.FirstLines(text, min(room, 84)-len(mark), 4) {
			lines = append(lines, left+style.Render(mark+l))
			mark = strings.Repeat(" ", min(2, len(mark)))
		}
	}
	if e.wrong != nil {
		add(s.Error, s.Marks.Error+" ", sentence(e.wrong))
	}
	add(s.Here, "", e.busy)
	add(s.Dim, "", f.helpNow())
	return lines
}

// helpNow is the help for a line as it stands.
func (f *entryField) helpNow() string {
	help := f.help
	switch {
	case f.choices != nil && f.chosen().help != "":
		help = strings.TrimSpace(f.chosen().help + " " + help)
	case f.kept != "" && f.text == "":
		help = "Enter keeps it, typing replaces it, → edits it. " + help
	}
	return help
}

// window cuts lines to a height so that the one at the mark is seen.
func window(lines []string, mark, height int) []string {
	if len(lines) <= height {
		return lines
	}
	from := max(0, min(mark-height/2, len(lines)-height))
	return lines[from : from+height]
}
