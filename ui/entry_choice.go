package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

// choice is one of the few values that a line of an entry can have.
type choice struct {
	value string
	words string // in a word or two
	help  string // said while it is chosen
}

// worded makes choices whose words are their values.
func worded(values ...string) []choice {
	out := make([]choice, len(values))
	for i, v := range values {
		out[i] = choice{value: v, words: v}
	}
	return out
}

// chosen gives the choice that the line stands on: the first until there is another.
func (f *entryField) chosen() choice {
	all := f.choices()
	return all[max(0, f.chosenAt(all))]
}

func (f *entryField) chosenAt(all []choice) int {
	return slices.IndexFunc(all, func(c choice) bool { return c.value == f.text })
}

// choose goes on or back among the choices, round the end.
func (f *entryField) choose(by int) {
	all := f.choices()
	f.text = all[(max(0, f.chosenAt(all))+by+len(all))%len(all)].value
}

// choiceLines draws the choices beside each other, in as many lines as they need;
// the chosen one has a mark, not only a colour.
func (f *entryField) choiceLines(m *Model, width int) []string {
	s := m.styles
	lines, room := []string{""}, width
	at := f.chosen().value
	for _, c := range f.choices() {
		words := string(terminal.Safe(c.words, width-4))
		text := "  " + s.Dim.Render(words)
		if c.value == at {
			text = s.Here.Render(s.Marks.Cursor + " " + words)
		}
		w := ansi.StringWidth(words) + 5
		if last := len(lines) - 1; w-3 > room && lines[last] != "" {
			lines, room = append(lines, ""), width
		}
		lines[len(lines)-1] += text + strings.Repeat(" ", 3)
		room -= w
	}
	return lines
}
