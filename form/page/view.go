package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/terminal"
)

// Widths of the page's columns. From sideBySide columns on, answers stand beside
// their questions; below, under them.
const (
	sideBySide  = 62
	titleColumn = 27
	minWidth    = 24
)

// Resize sets the room for the page, in columns and lines.
func (p *Page) Resize(width, height int) {
	if p.width != max(minWidth, width) || p.height != max(3, height) {
		p.top = 0 // what was scrolled on another size means nothing here
	}
	p.width, p.height = max(minWidth, width), max(3, height)
	p.layout()
}

// layout hands the widths down to the fields.
func (p *Page) layout() {
	for _, r := range p.rows {
		r.resize(p.valueWidth(r), p.draft)
	}
}

// fitList returns the focused list what the other questions leave, but at least
// some rows, and a short one all of its rows: then the others scroll out of view.
func (p *Page) fitList(others int) {
	r := p.row()
	if !r.lists() {
		return
	}
	room := p.height - len(p.head(r)) - len(p.tail(r))
	if list := r.picker(); list != nil {
		list.WithHeight(min(list.natural(), max(2, min(room, max(room-others, leastList)))))
	} else {
		r.fit(max(2, room))
	}
}

// leastList is how many lines a long list gets before its neighbours get any.
const leastList = 8

func (p *Page) stacked(r *row) bool { return p.width < sideBySide || (r == p.row() && r.lists()) }

func (p *Page) valueWidth(r *row) int {
	if p.stacked(r) {
		return p.width - 4
	}
	return p.width - titleColumn - 3
}

// View draws the page into its room, scrolled so that the focused question is seen.
func (p *Page) View() string {
	blocks, greys := make([][]string, len(p.rows)), make([][]string, len(p.rows))
	others, at := 0, p.at()
	for i, r := range p.rows {
		if i != at {
			blocks[i] = p.block(r)
			others += len(blocks[i])
		}
		greys[i] = p.greyLines(r)
		others += len(greys[i])
	}
	p.fitList(others)
	blocks[at] = p.block(p.row())
	var lines []string
	for i, block := range blocks {
		if i == at {
			last, total := len(lines)+len(block)+len(greys[i]), others+len(block)
			if p.row().q.Key == moreKey && p.open {
				last = min(total, last+opened) // else nothing seems to happen
			}
			p.scrollTo(len(lines), last, total)
		}
		lines = append(append(lines, block...), greys[i]...)
	}
	lines = lines[p.top:min(len(lines), p.top+p.height)]
	for i, line := range lines {
		lines[i] = p.fit(line)
	}
	return strings.Join(lines, "\n")
}

// opened is how many lines of the questions under "More" are shown when it opens.
const opened = 6

// scrollTo keeps the lines from first to last in view, the upper ones rather than the lower.
func (p *Page) scrollTo(first, last, total int) {
	if last > p.top+p.height {
		p.top = last - p.height
	}
	if first < p.top {
		p.top = first
	}
	p.top = max(0, min(p.top, total-p.height))
}

// block draws one question: the title with the answer, and what belongs to it
// now: the help while it is focused, its error once it was left.
func (p *Page) block(r *row) []string {
	if p.stacked(r) {
		return slices.Concat(p.head(r), indented(p.value(r, p.width-4), 4), p.tail(r))
	}
	title := p.title(r)
	title += strings.Repeat(" ", max(1, titleColumn+2-ansi.StringWidth(title)))
	value := p.value(r, max(1, p.width-ansi.StringWidth(title)-1))
	return append(indentedAfter(title, value), p.tail(r)...)
}

// head is what stands above a stacked answer.
func (p *Page) head(r *row) []string {
	lines := []string{p.title(r)}
	if r == p.row() && r.lists() && p.explains() {
		for _, line := range wrapped(r.q.Help, p.width-4) {
			lines = append(lines, "    "+p.styles.Dim.Render(string(line)))
		}
	}
	return lines
}

// tail is what stands below an answer.
func (p *Page) tail(r *row) []string {
	margin := 4
	if !p.stacked(r) {
		margin = titleColumn + 2
	}
	var lines []string
	for _, note := range p.notes(r, p.width-margin) {
		lines = append(lines, strings.Repeat(" ", margin)+note)
	}
	if p.airy() || (r == p.row() && p.height > 12) {
		lines = append(lines, "")
	}
	return lines
}

