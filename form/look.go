package form

import "charm.land/lipgloss/v2"

// Look draws texts in one way. It holds its style by reference: a
// lipgloss.Style is a value of 664 bytes, and drawing with one passes a copy.
// Its methods stay calls: inlined, the copies took 200 bytes of code at each of
// more than a hundred places.
type Look struct{ style *lipgloss.Style }

// NewLook gives the look of a style.
func NewLook(s lipgloss.Style) Look { return Look{&s} }

// Style gives the style, for widgets that draw with one themselves.
func (l Look) Style() lipgloss.Style { return *l.style }

// Bold gives the look in bold.
func (l Look) Bold() Look { return NewLook(l.style.Bold(true)) }

// Render draws a text.
func (l Look) Render(text string) string { return l.style.Render(text) }
