package ui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

const (
	// panelFrom is the width from which the details stand beside the table.
	panelFrom  = 118
	panelWidth = 45
	// airyFrom is the height from which the table has a head and blank lines.
	airyFrom = 13
)

// tableColumn is a column of the table behind the channel's.
type tableColumn struct {
	head  string
	width int
	rank  int // those that rank last are left out of a narrow table first
	text  func(a *attempt.Attempt, s standing, now time.Time) string
}

// The ranks of columns that other columns stand in for.
const (
	rankEnd  = 2
	rankSays = 3
)

var tableColumns = []tableColumn{
	{"Agora says", 15, rankSays, func(_ *attempt.Attempt, s standing, _ time.Time) string { return s.said }},
	{"for", 12, 1, func(a *attempt.Attempt, _ standing, now time.Time) string { return since(a, now) }},
	{"end, reminder", 18, rankEnd, func(a *attempt.Attempt, _ standing, now time.Time) string { return reminder(a, now) }},
	{"place", 14, 4, func(a *attempt.Attempt, _ standing, _ time.Time) string { return usecases.PlaceOf(a) }},
	{"task", 34, 5, func(a *attempt.Attempt, _ standing, _ time.Time) string { return a.Task().ID }},
}

const (
	stateColumn  = 13
	leastChannel = 12
	mostChannel  = 40
)

// layout is how a table of some width is divided.
type layout struct {
	width, channel int
	rank           int // the columns up to this one are shown
}

// layoutFor returns the columns that fit; the channel gets what they leave over.
func layoutFor(width int) layout {
	l := layout{width: width, channel: width - 5 - stateColumn}
	for l.rank < len(tableColumns) {
		for _, c := range tableColumns {
			if c.rank == l.rank+1 {
				if l.channel-c.width < leastChannel {
					l.channel = min(l.channel, mostChannel)
					return l
				}
				l.channel -= c.width
			}
		}
		l.rank++
	}
	l.channel = min(l.channel, mostChannel)
	return l
}

func (t *tasks) view(m *Model, width, height int) string {
	switch {
	case len(t.rows) == 0:
		return t.empty(m, width)
	case t.details:
		row, _ := t.row(m)
		return strings.Join(t.detail(m, row, width), "\n")
	case width >= panelFrom:
		row, ok := t.row(m)
		panel := ""
		if ok {
			panel = m.styles.Around(t.detail(m, row, panelWidth), 0, panelWidth, height)
		}
		table := kit.Column{Text: t.table(m, width-panelWidth-2, height), Width: width - panelWidth}
		return kit.Beside(height, table, kit.Column{Text: panel})
	}
	return t.table(m, width, height)
}

func (t *tasks) empty(m *Model, width int) string {
	told := "No task of this machine is kept here. Those that ended are kept for 30 days."
	if !m.home.loaded {
		told = "reading the journals"
	}
	out := []string{"", "   " + m.styles.Dim.Render(told), ""}
	out = append(out, kit.Paragraph(m.styles.Dim, t.takeUpWords(m), min(width-6, 76), 0)...)
	if told := t.strangersWords(false); told != "" {
		out = append(append(out, ""), kit.Paragraph(m.styles.Text, words.Capital(told)+".", min(width-6, 76), 0)...)
	}
	return strings.Join(out, "\n")
}

// takeUpWords says what a task that another machine started is taken up by.
func (t *tasks) takeUpWords(m *Model) string {
	words := "p takes up a task that another machine started: you need its id"
	if !m.conn.Version.Named() {
		words += " and its builder token"
	}
	return words + "."
}

// tableLine is a line of the table: a row, or a few words between rows.
type tableLine struct {
	row   *taskRow
	words string
}

// lines returns what the table lists; mark is the chosen row's place.
func (t *tasks) lines(shown []taskRow, airy bool) (out []tableLine, mark int) {
	past := false
	for i := range shown {
		row := &shown[i]
		if !past && row.broken == nil && !row.attempt.Open() && !t.kept[row.id()] {
			past = true
			if i > 0 && airy {
				out = append(out, tableLine{})
			}
			if i > 0 || airy {
				out = append(out, tableLine{words: "earlier, kept for 30 days"})
			}
		}
		if row.id() == t.at {
			mark = len(out)
		}
		out = append(out, tableLine{row: row})
	}
	return out, mark
}

func (t *tasks) table(m *Model, width, height int) string {
	s, l := m.styles, layoutFor(width)
	shown := t.shown(m)
	airy := height >= airyFrom
	head := []string{"   " + s.Text.Render(string(terminal.Safe(t.summary(m, len(shown)), width-4)))}
	if words := t.strangersWords(width < 96); words != "" {
		head = append(head, "   "+s.Dim.Render(string(terminal.Safe(words, width-4))))
	}
	if bar := t.stopsBar(m); bar != "" {
		head = append(head, bar)
	}
	if airy {
		head = append([]string{""}, append(head, "", l.head(m))...)
	}
	if len(shown) == 0 {
		return strings.Join(append(head, "   "+s.Dim.Render("none has that; esc shows all")), "\n")
	}
	lines, mark := t.lines(shown, airy)
	return strings.Join(append(head, t.visible(m, l, lines, mark, height-len(head))...), "\n")
}

