package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"sttwizard/agora"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// Columns of the lines.
const (
	mostTitle  = 22
	mostSource = 24
	wasFrom    = 90  // the width from which the source says what an answer was before
	sourceFrom = 66  // the width from which the source stands behind
	narrow     = 56  // the width below which values stand below their titles
	mostLines  = 4   // of one value
	mostTold   = 120 // of how the answers differ
)

// View draws the lines round the chosen one, and what is sent beside them where there is
// room, or the exact request.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	if s.json {
		return s.viewJSON(st, width)
	}
	pane := kit.PaneWidth(width)
	if pane == 0 {
		return s.viewLines(st, width, height)
	}
	head, body := s.call()
	left := kit.Column{Text: s.viewLines(st, width-pane-2, height), Width: width - pane}
	right := kit.Pane{Head: head, Lines: body, More: "v all of it", StandsIn: agora.IsPlaceholder}
	return kit.Beside(height, left, kit.Column{Text: right.Draw(st, pane, height)})
}

// call returns the call that starts the task, and the body that it has.
func (s *Screen) call() (head string, body []string) {
	lines := s.world.Request()
	at := slices.Index(lines, "{")
	if at < 0 {
		return "What is sent", lines
	}
	return "What is sent", lines[at:]
}

// viewLines draws the button and the lines.
func (s *Screen) viewLines(st *kit.Styles, width, height int) string {
	button := s.buttons(st, width)
	head := []string{""}
	if height <= 12 {
		head = nil
	}
	head = append(head, s.headlines(st, button, width)...)
	if trouble := cmp.Or(s.trouble, s.ahead, s.beside); trouble != "" {
		told := kit.FirstLines(trouble, width-6, max(4, min(7, height/3)))
		head = append(head, kit.Marked(st.Text, "", kit.Margin, told)...)
	}
	var gap []string
	if height > 12 {
		gap = []string{""}
	}
	p, room := s.draw(st, width, false), height-len(head)-len(gap)
	switch airy := s.draw(st, width, true); {
	case len(airy.lines) <= room:
		p = airy
	case len(p.lines) > room: // the line of a warning may be out of sight
		head = append(head, s.warned(st, width, height)...)
	}
	head = append(head, gap...)
	return strings.Join(append(head, st.Around(p.lines, p.mark, width, height-len(head))), "\n")
}

// warned tells below the button, from which enter starts, of the warnings that were not
// looked at, as far as there is room.
func (s *Screen) warned(st *kit.Styles, width, height int) (lines []string) {
	if s.counts.Bad() > 0 {
		return nil
	}
	most := max(2, height/5)
	for _, g := range s.groups {
		for _, row := range g.Rows {
			if s.world.Opened(row.Question.Key) {
				continue
			}
			for _, w := range row.Warnings {
				told := kit.FirstLines(row.Title()+": "+w.Text, width-6, most)
				lines = append(lines, kit.Marked(st.Warning, st.Marks.Warning, kit.Margin, told)...)
			}
		}
	}
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], kit.Margin+st.Warning.Render(st.Marks.More+" more to look at below"))
	}
	return lines
}

// headlines draws the button with what is to be known before it is pressed behind it; what
// doesn't fit stands below that, in whole words: a figure is nothing without what it
// assumes.
func (s *Screen) headlines(st *kit.Styles, button string, width int) (lines []string) {
	const gap = "   "
	below := kit.Margin
	if width >= sourceFrom {
		below = strings.Repeat(" ", lipgloss.Width(button+gap))
	}
	line, empty := button+gap, false
	for _, part := range s.summary(st) {
		if !empty && lipgloss.Width(line+part) > width-1 {
			lines, line, empty = append(lines, strings.TrimRight(line, " ")), below, true
		}
		for i, piece := range strings.Split(lipgloss.Wrap(part, max(1, width-1-lipgloss.Width(line)), ""), "\n") {
			if i > 0 {
				lines, line = append(lines, strings.TrimRight(line, " ")), below
			}
			line += piece
		}
		line, empty = line+gap, false
	}
	return append(lines, strings.TrimRight(line, " "))
}

// buttons draws what starts the task, and before it what saves the preset that is edited.
func (s *Screen) buttons(st *kit.Styles, width int) string {
	start := "Start transcription"
	if width < sourceFrom {
		start = "Start"
	}
	out := s.button(st, start, "s", onButton)
	if s.world.Saves() {
		out = s.button(st, "Save preset", "ctrl+s", onSave) + " " + out
	}
	return out
}

// button draws one of them with its key.
func (s *Screen) button(st *kit.Styles, words, key string, at int) string {
	if words = "  " + words + "  "; st.Flat() {
		words = "[ " + strings.TrimSpace(words) + " ]"
	}
	lead, look := kit.Margin, st.ButtonOff
	if s.at == at {
		lead, look = " "+st.Here.Render(st.Marks.Cursor)+" ", st.Button
	}
	return lead + st.Spots.Key(look.Render(words)+" "+st.Key.Render(key), key)
}

// summary says whether this can be sent, and what is to be looked at.
func (s *Screen) summary(st *kit.Styles) []string {
	var parts []string
	switch {
	case s.counts.Bad() > 0:
		parts = s.lacking(st)
	case s.trouble != "":
		parts = append(parts, st.Error.Render(st.Marks.Error+" can't be sent"))
	case s.ahead != "":
		parts = append(parts, st.Error.Render(st.Marks.Error+" would fail now"))
	case s.beside != "":
		parts = append(parts, st.Warning.Render(st.Marks.Warning+" a second task here"))
	default:
		parts = append(parts, st.Good.Render(st.Marks.Done+" ready to send"))
	}
	if n := len(s.unsent); n > 0 {
		parts = append(parts, st.Dim.Render(fmt.Sprintf("%d not sent", n)))
	}
	if n := s.counts.Warnings; n > 0 {
		parts = append(parts, st.Warning.Render(st.Marks.Warning+" "+words.Count(n, "warning")))
	}
	if costs := s.world.Costs(); costs != "" && s.counts.Bad() == 0 && s.trouble == "" {
		parts = append(parts, st.Text.Render(costs))
	}
	if s.sending {
		parts = append(parts, st.Dim.Render("looking for open tasks of this channel "+s.world.Sign()))
	} else if told := s.against.words(); told != "" {
		parts = append(parts, st.Dim.Render(string(terminal.Safe(told, mostTold))))
	}
	return parts
}

// lacking counts what keeps this from being sent, with the marks that steps have.
func (s *Screen) lacking(st *kit.Styles) (parts []string) {
	if n := s.counts.Wrong; n > 0 {
		parts = append(parts, st.Error.Render(fmt.Sprintf("%s %d wrong", st.Marks.Error, n)))
	}
	if n := s.counts.Missing; n > 0 {
		parts = append(parts, st.Warning.Render(fmt.Sprintf("%s %d missing", st.Marks.Needed, n)))
	}
	return parts
}

// viewJSON draws the request exactly as it is sent, secrets masked. A line of it that
// is too long for the screen goes on further in.
func (s *Screen) viewJSON(st *kit.Styles, width int) string {
	lines := []string{""}
	for _, text := range s.world.Request() {
		lead, draw := kit.Margin, func(l string) string { return st.Text.Render(l) }
		if strings.HasPrefix(text, " ") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "}") {
			draw = func(l string) string { return st.JSON(l, agora.IsPlaceholder) }
		}
		for _, l := range kit.Lines(text, width-9, 0) {
			lines = append(lines, lead+draw(l))
			lead = strings.Repeat(" ", 8)
		}
	}
	return strings.Join(lines, "\n")
}
