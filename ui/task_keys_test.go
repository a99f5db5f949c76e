package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// At any size every key that works on the screen of a task stands in the list of keys.
func TestEveryKeyOfATaskIsInTheListOfKeys(t *testing.T) {
	t.Parallel()
	lost := func(api attempt.API) attempt.API { return noAnswer{api} }
	for name, begin := range map[string]struct {
		by   through
		keys []string
	}{
		"running": {same, nil}, "what to look at": {same, []string{"w"}}, "the question whether to stop": {same, []string{"x"}},
		"the question whether to leave": {same, []string{"q"}}, "the lines of a change": {same, []string{"u"}},
		"the reminder": {same, []string{"e"}}, "in doubt": {lost, nil}, "in doubt and to be stopped": {lost, []string{"x"}},
	} {
		for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
			d := newDesk(t, rigOptions{api: agora.V7})
			a := started(t, d.session, "hall", begin.by)
			d.run(d.m.watch(a))
			d.tell(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			d.press(begin.keys...)
			bindings, own := d.m.bindings(), d.m.keysBinding() // of which it says "this list"
			d.press("f1")
			list := d.wholeText()
			for _, b := range bindings {
				if words := strings.Fields(b.What()); b.What() != own.What() && !strings.Contains(list, strings.Join(words, " ")) {
					t.Errorf("%s at %v: %s %q is not in\n%s", name, size, b.Show(), b.What(), list)
				}
			}
		}
	}
}

// wholeText is all that stands on a screen that is scrolled, in one line.
func (d *desk) wholeText() string {
	var out []string
	for range 40 {
		text := d.text()
		for _, line := range strings.Split(text, "\n") {
			if line = strings.Join(strings.Fields(line), " "); len(out) == 0 || out[len(out)-1] != line {
				out = append(out, line)
			}
		}
		d.press("down")
		if d.text() == text {
			break
		}
	}
	return strings.Join(out, " ")
}

// Saving a running task has a place in the footer of a usual window.
func TestTheFooterOfATaskSavesItInAUsualWindow(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		d := newDesk(t, rigOptions{api: v})
		d.run(d.m.watch(started(t, d.session, "hall", same)))
		d.tell(tea.WindowSizeMsg{Width: 80, Height: 24})
		if line := footerLine(d.m); !strings.Contains(line, "ctrl+s save") || !strings.Contains(line, "x stop") {
			t.Errorf("%s: the footer is %q", v, line)
		}
		d.tell(tea.WindowSizeMsg{Width: 120, Height: 40})
		if line := footerLine(d.m); !strings.Contains(line, "ctrl+s save as preset   n another like this") {
			t.Errorf("%s, wide: the footer is %q", v, line)
		}
	}
}
