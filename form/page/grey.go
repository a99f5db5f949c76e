package page

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/form"
	"sttwizard/internal/terminal"
)

// What the draft's version lacks stands greyed out at its place, with the reason
// and with the answer that is kept. It never has the focus.

// greyOut finds what is greyed out, and behind which rows it stands.
func (p *Page) greyOut() {
	p.grey = map[string][]form.Question{}
	if p.only != nil {
		return
	}
	asked := map[string]bool{}
	folded := map[*form.Fold]bool{} // there is a row for it, and it is closed
	for _, r := range p.rows {
		asked[r.q.Key] = true
		if r.folds() {
			folded[r.q.Fold] = !*r.open
		}
	}
	behind := p.rows[0].q.Key
	for _, q := range form.Raised(p.draft, p.step) {
		switch {
		case asked[q.Key]:
			behind = q.Key
		case p.draft.Lacks(q.Path) == "" || folded[q.Fold]:
		default:
			p.grey[behind] = append(p.grey[behind], q)
		}
	}
}

// greyLines draws what is greyed out behind a row.
func (p *Page) greyLines(r *row) []string {
	var lines []string
	for _, q := range p.grey[r.q.Key] {
		lines = append(lines, p.greyed(q)...)
	}
	if p.airy() && len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

// greyed draws one question that is not asked.
func (p *Page) greyed(q form.Question) []string {
	s := p.styles
	why := p.draft.Lacks(q.Path)
	if words := q.Words(p.draft); words != "" {
		why = fmt.Sprintf("%s (kept, not sent: %s)", terminal.Safe(words, 60), why)
	}
	title, width := "  "+q.Title, p.width-titleAt-p.titles-1
	pad := strings.Repeat(" ", max(1, titleAt+p.titles-ansi.StringWidth(title)))
	if p.width < sideBySide {
		title, pad, width = title+":", " ", p.width-ansi.StringWidth(title)-3
	}
	var lines []string
	for i, line := range wrapped(why, max(minWidth/2, width)) {
		if i == 0 {
			lines = append(lines, s.Dim.Render(title+pad+string(line)))
		} else {
			lines = append(lines, strings.Repeat(" ", ansi.StringWidth(title+pad))+s.Dim.Render(string(line)))
		}
	}
	return lines
}

// Locked returns the paths of what the step shows and does not ask, as it is locked.
func (p *Page) Locked() []string {
	if p.only != nil || !p.draft.HasLocks() { // it is asked for at every frame
		return nil
	}
	var out []string
	for _, q := range p.ofStep() {
		if p.draft.Locked(q.Path) {
			out = append(out, q.Path)
		}
	}
	return out
}

// IsLocked reports whether the focused answer is locked.
func (p *Page) IsLocked() bool { return p.row().locked }

// greys returns how many questions are greyed out.
func (p *Page) greys() int {
	n := 0
	for _, list := range p.grey {
		n += len(list)
	}
	return n
}
