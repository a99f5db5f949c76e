package screen

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/vt"
)

// The bits of a cell's attributes, as the emulator keeps them.
const (
	bold = 1 << iota
	faint
	italic
	_ // blinking, which a picture can't
	_
	reverse
	conceal
	strike
)

// cell is what a picture needs of one cell; colours are "#rrggbb".
type cell struct {
	content    string
	ground     string
	style      textStyle
	underlined bool
	wide       int // 2 for a wide character's first half, else 0
}

// blank tells that nothing is written in the cell.
func (c cell) blank() bool { return c.content == "" || c.content == " " }

// row reads the cells of row y. The lock is held by the caller.
func (t *Terminal) row(y int, p palette) []cell {
	cells := make([]cell, t.emu.Width())
	for x := range cells {
		cells[x] = readCell(t.emu, x, y, p)
	}
	if at := t.emu.CursorPosition(); t.cursor && at.Y == y && at.X < len(cells) {
		c := &cells[at.X]
		c.ground, c.style.colour = c.style.colour, c.ground
	}
	for x := 1; x < len(cells); x++ { // both halves have one background
		if cells[x-1].wide == 2 {
			cells[x].ground = cells[x-1].ground
		}
	}
	return cells
}

func readCell(emu *vt.Emulator, x, y int, p palette) cell {
	c := emu.CellAt(x, y)
	if c == nil {
		return cell{ground: p.ground, style: textStyle{colour: p.text}}
	}
	attrs := c.Style.Attrs
	colour, ground := p.hex(c.Style.Fg, p.text), p.hex(c.Style.Bg, p.ground)
	if attrs&reverse != 0 {
		colour, ground = ground, colour
	}
	if attrs&faint != 0 {
		colour = blend(colour, ground)
	}
	out := cell{
		content: c.Content, ground: ground, underlined: c.Style.Underline != 0,
		style: textStyle{colour: colour, bold: attrs&bold != 0, italic: attrs&italic != 0, strike: attrs&strike != 0},
	}
	if attrs&conceal != 0 {
		out.content = ""
	}
	if c.Width == 2 {
		out.wide = 2
	}
	return out
}

// runLength tells how many cells from the first, which is not blank, may be
// written as one text: one style, glyphs that every font has at the same width,
// single blanks inside and none at the end.
func runLength(cells []cell) int {
	first := cells[0]
	if !ordinary(first) {
		return 1
	}
	n := 1
	for i := 1; i < len(cells); i++ {
		c := cells[i]
		if c.underlined != first.underlined || c.blank() && cells[i-1].blank() {
			break
		}
		if c.blank() {
			continue
		}
		if c.style != first.style || !ordinary(c) {
			break
		}
		n = i + 1
	}
	return n
}

// ordinary tells that a cell's glyph is in any monospaced font; one from a
// fallback font has a width of its own and would shift the rest of its text.
func ordinary(c cell) bool {
	r, size := utf8.DecodeRuneInString(c.content)
	if size != len(c.content) || c.wide != 0 {
		return false
	}
	return r > ' ' && r < 0x250 || r >= 0x2010 && r <= 0x2027 || r >= 0x2190 && r <= 0x2193
}
