package ui

import (
	"strings"

	"sttwizard/form/page"
	"sttwizard/internal/mouse"
	"sttwizard/ui/kit"
)

// styles are all looks of the program for one terminal: the kit's, and what the
// pages of questions take of them.
type styles struct {
	kit.Styles
	page page.Styles

	cursorBegins string // begins the cell of the cursor in a field, and no other
}

// newStyles makes the styles for a terminal, with what finds out where somebody clicked.
func newStyles(look kit.Look, spots *mouse.Spots) *styles {
	s := &styles{Styles: kit.NewStyles(look)}
	s.Spots = spots
	s.cursorBegins, _, _ = strings.Cut(s.Cursor.Reverse(true).Render("x"), "x")
	s.page = page.Styles{
		Title: s.Title, Here: s.Here, Text: s.Text, Dim: s.Dim, Chosen: s.Chosen, Error: s.Error, Warning: s.Warning, Good: s.Good,
		Field: s.Field, Row: s.Row, Chip: s.Chip, Match: s.Match, Flat: s.Flat(),
		Marks: s.Marks, Spots: spots,
	}
	s.page.Huh = page.ThemeOf(s.page, s.Cursor, s.Button)
	return s
}
