package page

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/form"
	"sttwizard/internal/mouse"
)

// View draws what is chosen, the filter, and as many rows as the height allows.
func (p *picker) View() string {
	s := p.styles
	lines := append(p.chipLines(), s.typed(p.filter.View(), p.width, false)...)
	last := ""
	switch {
	case p.note != "":
		last = s.Error.Render(p.clip(s.Marks.Error + " " + p.note))
	case p.height > 2:
		last = s.Dim.Render(p.clip(p.count()))
	}
	room := max(0, p.height-len(lines))
	if last != "" {
		room--
	}
	if len(p.hits) == 0 && room > 0 {
		lines = append(lines, "  "+s.Dim.Render(p.clip(p.nothing())))
	}
	for i := p.top; i < min(len(p.hits), p.top+room); i++ {
		lines = append(lines, s.Spots.Row(p.row(i), p.width, false, func() { p.click(i) }))
	}
	if last != "" {
		lines = append(lines, "  "+last)
	}
	text := strings.Join(lines, "\n")
	if len(p.hits) <= p.rows() {
		return text
	}
	return s.Spots.Area(text, p.width, mouse.Spot{Wheel: p.wheel})
}

// typed draws the lines of a field with the bar of what is being typed and the ground of
// fields, in a width.
func (s *Styles) typed(view string, width int, wrong bool) []string {
	bar := s.Here
	if wrong {
		bar = s.Error
	}
	lines := strings.Split(view, "\n")
	for i, l := range lines {
		fill := s.Huh.Focused.TextInput.Text.Render(strings.Repeat(" ", max(0, width-2-ansi.StringWidth(l))))
		lines[i] = bar.Inherit(s.Field).UnsetUnderline().Render(s.Marks.Bar+" ") + l + fill
	}
	return lines
}

func (p *picker) clip(text string) string { return ansi.Truncate(text, p.width-2, p.styles.Marks.More) }

func (p *picker) nothing() string {
	if len(p.options) == 0 {
		return "there is nothing to choose yet"
	}
	return "nothing matches; backspace widens the search"
}

// marksNewer reports whether a row that is drawn may be refused.
func (p *picker) marksNewer() bool {
	seen := p.hits[min(p.top, len(p.hits)):min(p.top+p.rows(), len(p.hits))]
	return slices.ContainsFunc(seen, func(i int) bool { return p.options[i].Newer })
}

// count says how many match, or which part of the list is seen, and what the marks of its
// rows mean; and how many more can be chosen where several can. Where that has no room the
// first goes.
func (p *picker) count() string {
	var parts []string
	switch n := len(p.hits); {
	case p.isFiltered():
		parts = append(parts, fmt.Sprintf("%d of %d match", n, len(p.options)))
	case n > p.rows():
		parts = append(parts, fmt.Sprintf("%d to %d of %d", p.top+1, min(n, p.top+p.rows()), n))
	}
	counted := len(parts)
	if p.marksNewer() {
		parts = append(parts, newer+": may be refused")
	}
	if p.limit > 1 && len(p.chosen()) > 0 {
		parts = append(parts, fmt.Sprintf("%d chosen, up to %d", len(p.chosen()), p.limit))
	}
	if text := strings.Join(parts, "; "); counted == len(parts) || ansi.StringWidth(text) <= p.width-2 {
		return text
	}
	return strings.Join(parts[counted:], "; ")
}

// row draws one option: cursor, mark, label, and at the right its code, for which the
// label is cut.
func (p *picker) row(hit int) string {
	i := p.hits[hit]
	s, o := p.styles, p.options[i]
	here := hit == p.cursor && p.focused
	mark, label := s.Marks.Free, s.Text
	if p.limit == 1 {
		mark = s.Marks.Other
	}
	if p.isChosen(i) {
		if mark, label = s.Marks.Chosen, s.Chosen; p.limit == 1 {
			mark = s.Marks.One
		}
	}
	lead, quiet, match := "  ", s.Dim, s.Match
	if here {
		lead = s.Here.Inherit(s.Row).Render(s.Marks.Cursor + " ")
		label, quiet, match = label.Bold(true).Inherit(s.Row), quiet.Inherit(s.Row), match.Inherit(s.Row)
	}
	room := p.width - 2 - ansi.StringWidth(mark) - 1
	note := p.side(o, room-ansi.StringWidth(o.Label)-2)
	note = ansi.Truncate(note, max(1, room-2), s.Marks.More)
	name := ansi.Truncate(o.Label, max(1, room-ansi.StringWidth(note)-2), s.Marks.More)
	gap := strings.Repeat(" ", max(0, room-ansi.StringWidth(name)-ansi.StringWidth(note)))
	return lead + label.Render(mark+" ") + highlighted(name, p.filter.Value(), label, match) + quiet.Render(gap+note)
}

// newer marks the rows of what may be refused; the line below them says what it means.
const newer = "new"

// side returns what stands at the right of a row: the code, with what is to be said of
// it before it where there is room. That it may be refused is said in any case.
func (p *picker) side(o form.Option, room int) string {
	code, more, _ := strings.Cut(o.Note, "  ")
	if more == "" && o.Usual && p.isFiltered() {
		more = "most common"
	}
	if o.Newer {
		return newer + "   " + code
	}
	if more == "" || ansi.StringWidth(more)+3+ansi.StringWidth(code) > room {
		return code
	}
	return more + "   " + code
}

// highlighted draws a text with the letters that the words of a filter found.
func highlighted(text, filter string, look, match lipgloss.Style) string {
	words := strings.Fields(strings.ToLower(filter))
	if len(words) == 0 {
		return look.Render(text)
	}
	low := []rune(text)
	for i, r := range low {
		low[i] = unicode.ToLower(r)
	}
	found := make([]bool, len(low))
	for _, word := range words {
		at := strings.Index(string(low), word)
		if at < 0 {
			continue
		}
		from := len([]rune(string(low)[:at]))
		for i := range len([]rune(word)) {
			found[from+i] = true
		}
	}
	var b strings.Builder
	runes := []rune(text)
	for from := 0; from < len(runes); {
		to := from
		for to < len(runes) && found[to] == found[from] {
			to++
		}
		style := look
		if found[from] {
			style = match
		}
		b.WriteString(style.Render(string(runes[from:to])))
		from = to
	}
	return b.String()
}
