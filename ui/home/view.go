package home

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

const (
	// cardFrom is the width from which a card about the chosen row stands beside the list.
	cardFrom = 100
	// leastCard is how many lines are worth a card below the list.
	leastCard = 7
)

// View draws what is to be known at once, then both parts of the list, and a card about
// the chosen row.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	lines := []string{""}
	if news := s.news(st, width); len(news) > 0 {
		lines = append(append(lines, news...), "")
	}
	room := max(1, height-len(lines))
	rows := s.rows()
	switch {
	case !s.world.Loaded():
		lines = append(lines, kit.Margin+st.Dim.Render("reading the presets"))
	case len(rows) == 0:
		lines = append(lines, kit.Margin+st.Dim.Render("nothing has that; esc shows all"))
	case s.isEmpty() && !rows[0].isTask():
		lines = append(lines, s.welcome(st, rows, width, room)...)
	default:
		p := picture{s: s, st: st, rows: rows, at: s.index(rows), width: width}
		lines = append(lines, p.draw(room)...)
	}
	return strings.Join(lines, "\n")
}

// picture is the list as it is drawn.
type picture struct {
	s     *Screen
	st    *kit.Styles
	rows  []row
	at    int
	width int
	room  int           // lines for all of it
	airy  bool          // tasks have two lines each, and there is a line below heads
	among explain.Among // what the tasks are told apart by
}

// roomy reports whether there is room for two lines of each task.
func (p *picture) roomy() bool {
	tasks, heads := 0, 5 // with the lines below them, and that between presets and the rest
	for _, r := range p.rows {
		if r.isTask() {
			tasks++
		}
	}
	return p.width >= cardFrom && 3*tasks+len(p.rows)-tasks+heads <= p.room
}

// near reports whether a row may be in sight: what is not is not drawn, as each key draws
// the list. first is the first row of its part.
func (p *picture) near(i, first int) bool {
	mark := first
	if p.rows[p.at].isTask() == p.rows[i].isTask() {
		mark = p.at
	}
	return max(i-mark, mark-i) <= p.room
}

// part is one of the list's two parts.
type part struct {
	head  string
	lines []string
	mark  int // the chosen line; 0 where it is in the other part
}

// height returns how many lines the part takes.
func (p part) height() int { return 1 + len(p.lines) }

// draw draws the part in at most so many lines.
func (p part) draw(st *kit.Styles, width, height int) []string {
	return append([]string{p.head}, strings.Split(st.Around(p.lines, p.mark, width, max(1, height-1)), "\n")...)
}

// draw draws the whole list in at most so many lines.
func (p *picture) draw(room int) []string {
	p.room = room
	p.airy = p.roomy()
	tasks, starts := p.tasks(), p.starts()
	var out []string
	if len(tasks.lines) > 0 {
		left := room - 1 - starts.height() // what the second part leaves over, but at least half
		out = append(tasks.draw(p.st, p.width, min(tasks.height(), max(left, room/2))), "")
	}
	return append(out, p.below(starts, room-len(out))...)
}

// below draws the second part with the card beside it, or below it where there is room
// for one.
func (p *picture) below(starts part, room int) []string {
	if p.width >= cardFrom {
		list, card := p.listWidth(), p.card(p.width-p.listWidth()-3, room)
		left := starts.draw(p.st, list, room)
		beside := kit.Beside(room, kit.Column{Text: strings.Join(left, "\n"), Width: list + 2},
			kit.Column{Text: strings.Join(card, "\n")})
		return strings.Split(beside, "\n")
	}
	out := starts.draw(p.st, p.width, room)
	if left := room - len(out) - 1; left >= leastCard {
		card := p.card(p.width-2, left)
		for range left - len(card) {
			out = append(out, "")
		}
		for _, l := range append([]string{""}, card...) {
			out = append(out, " "+l)
		}
	}
	return out
}

// listWidth is how wide the second part is.
func (p *picture) listWidth() int {
	if p.width < cardFrom {
		return p.width
	}
	return p.width * 53 / 100
}

// heading draws the head of a part, with a word on the right.
func (p *picture) heading(title, right string, width int) string {
	left := " " + p.st.Title.Render(title)
	if right == "" {
		return left
	}
	return left + p.st.Dim.Render(fmt.Sprintf("%*s", max(1, width-1-lipgloss.Width(left)), right))
}

