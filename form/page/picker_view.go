package page

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// View draws the filter, and as many rows as the height allows.
func (p *picker) View() string {
	s := p.styles
	lines := []string{s.Dim.Render("filter  ") + p.filter.View()}
	switch {
	case p.note != "":
		lines = append(lines, s.Error.Render(p.clip(s.Marks.Error+" "+p.note)))
	case p.height > 2:
		lines = append(lines, s.Dim.Render(p.clip(p.count())))
	}
	room := max(0, p.height-len(lines))
	if len(p.hits) == 0 && room > 0 {
		lines = append(lines, s.Dim.Render(p.clip(p.nothing())))
	}
	for i := p.top; i < min(len(p.hits), p.top+room); i++ {
		lines = append(lines, p.row(i))
	}
	return strings.Join(lines, "\n")
}

func (p *picker) clip(text string) string { return ansi.Truncate(text, p.width, p.styles.Marks.More) }

func (p *picker) nothing() string {
	if len(p.options) == 0 {
		return "there is nothing to choose yet"
	}
	return "nothing matches; backspace widens the search"
}

// count says how many are chosen, and how many there are.
func (p *picker) count() string {
	chosen := fmt.Sprintf("%d of %d chosen", len(p.chosen()), p.limit)
	if p.filter.Value() != "" {
		return fmt.Sprintf("%s, %d match", chosen, len(p.hits))
	}
	if len(p.hits) > p.rows() {
		return fmt.Sprintf("%s, %d to %d of %d", chosen, p.top+1, min(len(p.hits), p.top+p.rows()), len(p.hits))
	}
	return chosen
}

// row draws one option: cursor, mark, label, and the note where there is room.
func (p *picker) row(hit int) string {
	i := p.hits[hit]
	o, marks := p.options[i], p.styles.Marks
	cursor, mark, style := strings.Repeat(" ", ansi.StringWidth(marks.Cursor)), marks.Free, p.styles.Text
	if p.isChosen(i) {
		mark, style = marks.Chosen, p.styles.Chosen
	}
	if hit == p.cursor && p.focused {
		cursor = p.styles.Here.Render(marks.Cursor)
		style = style.Bold(true)
	}
	label := fmt.Sprintf("%s %s", mark, o.Label)
	room := p.width - ansi.StringWidth(marks.Cursor) - 1
	line := cursor + " " + style.Render(ansi.Truncate(label, room, marks.More))
	if note := fitting(o.Note, room-ansi.StringWidth(label)-2); note != "" {
		line += "  " + p.styles.Dim.Render(note)
	}
	return line
}

// fitting returns a note, or its first part where only that fits.
func fitting(note string, room int) string {
	first, _, _ := strings.Cut(note, "  ")
	switch {
	case ansi.StringWidth(note) <= room:
		return note
	case ansi.StringWidth(first) <= room:
		return first
	}
	return ""
}
