package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

// field is one of huh's fields, or the picker, in a form of ours. It keeps out what
// can't be drawn and what huh would decide on its own: the form's fields are moved
// between, sized and drawn by the page.
type field struct {
	huh.Field
	of      *fields
	styles  *Styles
	text    string // what is edited
	flag    bool   // what a switch edits
	known   string // the value when somebody last asked whether it was edited
	kept    string // what an empty line stands for: typing replaces it, enter keeps it
	empty   string // what an empty line says
	secret  bool   // a line that is not shown
	words   bool   // a secret of several words: white space stays in what is pasted
	bare    bool   // a secret that is shown while it is typed
	focused bool
	drawn   string
	width   int      // what it was last given
	height  int      // of a list of options, when last given
	options []string // the values of a list of options

	pictures []string // how pictures of several are drawn, each with what it is
}

// Update takes a key or a paste. Messages of huh's own are about titles and options
// that change by themselves, which these fields have not.
func (f *field) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if _, list := f.Field.(*picker); list {
			f.Field.Update(msg) // whose lines name options each
		} else {
			f.remember(msg.Content)
			f.Field.Update(tea.PasteMsg{Content: f.cleanPaste(msg.Content)})
		}
	case tea.KeyPressMsg:
		if drawable(msg.Text) != msg.Text && !f.joins(msg.Text) { // typed by a terminal that does not mark its pastes
			if drawn, is := f.typedPicture(msg.Text); is {
				f.Field.Update(tea.PasteMsg{Content: drawn})
			}
			return f, nil
		}
		f.takeUp(msg.String())
		f.Field.Update(msg)
	}
	return f, nil
}

// joins reports whether a key is a joiner behind a letter that may be joined, as Persian
// is typed.
func (f *field) joins(key string) bool {
	const alef = "\u0627" // any such letter may follow
	joiner := key == "\u200c" || key == "\u200d"
	return joiner && !f.secret && f.text != "" && drawable(f.text+key+alef) == f.text+key+alef
}

// View returns what was drawn last. The form asks every field for it at each
// message, to fill a view of its own that is not used.
func (f *field) View() string { return f.drawn }

// draw draws the field as it is now.
func (f *field) draw() string {
	switch inner := f.Field.(type) {
	case *huh.Input, *huh.Text:
		if line, wide := f.emptyLine(); wide {
			f.drawn = line
			return line
		}
	case *huh.Select[string]:
		if f.height > 0 && f.height < len(f.options) { // it scrolls only in what it has drawn before
			inner.View()
			inner.Height(f.height)
		}
	}
	f.drawn = f.Field.View()
	return f.drawn
}

// Focus and Blur change nothing where that is so already: a form is made anew when
// questions come and go, and the field with the focus lives on in it.
func (f *field) Focus() tea.Cmd {
	if !f.focused {
		f.focused = true
		f.Field.Focus() // its command would blink the cursor
	}
	return nil
}

func (f *field) Blur() tea.Cmd {
	if f.focused {
		f.focused = false
		f.reveal(false)
		f.release()
		f.Field.Blur()
	}
	return nil
}

// Skip lets the focus pass on its way to another field.
func (f *field) Skip() bool { return f.of.goal != nil && f.of.goal != f }

func (f *field) Error() error                             { return nil } // the page knows better
func (f *field) Zoom() bool                               { return false }
func (f *field) WithTheme(huh.Theme) huh.Field            { return f }
func (f *field) WithKeyMap(*huh.KeyMap) huh.Field         { return f }
func (f *field) WithWidth(int) huh.Field                  { return f }
func (f *field) WithHeight(int) huh.Field                 { return f }
func (f *field) WithPosition(huh.FieldPosition) huh.Field { return f }

// takeUp puts the kept answer into the line, to be edited, for a key that moves or
// deletes in it.
func (f *field) takeUp(k string) {
	if f.kept == "" || f.text != "" {
		return
	}
	if f.secret {
		f.drop(k)
		return
	}
	switch k {
	case "right", "left", "end", "home", "ctrl+e", "ctrl+a", "backspace":
		text := f.kept
		f.kept = ""
		f.put(text)
		f.known = f.value()
	}
}

// cleanPaste drops what a paste brings along by accident: what can't be drawn, all
// white space in a secret (a wrapped token arrives in lines), and white space round
// any other text.
func (f *field) cleanPaste(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) // terminals paste line ends as \r
	if f.secret && !f.words {
		s = strings.Join(strings.FieldsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }), "")
	}
	return strings.ReplaceAll(drawable(strings.TrimSpace(s)), "\uFFFD", "")
}

// drawable makes a text from a file or the environment safe to draw in a field.
func drawable(text string) string { return string(terminal.Safe(text, 0)) }

// value returns the text that the field holds now.
func (f *field) value() string {
	switch _, flag := f.Field.(*huh.Confirm); {
	case !flag:
		return f.whole(f.text)
	case f.flag:
		return "on"
	}
	return "off"
}

// edited returns the answer if it changed since this was last asked.
func (f *field) edited() (text string, changed bool) {
	now := f.value()
	if now == f.known {
		return "", false
	}
	f.known = now
	if now == "" {
		now = f.kept
	}
	return now, true
}

// put replaces the text, as when a value was made; the cursor goes behind it.
func (f *field) put(text string) {
	f.remember(text)
	f.text = text
	switch inner := f.Field.(type) { // huh takes over the text only here
	case *huh.Input:
		inner.Value(&f.text)
		inner.Update(tea.KeyPressMsg{Code: tea.KeyEnd})
	case *huh.Text:
		inner.Value(&f.text)
	}
	f.known = text
}

// resize returns the field its width; it reports whether that is another one.
func (f *field) resize(width int) bool {
	if f.width == width {
		return false
	}
	f.width = width
	switch inner := f.Field.(type) {
	case *huh.Input:
		inner.WithWidth(width)
		inner.Value(&f.text) // it looks only then for what fits
		f.invite(f.empty)
	case *huh.Text:
		inner.WithWidth(width)
		f.invite(f.empty)
	case *huh.Select[string]:
		inner.WithWidth(width)
	case *picker:
		inner.WithWidth(width)
	}
	return true
}

// invite says something in an empty line, and no more than fits.
func (f *field) invite(words string) {
	f.empty = words
	fitting := string(terminal.Safe(words, max(1, f.width-1)))
	switch inner := f.Field.(type) {
	case *huh.Input:
		inner.Placeholder(fitting)
	case *huh.Text:
		inner.Placeholder(fitting)
	}
}

// emptyLine draws an empty line with wide letters in it, for huh: it counts letters
// and not their columns, puts NULs in place of the difference and breaks the line.
func (f *field) emptyLine() (string, bool) {
	words := string(terminal.Safe(f.empty, max(1, f.width-1)))
	if f.text != "" || ansi.StringWidth(words) == utf8.RuneCountInString(words) {
		return "", false
	}
	first := ansi.Truncate(words, 1, "")
	if first == "" {
		first = ansi.Truncate(words, 2, "")
	}
	s := f.styles.Huh.Focused.TextInput
	return s.Cursor.Reverse(true).Render(first) + s.Placeholder.Render(strings.TrimPrefix(words, first)), true
}

// reveal shows or hides a secret.
func (f *field) reveal(on bool) {
	in, ok := f.Field.(*huh.Input)
	if !ok || !f.secret {
		return
	}
	f.bare = on
	mode := huh.EchoModePassword
	if on {
		mode = huh.EchoModeNormal
	}
	in.EchoMode(mode)
}