// tasks draws the first part.
func (p *picture) tasks() part {
	title := "Ended"
	out := part{}
	c := p.columns()
	for i, r := range p.rows {
		if !r.isTask() {
			break
		}
		if r.attempt == nil || r.attempt.Open() {
			title = "Running"
		}
		if i == p.at {
			out.mark = len(out.lines)
		}
		switch {
		case p.airy:
			two := p.clickable(i, p.width, p.firstLine(r, i == p.at)+"\n"+p.secondLine(r, i == p.at))
			out.lines = append(append(out.lines, ""), strings.Split(two, "\n")...)
		case p.near(i, 0):
			out.lines = append(out.lines, p.clickable(i, p.width, p.taskLine(c, r, i == p.at)))
		default:
			out.lines = append(out.lines, "")
		}
	}
	out.head = p.heading(title, p.s.asked(), p.width)
	return out
}

// starts draws the second part.
func (p *picture) starts() part {
	width := p.listWidth()
	head := "Start"
	if by := p.s.filter.Words(); by != "" {
		head += p.st.Dim.Render(fmt.Sprintf("  with %q", string(terminal.Safe(by, 20))))
	}
	out := part{head: p.heading(head, "", width)}
	first := slices.IndexFunc(p.rows, func(r row) bool { return !r.isTask() })
	if first < 0 {
		return part{head: out.head, lines: []string{kit.Margin + p.st.Dim.Render("no preset has that; esc shows all")}}
	}
	if p.airy {
		out.lines = append(out.lines, "")
	}
	for i := first; i < len(p.rows); i++ {
		if p.airy && i > first && p.rows[i].preset != nil && p.rows[i-1].preset == nil {
			out.lines = append(out.lines, "")
		}
		if i == p.at {
			out.mark = len(out.lines)
		}
		if p.near(i, first) {
			out.lines = append(out.lines, p.clickable(i, width, p.startLine(p.rows[i], i == p.at, width)))
		} else {
			out.lines = append(out.lines, "")
		}
	}
	return out
}

// clickable lets a click on a row's lines go there.
func (p *picture) clickable(i, width int, lines string) string {
	return p.st.Spots.Row(lines, width, i == p.at, func() {
		p.s.choose(p.rows, i)
		p.s.byHand = true
	})
}

// startLine draws a row of the second part.
func (p *picture) startLine(r row, here bool, width int) string {
	l := p.line(here)
	room := width - leadWidth - 1
	if r.preset != nil && r.preset.Err != nil {
		name := p.startColumns(room)[0]
		l.mark(p.st.Marks.Error, p.st.Error)
		l.name(r.name, name)
		l.cell(reason(r.preset.Err), p.st.Error, room-name)
		return l.end(width)
	}
	when, about := "", r.words
	switch {
	case r.kept != nil:
		when = p.s.ago(r.kept.At)
	case r.preset != nil:
		about, when = languageWords(r.preset.Preset, p.st.Marks.Arrow), p.s.ago(r.preset.LastUsed.At)
	}
	c := p.startColumns(room)
	l.mark(r.mark, p.st.Chosen)
	l.name(r.name, c[0])
	l.cell(about, p.st.Dim, c[1])
	l.right(when, p.st.Dim, c[2])
	return l.end(width)
}

// startColumns returns how wide name, what is beside it and when it was are.
func (p *picture) startColumns(room int) [3]int {
	const when, name, least = 13, 25, 20
	switch dated := func(r row) bool { return r.preset != nil || r.kept != nil }; {
	case !slices.ContainsFunc(p.rows, dated):
		return [3]int{min(name, room*3/5), room - min(name, room*3/5), 0}
	case room < 2*least+when:
		return [3]int{room * 3 / 5, room - room*3/5, 0}
	}
	about := max(16, min(24, room*3/10))
	return [3]int{room - when - about, about, when}
}

// ago says how long ago something was; empty: it never was.
func (s *Screen) ago(at time.Time) string {
	if now := s.world.Now(); !at.IsZero() && !at.After(now) {
		return words.Ago(now, at)
	}
	return ""
}
