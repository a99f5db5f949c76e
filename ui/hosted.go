package ui

import "sttwizard/ui/kit"

// hosted is a screen of a package of its own among those of this one, a text that is
// read.
type hosted[S kit.Screen] struct {
	quiet
	of S
}

func (h hosted[S]) title(*Model) string       { return h.of.Title() }
func (h hosted[S]) bindings(*Model) []binding { return h.of.Keys() }
func (h hosted[S]) isReading() bool           { return true }

func (h hosted[S]) view(m *Model, width, height int) string {
	return h.of.View(&m.styles.Styles, width, height)
}
