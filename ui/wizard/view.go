package wizard

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/mouse"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// Widths from which more stands beside the questions.
const (
	stepsFrom   = 80  // the list of steps
	previewFrom = 110 // the request as it will be sent
	stepsWidth  = 26
)

// View draws the questions, and beside them the steps and the request as there is room.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	if width < stepsFrom || s.ask != nil {
		return s.narrow(st, width, height)
	}
	formWidth := width - stepsWidth
	problems := s.world.Draft().Problems()
	preview := ""
	if width >= previewFrom {
		previewWidth := max(40, formWidth*42/100)
		formWidth -= previewWidth + 2
		preview = s.preview(st, problems, previewWidth, height)
	}
	foot := s.foot(st, formWidth-4, height)
	s.page.Resize(formWidth-1, height-3-len(foot))
	middle := strings.Split(" "+st.Title.Render(s.step.Title())+"\n\n"+s.page.View(), "\n")
	for len(middle) < height-1-len(foot) {
		middle = append(middle, "")
	}
	columns := []kit.Column{
		{Text: "\n" + s.steps(st, problems), Width: stepsWidth},
		{Text: "\n" + strings.Join(append(middle, foot...), "\n"), Width: formWidth},
	}
	if preview != "" {
		columns = append(columns, kit.Column{Text: preview})
	}
	return kit.Beside(height, columns...)
}

// narrow draws a step without the list of steps: "Step 2 of 6".
func (s *Screen) narrow(st *kit.Styles, width, height int) string {
	head := fmt.Sprintf(" Step %d of %d  %s", int(s.step)+1, int(form.StepReview)+1, s.step.Title())
	if s.ask != nil {
		head = " " + string(terminal.Safe(s.why, width-2))
	}
	if width >= previewFrom {
		previewWidth := width * 42 / 100
		s.page.Resize(width-previewWidth-3, height-3)
		left := "\n" + st.Dim.Render(head) + "\n\n" + s.page.View()
		right := s.preview(st, s.world.Draft().Problems(), previewWidth, height)
		return kit.Beside(height, kit.Column{Text: left, Width: width - previewWidth - 2}, kit.Column{Text: right})
	}
	gap := "\n\n"
	used := 2
	if height < 14 {
		gap, used = "\n", 1
	}
	s.page.Resize(width-1, height-used)
	left := s.leftBehind(st, width-ansi.StringWidth(head)-4)
	return st.Dim.Render(head) + "   " + left + gap + s.page.View()
}

// bar marks the lines of the request that the focused question is about.
const bar = "▌"

// window returns the lines round a mark that fit into a height, as far from it as was
// scrolled, and how many lines are below.
func (s *Screen) window(lines []string, mark, height int) (shown []string, above, below int) {
	if len(lines) <= height {
		return lines, 0, 0
	}
	from := max(0, min(mark-height/2, len(lines)-height))
	to := max(0, min(from+s.peeked, len(lines)-height))
	s.peeked = to - from
	return slices.Clone(lines[to : to+height]), to, len(lines) - height - to
}

// peek scrolls the request away from the lines of the focused question.
func (s *Screen) peek(by int) { s.peeked += by * peekLines }

// peekLines is how many lines of the request the wheel scrolls at a time.
const peekLines = 3

// toPath goes to the question about a path of the request.
func (s *Screen) toPath(path string) tea.Cmd {
	q, ok := form.QuestionFor(s.world.Draft(), path)
	switch {
	case !ok:
	case s.ask != nil || q.Step == s.step:
		s.page.Focus(q.Key)
	default:
		return s.leave(func() {
			s.goOn(q.Step)
			s.page.Focus(q.Key)
		})
	}
	return nil
}

// requestLines draws the lines of the request, secrets masked, with marks at those of the
// focused question and those that are said to break a rule. It returns the first line of the focused
// question, -1 where it has none.
func (s *Screen) requestLines(st *kit.Styles, problems []agora.FieldError, width int) (out []string, focused int) {
	d, path := s.world.Draft(), s.focusedPath()
	focused = -1
	wrong := map[string]bool{}
	for _, e := range problems {
		wrong[e.Field()] = wrong[e.Field()] || !s.page.IsUntold(e)
	}
	for i, l := range d.Lines() {
		mark := "  "
		switch {
		case wrong[l.Path]:
			mark = st.Error.Render(st.Marks.Error) + " "
		case l.Path == path && path != "":
			mark = st.Line.Render(bar) + " "
		}
		if l.Path == path && path != "" && focused < 0 {
			focused = i
		}
		text := mark + st.JSON(string(terminal.Safe(l.Text, width-3)), agora.IsPlaceholder)
		out = append(out, st.Spots.Mark(text, mouse.Spot{Do: func() tea.Cmd { return s.toPath(l.Path) }}))
	}
	return out, focused
}

// preview draws the request as it will be sent, with the lines of the focused question in
// view. What is out of sight is counted.
func (s *Screen) preview(st *kit.Styles, problems []agora.FieldError, width, height int) string {
	out, focused := s.requestLines(st, problems, width)
	head := "  " + st.Dim.Render(string(terminal.Safe(strings.TrimSpace(s.world.Call()), width-4)))
	if path := s.focusedPath(); s.peekedOf != path {
		s.peekedOf, s.peeked = path, 0
	}
	shown, above, below := s.window(out, max(0, focused), height-3)
	if above > 0 {
		shown[0] = "  " + st.Dim.Render(words.Count(above+1, "more line")+" above")
	}
	if below > 0 {
		shown[len(shown)-1] = "  " + st.Dim.Render(words.Count(below+1, "more line")+" below")
	}
	pane := st.Divided(append([]string{"", head, ""}, shown...), 1, height)
	return st.Spots.Area(pane, width, mouse.Spot{Wheel: s.peek})
}
