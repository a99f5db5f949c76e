package wizard

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// Widths from which more stands beside the questions.
const (
	stepsFrom   = 80  // the list of steps
	previewFrom = 110 // the request as it will be sent
	stepsWidth  = 25
)

// View draws the questions, and beside them the steps and the request as there is room.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	if width < stepsFrom || s.ask != nil {
		return s.narrow(st, width, height)
	}
	formWidth := width - stepsWidth
	preview := ""
	if width >= previewFrom {
		previewWidth := max(44, formWidth*45/100)
		formWidth -= previewWidth + 2
		preview = s.preview(st, previewWidth, height-1)
	}
	s.page.Resize(formWidth-1, height-3)
	middle := " " + st.Title.Render(s.step.Title()) + "\n\n" + s.page.View()
	columns := []kit.Column{{Text: s.steps(st), Width: stepsWidth}, {Text: middle, Width: formWidth}}
	if preview != "" {
		columns = append(columns, kit.Column{Text: preview})
	}
	return "\n" + kit.Beside(height-1, columns...)
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
		right := "\n" + s.preview(st, previewWidth, height-1)
		return kit.Beside(height, kit.Column{Text: left, Width: width - previewWidth - 2}, kit.Column{Text: right})
	}
	gap := "\n\n"
	used := 2
	if height < 14 {
		gap, used = "\n", 1
	}
	s.page.Resize(width-1, height-used)
	return st.Dim.Render(head) + gap + s.page.View()
}

// steps lists the steps with what is known of them, by mark and word.
func (s *Screen) steps(st *kit.Styles) string {
	problems := s.world.Draft().Problems()
	var lines []string
	for _, of := range form.Steps() {
		lines = append(lines, s.stepLine(st, of, problems))
	}
	review := fmt.Sprintf("   %d %s", int(form.StepReview)+1, form.StepReview.Title())
	return strings.Join(append(lines, st.Dim.Render(review)), "\n")
}

func (s *Screen) stepLine(st *kit.Styles, of form.Step, problems []agora.FieldError) string {
	mark, style, word := st.Marks.Idle, st.Dim, ""
	if section := of.Section(); section != "" && !s.world.Draft().On(section) {
		word = "off"
	}
	switch {
	case of == s.step:
		mark, style = st.Marks.Here, st.Here
	case s.seen[of] && stepWrong(s.world.Draft(), of, problems):
		mark, style, word = st.Marks.Error, st.Error, "wrong"
	case s.seen[of] && word == "":
		mark, style = st.Marks.Done, st.Text
	}
	name := fmt.Sprintf(" %s %d %s", mark, int(of)+1, of.Title())
	if word == "" || ansi.StringWidth(name)+len(word)+2 > stepsWidth-1 {
		return style.Render(name)
	}
	pad := strings.Repeat(" ", stepsWidth-2-ansi.StringWidth(name)-len(word))
	return style.Render(name) + pad + st.Dim.Render(word)
}

// stepWrong reports whether a question of the step breaks a rule.
func stepWrong(d *form.Draft, s form.Step, problems []agora.FieldError) bool {
	for _, e := range problems {
		if q, ok := form.QuestionFor(d, e.Path); ok && q.Step == s {
			return true
		}
	}
	return false
}

// bar marks the lines of the request that the focused question is about.
const bar = "▌"

// preview draws the request as it will be sent, secrets masked, with the lines
// of the focused question marked and in view.
func (s *Screen) preview(st *kit.Styles, width, height int) string {
	d, path, marked := s.world.Draft(), s.focusedPath(), -1
	lines := d.Shown().Lines(d.Project(), d.Show)
	out := make([]string, 0, len(lines))
	for i, l := range lines {
		mark, style := "  ", st.Dim
		if l.Path == path && path != "" {
			mark, style = st.Line.Render(bar)+" ", st.Text
			if marked < 0 {
				marked = i
			}
		}
		out = append(out, mark+style.Render(string(terminal.Safe(l.Text, width-3))))
	}
	head := st.Dim.Render(string(terminal.Safe(s.world.Call(), width)))
	return head + "\n" + strings.Join(kit.Window(out, max(0, marked), height-1), "\n")
}
