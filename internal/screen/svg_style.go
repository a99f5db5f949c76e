package screen

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// palette is a terminal's own colours: what text and background have when a
// program names none, and the sixteen that have names instead of values.
type palette struct {
	text, ground, frame string
	named               [16]string
}

var dark = palette{
	text: "#d5d9e0", ground: "#14171c", frame: "#343a45",
	named: [16]string{
		"#14171c", "#e5707a", "#8cc77f", "#e0b568", "#6fa8e8", "#c08ae0", "#5fbfc4", "#c5cad3",
		"#6b7380", "#f08d95", "#a5d99a", "#efcb88", "#8fbef2", "#d3a8ec", "#82d4d8", "#f2f4f7",
	},
}

var lightColours = palette{
	text: "#23272e", ground: "#fdfdfc", frame: "#cdd2d9",
	named: [16]string{
		"#23272e", "#b3202c", "#2c7a2c", "#8a5a00", "#1f5fb0", "#8033a8", "#0f7076", "#6b7380",
		"#565d68", "#c92f3b", "#338a33", "#9c6a0a", "#2a70c8", "#9444bc", "#178087", "#fdfdfc",
	},
}

// hex returns a colour's "#rrggbb", and otherwise for none.
func (p palette) hex(c color.Color, otherwise string) string {
	switch c := c.(type) {
	case nil:
		return otherwise
	case ansi.BasicColor:
		return p.named[c&15]
	case ansi.IndexedColor:
		if c < 16 {
			return p.named[c]
		}
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// blend returns faint text's colour: three fifths of it on its background.
func blend(colour, ground string) string {
	var a, b [3]int
	for i, s := range []string{colour, ground} {
		to := []*[3]int{&a, &b}[i]
		_, _ = fmt.Sscanf(s, "#%02x%02x%02x", &to[0], &to[1], &to[2])
	}
	return fmt.Sprintf("#%02x%02x%02x", (3*a[0]+2*b[0])/5, (3*a[1]+2*b[1])/5, (3*a[2]+2*b[2])/5)
}

// textStyle is how a text is written.
type textStyle struct {
	colour               string
	bold, italic, strike bool
}

// styles names the text styles of a picture a, b, c in order of appearance.
type styles struct {
	plain textStyle // needs no name
	names map[textStyle]string
	order []textStyle
}

// attribute returns the class attribute of a text in style s, with a blank before.
func (l *styles) attribute(s textStyle) string {
	if s == l.plain {
		return ""
	}
	if _, ok := l.names[s]; !ok {
		if l.names == nil {
			l.names = map[textStyle]string{}
		}
		l.names[s] = className(len(l.order))
		l.order = append(l.order, s)
	}
	return fmt.Sprintf(` class="%s"`, l.names[s])
}

func className(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return fmt.Sprintf("z%d", n)
}

func (l *styles) css() string {
	var b strings.Builder
	for _, s := range l.order {
		fmt.Fprintf(&b, "\n.%s{fill:%s", l.names[s], s.colour)
		if s.bold {
			b.WriteString(";font-weight:700")
		}
		if s.italic {
			b.WriteString(";font-style:italic")
		}
		if s.strike {
			b.WriteString(";text-decoration:line-through")
		}
		b.WriteString("}")
	}
	return b.String()
}
