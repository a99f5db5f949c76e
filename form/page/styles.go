package page

import (
	"charm.land/bubbles/v2/textinput"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"

	"sttwizard/internal/mouse"
	"sttwizard/internal/words"
)

// Styles are the looks that pages need, by meaning. Package ui fills them; here
// nothing chooses a colour.
type Styles struct {
	Huh     *huh.Styles // for the fields that huh draws
	Title   lipgloss.Style
	Here    lipgloss.Style // the title of the focused question, the cursor of lists
	Text    lipgloss.Style
	Dim     lipgloss.Style
	Chosen  lipgloss.Style
	Error   lipgloss.Style
	Warning lipgloss.Style
	Good    lipgloss.Style
	Field   lipgloss.Style // where one types
	Row     lipgloss.Style // the row one stands on
	Chip    lipgloss.Style // a chosen thing
	Match   lipgloss.Style // letters that a filter found
	Flat    bool           // nothing has a ground of its own: brackets say it
	Marks   words.Marks
	Spots   *mouse.Spots // what a click means; nil: nothing
}

// Filter returns the looks of a list's filter: those of any field.
func (s *Styles) Filter() textinput.Styles {
	out := textinput.DefaultDarkStyles()
	field := s.Huh.Focused.TextInput
	out.Focused.Text, out.Blurred.Text = field.Text, field.Text
	out.Focused.Placeholder, out.Blurred.Placeholder = field.Placeholder, field.Placeholder
	out.Cursor.Color, out.Cursor.Blink = field.Cursor.GetForeground(), false
	return out
}

// ThemeOf makes huh's styles for fields that stand without frame and title, from
// the page's own styles.
func ThemeOf(s Styles, cursor, button lipgloss.Style) *huh.Styles {
	t := huh.ThemeBase(true) // structure only; the colours follow
	f := &t.Focused
	f.Base = lipgloss.NewStyle()
	f.TextInput.Text, f.TextInput.Placeholder = s.Field.Bold(true), s.Dim.Inherit(s.Field)
	f.TextInput.Cursor = cursor
	f.Card, f.NoteTitle = lipgloss.NewStyle(), s.Dim
	f.FocusedButton, f.BlurredButton = button.MarginRight(1), s.Dim.MarginRight(1)
	f.SelectSelector = s.Here.SetString(s.Marks.Cursor + " ")
	f.SelectedOption, f.UnselectedOption = s.Here.SetString(s.Marks.One), s.Text.SetString(s.Marks.Other)
	t.Blurred = t.Focused
	return t
}
