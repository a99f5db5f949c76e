package page

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
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

// IsLong reports whether so many lines are there now that they take a line each.
func (d *Dialog) IsLong() bool {
	there := 0
	for _, l := range d.lines {
		if l.there() {
			there++
		}
	}
	return there >= denseFrom
}

// Said is what a dialog says besides its lines.
type Said struct {
	Intro string // what it is about
	Wrong string // what is wrong with the line that has the focus
	Busy  string // what is being done with the lines
	Left  bool   // no line has the focus: it is on what stands below
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
	if !d.IsLong() || width < denseWidth || width-column-5 < denseRoom {
		return 0
	}
	return column
}

// View draws the dialog that wide, in as many lines as it needs; the one at the
// place that is returned is to be seen.
func (d *Dialog) View(said Said, width int) (lines []string, seen int) {
	s := d.styles
	lines = append([]string{""}, d.intro(said.Intro, width)...)
	for _, l := range d.lines {
		if l.Named != nil && l.there() {
			l.Label = drawable(l.Named())
		}
	}
	column := d.column(width)
	for i, l := range d.lines {
		label := "   " + s.Text.Render(l.Label)
		switch {
		case !l.there():
			continue
		case l == d.Line() && !said.Left:
			seen = len(lines) + 2
			lines = append(lines, d.current(l, said, column, width)...)
		case column > 0:
			line := label + gap(l.Label, column) + l.look(s).Render(l.shown(width-column-5))
			lines = append(lines, s.Spots.Row(line, width, false, func() { d.click(i) }))
		default:
			both := label + "\n   " + l.look(s).Render(l.shown(width-6))
			both = s.Spots.Row(both, width, false, func() { d.click(i) })
			lines = append(lines, strings.Split(both, "\n")...)
		}
		if column == 0 {
			lines = append(lines, "")
		}
	}
	if said.Left {
		seen = len(lines)
	}
	return lines, seen
}

// look is that of an answer without the focus: quiet where nobody gave it.
func (l *Line) look(s *Styles) lipgloss.Style {
	if l.Choices == nil && l.field.text == "" {
		return s.Dim
	}
	return s.Text
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
	case l.Pick != nil:
		return string(terminal.Safe(l.picked(), width))
	case l.Secret && l.Spaced && text != "": // of a passphrase not even a fingerprint
		return "••••"
	case l.Secret && text != "":
		return string(terminal.Safe(agora.Secret(text).Masked()+" (fingerprint)", width))
	}
	return string(terminal.Safe(l.Value(), width))
}

// picked names what is chosen of several.
func (l *Line) picked() string {
	var names []string
	options := l.picker().options
	for _, v := range l.picker().chosen() {
		at := slices.IndexFunc(options, func(o form.Option) bool { return o.Value == v })
		names = append(names, options[at].Label+" "+v)
	}
	return cmp.Or(strings.Join(names, ", "), "none")
}

// current draws the line that has the focus: to type in or to choose, then what is
// wrong, what is being done, and its help.
func (d *Dialog) current(l *Line, said Said, column, width int) []string {
	s := d.styles
	look, mark := s.Here, " "
	if said.Wrong != "" {
		look, mark = s.Error.Bold(true), s.Error.Render(s.Marks.Error)
	}
	lines, left, room := []string{" " + mark + " " + look.Render(l.Label)}, "   ", min(width-6, readable)
	switch {
	case l.picker() != nil:
		l.picker().WithWidth(room)
		l.picker().WithHeight(min(l.picker().natural(), pickLines))
		for _, picked := range strings.Split(l.field.draw(), "\n") {
			lines = append(lines, " "+picked)
		}
	case l.Choices == nil:
		l.field.resize(max(20, room))
		for _, typed := range s.typed(l.field.draw(), room+2, said.Wrong != "") {
			lines = append(lines, " "+typed)
		}
	case column > 0:
		left, room = strings.Repeat(" ", column+3), width-column-5
		for i, options := range d.options(l, room) {
			if i == 0 {
				lines[0] += gap(l.Label, column) + options
				continue
			}
			lines = append(lines, left+options)
		}
	default:
		for _, options := range d.options(l, width-6) {
			lines = append(lines, left+options)
		}
	}
	return append(lines, d.below(l, said, left, min(room, readable))...)
}

// pickLines is how many lines a list takes in a dialog.
const pickLines = 9

// below draws what is said of the line that has the focus.
func (d *Dialog) below(l *Line, said Said, left string, room int) []string {
	var lines []string
	add := func(style lipgloss.Style, text string) {
		for _, line := range terminal.SafeLines(text, room, mostSaid) {
			lines = append(lines, left+style.Render(string(line)))
		}
	}
	wrong := said.Wrong
	if words.IsHalf(wrong) {
		wrong = words.About(l.Label, wrong)
	}
	add(d.styles.Error, wrong)
	if l.cut != "" {
		add(d.styles.Warning, d.styles.Marks.Warning+" "+l.cut)
	}
	add(d.styles.Here, said.Busy)
	add(d.styles.Dim, l.help())
	return lines
}

// readable is how wide what is typed and what is said of it may be.
const readable = 84

// options draws what can be chosen, in as many lines as it needs.
func (d *Dialog) options(l *Line, room int) []string {
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
	told := ""
	if l.Told != nil {
		told = l.Told()
	}
	if l.replaced {
		told = "The pasted address takes the place of the one before. " + told
	}
	return strings.TrimSpace(told + " " + l.usualHelp())
}

func (l *Line) usualHelp() string {
	switch {
	case l.Choices != nil && l.chosen().Help != "":
		return strings.TrimSpace(l.chosen().Help + " " + l.Help)
	case l.Choices == nil && l.field.kept != "" && l.field.text == "":
		return "Enter keeps it, typing replaces it, → edits it. " + l.Help
	}
	return l.Help
}
