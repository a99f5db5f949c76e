package page

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// wheelLines is how many lines the wheel scrolls at a time.
const wheelLines = 3

// wheel scrolls the page; the focus stays where it is, and the next key leads back to it.
func (p *Page) wheel(by int) { p.top, p.loose = max(0, p.top+by*wheelLines), true }

// wheel scrolls a list. The cursor goes along once it would be out of sight, so that enter
// and space take nothing that is not seen.
func (p *picker) wheel(by int) {
	p.top = max(0, min(p.top+by*wheelLines, len(p.hits)-p.rows()))
	if to := max(p.top, min(p.cursor, p.top+p.rows()-1, len(p.hits)-1)); to != p.cursor {
		p.cursor, p.moved, p.note = to, true, ""
	}
}

// clickable makes the lines of a question, but for empty ones, do something on a click.
func (p *Page) clickable(lines []string, do func()) []string {
	for i, l := range lines {
		if strings.TrimSpace(l) != "" {
			lines[i] = p.styles.Spots.Row(l, p.width, false, do)
		}
	}
	return lines
}

// press opens or closes the fold that has the focus, or turns its switch.
func (p *Page) press() { p.Update(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}) }

// options lets each line of the focused list of options choose its own.
func (p *Page) options(lines []string) []string {
	r := p.row()
	at := slices.Index(r.options, r.text)
	cursor := slices.IndexFunc(lines, func(l string) bool {
		return strings.HasPrefix(ansi.Strip(l), p.styles.Marks.Cursor)
	})
	for i, l := range lines {
		lines[i] = p.styles.Spots.Row(l, p.width, false, func() { p.choose(at + i - cursor) })
	}
	return lines
}

// choose moves the focused list of options to one of them.
func (p *Page) choose(to int) {
	r := p.row()
	typed := r.searched
	moves(slices.Index(r.options, r.text), to, tea.KeyUp, tea.KeyDown, p.Update)
	r.searched = typed
}

// moves presses a key that goes back or one that goes on until the list is where it
// should be.
func moves(from, to int, back, on rune, press func(tea.Msg)) {
	for ; from > to; from-- {
		press(tea.KeyPressMsg{Code: back})
	}
	for ; from < to; from++ {
		press(tea.KeyPressMsg{Code: on})
	}
}

// click takes a row or takes it back, and stays. The second one of a double click changes
// nothing: the chips may have moved another row there.
func (p *picker) click(hit int) {
	if p.styles.Spots.Again() {
		return
	}
	p.note, p.cursor, p.moved = "", hit, true
	p.toggle()
	p.tell()
}

// takeAway takes a chosen value back.
func (p *picker) takeAway(value string) {
	if p.styles.Spots.Again() {
		return
	}
	*p.value = strings.Join(slices.DeleteFunc(p.chosen(), func(v string) bool { return v == value }), ",")
	p.note = ""
	p.scroll()
	p.tell()
}

// tell tells of what a click changed.
func (p *picker) tell() {
	if p.clicked != nil {
		p.clicked()
	}
}

// click goes to a line.
func (d *Dialog) click(i int) {
	if d.Clicked != nil {
		d.Clicked(i)
		return
	}
	d.Focus(i)
}

// choose chooses one of the values of the line that has the focus.
func (d *Dialog) choose(to int) {
	l := d.Line()
	moves(slices.Index(l.field.options, l.field.text), to, tea.KeyLeft, tea.KeyRight, d.Update)
}
