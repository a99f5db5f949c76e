package page

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/mouse"
	"sttwizard/internal/terminal"
)

// Widths of the page's columns. From sideBySide columns on, answers stand beside
// their questions; below, under them. What is typed or chosen from a list stands under
// its question in any case while it has the focus.
const (
	sideBySide = 50
	minWidth   = 24
)

// The columns: the cursor or a mark, then the titles, then the answers.
const (
	titleAt    = 2
	leastTitle = 12
	mostTitle  = 26
	titleGap   = 2
	underAt    = 4  // where what belongs to an answer stands if it has no column
	leastNote  = 40 // how wide that column is at least
)

// measure finds how wide the titles stand.
func (p *Page) measure() {
	widest := leastTitle
	for _, r := range p.rows {
		widest = max(widest, ansi.StringWidth(r.q.Title))
	}
	p.titles = min(widest, mostTitle) + titleGap
}

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

// stacked reports whether a row's answer stands below its title.
func (p *Page) stacked(r *row) bool {
	if r.q.Kind == form.Toggle || r.locked {
		return false
	}
	return r == p.row() || p.width < sideBySide
}

// valueWidth is the room for a row's answer, one column left for the cursor of what is
// typed.
func (p *Page) valueWidth(r *row) int {
	switch {
	case !p.stacked(r):
		return max(1, p.width-titleAt-p.titles-1)
	case r.picker() != nil:
		return p.width
	}
	return p.width - titleAt - 1
}

// View draws the page into its room, scrolled so that the focused question is seen.
func (p *Page) View() string {
	lines := p.window(p.body())
	for i, line := range lines {
		lines[i] = p.fit(line)
	}
	return p.styles.Spots.Area(strings.Join(lines, "\n"), p.width, mouse.Spot{Wheel: p.wheel})
}

// body draws all of the page, and scrolls to the focused question.
func (p *Page) body() []string {
	if slices.ContainsFunc(p.rows, (*row).folds) {
		p.asked = p.ofStep() // for the words of all folds
	}
	blocks, at := make([][]string, len(p.rows)), p.at()
	var above, below int
	for i, r := range p.rows {
		greys := p.greyLines(r)
		if i == at {
			below += len(greys)
			continue
		}
		blocks[i] = append(p.clickable(p.block(r), func() { p.leave(i) }), greys...)
		if i < at {
			above += len(blocks[i])
		} else {
			below += len(blocks[i])
		}
	}
	p.fitList(above, below)
	blocks[at] = append(p.block(p.row()), p.greyLines(p.row())...)
	lines := slices.Concat(blocks...)
	p.usable = len(lines) - len(p.greyLines(p.rows[len(p.rows)-1]))
	for p.usable > 1 && lines[p.usable-1] == "" {
		p.usable--
	}
	for len(lines) > 1 && lines[len(lines)-1] == "" { // nothing is hidden where only that is
		lines = lines[:len(lines)-1]
	}
	if last := min(above+len(blocks[at]), p.usable); !p.loose {
		if p.row().folds() && *p.row().open {
			last += opened // else nothing seems to happen
		}
		p.scrollTo(above, min(last, len(lines)), len(lines))
	}
	p.top = max(0, min(p.top, len(lines)-p.height))
	p.unseen = p.top >= above+len(blocks[at]) || p.top+p.height <= above
	return lines
}

// block draws one question: the title with the answer, and what belongs to it
// now: the help while it is focused, its error once it was left.
func (p *Page) block(r *row) []string {
	if !p.stacked(r) {
		line := p.beside(r)
		if r == p.row() {
			line = p.clickable(line, p.press)
		}
		return append(line, p.tail(r)...)
	}
	if r == p.row() {
		return slices.Concat(p.head(r), p.edited(r), p.tail(r))
	}
	return slices.Concat(p.head(r), indented(p.value(r, p.width-underAt), underAt), p.tail(r))
}

// beside draws a row's title and, beside it, the answer in as many lines as it needs;
// where one stands on it, on a ground of its own.
func (p *Page) beside(r *row) []string {
	ground := lipgloss.NewStyle()
	if r == p.row() {
		ground = p.styles.Row
	}
	lines := p.value(r, p.valueWidth(r))
	title := p.title(r)
	for i, value := range lines {
		gap := max(1, titleAt+p.titles-ansi.StringWidth(title))
		line := title + ground.Render(strings.Repeat(" ", gap)) + value
		if r == p.row() {
			line += ground.Render(strings.Repeat(" ", max(0, p.width-ansi.StringWidth(line))))
		}
		lines[i], title = line, ""
	}
	return lines
}

