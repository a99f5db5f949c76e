package review

import (
	"cmp"
	"fmt"
	"slices"
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
	mostTitle  = 22
	mostSource = 24
	wasFrom    = 90 // the width from which the source says what an answer was before
	sourceFrom = 66 // the width from which the source stands behind
	narrow     = 56 // the width below which values stand below their titles
	mostLines  = 4  // of one value
)

// View draws the lines round the chosen one, and what is sent beside them where there is
// room, or the exact request.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	if s.json {
		return s.viewJSON(st, width)
	}
	pane := kit.PaneWidth(width)
	if pane == 0 {
		return s.viewLines(st, width, height)
	}
	head, body := s.call()
	left := kit.Column{Text: s.viewLines(st, width-pane-2, height), Width: width - pane}
	right := kit.Pane{Head: head, Lines: body, More: "v all of it", StandsIn: agora.IsPlaceholder}
	return kit.Beside(height, left, kit.Column{Text: right.Draw(st, pane, height)})
}

// call returns the call that starts the task, and the body that it has.
func (s *Screen) call() (head string, body []string) {
	lines := s.world.Request()
	at := slices.Index(lines, "{")
	if at < 0 {
		return "What is sent", lines
	}
	return "What is sent", lines[at:]
}

// viewLines draws the button and the lines.
func (s *Screen) viewLines(st *kit.Styles, width, height int) string {
	button := s.button(st, width)
	head := []string{""}
	if height <= 12 {
		head = nil
	}
	line := button + " "
	for _, part := range s.summary(st) {
		if lipgloss.Width(line+part) >= width-1 && strings.TrimSpace(line) != "" {
			head, line = append(head, line), kit.Margin[1:]
		}
		line += " " + part
	}
	head = append(head, ansi.Truncate(line, width, st.Marks.More))
	if s.trouble != "" {
		told := kit.FirstLines(s.trouble, width-6, max(4, min(7, height/3)))
		head = append(head, kit.Marked(st.Text, "", kit.Margin, told)...)
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
	if width < sourceFrom {
		words = "Start"
	}
	if words = "  " + words + "  "; st.Flat() {
		words = "[ " + strings.TrimSpace(words) + " ]"
	}
	lead, look := kit.Margin, st.ButtonOff
	if s.at == onButton {
		lead, look = " "+st.Here.Render(st.Marks.Cursor)+" ", st.Button
	}
	return lead + st.Spots.Key(look.Render(words)+" "+st.Key.Render("s"), "s")
}

// summary says whether this can be sent, and what is to be looked at.
func (s *Screen) summary(st *kit.Styles) []string {
	var parts []string
	switch {
	case s.errors > 0:
		parts = append(parts, st.Error.Render(st.Marks.Error+" "+words.Count(s.errors, "error")))
	case s.trouble != "":
		parts = append(parts, st.Error.Render(st.Marks.Error+" can't be sent"))
	default:
		ready := st.Marks.Done + " ready to send"
		if costs := s.world.Costs(); costs != "" {
			parts = append(parts, st.Good.Render(ready+";"))
			ready = costs
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
	for i := range len(parts) - 1 {
		if !strings.HasSuffix(ansi.Strip(parts[i]), ";") {
			parts[i] += st.Dim.Render(",")
		}
	}
	return parts
}

// sheet is the lines as they are drawn.
type sheet struct {
	st      *kit.Styles
	width   int
	titles  int    // how wide those stand
	sources int    // and where the answers come from
	preset  string // the draft began with it, so that a source need not name it
	airy    bool   // with a blank line between the steps
	lines   []string
	at      int // the line that is drawn next, among those that can be gone to
	here    int // the chosen one of them
	mark    int // the index of what is drawn of that
	goTo    func(at int)
}

// draw draws all lines.
func (s *Screen) draw(st *kit.Styles, width int, airy bool) *sheet {
	p := &sheet{st: st, width: width, airy: airy, here: s.at, preset: s.world.Draft().Origin(), goTo: func(at int) { s.at = at }}
	for _, g := range s.groups {
		for _, row := range g.Rows {
			p.titles = max(p.titles, min(mostTitle, ansi.StringWidth(row.Title())))
			p.sources = max(p.sources, min(mostSource, ansi.StringWidth(p.source(row))))
		}
	}
	if len(s.unsent) > 0 { // their reasons are long
		p.sources = mostSource
	}
	for n, g := range s.groups {
		if n > 0 && (len(g.Rows) > 0 || len(s.groups[n-1].Rows) > 0) {
			p.blank()
		}
		p.group(g)
	}
	p.blank()
	p.put(line{here: p.next(), title: "Reminder", head: true, value: s.world.Reminder(2 * p.room())})
	if len(s.unsent) > 0 {
		p.blank()
		p.add(kit.Margin + st.Title.Render("Kept, not sent by "+string(s.world.Version())))
		for _, u := range s.unsent {
			p.notSent(u)
		}
	}
	return p
}

func (p *sheet) add(lines ...string) { p.lines = append(p.lines, lines...) }

func (p *sheet) blank() {
	if p.airy {
		p.add("")
	}
}

// next reports whether the line that is drawn next is the chosen one.
func (p *sheet) next() bool {
	here := p.at == p.here
	if here {
		p.mark = len(p.lines)
	}
	p.at++
	return here
}

// clickable lets a click go to the line that was drawn last.
func (p *sheet) clickable(here bool, rows []string) []string {
	at := p.at - 1
	return strings.Split(p.st.Spots.Row(strings.Join(rows, "\n"), p.width, here, func() { p.goTo(at) }), "\n")
}

// group draws the part about a step; one that is off or on is a line alone.
func (p *sheet) group(g form.ReviewGroup) {
	if isSwitch(g) {
		value := "off"
		if !g.Off {
			value = "on"
		}
		p.put(line{here: p.next(), title: g.Step.Title(), head: true, value: value, quiet: g.Off})
		return
	}
	p.add(kit.Margin + p.st.Title.Render(g.Step.Title()))
	for _, row := range g.Rows {
		p.row(row)
	}
}

// row draws one answer with its source, and what is wrong with it below.
func (p *sheet) row(row form.ReviewRow) {
	st := p.st
	l := line{
		here: p.next(), title: row.Title(), value: row.Value, source: p.source(row),
		quiet: row.Source == form.Default || row.Source == form.Automatic,
	}
	switch {
	case len(row.Errors) > 0:
		l.mark, l.alarm = st.Marks.Error, st.Error
	case len(row.Warnings) > 0:
		l.mark, l.alarm = st.Marks.Warning, st.Warning
	}
	p.put(l)
	if p.width < wasFrom && row.Was != "" {
		p.note(st.Dim, "was "+row.Was)
	}
	for _, e := range row.Errors {
		p.note(st.Error, e.Text)
	}
	for _, w := range row.Warnings {
		p.note(st.Warning, w.Text)
	}
}

// source says where an answer comes from, and what it was before.
func (p *sheet) source(row form.ReviewRow) string {
	source := string(row.Source)
	if p.preset != "" && row.Source == form.FromPreset(p.preset) {
		source = "preset"
	}
	if row.Was != "" && p.width >= wasFrom {
		source += " · was " + row.Was
	}
	return source
}

// notSent draws an answer that is kept and not sent, with the reason.
func (p *sheet) notSent(u form.Unsent) {
	value := u.Value
	if p.width < sourceFrom {
		value += " (" + u.Why + ")"
	}
	p.put(line{here: p.next(), title: u.Title, value: value, source: u.Why, quiet: true})
}

// values is the column at which values stand.
func (p *sheet) values() int { return len(kit.Margin) + 2 + p.titles + 2 }

// room is how wide a value may be.
func (p *sheet) room() int {
	switch room := p.width - p.values() - 1; {
	case p.width < narrow:
		return p.width - 8
	case p.width >= sourceFrom:
		return room - p.sources - 2
	default:
		return room
	}
}

// note draws what is to be said of an answer, below its value.
func (p *sheet) note(look lipgloss.Style, text string) {
	margin := 7
	if p.width >= narrow {
		margin = p.values()
	}
	p.add(kit.Marked(look, "", strings.Repeat(" ", margin), kit.Lines(text, p.width-margin-1, 3))...)
}

// line is a title with its value, and where that comes from.
type line struct {
	here          bool
	mark          string         // of what is wrong with it
	alarm         lipgloss.Style // of the mark
	title         string
	head          bool // it stands where the steps do
	value, source string
	quiet         bool // nobody gave it
}

// put draws a line; a value that is long goes on below.
func (p *sheet) put(l line) {
	st := p.st
	lead, look := st.Lead(l.here)
	if l.head && !l.here {
		look = st.Title
	}
	indent := "  "
	switch {
	case l.mark != "":
		indent = l.alarm.Render(l.mark) + " "
	case l.head:
		indent = ""
	}
	value := st.Text
	if l.quiet || l.value == "" {
		value = st.Dim
	}
	title := string(terminal.Safe(l.title, max(8, min(mostTitle, p.width-8))))
	first := lead + indent + look.Render(title)
	values := kit.FirstLines(cmp.Or(l.value, "missing"), max(12, p.room()), mostLines)
	if p.width < narrow {
		p.add(p.clickable(l.here, append([]string{first}, kit.Marked(value, "", strings.Repeat(" ", 7), values)...))...)
		return
	}
	p.beside(first, value, values, l.source)
}

// beside draws a title, the lines of its value and those of its source in columns.
func (p *sheet) beside(first string, look lipgloss.Style, values []string, source string) {
	var sources []string
	if source != "" && p.width >= sourceFrom {
		sources = kit.FirstLines(source, p.sources, 3)
	}
	var rows []string
	for i := range max(len(values), len(sources)) {
		row := first
		if i > 0 {
			row = ""
		}
		row += strings.Repeat(" ", max(1, p.values()-lipgloss.Width(row)))
		if i < len(values) {
			row += look.Render(values[i])
		}
		if i < len(sources) {
			at := p.width - p.sources - 1
			row += strings.Repeat(" ", max(2, at-lipgloss.Width(row))) + p.st.Dim.Render(sources[i])
		}
		rows = append(rows, row)
	}
	p.add(p.clickable(l.here, rows)...)
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
