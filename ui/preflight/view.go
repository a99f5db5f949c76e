package preflight

import (
	"strings"

	"charm.land/lipgloss/v2"

	"sttwizard/internal/explain"
	"sttwizard/internal/preflight"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

const (
	titleWidth = 17 // of a check
	wordWidth  = 11 // of its verdict
	// airyFrom is the height from which there are blank lines.
	airyFrom = 18
	// leastDetails is how many lines are worth saying more in.
	leastDetails = 3
	// mostLines is more than all about a row ever takes.
	mostLines = 200
	// readable is how wide sentences are at most.
	readable = 84
)

// View draws what all rows come to, the rows, and more about the chosen one.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	if s.alone {
		return strings.Join(append([]string{""}, s.details(st, width, mostLines)...), "\n")
	}
	head := s.head(st, width)
	if height >= airyFrom {
		head = append(append([]string{""}, head...), "")
	}
	room := max(1, height-len(head))
	if width >= kit.PaneFrom {
		return s.withPane(st, head, width, room)
	}
	rows := s.list(st, width)
	lines := append(head, strings.Split(st.Around(rows, s.at, width, min(room, len(rows))), "\n")...)
	if left := height - len(lines) - 1; left >= leastDetails {
		lines = append(append(lines, ""), s.details(st, width, left)...)
	}
	return strings.Join(lines, "\n")
}

// withPane draws the rows with more about the chosen one at their right.
func (s *Screen) withPane(st *kit.Styles, head []string, width, room int) string {
	pane := kit.PaneWidth(width)
	height := len(head) + room
	details := append([]string{""}, s.details(st, pane-2, height-1)...)
	list := append(head, strings.Split(st.Around(s.list(st, width-pane-1), s.at, width-pane-1, room), "\n")...)
	return kit.Beside(height, kit.Column{Text: strings.Join(list, "\n"), Width: width - pane},
		kit.Column{Text: st.Divided(details, 0, height)})
}

// head says what all rows come to.
func (s *Screen) head(st *kit.Styles, width int) []string {
	room := min(width-6, readable)
	if s.Waits() {
		told := "Looking at " + words.Count(len(s.checks)-len(s.known), "thing") + " more; " + explain.Harmless + "."
		return kit.Noted(st.Chosen.Render(s.world.Sign()), st.Text, " ", kit.FirstLines(told, room, 1))
	}
	all := preflight.Overall(s.rows())
	mark, look := verdictLook(st, all)
	return kit.Noted(look.Render(mark), st.Strong, " ", kit.FirstLines(explain.Overall(all), room, 1))
}

// list draws a line for each check.
func (s *Screen) list(st *kit.Styles, width int) []string {
	var out []string
	for i, c := range s.checks {
		out = append(out, st.Spots.Row(s.line(st, i, c, width), width, i == s.at, func() { s.move(i - s.at) }))
	}
	return out
}

// line draws one check: its mark, its name, its verdict in a word, and what was found.
func (s *Screen) line(st *kit.Styles, i int, c preflight.Check, width int) string {
	lead, name := st.Lead(i == s.at)
	r, known := s.row(c)
	mark, look := st.Dim.Render(st.Marks.Idle), st.Dim
	word, says := "…", ""
	if st.Flat() && st.Marks == words.PlainMarks {
		word = "..."
	}
	if known {
		sign, of := verdictLook(st, r.Verdict)
		mark, look, word, says = of.Render(sign), of, explain.VerdictWord(r.Verdict), s.world.Words(r).Says
	}
	quiet := st.Text
	if r.Verdict == preflight.Green || r.Verdict == preflight.Off {
		quiet = st.Dim
	}
	room := max(1, width-5-titleWidth-wordWidth-1)
	return lead + mark + " " + kit.Row(
		kit.Text(explain.CheckTitle(c), name, titleWidth), kit.Text(word, look, wordWidth), kit.Text(says, quiet, room))
}

// details say all that is known of the chosen row, and what puts it right, in so many
// lines. What puts it right has half of them at least.
func (s *Screen) details(st *kit.Styles, width, most int) []string {
	c, room := s.checks[s.at], min(width-7, readable)
	r, known := s.row(c)
	if !known {
		return kit.Paragraph(st.Dim, explain.CheckTitle(c)+" is being looked at.", room, most)
	}
	w := s.world.Words(r)
	var do []string
	if w.Do != "" {
		do = kit.Lines(words.Sentence(w.Do), room, 0)
	}
	left := max(1, most-min(len(do), most/2))
	says := kit.FirstLines(words.Sentence(w.Title+": "+w.Says), room, left)
	mark, look := verdictLook(st, r.Verdict)
	lines := kit.Noted(look.Render(mark), st.Text, kit.Margin, says)
	if left = most - len(lines); len(do) > 0 && left > 0 {
		lines = append(lines, kit.Noted(st.Key.Render(st.Marks.Arrow), st.Text, kit.Margin, kit.FirstLines(words.Sentence(w.Do), room, left))...)
	}
	if w.Field != "" && len(lines) < most {
		lines = append(lines, kit.Margin+st.Dim.Render(string(terminal.Safe(w.Field, room))))
	}
	return lines
}

// verdictLook returns the mark of a verdict and its look; the word stands beside both.
func verdictLook(st *kit.Styles, v preflight.Verdict) (mark string, look lipgloss.Style) {
	switch v {
	case preflight.Green:
		return st.Marks.Done, st.Good
	case preflight.Amber:
		return st.Marks.Warning, st.Warning
	case preflight.Red:
		return st.Marks.Error, st.Error
	case preflight.Grey:
		return st.Marks.Needed, st.Dim
	}
	return st.Marks.Off, st.Dim
}
