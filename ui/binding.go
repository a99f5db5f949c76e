package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/ui/kit"
)

// binding is a key that works now.
type binding = kit.Binding

// key makes a binding for the footer.
func key(keys, what string, do func() tea.Cmd) binding { return kit.Key(keys, what, do) }
