package kit

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// The smallest screen on which a dialog is a card that the screen behind it is seen
// around. On a smaller one it fills the screen.
const (
	dialogFromWidth  = 80
	dialogFromHeight = 24
)

// dialogFrame is how many columns its edges and the blanks inside and outside of them take.
const dialogFrame = 6

// Dialog is what a question or a few lines to fill in are drawn as: a card above a screen.
type Dialog struct {
	Title string
	Width int // of what is in it
	View  func(width, height int) string
}

// HasRoomFor reports whether what is that wide may stand in a card, with the screen behind it
// at both sides.
func (f Frame) HasRoomFor(width int) bool {
	return f.Width >= max(dialogFromWidth, width+dialogFrame+2) && f.Height >= dialogFromHeight
}

// Over is a frame with a dialog above it.
type Over struct {
	Drawn string
	Card  string // the dialog alone
	X, Y  int    // where it stands
}

// DrawUnder puts the whole screen together with a dialog above its body, which steps back:
// it loses its looks, and nothing of it can be clicked.
func (f Frame) DrawUnder(d Dialog, body string) Over {
	room := f.Room()
	inside := d.View(d.Width, room-3)
	lines := strings.Split(inside, "\n")[:Height(strings.TrimRight(ansi.Strip(inside), " \n"))]
	card := f.Styles.card(f.Styles.Chosen, d.Title, append(lines, ""), d.Width+4, room)
	for i, l := range card {
		card[i] = " " + l + " "
	}
	out := Over{Card: strings.Join(card, "\n"), X: (f.Width - d.Width - dialogFrame) / 2, Y: 2 + (room-len(card))/2}
	behind := strings.Split(f.Draw(body), "\n")
	if f.Styles.Spots.Marked() {
		out.Drawn = f.alone(out, behind)
		return out
	}
	for i := 2; i < 2+room; i++ {
		behind[i] = f.Styles.Under.Render(ansi.Strip(behind[i]))
	}
	layers := lipgloss.NewCompositor(lipgloss.NewLayer(strings.Join(behind, "\n")), lipgloss.NewLayer(out.Card).X(out.X).Y(out.Y).Z(1))
	out.Drawn = layers.Render()
	return out
}

// alone draws the frame with nothing behind the dialog. It is for clicks: layers are
// drawn cell by cell, in which marks would be lost.
func (f Frame) alone(o Over, behind []string) string {
	for i := range f.Room() {
		behind[2+i] = ""
	}
	for i, l := range strings.Split(o.Card, "\n") {
		behind[o.Y+i] = strings.Repeat(" ", o.X) + l
	}
	return strings.Join(behind, "\n")
}
