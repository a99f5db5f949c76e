package kit

import (
	"image/color"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/progress"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"sttwizard/internal/mouse"
	"sttwizard/internal/words"
)

// Look is what a terminal can draw.
type Look struct {
	Dark   bool // its background
	ASCII  bool // signs of ASCII only
	Colors Colors
}

// Colors is how many colours a terminal has.
type Colors int

// What terminals have. Where there are fewer than 256, the colours are the terminal's
// own sixteen, nothing has a surface, and brackets, underlines and reversed letters say
// what surfaces say elsewhere.
const (
	ManyColors Colors = iota
	SixteenColors
	NoColors // NO_COLOR: weight, lines and reversed letters only
)

// ColorsOf returns the colours for what is known of a terminal. One of which nothing is
// known gets all, which Bubble Tea reduces.
func ColorsOf(p colorprofile.Profile) Colors {
	switch p {
	case colorprofile.ANSI:
		return SixteenColors
	case colorprofile.ASCII, colorprofile.NoTTY:
		return NoColors
	}
	return ManyColors
}

// Styles are all looks of the program for one terminal, by role. A role has one meaning
// on every screen; no colour is the only sign of anything.
type Styles struct {
	Marks words.Marks
	Spots *mouse.Spots // what a click means; nil: nothing

	Title   lipgloss.Style // of screens and parts of them
	Text    lipgloss.Style // what is read
	Strong  lipgloss.Style
	Dim     lipgloss.Style // what explains, codes, sources, what is over
	Here    lipgloss.Style // what has the focus
	Chosen  lipgloss.Style // the accent, where it isn't the focus
	Good    lipgloss.Style // runs and is well, complete
	Warning lipgloss.Style // look at it
	Error   lipgloss.Style // wrong, refused, may cost money unseen

	Name  lipgloss.Style // the program's name
	Rule  lipgloss.Style // rules, dividers, edges
	Under lipgloss.Style // the screen behind a dialog
	Key   lipgloss.Style // a key in the help
	Enter lipgloss.Style // the key that takes what has the focus
	Line  lipgloss.Style // the mark of lines that belong to the focus
	Alarm lipgloss.Style // real users are concerned

	Production lipgloss.Style // badges of the top line, with their margins
	Sandbox    lipgloss.Style

	Field     lipgloss.Style // where one types
	Row       lipgloss.Style // the row one stands on
	Match     lipgloss.Style // letters that a filter found
	Chip      lipgloss.Style // a chosen thing
	Cursor    lipgloss.Style // of a line to type into
	Button    lipgloss.Style // that has the focus
	ButtonOff lipgloss.Style // another one

	JSONKey    lipgloss.Style
	JSONString lipgloss.Style
	JSONNumber lipgloss.Style
	JSONPunct  lipgloss.Style // braces, and values that are none, such as masks

	help help.Model
	bar  progress.Model
}

// palette has a colour for each role; nil is the terminal's own.
type palette struct {
	text, quiet             color.Color
	accent                  color.Color
	good, attention, danger color.Color
	border                  color.Color

	field, chip            color.Color // surfaces
	goodField, dangerField color.Color // surfaces of badges
	onAccent               color.Color // on a button that has the focus

	jsonKey, jsonString, jsonNumber, jsonPunct color.Color
}

// What is read has a contrast of 4.5 or more to every ground that is in use and to the
// surfaces below it, what is only seen 3 or more.
var (
	darkPalette = palette{
		text: lipgloss.Color("#e4e8ef"), quiet: lipgloss.Color("#a3acbb"), accent: lipgloss.Color("#7cc4ff"),
		good: lipgloss.Color("#86d9a0"), attention: lipgloss.Color("#f2c85b"), danger: lipgloss.Color("#ff9d9d"),
		border: lipgloss.Color("#6e7889"),
		field:  lipgloss.Color("#1d2c3c"), chip: lipgloss.Color("#2b3340"),
		goodField: lipgloss.Color("#173424"), dangerField: lipgloss.Color("#48202a"),
		onAccent: lipgloss.Color("#0c1a28"),
		jsonKey:  lipgloss.Color("#a9bdd6"), jsonString: lipgloss.Color("#9ad5cb"),
		jsonNumber: lipgloss.Color("#cbb8f5"), jsonPunct: lipgloss.Color("#8d97a7"),
	}
	lightPalette = palette{
		text: lipgloss.Color("#1e252e"), quiet: lipgloss.Color("#566070"), accent: lipgloss.Color("#075fae"),
		good: lipgloss.Color("#17703c"), attention: lipgloss.Color("#855500"), danger: lipgloss.Color("#b01e2b"),
		border: lipgloss.Color("#828c9b"),
		field:  lipgloss.Color("#e3effb"), chip: lipgloss.Color("#e7eaef"),
		goodField: lipgloss.Color("#dcf2e3"), dangerField: lipgloss.Color("#fbdfe2"),
		onAccent: lipgloss.Color("#ffffff"),
		jsonKey:  lipgloss.Color("#3d5273"), jsonString: lipgloss.Color("#0b655c"),
		jsonNumber: lipgloss.Color("#6a3db3"), jsonPunct: lipgloss.Color("#616b7a"),
	}
	darkSixteen = palette{
		accent: lipgloss.BrightCyan, good: lipgloss.BrightGreen, attention: lipgloss.BrightYellow, danger: lipgloss.BrightRed,
		border: lipgloss.BrightBlack, jsonString: lipgloss.Cyan, jsonNumber: lipgloss.BrightMagenta,
	}
	lightSixteen = palette{
		accent: lipgloss.Blue, good: lipgloss.Green, attention: lipgloss.Yellow, danger: lipgloss.Red,
		border: lipgloss.BrightBlack, jsonString: lipgloss.Cyan, jsonNumber: lipgloss.Magenta,
	}
)

