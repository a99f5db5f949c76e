package page

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// What is chosen of several stands in one line above the filter, which is there also while
// nothing is: the rows below stay where they are.

// chipLines draws that line, where the list has one.
func (p *picker) chipLines() []string {
	if !p.hasChips() {
		return nil
	}
	values := p.chosen()
	for _, text := range []func(string) string{p.chipName, drawable} {
		if line := p.chipLine(values, text); ansi.StringWidth(line) <= p.width {
			return []string{line}
		}
	}
	for left := 1; left < len(values); left++ { // backspace takes back the last one
		line := "  " + p.styles.Dim.Render(fmt.Sprintf("+%d", left)) + p.chipLine(values[left:], drawable)[1:]
		if ansi.StringWidth(line) <= p.width {
			return []string{line}
		}
	}
	return []string{p.chipLine(values[len(values)-1:], drawable)}
}

// chipLine draws values side by side, each as a text.
func (p *picker) chipLine(values []string, text func(string) string) string {
	line := " "
	for _, value := range values {
		chip := p.styles.chip(ansi.Truncate(text(value), max(1, p.width-8), p.styles.Marks.More))
		line += " " + p.styles.Spots.Row(chip, 0, false, func() { p.takeAway(value) })
	}
	return line
}

// chipName returns the name of a chosen value with its code.
func (p *picker) chipName(value string) string {
	for _, o := range p.options {
		if o.Value == value && o.Label != value {
			name, _, _ := strings.Cut(o.Label, " (")
			return name + " " + drawable(value)
		}
	}
	return drawable(value)
}

// chip draws a chosen thing: on a ground of its own or, where there is none, between
// brackets.
func (s *Styles) chip(text string) string {
	if s.Flat {
		return s.Chip.Render("[" + text + " " + s.Marks.Back + "]")
	}
	return s.Chip.Render(" "+text+" ") + s.Dim.Inherit(s.Chip).Render(s.Marks.Back+" ")
}