// edited draws the field that is typed in or chosen from.
func (p *Page) edited(r *row) []string {
	view := r.draw()
	if r.q.Kind == form.Choice {
		lines := strings.Split(view, "\n")
		return append(p.options(lines), p.countOptions(r, lines)...)
	}
	if !r.typed() {
		return strings.Split(view, "\n")
	}
	lines := p.styles.typed(view, p.width, p.isTold(r))
	if r.q.Kind == form.Secret && r.text != "" {
		lines = append(lines, "  "+p.styles.Dim.Render(p.drawnLength(r)))
	}
	return lines
}

// isTold reports whether the page says that a row's answer is wrong.
func (p *Page) isTold(r *row) bool {
	return p.left[r.q.Key] && len(r.q.Mine(p.draft, p.told.problems)) > 0
}

// head is what stands above a stacked answer.
func (p *Page) head(r *row) []string {
	lines := []string{p.title(r)}
	if r == p.row() && r.lists() && p.explains() {
		for _, line := range wrapped(r.q.Help, p.width-titleAt) {
			lines = append(lines, "  "+p.styles.Dim.Render(string(line)))
		}
	}
	return lines
}

// tail is what stands below an answer.
func (p *Page) tail(r *row) []string {
	margin := titleAt
	switch beside := titleAt + p.titles; {
	case !p.stacked(r) && p.width-beside >= leastNote:
		margin = beside
	case r != p.row() || !p.stacked(r) && p.width >= sideBySide:
		margin = underAt
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
// file spelled it. What is folded stands deeper.
func (p *Page) title(r *row) string {
	s := p.styles
	text := string(terminal.Safe(r.q.Title, p.width-titleAt-2))
	wrong, here := p.isTold(r), r == p.row()
	mark, look := " ", s.Text
	sign, alarm := p.alarm(r)
	switch {
	case wrong:
		mark = sign
	case here && !p.stacked(r):
		mark = s.Marks.Cursor
	case r.folds() && *r.open:
		mark = s.Marks.Open
	case r.folds():
		mark = s.Marks.Folded
	}
	switch {
	case here && wrong:
		look = alarm.Bold(true)
	case here:
		look = s.Here
	}
	marked := s.Dim
	if wrong {
		marked = alarm
	} else if here {
		marked = s.Here
	}
	if here && !p.stacked(r) {
		marked, look = marked.Inherit(s.Row), look.Inherit(s.Row)
	}
	return marked.Render(mark+" ") + look.Render(text)
}

// alarm returns the mark of what is wrong with a row, and its look: an answer that is
// still to be given has the sign of steps where something is.
func (p *Page) alarm(r *row) (mark string, look lipgloss.Style) {
	mine := r.q.Mine(p.draft, p.told.problems)
	if len(mine) > 0 && p.draft.IsMissing(mine[0]) {
		return p.styles.Marks.Needed, p.styles.Warning
	}
	return p.styles.Marks.Error, p.styles.Error
}

// mostValue is how many lines an answer takes that is not being edited.
const mostValue = 3

// value draws the answer in words, in lines of a width, in grey where it is what Agora
// takes by itself. There is one line at least.
func (p *Page) value(r *row, width int) []string {
	s := p.styles
	look, words := s.Text, ""
	switch {
	case r.folds() && *r.open: // what holds stands below
	case r.folds():
		words = r.q.Fold.Words(p.draft, p.asked)
		if !r.q.Fold.IsSet(p.draft, p.asked) {
			look = s.Dim
		}
	case r.locked:
		words, look = strings.TrimPrefix(p.words(r)+" · locked", " · "), s.Dim
	case r.q.Kind == form.Toggle:
		words = s.ticked(r.flag)
		if !r.flag {
			look = s.Dim
		}
	default:
		if words = p.words(r); words == "" {
			words, look = r.q.Initial(p.draft), s.Dim
		}
	}
	if r == p.row() {
		look = look.Inherit(s.Row)
	}
	lines := []string{""}
	for i, line := range terminal.SafeLines(words, width, mostValue) {
		lines = append(lines[:i], look.Render(string(line)))
	}
	return lines
}

// ticked says that something is on or off, in less room than two buttons.
func (s *Styles) ticked(on bool) string {
	if on {
		return s.Marks.Chosen + " on"
	}
	return s.Marks.Free + " off"
}

// words returns the answer of a question without the focus.
func (p *Page) words(r *row) string {
	words := r.q.Words(p.draft)
	if r.q.Kind != form.Secret || r.text == "" {
		return words
	}
	held := heldWords(p.draft, r)
	return firstFitting(p.valueWidth(r), strings.Join(held, r.between()), strings.Join(held[:2], r.between()), held[0])
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

func indented(lines []string, by int) []string {
	for i, l := range lines {
		lines[i] = strings.Repeat(" ", by) + l
	}
	return lines
}
