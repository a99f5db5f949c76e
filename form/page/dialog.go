package page

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/form"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// Line is one line of a dialog: to type in, or to choose in where it has choices.
type Line struct {
	Label   string
	Help    string
	Path    string        // of the request's field that it is about; empty: none
	Told    func() string // said before the help, as things stand; nil: nothing
	Text    string        // what stands there to be edited, or is chosen
	Kept    string        // what an empty line stands for: typing replaces it, enter keeps it
	Long    bool          // a text that may be longer than a line, though it has no lines
	Secret  bool
	Wraps   bool            // a secret that is longer than a line, and comes in several where it is copied
	Spaced  bool            // a secret of several words: white space stays in what is pasted
	Choices func() []Choice // of which one is chosen; nil: a line to type in
	Pick    []form.Option   // of which several are chosen, at most Most; nil: none are
	Most    int
	Named   func() string // the label as it is now; nil: it stays
	When    func() bool   // whether the line is there now; nil: always

	cut      string // what was left out of a paste, in words; empty: nothing
	replaced bool   // an address was pasted in place of another

	field   *field
	began   string   // the text before anything was typed
	wanted  string   // what was chosen last, also while it can't be
	offered []Choice // what the field has of the choices
}

// Choice is one of the few values that a line can have.
type Choice struct {
	Value string
	Words string // in a word or two
	Help  string // said while it is chosen
}

// Dialog is a short list of lines to fill in: a huh.Form like a page, about things
// that are no part of the request. What is wrong with a line is for its owner to say.
type Dialog struct {
	lines  []*Line
	form   *fields
	note   *huh.Note // what the dialog is about
	styles *Styles

	Clicked func(line int) // goes to a line that was clicked; nil: Focus does
}

// NewDialog makes a dialog with the focus on its first line.
func NewDialog(s *Styles, lines ...*Line) *Dialog {
	own := *s
	d := &Dialog{lines: lines, styles: &own, note: huh.NewNote()}
	d.note.WithTheme(theme(d.styles))
	members := make([]*field, len(lines), len(lines)+1)
	for i, l := range lines {
		members[i] = l.make(d.styles)
	}
	d.form = newFields(append(members, &field{Field: d.note}), 0)
	return d
}

// make makes the field that edits the line.
func (l *Line) make(s *Styles) *field {
	if l.Choices != nil {
		l.field, l.wanted = newSelect(l.Text, []string{"left"}, []string{"right", "space"}, s), l.Text
		return l.field
	}
	if l.Pick != nil {
		l.field = &field{text: l.Text, known: l.Text, styles: s}
		l.field.Field = newPicker("", l.Pick, l.Most, &l.field.text, s)
		l.began = l.Text
		return l.field
	}
	l.field = newLine(l.Text, l.Secret, s)
	if l.Long {
		l.field = newText(l.Text, s)
	}
	l.field.words, l.field.kept = l.Spaced, drawable(l.Kept)
	l.field.remember(l.Kept)
	l.field.invite(l.field.kept)
	l.began = l.field.text
	return l.field
}

// Value returns what the line stands for, whether it was typed, kept or chosen.
func (l *Line) Value() string {
	switch text := strings.TrimSpace(l.field.text); {
	case l.Choices != nil:
		return l.chosen().Value
	case text != "" && !l.Typed() && !l.Secret:
		return strings.TrimSpace(l.Text) // with what can't be drawn
	case text != "":
		return l.field.whole(text)
	}
	return l.field.whole(l.field.kept)
}

// Typed reports whether the text of the line was changed.
func (l *Line) Typed() bool { return l.Choices == nil && l.field.text != l.began }

// Clear empties the line.
func (l *Line) Clear() { l.field.put("") }

func (l *Line) there() bool { return l.When == nil || l.When() }

// chosen returns the choice that the line stands on: the first until there is another.
func (l *Line) chosen() Choice {
	all := l.Choices()
	return all[max(0, slices.IndexFunc(all, func(c Choice) bool { return c.Value == l.wanted }))]
}

