package ui

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/terminal"
)

// An entry of many lines has a line's label and value beside each other where
// there is room, so that all of it is seen.
const (
	denseFrom   = 5  // lines
	denseWidth  = 60 // columns
	labelColumn = 22
)

func (e *entry) view(m *Model, width, height int) string {
	s := m.styles
	lines := []string{""}
	for _, l := range terminal.SafeLines(e.intro, min(width-6, 76), 4) {
		lines = append(lines, "   "+s.Dim.Render(string(l)))
	}
	if e.intro != "" {
		lines = append(lines, "")
	}
	dense, mark := len(e.fields) >= denseFrom && width >= denseWidth, 0
	for i, f := range e.fields {
		switch {
		case !e.there(i):
		case i == e.at:
			mark = len(lines) + 2
			lines = append(lines, e.current(m, f, dense, width)...)
		case dense:
			lines = append(lines, "   "+s.Text.Render(f.label)+pad(f.label, labelColumn)+s.Dim.Render(f.shown(width-labelColumn-5)))
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
	case f.secret:
		return agora.Secret(f.text).Masked()
	}
	return string(terminal.Safe(f.value(), width))
}

// current draws the line that has the focus: to type in or to choose, then what is
// wrong, what is being done, and its help.
func (e *entry) current(m *Model, f *entryField, dense bool, width int) []string {
	s := m.styles
	var body []string
	left, room := "     ", width-8
	if dense {
		left, room = strings.Repeat(" ", labelColumn+3), width-labelColumn-5
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
		if i == 0 && dense {
			lines[0] = head + pad(f.label, labelColumn) + l
			continue
		}
		lines = append(lines, left+l)
	}
	add := func(style form.Look, mark, text string) {
		for _, l := range firstLines(text, min(room, 84)-len(mark), 4) {
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