// stopsBar draws how many have ended of several that were to be stopped from here;
// empty: nothing of the kind goes on.
func (t *tasks) stopsBar(m *Model) string {
	over := 0
	for id := range t.stops {
		if !m.back.works[id].ending() {
			over++
		}
	}
	if n := len(t.stops); n > 1 {
		bar := kit.Margin + m.styles.Bar(float64(over)/float64(n), barWidth)
		return bar + m.styles.Dim.Render(fmt.Sprintf("  stopping, %d of %d done", over, n))
	}
	return ""
}

// summary says in a line what there is.
func (t *tasks) summary(m *Model, shown int) string {
	may, over := 0, 0
	for _, r := range t.rows {
		switch {
		case r.broken != nil || r.attempt.State().MayBill():
			may++
		case !r.attempt.Open():
			over++
		}
	}
	words := "nothing is running"
	if may > 0 {
		words = fmt.Sprintf("%d may be running", may)
	}
	if over > 0 {
		words += fmt.Sprintf(", %d over", over)
	}
	if t.filter.Words() != "" {
		words = fmt.Sprintf("with %q: %d of %d", string(terminal.Safe(t.filter.Words(), 20)), shown, len(t.rows))
	}
	if m.back.problem != nil {
		words = sentence(m.back.problem)
	}
	return words
}

func (l layout) head(m *Model) string {
	dim := m.styles.Dim
	cells := []kit.Cell{kit.Text("  state", dim, stateColumn+2), kit.Text("channel", dim, l.channel)}
	for _, c := range tableColumns {
		if c.rank <= l.rank {
			cells = append(cells, kit.Text(c.head, dim, c.width))
		}
	}
	return kit.Margin + kit.Row(cells...)
}

// visible draws the lines round the chosen one; where there are more, the first or
// the last line says how many rows.
func (t *tasks) visible(m *Model, l layout, lines []tableLine, mark, height int) []string {
	from := max(0, min(mark-height/2, len(lines)-height))
	to := min(len(lines), from+max(1, height))
	above, below := from > 0, to < len(lines)
	out := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		switch {
		case above && i == from && i != mark:
			out = append(out, t.further(m, lines[:from+1], "above", "↑"))
		case below && i == to-1 && i != mark:
			out = append(out, t.further(m, lines[to-1:], "below", "↓"))
		case lines[i].row == nil:
			out = append(out, "     "+m.styles.Dim.Render(lines[i].words))
		default:
			out = append(out, t.rowLine(m, l, *lines[i].row, i == mark))
		}
	}
	return out
}

func (t *tasks) further(m *Model, lines []tableLine, where, arrow string) string {
	n := 0
	for _, l := range lines {
		if l.row != nil {
			n++
		}
	}
	return "     " + m.styles.Dim.Render(fmt.Sprintf("%s %d more %s: %s", m.styles.Marks.More, n, where, arrow))
}

func (t *tasks) rowLine(m *Model, l layout, r taskRow, here bool) string {
	s := m.styles
	lead, look := s.Lead(here)
	if r.broken != nil {
		return lead + t.brokenLine(m, l, r, look)
	}
	now, stands := m.now(), m.back.standing(r.attempt)
	if r.attempt.Overdue(now) && stands.look < lookWarn && !m.back.of(r.attempt).ending() && m.back.of(r.attempt).stopErr == nil {
		stands.look = lookWarn
		if l.rank < rankEnd {
			stands.word, stands.narrow = "overdue", "overdue"
		}
	}
	word := stands.word
	if l.rank < rankSays {
		word = stands.narrow
	}
	mark, marked := m.lookOf(stands.look)
	rest := s.Text
	if stands.look == lookPast {
		rest = s.Dim
		if !here {
			look = s.Dim
		}
	}
	channel := m.channelIn(r.attempt, l.channel-1)
	cells := []kit.Cell{kit.Text(mark+" "+word, marked, stateColumn+2), kit.Text(channel, look, l.channel)}
	for _, c := range tableColumns {
		if c.rank > l.rank {
			continue
		}
		style := rest
		if c.rank == rankEnd && r.attempt.Overdue(now) {
			style = s.Warning
		}
		cells = append(cells, kit.Text(c.text(r.attempt, stands, now), style, c.width))
	}
	return lead + kit.Row(cells...)
}

// brokenLine names a journal that can't be read, by its channel if that part can,
// and says why.
func (t *tasks) brokenLine(m *Model, l layout, r taskRow, look lipgloss.Style) string {
	const idWidth = 28
	name, room := brokenChannel(r.broken), l.channel
	if name == "" {
		name, room = r.broken.ID, max(l.channel, min(idWidth, l.width-5-stateColumn))
	}
	s := m.styles
	cells := []kit.Cell{kit.Text(s.Marks.Error+" unreadable", s.Error, stateColumn+2), kit.Text(name, look, room)}
	if left := l.width - 5 - stateColumn - room; left > 12 {
		cells = append(cells, kit.Text(sentence(r.broken.Err), s.Dim, left))
	}
	return kit.Row(cells...)
}

// lookOf returns the sign and the colour of a row.
func (m *Model) lookOf(l look) (string, lipgloss.Style) {
	s := m.styles
	switch l {
	case lookGood:
		return s.Marks.Done, s.Good
	case lookBusy:
		return s.Marks.Here, s.Chosen
	case lookWarn:
		return s.Marks.Warning, s.Warning
	case lookWrong:
		return s.Marks.Error, s.Error
	}
	return s.Marks.Idle, s.Dim
}
