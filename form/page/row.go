package page

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sttwizard/form"
	"sttwizard/internal/secret"
)

// row is one question on a page with the field that edits it.
type row struct {
	*field
	q      form.Question
	open   *bool // of a fold's row: whether what is folded is shown; nil: it answers a question
	locked bool  // the preset locks the answer

	before  answer // the answer when the focus came
	pressed bool   // a key was pressed since then

	searched string // what was typed last to choose an option by
}

// answer is a text with its source.
type answer struct {
	text   string
	shown  string // as its line had it
	ref    secret.Ref
	source form.Source
}

// newRow builds the field for a question, with the draft's answer in it.
//
// With ask, an answer that is there already stands dim in the empty line: typing
// replaces it, enter keeps it.
func newRow(q form.Question, d *form.Draft, s *Styles, ask bool) *row {
	r := &row{q: q}
	text := q.Get(d)
	switch q.Kind {
	case form.Pick, form.Choices:
		r.field = &field{text: text, known: text}
		r.Field = newPicker(q.Key, q.Options(d), q.Limit(d), &r.text, s)
	case form.Choice:
		r.field = newSelect(text, optionBack, optionOn, s)
		r.offer(labelled(q.Options(d), text, 60))
		r.known = r.value()
	case form.Toggle:
		r.field = newSwitch(text == "on", s)
	default:
		r.field = newLine(text, q.Kind == form.Secret, s)
		if q.Long {
			r.field = newText(text, s)
		}
		if ask && !r.secret && r.text != "" {
			r.keep()
		}
	}
	return r
}

// newFoldRow builds the row of a fold, which opens and closes instead of answering: its
// field takes no key and only has the focus.
func newFoldRow(q form.Question, open *bool, s *Styles) *row {
	return &row{q: q, open: open, field: newSwitch(false, s)}
}

// newLockedRow builds the row of an answer that the preset locks, which is shown and can't
// be changed: its field takes no key and only has the focus.
func newLockedRow(q form.Question, s *Styles) *row {
	return &row{q: q, locked: true, field: newSwitch(false, s)}
}

// folds reports whether the row opens what is folded behind it.
func (r *row) folds() bool { return r.open != nil }

// picker returns the row's list with a filter; nil where it has none.
func (r *row) picker() *picker {
	list, _ := r.Field.(*picker)
	return list
}

// store writes what was changed in the field to the draft; it reports whether
// anything was.
func (r *row) store(d *form.Draft) bool {
	text, changed := r.edited()
	if changed && (r.q.Kind == form.Text || r.q.Kind == form.Number) {
		text = strings.TrimSpace(text) // the field keeps it while another word may follow
	}
	if changed && r.isHeld() {
		r.restore(d) // with where it is from
	} else if changed {
		r.q.Set(d, text, form.Typed)
	}
	return changed
}

// turn sets a toggle that was switched from elsewhere.
func (r *row) turn(d *form.Draft) {
	if r.q.Kind == form.Toggle && !r.folds() && !r.locked {
		r.flag = r.q.Get(d) == "on"
		r.known = r.value()
	}
}

// resize returns the field its width; the notes of options come and go with it.
func (r *row) resize(width int, d *form.Draft) {
	if r.field.resize(width) && r.q.Kind == form.Choice && !r.locked {
		r.offer(labelled(r.q.Options(d), r.text, width-4))
	}
}

// invite says in an empty line what it stands for, see Question.Invite.
func (r *row) invite(d *form.Draft) {
	if r.typed() && r.kept == "" {
		r.field.invite(r.q.Invite(d))
	}
}

// typed reports whether the answer is typed letter by letter.
func (r *row) typed() bool {
	return !r.locked && (r.q.Kind == form.Text || r.q.Kind == form.Number || r.q.Kind == form.Secret)
}

// lists reports whether the row, when focused, draws a block of rows.
func (r *row) lists() bool {
	return !r.locked && (r.q.Kind == form.Pick || r.q.Kind == form.Choices || r.q.Kind == form.Choice)
}

// length says how long a secret is, so that a cut paste is seen.
func (r *row) length() string { return lengthOf(r.text) }

func lengthOf(text string) string {
	n := utf8.RuneCountInString(text)
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}
