package review

import (
	"cmp"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/form"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

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
		if g.Was != "" {
			p.sources = max(p.sources, ansi.StringWidth(wasWords+g.Was))
		}
		for _, row := range g.Rows {
			p.titles = max(p.titles, min(mostTitle, ansi.StringWidth(row.Title())))
			p.sources = max(p.sources, min(mostSource, ansi.StringWidth(p.source(row))))
		}
	}
	if len(s.unsent) > 0 && width >= wasFrom { // their reasons are long
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
		value := "on"
		if g.Off {
			value = offWords(g.Step)
		}
		source := ""
		if g.Was != "" {
			source = wasWords + g.Was
		}
		if p.width < sourceFrom && source != "" {
			value += ", " + source
		}
		p.put(line{here: p.next(), title: g.Step.Title(), head: true, value: value, source: source, quiet: g.Off})
		return
	}
	title := kit.Margin + p.st.Title.Render(g.Step.Title())
	if g.Was != "" {
		title += p.st.Dim.Render("  " + wasWords + g.Was)
	}
	p.add(title)
	for _, row := range g.Rows {
		p.row(row)
	}
}

// wasWords lead what an answer was before.
const wasWords = "was "

// offWords say what a part that is off means; of captions that nobody can look whether they
// arrive.
func offWords(step form.Step) string {
	if step == form.StepCaptions {
		return "off: look into the channel whether captions come"
	}
	return "off"
}

// row draws one answer with its source, and what is wrong with it below.
func (p *sheet) row(row form.ReviewRow) {
	st := p.st
	l := line{
		here: p.next(), title: row.Title(), value: row.Value, source: p.source(row),
		quiet: row.Source == form.Default || row.Source == form.Automatic,
	}
	bad := st.Error
	switch {
	case row.Missing:
		bad = st.Warning
		l.mark, l.alarm = st.Marks.Needed, bad
	case len(row.Errors) > 0:
		l.mark, l.alarm = st.Marks.Error, bad
	case len(row.Warnings) > 0:
		l.mark, l.alarm = st.Marks.Warning, st.Warning
	}
	p.put(l)
	if p.width < wasFrom && row.Was != "" {
		p.note(st.Dim, "was "+row.Was)
	}
	for _, e := range row.Errors {
		p.note(bad, e.Text)
	}
	for _, w := range row.Warnings {
		p.note(st.Warning, w.Text)
	}
}

// source says where an answer comes from, and what it was before.
func (p *sheet) source(row form.ReviewRow) string {
	if row.Value == "" {
		return "" // it is missing: nothing gave it
	}
	source := string(row.Source)
	if whole := string(form.FromPreset(p.preset, "")); p.preset != "" && (source == whole || strings.HasPrefix(source, whole+" ")) {
		source = "preset" + source[len(whole):] // its name stands above; whose it was before does not
	}
	switch {
	case row.Locked:
		source += " · locked"
	case row.Unlocked:
		source += " · unlocked"
	}
	if row.Was != "" && p.width >= wasFrom {
		source += " · was " + row.Was
	}
	return source
}

// notSent draws an answer that is kept and not sent, with the reason.
func (p *sheet) notSent(u form.Unsent) {
	value, why := u.Value, u.Why
	if p.width < wasFrom { // it would take the room of all other answers
		value, why = value+" ("+why+")", ""
	}
	p.put(line{here: p.next(), title: u.Title, value: value, source: why, quiet: true})
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
	p.add(p.clickable(l.here, p.beside(first, value, values, l.source))...)
}

// beside draws a title, the lines of its value and those of its source in columns.
func (p *sheet) beside(first string, look lipgloss.Style, values []string, source string) (rows []string) {
	var sources []string
	if source != "" && p.width >= sourceFrom {
		sources = kit.FirstLines(source, p.sources, 3)
	}
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
	return rows
}
