package screen

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Lines and blocks are drawn as shapes: as glyphs they would leave gaps in
// every font whose lines are not exactly as high as the cells.

// arms tells how far a line character reaches from its cell's middle: left,
// right, up, down; 1 is a light line, 2 a heavy one.
type arms [4]int

var lineArms = map[rune]arms{
	'─': {1, 1, 0, 0}, '━': {2, 2, 0, 0}, '│': {0, 0, 1, 1}, '┃': {0, 0, 2, 2},
	'╴': {1, 0, 0, 0}, '╶': {0, 1, 0, 0}, '╵': {0, 0, 1, 0}, '╷': {0, 0, 0, 1},
	'┌': {0, 1, 0, 1}, '┐': {1, 0, 0, 1}, '└': {0, 1, 1, 0}, '┘': {1, 0, 1, 0},
	'┏': {0, 2, 0, 2}, '┓': {2, 0, 0, 2}, '┗': {0, 2, 2, 0}, '┛': {2, 0, 2, 0},
	'├': {0, 1, 1, 1}, '┤': {1, 0, 1, 1}, '┬': {1, 1, 0, 1}, '┴': {1, 1, 1, 0}, '┼': {1, 1, 1, 1},
	'┣': {0, 2, 2, 2}, '┫': {2, 0, 2, 2}, '┳': {2, 2, 0, 2}, '┻': {2, 2, 2, 0}, '╋': {2, 2, 2, 2},
}

// corner is a round corner: where in the cell it starts and how it goes on.
type corner struct {
	x, y float64
	data string
}

var corners = map[rune]corner{
	'╭': {4.5, 20, "v-5q0-4.5 4.5-4.5"}, '╮': {0, 10.5, "q4.5 0 4.5 4.5v5"},
	'╰': {4.5, 0, "v6q0 4.5 4.5 4.5"}, '╯': {0, 10.5, "q4.5 0 4.5-4.5v-6"},
}

// block is a filled part of a cell, in eighths of it.
type block struct{ x, y, width, height int }

var blocks = map[rune]block{
	'█': {0, 0, 8, 8}, '▀': {0, 0, 8, 4}, '▄': {0, 4, 8, 4}, '▌': {0, 0, 4, 8}, '▐': {4, 0, 4, 8},
	'▉': {0, 0, 7, 8}, '▊': {0, 0, 6, 8}, '▋': {0, 0, 5, 8}, '▍': {0, 0, 3, 8}, '▎': {0, 0, 2, 8}, '▏': {0, 0, 1, 8},
	'▁': {0, 7, 8, 1}, '▂': {0, 6, 8, 2}, '▃': {0, 5, 8, 3}, '▅': {0, 3, 8, 5}, '▆': {0, 2, 8, 6}, '▇': {0, 1, 8, 7},
	'▔': {0, 0, 8, 1}, '▕': {7, 0, 1, 8},
}

// pen is what a path is drawn with: a width of 0 fills it.
type pen struct {
	colour string
	width  int
}

// shapes collects the paths of a picture, one per pen in order of appearance.
type shapes struct {
	paths map[pen]*path
	order []pen
}

// path is the data of one path and, while it lasts, the straight line along a
// row that its end may still grow by.
type path struct {
	data        strings.Builder
	y, from, to float64
	unfinished  bool
}

// add draws c at column x of row y if it is a line or a block, else says no.
func (s *shapes) add(x, y int, c cell) bool {
	r, size := utf8.DecodeRuneInString(c.content)
	if size != len(c.content) {
		return false
	}
	left, top := float64(x*cellWidth), float64(y*cellHeight)
	if a, ok := lineArms[r]; ok {
		s.arms(left, top, a, c.style.colour)
		return true
	}
	if k, ok := corners[r]; ok {
		fmt.Fprintf(&s.path(pen{c.style.colour, 1}).data, "M%g %g%s", left+k.x, top+k.y, k.data)
		return true
	}
	if b, ok := blocks[r]; ok {
		s.path(pen{c.style.colour, 0}).block(left, top, b)
		return true
	}
	return false
}

func (s *shapes) path(p pen) *path {
	if s.paths[p] == nil {
		if s.paths == nil {
			s.paths = map[pen]*path{}
		}
		s.paths[p] = &path{}
		s.order = append(s.order, p)
	}
	return s.paths[p]
}

// arms draws a line character from the middle of its cell. Half a unit more
// than the middle down puts light lines on whole pixels.
func (s *shapes) arms(left, top float64, a arms, colour string) {
	x, y := left+cellWidth/2.0, top+cellHeight/2.0+0.5
	for width := 1; width <= 2; width++ {
		from, to, up, down := x, x, y, y
		if a[0] == width {
			from = left
		}
		if a[1] == width {
			to = left + cellWidth
		}
		if a[2] == width {
			up = top
		}
		if a[3] == width {
			down = top + cellHeight
		}
		if from < to {
			s.path(pen{colour, width}).across(y, from, to)
		}
		if up < down {
			fmt.Fprintf(&s.path(pen{colour, width}).data, "M%g %gV%g", x, up, down)
		}
	}
}

// across adds a line along a row, or makes the last one longer.
func (p *path) across(y, from, to float64) {
	if p.unfinished && p.y == y && p.to == from {
		p.to = to
		return
	}
	p.end()
	p.y, p.from, p.to, p.unfinished = y, from, to, true
}

// end writes the line that was still growing.
func (p *path) end() *path {
	if p.unfinished {
		fmt.Fprintf(&p.data, "M%g %gH%g", p.from, p.y, p.to)
		p.unfinished = false
	}
	return p
}

func (p *path) block(left, top float64, b block) {
	w, h := float64(b.width)*cellWidth/8, float64(b.height)*cellHeight/8
	fmt.Fprintf(&p.data, "M%g %gh%gv%gh-%gz", left+float64(b.x)*cellWidth/8, top+float64(b.y)*cellHeight/8, w, h, w)
}

func (s *shapes) svg() string {
	var b strings.Builder
	for _, pen := range s.order {
		data := s.paths[pen].end().data.String()
		if pen.width == 0 {
			fmt.Fprintf(&b, `<path fill="%s" d="%s"/>`+"\n", pen.colour, data)
			continue
		}
		fmt.Fprintf(&b, `<path fill="none" stroke="%s" stroke-width="%d" stroke-linecap="square" d="%s"/>`+"\n", pen.colour, pen.width, data)
	}
	return b.String()
}