// offer returns the field the choices as they are now; they hang on other lines and
// on what became known since.
func (l *Line) offer() {
	all, value := l.Choices(), l.chosen().Value
	if l.field.text == value && slices.Equal(all, l.offered) {
		return
	}
	l.offered, l.field.text = all, value
	options := make([]huh.Option[string], len(all))
	for i, c := range all {
		options[i] = huh.NewOption(string(terminal.Safe(c.Words, widestChoice)), c.Value)
	}
	l.field.offer(options)
}

// widestChoice is how wide the words of a choice may be.
const widestChoice = 40

// Type chooses by a letter: the next choice of the focused line of which a word begins
// with it. It reports whether there is one.
func (d *Dialog) Type(letter string) bool {
	l := d.Line()
	all := l.Choices()
	at := slices.IndexFunc(all, func(c Choice) bool { return c.Value == l.chosen().Value })
	for i := range all {
		c := all[(at+1+i)%len(all)]
		begins := func(word string) bool { return strings.HasPrefix(strings.ToLower(word), strings.ToLower(letter)) }
		words := strings.FieldsFunc(c.Words, func(r rune) bool { return !unicode.IsLetter(r) })
		words = append(words, strings.FieldsFunc(c.Words, func(r rune) bool { return !unicode.IsDigit(r) })...)
		if slices.ContainsFunc(words, begins) {
			l.wanted = c.Value
			return true
		}
	}
	return false
}

// picker returns the line's list with a filter; nil where it has none.
func (l *Line) picker() *picker {
	list, _ := l.field.Field.(*picker)
	return list
}

// Take takes the row that was searched in the focused line's list; it reports whether
// the focus may go on.
func (d *Dialog) Take() bool {
	list := d.Line().picker()
	if list == nil {
		return true
	}
	list.navigate("enter")
	return list.note == ""
}

// Line returns the line that has the focus.
func (d *Dialog) Line() *Line { return d.lines[d.At()] }

// At returns the place of the line that has the focus.
func (d *Dialog) At() int { return d.form.at() }

// There reports whether a line is there now.
func (d *Dialog) There(i int) bool { return d.lines[i].there() }

// Beside returns the place of the next line that is there, that many lines on or
// back; that of the line itself where there is none.
func (d *Dialog) Beside(by int) int {
	at := d.At()
	for i := at + by; i >= 0 && i < len(d.lines); i += by {
		if d.There(i) {
			return i
		}
	}
	return at
}

// Focus moves the focus to a line.
func (d *Dialog) Focus(i int) { d.form.focus(max(0, min(i, len(d.lines)-1))) }

// Update hands a key or a paste to the line that has the focus.
func (d *Dialog) Update(msg tea.Msg) {
	l := d.Line()
	l.cut = ""
	if paste, ok := msg.(tea.PasteMsg); ok {
		if told := tooLong(paste); told != "" {
			l.cut = words.Capital(told) + "."
			return
		}
	}
	if l.paste(msg) {
		return
	}
	if l.Choices == nil {
		d.form.send(l.cutToLine(msg))
		return
	}
	l.offer()
	d.form.send(msg)
	l.wanted = l.field.text
}

// Value returns what a line stands for.
func (d *Dialog) Value(i int) string { return d.lines[i].Value() }

// Values returns what all lines stand for, also those that are not there now.
func (d *Dialog) Values() []string {
	out := make([]string, len(d.lines))
	for i := range d.lines {
		out[i] = d.Value(i)
	}
	return out
}

// Reveal shows the secret that is being typed, or hides it again.
func (d *Dialog) Reveal() { d.Line().field.reveal(!d.Line().field.bare) }

// Typed reports whether a text was changed.
func (d *Dialog) Typed() bool { return slices.ContainsFunc(d.lines, (*Line).Typed) }

// Restyle changes the dialog's looks.
func (d *Dialog) Restyle(s *Styles) { *d.styles = *s } // the fields' themes read them there
