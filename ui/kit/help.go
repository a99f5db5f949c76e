package kit

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

const (
	helpMargin = 3
	helpColumn = 20 // how wide the keys stand in the list of all keys
	footerGap  = "   "
)

// newHelp makes what draws keys in these looks.
func (s *Styles) newHelp() help.Model {
	h := help.New()
	h.Styles.FullKey = s.Key.PaddingLeft(helpMargin).Width(helpMargin + helpColumn - 1)
	h.Styles.FullDesc = s.Text
	return h
}

// Footer draws the keys that work now: on the left those that fit, most useful first,
// on the right the way out and the key that leads to all keys, which always fit.
func (s *Styles) Footer(bindings []Binding, all Binding, width int) string {
	right := all.words(s)
	out, has := wayOut(bindings, all)
	if has {
		room := width - 2 - leastKey - len(footerGap) - lipgloss.Width(right) - ansi.StringWidth(out.Show()) - 1
		if has = room >= leastWord; has {
			right = out.cut(room, s.Marks.More).words(s) + footerGap + right
		}
	}
	if !has {
		out = Binding{}
	}
	left, room := " ", width-2-lipgloss.Width(right)
	told := slices.DeleteFunc(slices.Clone(s.fitted(bindings, out, room)), func(b Binding) bool {
		return b.rare || b.What() == all.What() || has && b.bound == out.bound
	})
	for _, b := range briefly(told, room) {
		if room -= b.footerWidth() + len(footerGap); room < 0 {
			if left == " " { // the most useful key is told in any case
				short := ansi.Truncate(b.What(), max(0, ansi.StringWidth(b.What())+room), s.Marks.More)
				left += Label(b.Show(), short).words(s) + footerGap
			}
			break
		}
		left += b.words(s) + footerGap
	}
	return left + strings.Repeat(" ", max(0, width-1-lipgloss.Width(left)-lipgloss.Width(right))) + right
}

// briefly gives keys their brief words where a footer has no room for all that have some,
// and what stands before them.
func briefly(bindings []Binding, room int) []Binding {
	need, all := 0, true
	for _, b := range bindings {
		need += b.footerWidth() + len(footerGap)
		all = all && (b.brief == "" || need <= room)
	}
	if all {
		return bindings
	}
	out := slices.Clone(bindings)
	for i, b := range bindings {
		if b.brief != "" {
			short := *b.bound
			short.SetHelp(b.Show(), b.brief)
			out[i] = Binding{&short}
		}
	}
	return out
}

// fitted cuts the words of a question's answers until all of them have room in the footer,
// where enter does not say again what the way out does.
func (s *Styles) fitted(bindings []Binding, out Binding, room int) []Binding {
	answers := slices.DeleteFunc(slices.Clone(bindings), func(b Binding) bool { return !b.answers || out.bound == b.bound })
	if len(answers) == 0 {
		return bindings
	}
	need := func(list []Binding) (all int) {
		for _, b := range list {
			all += b.footerWidth() + len(footerGap)
		}
		return all
	}
	enter := slices.DeleteFunc(slices.Clone(bindings), func(b Binding) bool { return b.Show() != "enter" })
	if need(slices.Concat(enter, answers)) <= room {
		return bindings
	}
	if len(enter) > 0 && out.bound != nil && enter[0].What() == out.What() {
		enter = nil
	}
	whole := slices.Concat(enter, answers)
	cut := slices.Clone(whole)
	for most := 30; most >= leastWord && need(cut) > room; most-- {
		for i, b := range whole {
			cut[i] = b.cut(most, s.Marks.More)
		}
	}
	return cut
}

// leastKey is what the way out leaves to the most useful key, leastWord what is said of it
// at least.
const (
	leastKey  = 16
	leastWord = 4
)

// cut returns the binding with its words cut to a width.
func (b Binding) cut(width int, more string) Binding {
	if ansi.StringWidth(b.What()) <= width {
		return b
	}
	short := *b.bound
	short.SetHelp(b.Show(), ansi.Truncate(b.What(), width, more))
	return Binding{&short}
}

// wayOut returns the key that leads out of a screen.
func wayOut(bindings []Binding, all Binding) (Binding, bool) {
	for _, name := range []string{"esc", "q"} {
		for _, b := range bindings {
			if !b.rare && b.What() != all.What() && slices.Contains(b.Keys(), name) {
				return b, true
			}
		}
	}
	return Binding{}, false
}

// words draws a key and what it does. Enter is seen to be the one that goes on.
func (b Binding) words(s *Styles) string {
	look := s.Key
	if b.Show() == "enter" {
		look = s.Enter
	}
	return b.spot(s, look.Render(b.Show())+s.Dim.Render(" "+b.What()))
}

// spot lets a click on a text press the key. Of a key of a field's own its name is all
// that is known.
func (b Binding) spot(s *Styles, text string) string {
	if names := b.Keys(); len(names) > 0 {
		return s.Spots.Key(text, names[0])
	}
	return s.Spots.Key(text, b.Show())
}

func (b Binding) footerWidth() int {
	return ansi.StringWidth(b.Show()) + 1 + ansi.StringWidth(b.What())
}

// HelpRow is a line of the list of all keys.
type HelpRow struct{ Keys, What string }

// HelpRows lists bindings with all their keys.
func HelpRows(bindings []Binding) []HelpRow {
	out := make([]HelpRow, len(bindings))
	for i, b := range bindings {
		out[i] = HelpRow{b.allKeys(), b.What()}
	}
	return out
}

// HelpList draws the list of all keys. A row takes as many lines as it needs; help
// draws one for each of its bindings, so the lines below the first are bindings of
// the same key.
func (s *Styles) HelpList(rows []HelpRow, width int) string {
	var lines []key.Binding
	for _, row := range rows {
		names := terminal.SafeLines(row.Keys, helpColumn-2, 0)
		words := terminal.SafeLines(row.What, max(10, width-helpColumn-4), 0)
		for i := range max(len(names), len(words)) {
			var name, word string
			if i < len(names) {
				name = string(names[i])
			}
			if i < len(words) {
				word = string(words[i])
			}
			lines = append(lines, Label(name, word).Binding)
		}
	}
	return s.help.FullHelpView([][]key.Binding{lines})
}

// allKeys names every key of a binding, the one of the footer first.
func (b Binding) allKeys() string {
	names := []string{b.Show()}
	for _, k := range b.Keys() {
		if pretty := prettyKey(k); pretty != b.Show() && !strings.Contains(b.Show(), pretty) {
			names = append(names, pretty)
		}
	}
	return strings.Join(names, "  ")
}

func prettyKey(k string) string {
	switch k {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "f1":
		return "F1"
	case "pgup":
		return "page up"
	case "pgdown":
		return "page down"
	}
	return k
}
