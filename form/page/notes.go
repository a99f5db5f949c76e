package page

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// cursorRoom is what a line to type in keeps free of text.
const cursorRoom = 4

// notes are the lines under an answer: errors, help and hint, warnings.
func (p *Page) notes(r *row, width int) []string {
	s := p.styles
	var out []string
	add := func(style lipgloss.Style, mark, text string) {
		for i, line := range wrapped(text, width-ansi.StringWidth(mark)) {
			if i > 0 {
				mark = strings.Repeat(" ", ansi.StringWidth(mark))
			}
			out = append(out, style.Render(mark+string(line)))
		}
	}
	focused := r == p.row()
	if focused && r.secret && r.bare && ansi.StringWidth(r.text)+cursorRoom >= width {
		add(s.Text, "", r.text) // whole: it may be copied from here into an app
	}
	if focused && p.unfound != "" {
		add(s.Error, s.Marks.Error+" ", p.unfound)
	}
	if p.left[r.q.Key] {
		mark, look := p.alarm(r)
		for _, e := range r.q.Mine(p.draft, p.told.problems) {
			add(look, mark+" ", r.q.Sentence(e))
		}
	}
	if put := p.put[r.q.Key]; put.Odd {
		add(s.Warning, s.Marks.Warning+" ", words.Capital(put.Told)+".")
	} else if put.Told != "" {
		add(s.Good, s.Marks.Done+" ", words.Capital(put.Told)+".")
	}
	for _, text := range p.guidance(r) {
		add(s.Dim, "", text)
	}
	if focused || p.left[r.q.Key] {
		for _, w := range r.q.Mine(p.draft, p.told.warnings) {
			add(s.Warning, s.Marks.Warning+" ", w.Text)
		}
	}
	return out
}

// IsUntold reports whether the page says nothing of a problem yet, so that nothing beside
// it should: it is of the focused question, which was not left, or came up elsewhere
// through what is being typed.
func (p *Page) IsUntold(e agora.FieldError) bool {
	r := p.row()
	if len(r.q.Mine(p.draft, []agora.FieldError{e})) > 0 {
		return !p.left[r.q.Key]
	}
	return r.typed() && r.text != r.before.shown && !slices.Contains(p.told.problems, e)
}

// guidance is what helps with the focused question: what a token that was given
// says, else help and hint.
func (p *Page) guidance(r *row) []string {
	token := p.draft.TokenWords(r.q.Path)
	switch {
	case r != p.row():
		return nil
	case r.locked:
		return []string{words.Capital(form.LockedWords) + "; ctrl+l unlocks it."}
	case token != nil && p.explains():
		return token
	case token != nil:
		return []string{strings.Join(token, "; ")}
	case !r.lists() && p.explains():
		return []string{r.q.Help, p.hint(r)}
	}
	return []string{p.hint(r)}
}

// mostNote is how many lines one sentence may take; only texts that quote a
// long value from a file take more.
const mostNote = 12

// wrapped makes a sentence safe to draw, in lines of a width.
func wrapped(text string, width int) []terminal.Shown {
	return terminal.SafeLines(text, max(2, width), mostNote)
}

// hint returns the rule in a few words, and what can be made.
func (p *Page) hint(r *row) string {
	hint := r.q.Hint(p.draft)
	if r.isHeld() {
		return "enter keeps it, typing replaces it, backspace empties it, ctrl+t shows it"
	}
	if r.kept != "" && r.text == "" {
		return "enter keeps it, typing replaces it, → edits it"
	}
	if makes, ok := r.q.CanMake(); ok {
		hint = strings.TrimPrefix(hint+"; ctrl+g makes "+makes, "; ")
	}
	return hint
}
