package page

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/form"
	"sttwizard/internal/words"
)

// choiceOf returns a list of options with the focus, of which one holds.
func choiceOf(text string, values ...string) *field {
	var options []form.Option
	for _, v := range values {
		options = append(options, form.Option{Value: v, Label: "the " + v, Note: "of " + v})
	}
	f := newSelect(text, []string{"up", "k"}, []string{"down", "j"}, testStyles())
	f.offer(labelled(options, text, 60))
	newFields([]*field{f}, 0)
	return f
}

func pressOn(f *field, keys ...rune) {
	for _, k := range keys {
		msg := tea.KeyPressMsg{Code: k}
		if k > ' ' && k <= '~' {
			msg.Text = string(k)
		}
		f.Update(msg)
	}
}

func TestMovingInAChoiceChoosesAndGoesRoundTheEnds(t *testing.T) {
	c := choiceOf("b", "a", "b", "c")
	for _, step := range []struct {
		key  rune
		want string
	}{{tea.KeyDown, "c"}, {tea.KeyDown, "a"}, {'k', "c"}, {tea.KeyUp, "b"}, {'j', "c"}, {tea.KeyRight, "c"}} {
		if pressOn(c, step.key); c.text != step.want {
			t.Errorf("after %q it is %q, want %q", step.key, c.text, step.want)
		}
	}
}

func TestAChoiceShowsItsCursorInAnyHeight(t *testing.T) {
	c := choiceOf("a", "a", "b", "c", "d", "e")
	for height := range 7 {
		c.fit(height)
		for range 2 * len(c.options) { // twice round
			pressOn(c, tea.KeyDown)
			lines := strings.Split(c.draw(), "\n")
			if want := min(5, max(height, 1)); height > 0 && len(lines) != want || height == 0 && len(lines) != 5 {
				t.Fatalf("height %d: %d lines", height, len(lines))
			}
			mustContain(t, "the list", ansi.Strip(c.draw()), words.FineMarks.Cursor+" (●) the "+c.text)
		}
	}
}

func TestWhatAChoiceHoldsWhenItsOptionsDoNotHaveIt(t *testing.T) {
	if c := choiceOf("", "a", "b"); c.text != "a" {
		t.Errorf("without a value it is %q", c.text)
	}
	c := choiceOf("x\x1b[2J", "a", "b")
	if c.text != "x\x1b[2J" {
		t.Errorf("an illegal value became %q", c.text)
	}
	mustContain(t, "the list", c.draw(), "not on the list")
	if strings.Contains(c.draw(), "\x1b[2J") {
		t.Error("it is drawn as it is")
	}
	pressOn(c, tea.KeyDown)
	c.offer(labelled([]form.Option{{Value: "b", Label: "B"}, {Value: "a", Label: "A", Note: "too long for it"}}, c.text, 8))
	if got := ansi.Strip(c.draw()); c.text != "a" || got != "  ( ) B\n"+words.FineMarks.Cursor+" (●) A" {
		t.Errorf("%q in\n%s", c.text, got)
	}
}

func TestAChoiceOfNothingTakesKeys(t *testing.T) {
	c := choiceOf("")
	pressOn(c, tea.KeyDown, tea.KeyUp, tea.KeyUp)
	if c.fit(3); strings.TrimSpace(c.draw()) != "" || c.text != "" {
		t.Errorf("%q, %q", c.draw(), c.text)
	}
}

func TestAToggleSwitches(t *testing.T) {
	f := newSwitch(false, testStyles())
	newFields([]*field{f}, 0)
	for _, k := range []rune{tea.KeySpace, tea.KeyLeft, tea.KeyRight} {
		was := f.flag
		if pressOn(f, k); f.flag == was {
			t.Errorf("%q does not switch", k)
		}
	}
	was := f.flag
	if pressOn(f, tea.KeyDown, 'x'); f.flag != was {
		t.Error("any key switches")
	}
}