// palette returns the colours for the look.
func (l Look) palette() palette {
	switch {
	case l.Colors == NoColors:
		return palette{}
	case l.Colors == SixteenColors && l.Dark:
		return darkSixteen
	case l.Colors == SixteenColors:
		return lightSixteen
	case l.Dark:
		return darkPalette
	}
	return lightPalette
}

// NewStyles makes the styles for a terminal.
func NewStyles(l Look) Styles {
	p := l.palette()
	text := fg(p.text)
	s := Styles{
		Marks: words.FineMarks,
		Title: text.Bold(true), Text: text, Strong: text.Bold(true), Dim: fg(p.quiet),
		Here: fg(p.accent).Bold(true), Chosen: fg(p.accent),
		Good: fg(p.good), Warning: fg(p.attention), Error: fg(p.danger),
		Name: fg(p.accent).Bold(true), Rule: fg(p.border), Under: fg(p.border), Key: text.Bold(true), Enter: fg(p.accent).Bold(true),
		Line: fg(p.accent), Alarm: fg(p.danger).Bold(true),
		Match: fg(p.accent).Bold(true).Underline(true), Cursor: fg(p.accent),
		JSONKey: fg(p.jsonKey), JSONString: fg(p.jsonString), JSONNumber: fg(p.jsonNumber), JSONPunct: fg(p.jsonPunct),
	}
	if l.ASCII {
		s.Marks = words.PlainMarks
	}
	if l.Colors == ManyColors {
		s.onSurfaces(p)
	} else {
		s.withoutSurfaces(p)
	}
	s.help, s.bar = s.newHelp(), s.newBar()
	return s
}

// Stands returns the mark and the look of how something that runs is doing.
func (s *Styles) Stands(h words.Health) (mark string, look lipgloss.Style) {
	looks := [...]lipgloss.Style{
		words.Over: s.Dim, words.Busy: s.Chosen, words.Well: s.Good, words.Look: s.Warning, words.Alarm: s.Error,
	}
	return s.Marks.Of(h), looks[h]
}

// Flat reports whether nothing has a ground of its own, so that brackets say what a ground
// says elsewhere.
func (s *Styles) Flat() bool {
	_, none := s.ButtonOff.GetBackground().(lipgloss.NoColor)
	return none
}

// onSurfaces adds the looks of what stands on a ground of its own.
func (s *Styles) onSurfaces(p palette) {
	s.Field, s.Row, s.Chip = s.Text.Background(p.field), s.Text.Background(p.field), s.Text.Background(p.chip)
	s.Button, s.ButtonOff = fg(p.onAccent).Background(p.accent).Bold(true), s.Text.Background(p.chip)
	s.Production = fg(p.danger).Background(p.dangerField).Bold(true).Padding(0, 1)
	s.Sandbox = fg(p.good).Background(p.goodField).Bold(true).Padding(0, 1)
}

// withoutSurfaces adds the same where there are too few colours for it. Quiet is faint:
// of the sixteen, grey can't be read on many grounds.
func (s *Styles) withoutSurfaces(p palette) {
	s.Dim = s.Text.Faint(true)
	s.JSONKey, s.JSONPunct, s.Under = s.Text, s.Dim, s.Dim
	s.Field, s.Row, s.Chip = s.Text.Underline(true), s.Text, s.Text
	s.Button, s.ButtonOff = s.Here.Reverse(true), s.Text
	s.Production = fg(p.danger).Bold(true).Reverse(true).Padding(0, 1)
	s.Sandbox = fg(p.good).Bold(true).Padding(0, 1)
}

// fg returns the look of a colour; nil is the terminal's own.
func fg(c color.Color) lipgloss.Style {
	if c == nil {
		return lipgloss.NewStyle()
	}
	return lipgloss.NewStyle().Foreground(c)
}
