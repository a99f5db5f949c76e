package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/ui/kit"
)

// onlyTheDialogIsClicked looks at a screen with a dialog above it: nothing behind the card
// can be clicked.
func onlyTheDialogIsClicked(t *testing.T, m *Model) {
	t.Helper()
	card := m.draw()
	width, height := ansi.StringWidth(strings.Split(card.Card, "\n")[0]), kit.Height(card.Card)
	frame := m.frameOfSpots()
	for y := 2; y < m.height-2; y++ {
		for x := range m.width {
			inside := x >= card.X && x < card.X+width && y >= card.Y && y < card.Y+height
			if spots := frame.At(x, y); !inside && len(spots) > 0 {
				t.Fatalf("at %dx%d a click on column %d of line %d, behind %s, does something: %v",
					m.width, m.height, x, y, m.top().title(m), spots)
			}
		}
	}
}

// asking is a desk with the question whether to delete a preset above home.
func asking(t *testing.T) *desk {
	d := newDesk(t, rigOptions{})
	d.press("n")
	d.types("behind-it")
	d.m.ask(&question{name: "Sure?", text: "Throw it away?", answers: []binding{
		key("y", "throw it away", d.m.goHome), key("n esc", "keep it", d.m.close),
	}})
	return d
}

// A dialog is a card above its screen, which is seen round it without its looks, and whose
// title and keys stay where they are; a small window is filled by it.
func TestADialogLiesAboveItsScreen(t *testing.T) {
	t.Parallel()
	d := asking(t)
	for size, isCard := range map[[2]int]bool{{120, 40}: true, {80, 24}: true, {79, 24}: false, {80, 23}: false, {40, 12}: false} {
		d.m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		drawn := d.m.View().Content
		shown := ansi.Strip(drawn)
		for text, want := range map[string]bool{
			"╭─ Sure? ──": isCard, "Throw it away?": true, "Encryption": isCard, " New task ": isCard, "esc keep it": true, "y throw it away": true,
		} {
			if got := strings.Contains(shown, text); got != want {
				t.Errorf("at %v it has %q: %v\n%s", size, text, got, shown)
			}
		}
		if lines := strings.Split(shown, "\n"); len(lines) != size[1] {
			t.Errorf("at %v there are %d lines", size, len(lines))
		}
		if steps := d.m.styles.Here.Render("1 Channel and bots"); isCard && strings.Contains(drawn, steps) {
			t.Errorf("at %v what is behind it has its looks still", size)
		}
	}
}

// A click on a button of the card does what the button says, one beside the card nothing.
func TestADialogsButtonsAreClickedAndNothingBehindThem(t *testing.T) {
	t.Parallel()
	d := asking(t)
	d.m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.calm()
	onlyTheDialogIsClicked(t, d.m)
	click := func(text string) string {
		for y, line := range strings.Split(ansi.Strip(d.m.View().Content), "\n") {
			if before, _, ok := strings.Cut(line, text); ok {
				d.m.Update(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
				return fmt.Sprintf("%T", d.m.top())
			}
		}
		return text + " is not there"
	}
	if got := click("2 Languages"); got != "*ui.question" {
		t.Errorf("a click on a step behind it leads to %s", got)
	}
	if got := click("Keep it   esc"); got != "*ui.wizardScreen" {
		t.Errorf("a click on its button leads to %s", got)
	}
}

// The terminal's cursor stands in the dialog's line, wherever the card is.
func TestTheCursorStandsInADialogsLine(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	for _, size := range [][2]int{{120, 40}, {80, 24}, {60, 20}} {
		d.m.ask(newEntry(d.m, "Name", "save", []*entryField{{Label: "Name"}}, func([]string) tea.Cmd { return nil },
			func(int, []string) error { return nil }))
		d.types("letters")
		d.m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		v := d.m.View()
		for y, line := range strings.Split(ansi.Strip(v.Content), "\n") {
			before, _, ok := strings.Cut(line, "letters")
			if x := ansi.StringWidth(before) + len("letters"); ok && (v.Cursor == nil || v.Cursor.X != x || v.Cursor.Y != y) {
				t.Errorf("at %v it is at %v, want column %d of line %d", size, v.Cursor, x, y)
			}
		}
	}
}

// What is filled in comes closer where there is little room, so that its buttons are in sight.
func TestLinesComeCloserBeforeTheirButtonsAreOutOfSight(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	lines := []*entryField{{Label: "One"}, {Label: "Two"}, {Label: "Three"}, {Label: "Four"}}
	e := newEntry(d.m, "Four", "save", lines, nil, nil)
	for height, want := range map[int]bool{30: true, 12: true, 9: true, 8: false} {
		shown := ansi.Strip(e.view(d.m, 60, height))
		if got := strings.Contains(shown, "Save"); got != want || kit.Height(shown) > height {
			t.Errorf("in %d lines the button is seen: %v\n%s", height, got, shown)
		}
	}
}
