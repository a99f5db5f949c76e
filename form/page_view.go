package form

import (
	"strings"

	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

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
	p.width, p.height = max(minWidth, width), max(3, height)
	p.layout()
}

// layout hands the sizes down to the fields. huh only ever shrinks a field by
// itself, so all are set on every change.
func (p *Page) layout() {
	for i, r := range p.rows {
		r.field.WithWidth(p.valueWidth(r))
		if list, ok := r.field.(*picker); ok {
			list.WithHeight(p.height - p.othersHeight(i))
		}
	}
}

// othersHeight is how many lines a focused list leaves to the rest: its own
// title, help and error, and a line or two of neighbours.
func (p *Page) othersHeight(int) int {
	neighbours := min(len(p.rows)-1, max(0, (p.height-10)/2))
	return 4 + neighbours
}

func (p *Page) stacked(r *row) bool { return p.width < sideBySide || (r == p.row() && r.lists()) }

func (p *Page) valueWidth(r *row) int {
	if p.stacked(r) {
		return max(minWidth-4, p.width-4)
	}
	return max(minWidth-4, p.width-titleColumn-3)
}

// View draws the page into its room, scrolled so that the focused question is seen.
func (p *Page) View() string {
	var lines []string
	first, last := 0, 0
	for i, r := range p.rows {
		block := p.block(r)
		if i == p.at {
			first, last = len(lines), len(lines)+len(block)
		}
		lines = append(lines, block...)
	}
	p.scrollTo(first, last, len(lines))
	end := min(len(lines), p.top+p.height)
	return strings.Join(lines[p.top:end], "\n")
}

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

// block draws one question: the title with the answer, and below it what
// belongs to it now: the help while it is focused, its error once it was left.
func (p *Page) block(r *row) []string {
	var lines []string
	title, value := p.title(r), p.value(r)
	if p.stacked(r) {
		lines = append(lines, p.fit(title))
		if value != "" {
			lines = append(lines, indented(value, 4)...)
		}
	} else {
		pad := strings.Repeat(" ", max(1, titleColumn+2-ansi.StringWidth(title)))
		lines = append(lines, indentedAfter(title+pad, value)...)
	}
	margin := 4
	if !p.stacked(r) {
		margin = titleColumn + 2
	}
	for _, note := range p.notes(r, p.width-margin-1) {
		lines = append(lines, strings.Repeat(" ", margin)+note)
	}
	if p.airy() || (r == p.row() && p.height > 12) {
		lines = append(lines, "")
	}
	return lines
}

// airy tells whether there is room for a blank line after each question.
func (p *Page) airy() bool {
	each := 2
	if p.width < sideBySide {
		each = 3
	}
	return len(p.rows)*each+6 <= p.height
}

func (p *Page) fit(s string) string { return ansi.Truncate(s, p.width, p.styles.Marks.More) }

// title draws the mark and the question's title.
func (p *Page) title(r *row) string {
	s := p.styles
	wrong := p.left[r.q.Key] && len(r.q.Mine(p.draft, p.problems)) > 0
	switch {
	case r == p.row() && wrong:
		return s.Error.Render(s.Marks.Error) + " " + s.Here.Render(r.q.Title)
	case r == p.row():
		return s.Here.Render(s.Marks.Here + " " + r.q.Title)
	case wrong:
		return s.Error.Render(s.Marks.Error+" ") + s.Text.Render(r.q.Title)
	}
	return "  " + s.Text.Render(r.q.Title)
}

// value draws the answer: the field itself while it is focused, words otherwise.
func (p *Page) value(r *row) string {
	if r == p.row() {
		view := r.field.View()
		if r.q.Kind == Secret && r.text != "" {
			view = strings.TrimRight(view, " ") + "\n" + p.styles.Dim.Render(drawnLength(r))
		}
		return view
	}
	words := r.q.Words(p.draft)
	if r.q.Kind == Toggle {
		yes, no := r.q.toggleWords()
		if words = no; r.flag {
			words = yes
		}
	}
	if words == "" {
		return p.styles.Dim.Render(p.emptyWords(r))
	}
	if r.q.Kind == Secret {
		words += "  " + r.length()
	}
	words = string(terminal.Safe(words, p.valueWidth(r)))
	if r.q.Kind == Toggle {
		return p.styles.Dim.Render(words)
	}
	return p.styles.Text.Render(words)
}

func drawnLength(r *row) string {
	if r.revealed {
		return r.length() + ", ctrl+t hides it"
	}
	return r.length() + ", ctrl+t shows it"
}

// emptyWords says what an unanswered question amounts to.
func (p *Page) emptyWords(r *row) string {
	if initial := r.q.Initial(p.draft); initial != "" {
		return initial + " (default)"
	}
	return "–"
}

// notes are the lines under an answer: help and hint, errors, warnings.
func (p *Page) notes(r *row, width int) []string {
	s := p.styles
	var out []string
	add := func(style lipgloss.Style, text string) {
		for _, line := range terminal.SafeLines(text, max(minWidth, width), 4) {
			out = append(out, style.Render(string(line)))
		}
	}
	focused := r == p.row()
	if p.left[r.q.Key] {
		for _, e := range r.q.Mine(p.draft, p.problems) {
			add(s.Error, s.Marks.Error+" "+e.Text)
		}
	}
	if focused && p.height >= 10 {
		add(s.Dim, r.q.Help)
	}
	if hint := p.hint(r); focused && hint != "" {
		add(s.Dim, hint)
	}
	if focused || p.left[r.q.Key] {
		for _, w := range r.q.Mine(p.draft, p.warnings) {
			add(s.Warning, s.Marks.Warning+" "+w.Text)
		}
	}
	return out
}

// hint gives the rule in a few words, and what can be made.
func (p *Page) hint(r *row) string {
	hint := r.q.Hint(p.draft)
	if makes, ok := r.q.CanMake(); ok {
		if hint != "" {
			hint += " · "
		}
		hint += "ctrl+g makes " + makes
	}
	return hint
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

// ThemeOf makes huh's styles for fields that stand without frame and title, from
// the page's own styles.
func ThemeOf(s Styles, cursor, button, buttonOff lipgloss.Style) *huh.Styles {
	t := huh.ThemeBase(true) // structure only; the colours follow
	f := &t.Focused
	f.Base = lipgloss.NewStyle()
	f.SelectSelector = s.Here.SetString(s.Marks.Cursor + " ")
	f.Option, f.UnselectedOption, f.SelectedOption = s.Text, s.Text, s.Chosen.Bold(true)
	f.TextInput.Text, f.TextInput.Placeholder = s.Text, s.Dim
	f.TextInput.Cursor = cursor
	f.FocusedButton, f.BlurredButton = button, buttonOff
	t.Blurred = t.Focused
	return t
}
