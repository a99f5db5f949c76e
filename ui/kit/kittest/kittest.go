// Package kittest is for the tests of screens that have a package of their own.
package kittest

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/ui/kit"
)

// Screen is what is pressed and looked at.
type Screen interface {
	Keys() []kit.Binding
	View(st *kit.Styles, width, height int) string
}

// Do presses a key of a table and returns its command. One that does nothing fails the
// test.
func Do(t testing.TB, table []kit.Binding, key string) tea.Cmd {
	t.Helper()
	b, ok := kit.Find(table, key)
	if !ok {
		t.Fatalf("%s does nothing", key)
	}
	return b.Do()
}

// Press presses keys of a screen, each with the table that is there by then.
func Press(t testing.TB, s Screen, keys ...string) {
	t.Helper()
	for _, k := range keys {
		Do(t, s.Keys(), k)
	}
}

// Text returns what a screen shows on a dark ground, without its looks.
func Text(s Screen, width, height int) string {
	st := kit.NewStyles(kit.Look{Dark: true})
	return ansi.Strip(s.View(&st, width, height))
}
