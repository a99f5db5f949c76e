package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	term "sttwizard/internal/screen"
	"sttwizard/ui/kit"
)

// keepsTheRules walks the roads that lead from the screen that a rig ended on, without
// what commands would bring: each key of the footer does something, esc leads back to
// what was there, enter comes first, and the way out is told at every width.
func (r *rig) keepsTheRules(t *testing.T) {
	m := r.model
	r.clock.Pass(holdFor)
	for _, size := range sizes[:4] {
		m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		m.note = ""
		tellsTheWayOut(t, m)
	}
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.note = ""
	for _, b := range footerOf(m) {
		same := func(now binding) bool { return now.Show() == b.Show() && now.What() == b.What() }
		if slices.ContainsFunc(footerOf(m), same) { // what was pressed before may have changed it
			r.road(t, b)
		}
	}
}

// footerLine is the last line of the screen.
func footerLine(m *Model) string {
	text := strings.TrimRight(ansi.Strip(m.View().Content), "\n")
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// footerOf returns the keys that the footer has room for.
func footerOf(m *Model) []binding {
	line := footerLine(m)
	return slices.DeleteFunc(m.bindings(), func(b binding) bool { return !strings.Contains(line, b.Show()+" "+b.What()) })
}

// tellsTheWayOut looks for the key that leads away; its words may be cut. A start that is
// under way has none but ctrl+c.
func tellsTheWayOut(t *testing.T, m *Model) {
	if _, starts := m.top().(*sending); starts {
		return
	}
	line := footerLine(m)
	var out []string
	for _, b := range m.bindings() {
		for _, k := range []string{"esc", "q"} {
			if slices.Contains(b.Keys(), k) {
				out = append(out, b.Show()+" "+b.What()[:3])
			}
		}
	}
	if !slices.ContainsFunc(out, func(words string) bool { return strings.Contains(line, words) }) {
		t.Errorf("at %dx%d the way out, %q, is not in %q", m.width, m.height, out, line)
	}
}

// road presses a key of the footer and comes back by esc. What a key does outside of
// memory is a command, which is not run.
func (r *rig) road(t *testing.T, b binding) {
	m := r.model
	name := b.Show()
	if len(b.Keys()) > 0 {
		name = b.Keys()[0]
	}
	msg, ok := term.Key(name)
	if !ok {
		if msg, ok = fieldKeys[strings.Fields(name)[len(strings.Fields(name))-1]]; !ok {
			return // letters
		}
	}
	here, before := *m, ansi.Strip(m.View().Content)
	defer func() { *m = here }()
	_, cmd := m.Update(msg)
	after := ansi.Strip(m.View().Content)
	if e, asks := here.over.(*entry); asks && e.wrong != nil && cmd == nil {
		return // what is wrong is told already
	}
	if cmd == nil && after == before && !m.ends {
		t.Errorf("%s %s does nothing on\n%s", b.Show(), b.What(), before)
	}
	leads := m.screen != here.screen || m.over != here.over
	esc, returns := kit.Find(m.bindings(), "esc")
	if !leads || m.ends || !returns || here.over != nil {
		return
	}
	if slices.Contains(b.Keys(), "esc") || slices.Contains(newRoads, b.What()) {
		return
	}
	m.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	m.note = ""
	back := ansi.Strip(m.View().Content)
	switch {
	case esc.What() == "home" && m.screen != screen(m.home):
		t.Errorf("%s %s, then esc home, leads to\n%s", b.Show(), b.What(), back)
	case esc.What() != "home" && standing(back) != standing(before):
		t.Errorf("%s %s, then esc %s, leads from\n%s\nto\n%s", b.Show(), b.What(), esc.What(), before, back)
	}
}

// newRoads are keys that begin something else, from which esc does not lead back.
var newRoads = []string{"take and go on", "another like this", "edit answers", "connection", "go on with it", "open the steps"}

// standing is where one is: the screen's title, and the lines with a mark of the focus.
func standing(text string) string {
	lines := strings.Split(text, "\n")
	out := strings.Fields(lines[0])
	for _, l := range lines[1:] {
		if l, _, _ = strings.Cut(l, "│"); strings.ContainsAny(l, "❯┃") {
			out = append(out, strings.TrimSpace(l))
		}
	}
	return strings.Join(out, "\n")
}
