package screen

import (
	"fmt"
	"strings"
	"time"
)

// Film is what a terminal showed, picture after picture, as one SVG document that plays
// by itself, again and again. Who asked the system for less motion sees one picture.
//
// The pictures stand below each other on a strip that moves behind a window, in steps. A
// line that is in several pictures is drawn once.
type Film struct {
	width, height int
	light         bool
	styles        styles
	lines         map[string]int // by how they are drawn, with their numbers
	drawn         []string
	shots         []shot
}

// shot is one picture and how long it is seen.
type shot struct {
	lines []int // the numbers of its lines; 0: nothing stands there
	lasts time.Duration
}

// NewFilm makes an empty film of terminals of o's size and background.
func NewFilm(o Options) *Film {
	o = o.filled()
	f := &Film{width: o.Width, height: o.Height, light: o.Light, lines: map[string]int{}}
	f.styles.plain = textStyle{colour: f.picture(1).colours.text}
	return f
}

func (f *Film) picture(height int) *picture { return newPicture(f.width, height, f.light) }

// Shoot adds what the terminal shows. What shows the same as the picture before makes
// that one last longer.
func (f *Film) Shoot(t *Terminal, lasts time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := shot{lasts: lasts}
	for y := range f.height {
		p := f.picture(1)
		p.styles = f.styles
		p.row(0, t.row(y, p.colours))
		f.styles = p.styles
		s.lines = append(s.lines, f.number(p.body()))
	}
	if last := len(f.shots) - 1; last >= 0 && fmt.Sprint(f.shots[last].lines) == fmt.Sprint(s.lines) {
		f.shots[last].lasts += lasts
		return
	}
	f.shots = append(f.shots, s)
}

// number returns the number of a line that is drawn so.
func (f *Film) number(drawn string) int {
	if drawn == "" {
		return 0
	}
	if _, ok := f.lines[drawn]; !ok {
		f.drawn = append(f.drawn, drawn)
		f.lines[drawn] = len(f.drawn)
	}
	return f.lines[drawn]
}

// Shots returns how many pictures there are.
func (f *Film) Shots() int { return len(f.shots) }

// SVG draws the film. The still picture is the one, counted from 0, that stands where
// nothing may move.
func (f *Film) SVG(o SVGOptions, still int) string {
	p := f.picture(f.height)
	p.styles = f.styles
	var b strings.Builder
	b.WriteString(p.head(o, f.motion(still)))
	b.WriteString("<defs>\n")
	for i, drawn := range f.drawn {
		fmt.Fprintf(&b, `<g id="l%d">`+"\n%s</g>\n", i+1, drawn)
	}
	b.WriteString("</defs>\n")
	width, height := f.width*cellWidth, f.height*cellHeight
	fmt.Fprintf(&b, `<svg width="%d" height="%d" viewBox="0 0 %d %d"><g class="film">`+"\n", width, height, width, height)
	for i, s := range f.shots {
		for y, line := range s.lines {
			if line > 0 {
				fmt.Fprintf(&b, `<use href="#l%d" y="%d"/>`+"\n", line, i*height+y*cellHeight)
			}
		}
	}
	b.WriteString("</g></svg>\n")
	return b.String() + p.foot()
}

// motion is the style that moves the strip: to each picture at its time.
func (f *Film) motion(still int) string {
	var whole, at time.Duration
	for _, s := range f.shots {
		whole += s.lasts
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n.film{animation:film %gs step-end infinite}\n@keyframes film{", whole.Seconds())
	for i, s := range f.shots {
		fmt.Fprintf(&b, "%.3f%%{transform:translateY(%dpx)}", 100*at.Seconds()/whole.Seconds(), -i*f.height*cellHeight)
		at += s.lasts
	}
	fmt.Fprintf(&b, "}\n@media (prefers-reduced-motion:reduce){.film{animation:none;transform:translateY(%dpx)}}",
		-still*f.height*cellHeight)
	return b.String()
}
