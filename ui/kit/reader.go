package kit

import (
	"fmt"
	"slices"
	"strings"
	"sttwizard/internal/words"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Reader is a text of which the window shows a part, on bubbles' viewport. What it
// reads is given to it again for every picture, as the text goes on changing.
type Reader struct{ view viewport.Model }

// NewReader makes a reader at the top of its text.
func NewReader() Reader { return Reader{viewport.New()} }

// Top goes to the beginning, as for another text.
func (r *Reader) Top() { r.view.SetYOffset(0) }

// Fill returns the reader its text and its window.
func (r *Reader) Fill(text string, width, height int) {
	r.view.SetWidth(width)
	r.view.SetHeight(height)
	r.view.SetContent(cutLines(text, width))
}

// cutLines ends the lines that are too wide for a window with a sign that says so.
func cutLines(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if ansi.StringWidth(l) > width {
			lines[i] = ansi.Truncate(l, width, "…")
		}
	}
	return strings.Join(lines, "\n")
}

// Draw draws the part that the window shows; where the text goes on below, the last
// line says so.
func (r *Reader) Draw(s *Styles) string {
	out := r.view.View()
	if r.view.AtBottom() {
		return out
	}
	below := r.view.TotalLineCount() - r.view.YOffset() - r.view.Height() + 1
	cut := strings.LastIndexByte(out, '\n') + 1
	return out[:cut] + "   " + s.Dim.Render(s.Marks.More+" "+words.Count(below, "more line")+" below: ↓")
}

// Around draws the lines round a mark that a window has room for. Where there are
// more, the first line and the last one say so, or the ends of these where every line is
// needed.
func (s *Styles) Around(lines []string, mark, width, height int) string {
	const least = 5
	switch {
	case len(lines) <= height:
		return strings.Join(lines, "\n")
	case height < least:
		return strings.Join(s.few(lines, mark, width, max(1, height)), "\n")
	}
	r := NewReader()
	r.Fill(strings.Join(lines, "\n"), width, height)
	r.view.SetYOffset(mark - height/2)
	out := r.Draw(s)
	if above := r.view.YOffset(); above > 0 {
		_, rest, _ := strings.Cut(out, "\n")
		out = Margin + s.Dim.Render(s.Marks.More+" "+words.Count(above+1, "more line")+" above: ↑") + "\n" + rest
	}
	return out
}

// few draws a few lines round a mark, with how many are above and below at the ends of the
// first and the last one.
func (s *Styles) few(lines []string, mark, width, height int) []string {
	out := slices.Clone(Window(lines, mark, height))
	above := max(0, min(mark-height/2, len(lines)-height)) // as Window has it
	said := make([]string, len(out))
	if above > 0 {
		said[0] = fmt.Sprintf(" %d ↑", above)
	}
	if below := len(lines) - above - len(out); below > 0 {
		said[len(out)-1] += fmt.Sprintf(" %d ↓", below)
	}
	for i, words := range said {
		if words != "" {
			line := ansi.Truncate(out[i], max(0, width-1-ansi.StringWidth(words)), s.Marks.More)
			out[i] = line + strings.Repeat(" ", max(0, width-1-ansi.StringWidth(line+words))) + s.Dim.Render(words)
		}
	}
	return out
}

// Bindings are the keys that scroll. Before one does, filled brings the text, which
// may have become another since it was drawn. A page leaves two lines in sight, one of
// which said that there is more.
func (r *Reader) Bindings(filled func()) []Binding {
	do := func(scroll func()) func() tea.Cmd {
		return func() tea.Cmd { filled(); scroll(); return nil }
	}
	page := func() int { return max(1, r.view.Height()-2) }
	return []Binding{
		Key("down j", "read on", do(func() { r.view.ScrollDown(1) })).As("↓").Rare(),
		Key("up k", "read back", do(func() { r.view.ScrollUp(1) })).As("↑").Rare(),
		Key("pgdown", "a page on", do(func() { r.view.ScrollDown(page()) })).As("page down").Rare(),
		Key("pgup", "a page back", do(func() { r.view.ScrollUp(page()) })).As("page up").Rare(),
	}
}

// Height returns how many lines a text has.
func Height(text string) int { return strings.Count(text, "\n") + 1 }
