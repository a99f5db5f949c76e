package ui

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"sttwizard/form/page"
)

// styles are all looks of the program for one background, by meaning.
type styles struct {
	page.Styles
	name       lipgloss.Style // the program's name
	rule       lipgloss.Style
	key        lipgloss.Style // a key in the help
	sandbox    lipgloss.Style // "SANDBOX": nothing is real
	real       lipgloss.Style // the connection where money is spent
	good       lipgloss.Style
	production lipgloss.Style // where real users are concerned
	strong     lipgloss.Style
	line       lipgloss.Style // the marked line of the request
}

// palette is the colours for one background; contrast to it is at least 4.5:1.
type palette struct {
	text, dim, faint, accent, good, warn, bad, onAccent color.Color
}

var darkPalette = palette{
	text: lipgloss.Color("#E4E4E7"), dim: lipgloss.Color("#A1A1AA"), faint: lipgloss.Color("#52525B"),
	accent: lipgloss.Color("#7DD3FC"), good: lipgloss.Color("#86EFAC"), warn: lipgloss.Color("#FCD34D"), bad: lipgloss.Color("#FCA5A5"),
	onAccent: lipgloss.Color("#082F49"),
}

var lightPalette = palette{
	text: lipgloss.Color("#18181B"), dim: lipgloss.Color("#52525B"), faint: lipgloss.Color("#A1A1AA"),
	accent: lipgloss.Color("#0369A1"), good: lipgloss.Color("#166534"), warn: lipgloss.Color("#92400E"), bad: lipgloss.Color("#B91C1C"),
	onAccent: lipgloss.Color("#FFFFFF"),
}

// newStyles makes the styles for a background, with signs of ASCII if wanted.
func newStyles(dark, ascii bool) *styles {
	p := lightPalette
	if dark {
		p = darkPalette
	}
	s := &styles{
		Styles: page.Styles{
			Title: fg(p.text).Bold(true), Here: fg(p.accent).Bold(true), Text: fg(p.text), Dim: fg(p.dim),
			Chosen: fg(p.accent), Error: fg(p.bad), Warning: fg(p.warn), Marks: page.FineMarks,
		},
		name: fg(p.accent).Bold(true), rule: fg(p.faint), key: fg(p.text).Bold(true),
		sandbox: fg(p.good).Bold(true), real: fg(p.warn), production: fg(p.bad).Bold(true), good: fg(p.good), strong: fg(p.text).Bold(true),
		line: fg(p.accent),
	}
	if ascii {
		s.Marks = page.PlainMarks
	}
	s.Huh = page.ThemeOf(s.Styles, lipgloss.NewStyle().Foreground(p.accent), lipgloss.NewStyle().Foreground(p.onAccent).Background(p.accent).Bold(true).Underline(true))
	return s
}

// fg is the look of a colour; a call, as the methods of lipgloss.Style are.
func fg(c color.Color) lipgloss.Style { return lipgloss.NewStyle().Foreground(c) }
