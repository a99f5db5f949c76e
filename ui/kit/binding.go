package kit

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Binding is a key that works now: what it does, and how the help names it.
// Dispatch and help read the same table, so no key works unseen.
type Binding struct{ *bound }

// bound is what a Binding refers to: lists of keys are built for every picture and
// key, and a value of a dozen words would be copied three times for each.
type bound struct {
	key.Binding
	Do   func() tea.Cmd
	rare bool
	held bool
	// brief is said in a footer without room for more; empty: the same
	brief string
	// answers: it answers a question, so that the footer names it in any case
	answers bool
}

// Key makes a binding for the footer, of keys as Bubble Tea names them, with spaces
// between; the first one is shown.
func Key(keys, what string, do func() tea.Cmd) Binding {
	names := strings.Split(keys, " ")
	return Binding{&bound{Binding: key.NewBinding(key.WithKeys(names...), key.WithHelp(names[0], what)), Do: do}}
}

// Label is a key of a field's own, for the help: the field itself takes it.
func Label(show, what string) Binding {
	return Binding{&bound{Binding: key.NewBinding(key.WithKeys([]string{}...), key.WithHelp(show, what))}}
}

// As shows the binding under another name than its first key's.
func (b Binding) As(show string) Binding { b.SetHelp(show, b.What()); return b }

// Rare keeps the binding out of the footer; the list of all keys has it.
func (b Binding) Rare() Binding { b.rare = true; return b }

// Brief gives the words for a footer that has no room for the whole ones.
func (b Binding) Brief(words string) Binding { b.brief = words; return b }

// Held marks what sends, stops or deletes: it is not taken in the first moment of a
// screen.
func (b Binding) Held() Binding { b.held = true; return b }

// IsRare reports whether only the list of all keys has the binding.
func (b Binding) IsRare() bool { return b.rare }

// IsHeld reports whether the binding is not taken in the first moment of a screen.
func (b Binding) IsHeld() bool { return b.held }

// Show returns the name of the key in the help.
func (b Binding) Show() string { return b.Help().Key }

// What returns in a word or two what the key does.
func (b Binding) What() string { return b.Help().Desc }

// Without takes keys away that another table has a use for.
func (b Binding) Without(taken []Binding) Binding {
	b.SetKeys(slices.DeleteFunc(b.Keys(), func(k string) bool { _, is := Find(taken, k); return is })...)
	return b
}

// named is a key by its name, which is all that bubbles/key compares.
type named string

func (n named) String() string { return string(n) }

// Find returns the binding for a key.
func Find(bindings []Binding, name string) (Binding, bool) {
	i := slices.IndexFunc(bindings, func(b Binding) bool { return key.Matches(named(name), b.Binding) })
	if i < 0 {
		return Binding{}, false
	}
	return bindings[i], true
}
