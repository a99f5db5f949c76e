package kit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/mouse"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// Buttons is a row of answers of which one has the focus: the safe one, which leads back,
// until another one was gone to.
type Buttons struct {
	at string // the key of the one that was gone to; empty: the safe one
	// FirstIsSafe says that the first answer loses nothing either, so that it has the focus.
	FirstIsSafe bool
}

// inOrder returns the answers as they stand in the row: the safe one first, where there
// is one.
func (b *Buttons) inOrder(answers []Binding) []Binding {
	safe := slices.IndexFunc(answers, func(a Binding) bool { return slices.Contains(a.Keys(), "esc") })
	if safe < 0 || b.FirstIsSafe {
		return answers
	}
	out := []Binding{answers[safe].As("esc")} // the key that leads back everywhere
	return append(append(out, answers[:safe]...), answers[safe+1:]...)
}

// focused returns the place of the button that has the focus, in the order of the row.
func (b *Buttons) focused(row []Binding) int {
	return max(0, slices.IndexFunc(row, func(a Binding) bool { return a.Show() == b.at }))
}

// Keys returns the answers with the keys of the row: Enter presses what has the focus.
func (b *Buttons) Keys(answers []Binding) []Binding {
	row := b.inOrder(answers)
	if len(row) == 0 {
		return nil
	}
	for _, a := range answers {
		a.answers = true
	}
	at := b.focused(row)
	enter := Key("enter", row[at].What(), row[at].Do)
	if row[at].IsHeld() {
		enter = enter.Held()
	}
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { b.at = row[(at+by+len(row))%len(row)].Show(); return nil }
	}
	moves := []Binding{
		Key("right tab down", "next button", move(1)).As("→").Rare(),
		Key("left shift+tab up", "button before", move(-1)).As("←").Rare(),
	}
	return slices.Concat([]Binding{enter}, answers, moves)
}

// Draw draws the row, or the buttons below each other where they don't fit, with their
// keys behind them.
func (b *Buttons) Draw(s *Styles, answers []Binding, width int) []string {
	row := b.inOrder(answers)
	at := b.focused(row)
	var drawn []string
	wide := len(Margin)
	for i, a := range row {
		label := string(terminal.Safe(words.Capital(a.What()), max(8, width-len(Margin)-8)))
		drawn = append(drawn, a.spot(s, s.button(label, i == at)+" "+s.Dim.Render(a.Show())))
		wide += ansi.StringWidth(drawn[i]) + 2
	}
	if wide-2 <= width {
		return []string{Margin + strings.Join(drawn, "  ")}
	}
	for i := range drawn {
		drawn[i] = Margin + drawn[i]
	}
	return drawn
}

// Button is one without a key of its own: what it says, and what a click on it does.
type Button struct {
	Label string
	Press func() tea.Cmd
}

// ButtonRow draws such buttons; the one at a place has the focus, none where that is
// negative.
func (s *Styles) ButtonRow(at int, buttons ...Button) string {
	drawn := make([]string, len(buttons))
	for i, b := range buttons {
		drawn[i] = s.Spots.Mark(s.button(words.Capital(b.Label), i == at), mouse.Spot{Do: b.Press})
	}
	return Margin + strings.Join(drawn, "  ")
}

// button draws a button.
func (s *Styles) button(label string, here bool) string {
	look, text := s.ButtonOff, "  "+label+"  "
	if here {
		look = s.Button
	}
	if s.Flat() {
		text = "[ " + label + " ]"
	}
	return look.Render(text)
}
