package page

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/terminal"
)

// A dialog of many lines has a line's label and value beside each other where there
// is room, so that all of it is seen.
const (
	denseFrom  = 5  // lines
	denseWidth = 60 // columns
	denseRoom  = 26 // columns for the values, at least
	leastLabel = 22
)

// mostSaid is how many lines one sentence may take in a dialog.
const mostSaid = 4

// Said is what a dialog says besides its lines.
type Said struct {
	Intro string // what it is about
	Wrong string // what is wrong with the line that has the focus
	Busy  string // what is being done with the lines
}

// column returns how wide the labels stand where values stand beside them; 0: where
// there is no room for that.
func (d *Dialog) column(width int) int {
	column := leastLabel
	for _, l := range d.lines {
		if l.there() {
			column = max(column, ansi.StringWidth(l.Label)+2)
		}
	}
	if len(d.lines) < denseFrom || width < denseWidth || width-column-5 < denseRoom {
		return 0
	}
	return column
}

// View draws the dialog that wide, in as many lines as it needs; the one at the
// place that is returned is to be seen.
func (d *Dialog) View(said Said, width int) (lines []string, seen int) {
	s := d.styles
	lines = append([]string{""}, d.intro(said.Intro, width)...)
	column := d.column(width)
	for i, l := range d.lines {
		label := "   " + s.Text.Render(l.Label)
		switch {
		case !l.there():
		case l == d.Line():
			seen = len(lines) + 2
			lines = append(lines, d.current(l, said, column, width)...)
		case column > 0:
			line := label + gap(l.Label, column) + s.Dim.Render(l.shown(width-column-5))
			lines = append(lines, s.Spots.Row(line, width, false, func() { d.click(i) }))
		default:
			both := label + "\n     " + s.Dim.Render(l.shown(width-8))
			both = s.Spots.Row(both, width, false, func() { d.click(i) })
			lines = append(lines, strings.Split(both, "\n")...)
		}
	}
	return lines, seen
}

// intro draws what the dialog is about. It is a note's title: its text would be
// taken for markup, and lose the _ of a name.
func (d *Dialog) intro(text string, width int) []string {
	if text == "" {
		return nil
	}
	d.note.Title(drawable(text)).WithWidth(min(width-6, 76))
	lines := strings.Split(strings.TrimRight(d.note.View(), " \n"), "\n")
	lines = lines[:min(len(lines), mostSaid)]
	for i, l := range lines {
		lines[i] = "   " + strings.TrimRight(l, " ")
	}
	return append(lines, "")
}

// gap fills a label's column.
func gap(label string, column int) string {
	return strings.Repeat(" ", max(1, column-ansi.StringWidth(label)))
}

// shown returns what a line holds, in no more than its width.
func (l *Line) shown(width int) string {
	text := l.field.text
	switch {
	case l.Choices != nil:
		return string(terminal.Safe(l.chosen().Words, width))
	case l.Secret && l.Spaced && text != "": // of a passphrase not even a fingerprint
		return "••••"
	case l.Secret && text != "":
		return string(terminal.Safe(agora.Secret(text).Masked()+" (fingerprint)", width))
	}
	return string(terminal.Safe(l.Value(), width))
}

// current draws the line that has the focus: to type in or to choose, then what is
// wrong, what is being done, and its help.
func (d *Dialog) current(l *Line, said Said, column, width int) []string {
	s := d.styles
	left, room := "     ", width-8
	if column > 0 {
		left, room = strings.Repeat(" ", column+3), width-column-5
	}
	head := " " + s.Here.Render(s.Marks.Here+" "+l.Label)
	lines := []string{head}
	for i, body := range d.body(l, room) {
		if i == 0 && column > 0 {
			lines[0] = head + gap(l.Label, column) + body
			continue
		}
		lines = append(lines, left+body)
	}
	add := func(style lipgloss.Style, mark, text string) {
		for _, line := range terminal.SafeLines(text, min(room, 84)-len(mark), mostSaid) {
			lines = append(lines, left+style.Render(mark+string(line)))
			mark = strings.Repeat(" ", min(2, len(mark)))
		}
	}
	if said.Wrong != "" {
		add(s.Error, s.Marks.Error+" ", said.Wrong)
	}
	add(s.Here, "", said.Busy)
	add(s.Dim, "", l.help())
	return lines
}

// body draws what is edited.
func (d *Dialog) body(l *Line, room int) []string {
	if l.Choices == nil {
		l.field.resize(max(20, room))
		return strings.Split(l.field.draw(), "\n")
	}
	l.offer()
	pieces := strings.Split(l.field.draw(), "\n")
	for i, piece := range pieces {
		piece = strings.TrimRight(piece, " ")
		pieces[i] = d.styles.Spots.Row(piece, 0, false, func() { d.choose(i) })
	}
	return flow(pieces, room)
}

// flow puts pieces beside each other, in as many lines as they need.
func flow(pieces []string, room int) []string {
	lines, left := []string{""}, room
	for _, piece := range pieces {
		piece = ansi.Truncate(strings.TrimRight(piece, " "), room, "")
		width := ansi.StringWidth(piece) + 3
		if last := len(lines) - 1; width-3 > left && lines[last] != "" {
			lines, left = append(lines, ""), room
		}
		lines[len(lines)-1] += piece + "   "
		left -= width
	}
	return lines
}

// help returns the help for the line as it stands.
func (l *Line) help() string {
	switch {
	case l.Choices != nil && l.chosen().Help != "":
		return strings.TrimSpace(l.chosen().Help + " " + l.Help)
	case l.Choices == nil && l.field.kept != "" && l.field.text == "":
		return "Enter keeps it, typing replaces it, → edits it. " + l.Help
	}
	return l.Help
}
