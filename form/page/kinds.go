package page

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/form"
	"sttwizard/internal/terminal"
)

// Here the fields are made: a line to type in, one of a few, a switch, and the
// picker. Enter, tab and escape are the page's in all of them.

// theme is what huh asks for its styles, at each drawing: it takes a theme only once.
func theme(s *Styles) huh.Theme {
	return huh.ThemeFunc(func(bool) *huh.Styles { return s.Huh })
}

// newLine makes a line to type in.
func newLine(text string, secret bool, s *Styles) *field {
	f := &field{styles: s, text: drawable(text), secret: secret}
	f.remember(text)
	in := huh.NewInput().Prompt("").Value(&f.text)
	in.WithTheme(theme(s))
	in.WithKeyMap(&huh.KeyMap{})
	f.Field = in
	f.reveal(false)
	in.Blur() // an input hands back its text only here, without what can't be drawn
	f.known = f.value()
	return f
}

// longLines is how many lines of a long text are seen while it is typed.
const longLines = 3

// newText makes a line to type in that is drawn in several: what is typed has no
// lines, and ends of lines that are pasted become spaces.
func newText(text string, s *Styles) *field {
	f := &field{styles: s, text: drawable(text)}
	f.remember(text)
	t := huh.NewText().ExternalEditor(false).Lines(longLines).Value(&f.text)
	t.WithTheme(theme(s))
	t.WithKeyMap(&huh.KeyMap{})
	f.Field = t
	t.Blur()
	f.known = f.value()
	return f
}

// keep lets an empty line stand for what it holds now.
func (f *field) keep() {
	f.kept = f.text
	f.put("")
	f.invite(f.kept)
}

// newSwitch makes a field that is on or off.
func newSwitch(on bool, s *Styles) *field {
	f := &field{flag: on}
	c := huh.NewConfirm().Value(&f.flag).WithButtonAlignment(lipgloss.Left)
	c.WithTheme(theme(s))
	c.WithKeyMap(&huh.KeyMap{Confirm: huh.ConfirmKeyMap{
		Toggle: key.NewBinding(key.WithKeys("space", "left", "right")),
		Accept: key.NewBinding(key.WithKeys("y")),
		Reject: key.NewBinding(key.WithKeys("n")),
	}})
	f.Field = c
	f.known = f.value()
	return f
}

// newSelect makes a field with a few options of which one always holds; keys go
// back and on between them.
func newSelect(text string, back, on []string, s *Styles) *field {
	f := &field{text: text}
	sel := huh.NewSelect[string]()
	sel.WithTheme(theme(s)) // before the options, which huh draws in its own theme else
	sel.WithKeyMap(&huh.KeyMap{Select: huh.SelectKeyMap{
		Up:   key.NewBinding(key.WithKeys(back...)),
		Down: key.NewBinding(key.WithKeys(on...)),
	}})
	f.Field = sel
	return f
}

// offer replaces the options. Without a text the first one holds.
func (f *field) offer(options []huh.Option[string]) {
	sel := f.Field.(*huh.Select[string])
	f.options = f.options[:0]
	for _, o := range options {
		f.options = append(f.options, o.Value)
	}
	sel.Options(options...)
	sel.Value(&f.text)
}

// endsAt reports whether a key would leave a page's options at the first or the last one:
// every list stops there, and huh's goes round.
func (f *field) endsAt(msg tea.Msg) bool {
	k, pressed := msg.(tea.KeyPressMsg)
	if _, list := f.Field.(*huh.Select[string]); !list || !pressed {
		return false
	}
	at := max(0, slices.Index(f.options, f.text))
	return at == 0 && slices.Contains(optionBack, k.String()) || at == len(f.options)-1 && slices.Contains(optionOn, k.String())
}

// The keys that go back and on between the options of a page.
var optionBack, optionOn = []string{"up", "k"}, []string{"down", "j"}

// fit returns a list of options at most that many lines, 0 for as many as it needs.
func (f *field) fit(height int) {
	if height = min(height, len(f.options)); f.height != height {
		f.height = height
		f.Field.(*huh.Select[string]).Height(height)
	}
}

// labelled makes options for huh, in lines of at most that width. A text that is
// none of them is kept as one more, so that an illegal value is shown and not lost.
func labelled(options []form.Option, text string, width int) []huh.Option[string] {
	is := func(o form.Option) bool { return o.Value == text }
	if text != "" && !slices.ContainsFunc(options, is) {
		options = append(slices.Clone(options), form.Unlisted(text))
	}
	out := make([]huh.Option[string], len(options))
	for i, o := range options {
		label := o.Label
		if noted := label + "  (" + o.Note + ")"; o.Note != "" && ansi.StringWidth(noted) <= width {
			label = noted
		}
		out[i] = huh.NewOption(string(terminal.Safe(label, width)), o.Value)
	}
	return out
}
