package kit

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// answering makes three answers and tells which was given last.
func answering() (answers []Binding, given *string) {
	given = new(string)
	answer := func(keys, what string) Binding {
		return Key(keys, what, func() tea.Cmd { *given = what; return nil })
	}
	return []Binding{answer("y", "stop").Held(), answer("l", "leave").Held(), answer("n esc", "stay")}, given
}

func TestTheSafeButtonHasTheFocusUntilOneGoesOn(t *testing.T) {
	answers, given := answering()
	b := Buttons{}
	press := func(key, want string, held bool) {
		t.Helper()
		found, ok := Find(b.Keys(answers), key)
		if !ok || found.IsHeld() != held {
			t.Fatalf("%s is found %v, held %v", key, ok, ok && found.IsHeld())
		}
		if found.Do(); want != *given {
			t.Errorf("after %s %q was answered, want %q", key, *given, want)
		}
	}
	press("enter", "stay", false)
	press("right", "stay", false)
	press("enter", "stop", true)
	press("tab", "stop", false)
	press("enter", "leave", true)
	press("tab", "leave", false)
	press("enter", "stay", false)
	press("left", "stay", false)
	press("enter", "leave", true)
	press("y", "stop", true)
	b = Buttons{FirstIsSafe: true}
	press("enter", "stop", true)
}

func TestTheButtonsStandInARowWhereTheyFit(t *testing.T) {
	answers, _ := answering()
	b := Buttons{}
	for look, want := range map[Look]string{
		{}:                 "     Stay   esc    Stop   y    Leave   l",
		{Colors: NoColors}: "   [ Stay ] esc  [ Stop ] y  [ Leave ] l",
	} {
		s := NewStyles(look)
		if got := b.Draw(&s, answers, 60); len(got) != 1 || ansi.Strip(got[0]) != want {
			t.Errorf("it is %q", got)
		}
		if got := b.Draw(&s, answers, 20); len(got) != 3 || !strings.Contains(ansi.Strip(got[1]), "Stop") {
			t.Errorf("where it is narrow, %q", got)
		}
	}
}
