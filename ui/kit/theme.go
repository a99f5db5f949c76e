package kit

import (
	"image/color"
	"sttwizard/internal/words"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/progress"
	"charm.land/lipgloss/v2"
)

// Styles are all looks of the program for one background, by meaning.
type Styles struct {
	Marks words.Marks

	Title   lipgloss.Style
	Here    lipgloss.Style // what has the focus
	Text    lipgloss.Style
	Strong  lipgloss.Style
	Dim     lipgloss.Style
	Chosen  lipgloss.Style
	Good    lipgloss.Style
	Warning lipgloss.Style
	Error   lipgloss.Style

	Name    lipgloss.Style // the program's name
	Rule    lipgloss.Style
	Key     lipgloss.Style // a key in the help
	Line    lipgloss.Style // the mark of lines that belong to the focus
	Pretend lipgloss.Style // in the top line: nothing is real
	Real    lipgloss.Style // in the top line: money is spent
	Alarm   lipgloss.Style // real users are concerned

	Cursor lipgloss.Style // of a line to type into
	Button lipgloss.Style // that has the focus

	help help.Model
	bar  progress.Model
}

// palette is the colours for one background; contrast to it is at least 4.5:1.
type palette struct {
	text, dim, faint, accent, good, warn, bad, onAccent color.Color
}

var darkPalette = palette{
	text: lipgloss.Color("#E4E4E7"), dim: lipgloss.Color("#A1A1AA"), faint: lipgloss.Color("#52525B"),
	accent: lipgloss.Color("#7DD3FC"), onAccent: lipgloss.Color("#082F49"),
	good: lipgloss.Color("#86EFAC"), warn: lipgloss.Color("#FCD34D"), bad: lipgloss.Color("#FCA5A5"),
}

var lightPalette = palette{
	text: lipgloss.Color("#18181B"), dim: lipgloss.Color("#52525B"), faint: lipgloss.Color("#A1A1AA"),
	accent: lipgloss.Color("#0369A1"), onAccent: lipgloss.Color("#FFFFFF"),
	good: lipgloss.Color("#166534"), warn: lipgloss.Color("#92400E"), bad: lipgloss.Color("#B91C1C"),
}

// NewStyles makes the styles for a background, with signs of ASCII if wanted.
func NewStyles(dark, ascii bool) Styles {
	p := lightPalette
	if dark {
		p = darkPalette
	}
	s := Styles{
		Marks: words.FineMarks,
		Title: fg(p.text).Bold(true), Strong: fg(p.text).Bold(true), Text: fg(p.text), Dim: fg(p.dim), Here: fg(p.accent).Bold(true),
		Chosen: fg(p.accent), Good: fg(p.good), Warning: fg(p.warn), Error: fg(p.bad),
		Name: fg(p.accent).Bold(true), Rule: fg(p.faint), Key: fg(p.text).Bold(true), Line: fg(p.accent),
		Pretend: fg(p.good).Bold(true), Real: fg(p.warn), Alarm: fg(p.bad).Bold(true),
		Cursor: fg(p.accent), Button: fg(p.onAccent).Background(p.accent).Bold(true).Underline(true),
	}
	if ascii {
		s.Marks = words.PlainMarks
	}
	s.help, s.bar = s.newHelp(), s.newBar()
	return s
}

// fg returns the look of a colour.
func fg(c color.Color) lipgloss.Style { return lipgloss.NewStyle().Foreground(c) }
