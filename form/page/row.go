package page

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/form"
	"sttwizard/internal/terminal"
)

// row is one question on a page with the field that edits it.
type row struct {
	kept     string // the answer that an empty line stands for, on a page that asks
	q        form.Question
	more     *bool // what the row opens and closes instead of answering a question; nil: it answers one
	field    field
	text     string // what the field edits
	flag     bool   // what a toggle edits
	shown    string // what the field makes of the draft's text as long as nobody edits it
	revealed bool
	width    int  // what the field was last given
	stale    bool // the width changed since the field measured what fits
}

// field is what edits an answer: huh's input, or a field of this package.
type field interface {
	Update(tea.Msg) (huh.Model, tea.Cmd) // what it gives is not used
	View() string
	Focus() tea.Cmd
	Blur() tea.Cmd
}

// newRow builds the field for a question, with the draft's answer in it.
//
// With ask, an answer that is there already stands dim in the empty line: typing
// replaces it, enter keeps it.
func newRow(q form.Question, d *form.Draft, s *Styles, ask bool, more *bool) *row {
	r := &row{q: q, more: more}
	r.text = r.answer(d)
	r.flag = r.text == "on"
	switch q.Kind {
	case form.Pick, form.Choices:
		r.field = newPicker(q.Key, q.Options(d), q.Limit(d), &r.text, s)
	case form.Choice:
		r.field = newChoice(q.Options(d), &r.text, s)
	case form.Toggle:
		r.field = toggle{&r.flag}
	default:
		r.text = drawable(r.text)
		in := huh.NewInput().Prompt("")
		in.WithTheme(huh.ThemeFunc(func(bool) *huh.Styles { return s.Huh }))
		in.WithKeyMap(&huh.KeyMap{}) // moving between fields and steps is the page's business
		if ask && q.Kind != form.Secret && r.text != "" {
			in.Placeholder(r.text)
			r.kept, r.text = r.text, ""
		}
		in.Value(&r.text)
		if q.Kind == form.Secret {
			in.EchoMode(huh.EchoModePassword)
		}
		r.field = in
	}
	r.field.Blur() // an input hands back its text only here, without what can't be drawn
	r.shown = r.value()
	return r
}

// moreKey is the row that opens the questions under "More".
const moreKey = "more"

// toggleWords returns how a toggle calls its two states.
func toggleWords(q form.Question) (yes, no string) {
	if q.Key == moreKey {
		return "shown", "hidden"
	}
	return "on", "off"
}

// drawable makes a text from a file or the environment safe to draw in a field.
func drawable(text string) string { return string(terminal.Safe(text, 0)) }

// update hands a message to the field. The field's commands would blink its
// cursor and ask the system for its clipboard; neither is wanted.
func (r *row) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		r.field.Update(tea.PasteMsg{Content: r.cleanPaste(msg.Content)})
		return
	case tea.KeyPressMsg:
		if drawable(msg.Text) != msg.Text {
			return // typed by a terminal that does not mark its pastes
		}
		if r.q.Kind == form.Toggle && (msg.String() == "y" || msg.String() == "n") {
			r.flag = msg.String() == "y"
			return
		}
		r.takeUp(msg.String())
	}
	r.field.Update(msg)
}

// takeUp puts the kept answer into the line, to be edited, for a key that moves
// or deletes in it.
func (r *row) takeUp(k string) {
	if r.kept == "" || r.text != "" {
		return
	}
	switch k {
	case "right", "left", "end", "home", "ctrl+e", "ctrl+a", "backspace":
		text := r.kept
		r.kept = ""
		r.put(text)
		r.shown = r.value()
	}
}

// cleanPaste drops what a paste brings along by accident: what can't be drawn,
// all white space in a secret (a wrapped token arrives in lines), and white space
// round any other text.
func (r *row) cleanPaste(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) // terminals paste line ends as \r
	if r.q.Kind == form.Secret {
		s = strings.Join(strings.FieldsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }), "")
	}
	return strings.ReplaceAll(drawable(strings.TrimSpace(s)), "\uFFFD", "")
}

// value gives the text that the field holds now.
func (r *row) value() string {
	switch {
	case r.q.Kind != form.Toggle:
		return r.text
	case r.flag:
		return "on"
	}
	return "off"
}

// store writes what was changed in the field to the draft; it tells whether anything was.
func (r *row) store(d *form.Draft) bool {
	now := r.value()
	if now == r.shown {
		return false
	}
	r.shown = now
	if now == "" && r.kept != "" {
		now = r.kept
	}
	if r.more != nil {
		*r.more = now == "on"
		return true
	}
	r.q.Set(d, now, form.Typed)
	return true
}

// answer returns what the draft has for the row.
func (r *row) answer(d *form.Draft) string {
	switch {
	case r.more == nil:
		return r.q.Get(d)
	case *r.more:
		return "on"
	}
	return "off"
}

// put replaces the field's text, as when a value was made.
func (r *row) put(text string) {
	r.text = text
	if in, ok := r.field.(*huh.Input); ok {
		in.Value(&r.text) // huh takes over the text only here
	}
	r.shown = text
}

// turn sets a toggle that was switched from elsewhere.
func (r *row) turn(d *form.Draft) {
	if r.q.Kind == form.Toggle {
		r.flag = r.answer(d) == "on"
		r.shown = r.value()
	}
}

// resize gives the field its width, if it is another one.
func (r *row) resize(width int, d *form.Draft) {
	if r.width == width {
		return
	}
	r.width, r.stale = width, true
	switch f := r.field.(type) {
	case *huh.Input:
		f.WithWidth(width)
	case *picker:
		f.WithWidth(width)
	case *choice:
		f.offer(r.q.Options(d), width-4)
	}
}

// measure makes a focused input find out what of its text fits into a new width;
// it does so only when its cursor goes to the end.
func (r *row) measure() {
	if r.stale {
		r.stale = false
		if _, ok := r.field.(*huh.Input); ok {
			r.field.Update(tea.KeyPressMsg{Code: tea.KeyEnd})
		}
	}
}

// reveal shows or hides a secret.
func (r *row) reveal(on bool) {
	in, ok := r.field.(*huh.Input)
	if !ok || r.q.Kind != form.Secret {
		return
	}
	r.revealed = on
	mode := huh.EchoModePassword
	if on {
		mode = huh.EchoModeNormal
	}
	in.EchoMode(mode)
}

// invite says in an empty line what it stands for, where that is a uid drawn for
// each start, a token that is made then, or a secret that is kept elsewhere.
func (r *row) invite(d *form.Draft) {
	if in, ok := r.field.(*huh.Input); ok && r.kept == "" {
		in.Placeholder(r.q.Invite(d))
	}
}

// typed tells whether the answer is typed letter by letter.
func (r *row) typed() bool {
	return r.q.Kind == form.Text || r.q.Kind == form.Number || r.q.Kind == form.Secret
}

// lists tells whether the row, when focused, draws a block of rows.
func (r *row) lists() bool {
	return r.q.Kind == form.Pick || r.q.Kind == form.Choices || r.q.Kind == form.Choice
}

// length says how long a secret is, so that a cut paste is seen.
func (r *row) length() string {
	n := utf8.RuneCountInString(r.text)
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}
