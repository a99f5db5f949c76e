package page

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/form"
)

func choiceOf(value *string, values ...string) *choice {
	var options []form.Option
	for _, v := range values {
		options = append(options, form.Option{Value: v, Label: "the " + v, Note: "of " + v})
	}
	return newChoice(options, value, testStyles())
}

func pressOn(f field, keys ...rune) {
	for _, k := range keys {
		msg := tea.KeyPressMsg{Code: k}
		if k > ' ' && k <= '~' {
			msg.Text = string(k)
		}
		f.Update(msg)
	}
}

func TestMovingInAChoiceChoosesAndGoesRoundTheEnds(t *testing.T) {
	value := "b"
	c := choiceOf(&value, "a", "b", "c")
	for _, step := range []struct {
		key  rune
		want string
	}{{tea.KeyDown, "c"}, {tea.KeyDown, "a"}, {'k', "c"}, {tea.KeyUp, "b"}, {'j', "c"}, {tea.KeyRight, "c"}} {
		if pressOn(c, step.key); value != step.want {
			t.Errorf("after %q it is %q, want %q", step.key, value, step.want)
		}
	}
}

func TestAChoiceShowsItsCursorInAnyHeight(t *testing.T) {
	value := "a"
	c := choiceOf(&value, "a", "b", "c", "d", "e")
	for height := range 7 {
		c.fit(height)
		for range 2 * len(c.options) { // twice round
			pressOn(c, tea.KeyDown)
			lines := strings.Split(c.View(), "\n")
			if want := min(5, max(height, 1)); height > 0 && len(lines) != want || height == 0 && len(lines) != 5 {
				t.Fatalf("height %d: %d lines", height, len(lines))
			}
			mustContain(t, "the list", ansi.Strip(c.View()), FineMarks.Cursor+" the "+value)
		}
	}
}

func TestWhatAChoiceHoldsWhenItsOptionsDoNotHaveIt(t *testing.T) {
	value := ""
	if choiceOf(&value, "a", "b"); value != "a" {
		t.Errorf("without a value it is %q", value)
	}
	value = "x\x1b[2J"
	c := choiceOf(&value, "a", "b")
	if value != "x\x1b[2J" {
		t.Errorf("an illegal value became %q", value)
	}
	mustContain(t, "the list", c.View(), "not on the list")
	if strings.Contains(c.View(), "\x1b[2J") {
		t.Error("it is drawn as it is")
	}
	pressOn(c, tea.KeyDown)
	c.offer([]form.Option{{Value: "b", Label: "B"}, {Value: "a", Label: "A", Note: "too long for it"}}, 8)
	if got := ansi.Strip(c.View()); value != "a" || got != "  B\n"+FineMarks.Cursor+" A" {
		t.Errorf("%q in\n%s", value, got)
	}
}

func TestAChoiceOfNothingTakesKeys(t *testing.T) {
	value := ""
	c := choiceOf(&value)
	pressOn(c, tea.KeyDown, tea.KeyUp)
	if c.fit(3); c.View() != "" || value != "" {
		t.Errorf("%q, %q", c.View(), value)
	}
}

func TestAToggleSwitches(t *testing.T) {
	on := false
	for _, k := range []rune{tea.KeySpace, tea.KeyLeft, tea.KeyRight} {
		was := on
		if pressOn(toggle{&on}, k); on == was {
			t.Errorf("%q does not switch", k)
		}
	}
	was := on
	if pressOn(toggle{&on}, tea.KeyDown, 'x'); on != was {
		t.Error("any key switches")
	}
}
