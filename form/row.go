package form

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/internal/terminal"
)

// row is one question on a page with the huh field that edits it.
type row struct {
	q        Question
	field    huh.Field
	text     string // what the field edits
	flag     bool   // what a toggle edits
	last     string // the text that the draft holds, as far as this row knows
	revealed bool
}

// keys are huh's keys inside a field. Moving between fields and steps is the
// page's and the wizard's business, so nothing here moves on or back.
var keys = &huh.KeyMap{
	Select: huh.SelectKeyMap{
		Up:   key.NewBinding(key.WithKeys("up", "k", "ctrl+p")),
		Down: key.NewBinding(key.WithKeys("down", "j", "ctrl+n")),
	},
	Confirm: huh.ConfirmKeyMap{
		Toggle: key.NewBinding(key.WithKeys("left", "right", "space", "h", "l")),
	},
}

// newRow builds the field for a question, with the draft's answer in it.
func newRow(q Question, d *Draft, s *Styles) *row {
	r := &row{q: q, last: q.Get(d)}
	r.text, r.flag = r.last, r.last == "on"
	switch q.Kind {
	case Pick, Choices:
		r.field = newPicker(q.Key, q.Options(d), q.Limit(d), &r.text, s)
	case Choice:
		r.field = huh.NewSelect[string]().Value(&r.text).Options(selectOptions(q.Options(d), r.text)...)
	case Toggle:
		yes, no := q.toggleWords()
		r.field = huh.NewConfirm().Value(&r.flag).Affirmative(yes).Negative(no)
	default:
		r.text = drawable(r.text)
		in := huh.NewInput().Value(&r.text).Prompt("")
		if q.Kind == Secret {
			in.EchoMode(huh.EchoModePassword)
		}
		r.field = in
	}
	r.field.WithTheme(huh.ThemeFunc(func(bool) *huh.Styles { return s.Huh }))
	r.field.WithKeyMap(keys)
	return r
}

// moreKey is the row that opens the questions under "More".
const moreKey = "more"

func (q Question) toggleWords() (yes, no string) {
	if q.Key == moreKey {
		return "shown", "hidden"
	}
	return "on", "off"
}

// selectOptions makes huh's options; a text that is none of them is kept as one
// more, so that an illegal value is shown and not lost.
func selectOptions(options []Option, text string) []huh.Option[string] {
	if text != "" && !slices.ContainsFunc(options, func(o Option) bool { return o.Value == text }) {
		options = append(slices.Clone(options), unlisted(text))
	}
	out := make([]huh.Option[string], len(options))
	for i, o := range options {
		label := o.Label
		if o.Note != "" {
			label += "  (" + o.Note + ")"
		}
		out[i] = huh.NewOption(label, o.Value)
	}
	return out
}

// unlisted makes an option of a value that is none, so that it is shown and not lost.
func unlisted(value string) Option {
	return Option{Value: value, Label: drawable(value), Note: "not on the list"}
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
		if r.q.Kind == Toggle && (msg.String() == "y" || msg.String() == "n") {
			r.flag = msg.String() == "y"
			return
		}
	}
	r.field.Update(msg)
}

// cleanPaste drops what a paste brings along by accident: all white space in a
// secret (a wrapped token arrives in lines), white space round any other text.
func (r *row) cleanPaste(s string) string {
	if r.q.Kind == Secret {
		return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }), "")
	}
	return drawable(strings.TrimSpace(s))
}

// value gives the text that the field holds now.
func (r *row) value() string {
	switch {
	case r.q.Kind != Toggle:
		return r.text
	case r.flag:
		return "on"
	}
	return "off"
}

// store writes what was changed in the field to the draft; it tells whether anything was.
func (r *row) store(d *Draft) bool {
	now := r.value()
	shown := r.last
	if r.q.Kind == Text || r.q.Kind == Number || r.q.Kind == Secret {
		shown = drawable(r.last)
	}
	if now == r.last || now == shown {
		return false
	}
	r.last = now
	r.q.Set(d, now, Typed)
	return true
}

// put replaces the field's text, as when a value was made.
func (r *row) put(text string) {
	r.text = text
	if in, ok := r.field.(*huh.Input); ok {
		in.Value(&r.text) // huh takes over the text only here
	}
}

// reveal shows or hides a secret.
func (r *row) reveal(on bool) {
	in, ok := r.field.(*huh.Input)
	if !ok || r.q.Kind != Secret {
		return
	}
	r.revealed = on
	mode := huh.EchoModePassword
	if on {
		mode = huh.EchoModeNormal
	}
	in.EchoMode(mode)
}

// lists tells whether the row, when focused, draws a block of rows.
func (r *row) lists() bool { return r.q.Kind == Pick || r.q.Kind == Choices || r.q.Kind == Choice }

// length says how long a secret is, so that a cut paste is seen.
func (r *row) length() string {
	n := len([]rune(r.text))
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}
