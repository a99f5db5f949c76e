package screen

import (
	"fmt"
	"strings"
)

// The size of a cell and the place of the text in it, in SVG units. JetBrains
// Mono is 0.6 em wide and 1.32 em high, so its cells fit without rounding.
const (
	cellWidth  = 9
	cellHeight = 20
	fontSize   = 15
	baseline   = 15
	padding    = 14 // between the frame and the cells
)

const fontFamily = `"JetBrains Mono","DejaVu Sans Mono",monospace`

// SVGOptions says how a picture is made.
type SVGOptions struct {
	Title string // read by screen readers and shown as a tooltip; none when empty
}

// SVG draws the screen as it is now as one SVG document, on the terminal's
// background in a thin frame. The same screen always gives the same bytes.
func (t *Terminal) SVG(o SVGOptions) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := newPicture(t.emu.Width(), t.emu.Height(), t.light)
	for y := range p.height {
		p.row(y, t.row(y, p.colours))
	}
	return p.document(o)
}

// picture collects the parts of an SVG document while rows are added to it.
type picture struct {
	width, height int // in cells
	colours       palette
	grounds       strings.Builder
	texts         strings.Builder
	shapes        shapes
	styles        styles
}

func newPicture(width, height int, light bool) *picture {
	p := &picture{width: width, height: height, colours: dark}
	if light {
		p.colours = lightColours
	}
	p.styles.plain = textStyle{colour: p.colours.text}
	return p
}

// row adds the cells of row y: their backgrounds, then what is on them.
func (p *picture) row(y int, cells []cell) {
	p.rowGrounds(y, cells)
	for x := 0; x < len(cells); {
		c := cells[x]
		switch {
		case c.blank():
			p.underline(x, y, 1, c)
			x++
		case p.shapes.add(x, y, c):
			p.underline(x, y, 1, c)
			x++
		default:
			n := runLength(cells[x:])
			p.text(x, y, cells[x:x+n])
			p.underline(x, y, n, c)
			x += n
		}
	}
}

func (p *picture) rowGrounds(y int, cells []cell) {
	for x := 0; x < len(cells); {
		n := 1
		for x+n < len(cells) && cells[x+n].ground == cells[x].ground {
			n++
		}
		if ground := cells[x].ground; ground != p.colours.ground {
			fmt.Fprintf(&p.grounds, `<path fill="%s" d="M%d %dh%dv%dh-%dz"/>`+"\n", ground, x*cellWidth, y*cellHeight, n*cellWidth, cellHeight, n*cellWidth)
		}
		x += n
	}
}

// text writes a run of cells of one style. Its length is fixed, so that a
// viewer with another font does not shift what stands behind.
func (p *picture) text(x, y int, run []cell) {
	var b strings.Builder
	for _, c := range run {
		b.WriteString(c.content)
	}
	length := ""
	if len(run) > 1 && run[0].wide == 0 {
		length = fmt.Sprintf(` textLength="%d"`, len(run)*cellWidth)
	}
	fmt.Fprintf(&p.texts, `<text%s x="%d" y="%d"%s>%s</text>`+"\n", p.styles.attribute(run[0].style), x*cellWidth, y*cellHeight+baseline, length, escape(b.String()))
}

func (p *picture) underline(x, y, n int, c cell) {
	if c.underlined {
		fmt.Fprintf(&p.grounds, `<path fill="%s" d="M%d %dh%dv1h-%dz"/>`+"\n", c.style.colour, x*cellWidth, y*cellHeight+baseline+2, n*cellWidth, n*cellWidth)
	}
}

func (p *picture) document(o SVGOptions) string {
	return p.head(o, "") + p.body() + p.foot()
}

// body draws the cells.
func (p *picture) body() string { return p.grounds.String() + p.shapes.svg() + p.texts.String() }

// head begins the document, with more styles than those of the texts.
func (p *picture) head(o SVGOptions, more string) string {
	w, h := p.width*cellWidth+2*padding, p.height*cellHeight+2*padding
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">`+"\n", w, h, w, h)
	if o.Title != "" {
		fmt.Fprintf(&b, "<title>%s</title>\n", escape(o.Title))
	}
	fmt.Fprintf(&b, "<style>text{font:%dpx %s;font-variant-ligatures:none}%s%s</style>\n", fontSize, fontFamily, p.styles.css(), more)
	fmt.Fprintf(&b, `<rect x=".5" y=".5" width="%d" height="%d" rx="7" fill="%s" stroke="%s"/>`+"\n", w-1, h-1, p.colours.ground, p.colours.frame)
	fmt.Fprintf(&b, `<g transform="translate(%d %d)" fill="%s">`+"\n", padding, padding, p.colours.text)
	return b.String()
}

// foot ends the document.
func (p *picture) foot() string { return "</g>\n</svg>\n" }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes s safe as XML text; control characters, which XML has no way to
// write, become blanks.
func escape(s string) string {
	return escaper.Replace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, s))
}