// explains reports whether there is room for help.
func (p *Page) explains() bool { return p.height >= 10 }

// airy reports whether there is room for a blank line after each question.
func (p *Page) airy() bool {
	each := 2
	if p.width < sideBySide {
		each = 3
	}
	return len(p.rows)*each+p.greys()+6 <= p.height
}

func (p *Page) fit(line string) string {
	if ansi.StringWidth(line) <= p.width {
		return line
	}
	return ansi.Truncate(line, p.width, p.styles.Marks.More)
}

// title draws the mark and the question's title, which may name a language as a
// file spelled it.
func (p *Page) title(r *row) string {
	s := p.styles
	text := string(terminal.Safe(r.q.Title, p.width-2))
	wrong := p.left[r.q.Key] && len(r.q.Mine(p.draft, p.told.problems)) > 0
	switch {
	case r == p.row() && wrong:
		return s.Error.Render(s.Marks.Error) + " " + s.Here.Render(text)
	case r == p.row():
		return s.Here.Render(s.Marks.Here + " " + text)
	case wrong:
		return s.Error.Render(s.Marks.Error+" ") + s.Text.Render(text)
	}
	return "  " + s.Text.Render(text)
}

// value draws the answer: the field itself while it is focused, words otherwise.
func (p *Page) value(r *row, width int) string {
	if r == p.row() {
		view := r.draw()
		if r.q.Kind == form.Secret && r.text != "" {
			view = strings.TrimRight(view, " ") + "\n" + p.styles.Dim.Render(p.drawnLength(r))
		}
		return view
	}
	words := p.words(r)
	if words == "" {
		return p.styles.Dim.Render(p.emptyWords(r))
	}
	words = string(terminal.Safe(words, width))
	if r.q.Kind == form.Toggle {
		return p.styles.Dim.Render(words)
	}
	return p.styles.Text.Render(words)
}

// words returns the answer of a question without the focus.
func (p *Page) words(r *row) string {
	switch {
	case r.q.Kind == form.Secret && r.text != "":
		words, length := r.q.Words(p.draft), ", "+r.length()
		return firstFitting(p.valueWidth(r), words+length, words, agora.Secret(r.text).Masked()+length)
	case r.q.Kind != form.Toggle:
		return r.q.Words(p.draft)
	}
	yes, no := toggleWords(r.q)
	if r.flag {
		return yes
	}
	if n := p.hidden(); r.q.Key == moreKey && n > 0 {
		return fmt.Sprintf("%s, %d of them set", no, n)
	}
	return no
}

// drawnLength says how long a focused secret is and, where there is room, by
// which fingerprint it is told from others and how it is seen.
func (p *Page) drawnLength(r *row) string {
	length, key := r.length(), ", ctrl+t shows it"
	if r.bare {
		key = ", ctrl+t hides it"
	}
	tell := "fingerprint " + agora.Secret(r.text).Fingerprint() + ", "
	return firstFitting(p.valueWidth(r), tell+length+key, tell+length, length)
}

// firstFitting returns the first of several texts that is not too wide, or the last.
func firstFitting(width int, texts ...string) string {
	for _, text := range texts {
		if ansi.StringWidth(text) <= width {
			return text
		}
	}
	return texts[len(texts)-1]
}

// emptyWords says what an unanswered question amounts to.
func (p *Page) emptyWords(r *row) string {
	switch initial := r.q.Initial(p.draft); {
	case p.draft.Automatic(r.q.Path) || p.draft.Ref(r.q.Path).Asks():
		return initial
	case initial != "":
		return initial + " (default)"
	}
	return p.styles.Marks.Idle
}

func indented(block string, by int) []string {
	lines := strings.Split(block, "\n")
	for i, l := range lines {
		lines[i] = strings.Repeat(" ", by) + l
	}
	return lines
}

// indentedAfter puts a block after a head of one line.
func indentedAfter(head, block string) []string {
	lines := indented(block, ansi.StringWidth(head))
	lines[0] = head + strings.TrimPrefix(lines[0], strings.Repeat(" ", ansi.StringWidth(head)))
	return lines
}
