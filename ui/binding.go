package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// binding is a key that works now: what it does, and how the help names it.
// Dispatch and help read the same table, so no key works unseen.
type binding struct{ *bound }

// bound is what a binding refers to: lists of keys are built for every picture
// and key, and a value of eight words would be copied three times for each.
type bound struct {
	keys []string // as Bubble Tea names them
	show string   // as the help names them
	what string   // in a word or two
	more bool     // only in the list of all keys, not in the footer
	hold bool     // sends, stops or deletes: not in the first moment of a screen
	do   func() tea.Cmd
}

// key makes a binding for the footer.
func key(keys, what string, do func() tea.Cmd) binding {
	names := strings.Split(keys, " ")
	return binding{&bound{keys: names, show: names[0], what: what, do: do}}
}

func (b binding) as(show string) binding { b.show = show; return b }
func (b binding) rare() binding          { b.more = true; return b }
func (b binding) held() binding          { b.hold = true; return b }

// find gives the binding for a key.
func find(bindings []binding, k string) (binding, bool) {
	i := slices.IndexFunc(bindings, func(b binding) bool { return slices.Contains(b.keys, k) })
	if i < 0 {
		return binding{}, false
	}
	return bindings[i], true
}

// footer draws the keys that fit into a width; the last, which leads to all
// keys, always does.
func (m *Model) footer(width int) string {
	all := m.bindings()
	last := m.keysBinding()
	room := width - 2 - helpWidth(last)
	var parts []string
	for _, b := range all {
		if b.more || b.what == last.what {
			continue
		}
		if room -= helpWidth(b) + 3; room < 0 {
			if len(parts) == 0 { // the most useful key is told in any case
				short := ansi.Truncate(b.what, max(0, ansi.StringWidth(b.what)+room), m.styles.Marks.More)
				parts = append(parts, m.helpText(label(b.show, short)))
			}
			break
		}
		parts = append(parts, m.helpText(b))
	}
	parts = append(parts, m.helpText(last))
	return " " + strings.Join(parts, "   ")
}

func helpWidth(b binding) int { return ansi.StringWidth(b.show) + 1 + ansi.StringWidth(b.what) }

func (m *Model) helpText(b binding) string {
	return m.styles.Key.Render(b.show) + " " + m.styles.Dim.Render(b.what)
}
