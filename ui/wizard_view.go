package ui

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

func (w *wizard) view(m *Model, width, height int) string {
	if width < stepsFrom || w.ask != nil {
		return w.narrow(m, width, height)
	}
	formWidth := width - stepsWidth
	preview := ""
	if width >= previewFrom {
		previewWidth := max(44, formWidth*45/100)
		formWidth -= previewWidth + 2
		preview = m.preview(w.focusedPath(), previewWidth, height-1)
	}
	w.page.Resize(formWidth-1, height-3)
	middle := " " + m.styles.Title.Render(w.step.Title()) + "\n\n" + w.page.View()
	columns := []kit.Column{{Text: w.steps(m), Width: stepsWidth}, {Text: middle, Width: formWidth}}
	if preview != "" {
		columns = append(columns, kit.Column{Text: preview})
	}
	return "\n" + kit.Beside(height-1, columns...)
}

// narrow draws a step without the list of steps: "Step 2 of 6".
func (w *wizard) narrow(m *Model, width, height int) string {
	head := fmt.Sprintf(" Step %d of %d  %s", int(w.step)+1, int(form.StepReview)+1, w.step.Title())
	if w.ask != nil {
		head = " " + string(terminal.Safe(w.why, width-2))
	}
	if width >= previewFrom {
		previewWidth := width * 42 / 100
		w.page.Resize(width-previewWidth-3, height-3)
		left := "\n" + m.styles.Dim.Render(head) + "\n\n" + w.page.View()
		right := "\n" + m.preview(w.focusedPath(), previewWidth, height-1)
		return kit.Beside(height, kit.Column{Text: left, Width: width - previewWidth - 2}, kit.Column{Text: right})
	}
	gap := "\n\n"
	used := 2
	if height < 14 {
		gap, used = "\n", 1
	}
	w.page.Resize(width-1, height-used)
	return m.styles.Dim.Render(head) + gap + w.page.View()
}

// steps lists the steps with what is known of them, by mark and word.
func (w *wizard) steps(m *Model) string {
	problems := m.draft.Problems()
	var lines []string
	for _, s := range form.Steps() {
		lines = append(lines, w.stepLine(m, s, problems))
	}
	review := fmt.Sprintf("   %d %s", int(form.StepReview)+1, form.StepReview.Title())
	return strings.Join(append(lines, m.styles.Dim.Render(review)), "\n")
}

func (w *wizard) stepLine(m *Model, s form.Step, problems []agora.FieldError) string {
	st := m.styles
	mark, style, word := st.Marks.Idle, st.Dim, ""
	if section := s.Section(); section != "" && !m.draft.On(section) {
		word = "off"
	}
	switch {
	case s == w.step:
		mark, style = st.Marks.Here, st.Here
	case w.seen[s] && stepWrong(m.draft, s, problems):
		mark, style, word = st.Marks.Error, st.Error, "wrong"
	case w.seen[s] && word == "":
		mark, style = st.Marks.Done, st.Text
	}
	name := fmt.Sprintf(" %s %d %s", mark, int(s)+1, s.Title())
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

// preview draws the request as it will be sent, secrets masked, with the lines
// of one path marked and in view.
func (m *Model) preview(path string, width, height int) string {
	st := m.styles
	lines := m.draft.Shown().Lines(m.draft.Project(), m.draft.Show)
	marked := -1
	out := make([]string, 0, len(lines))
	for i, l := range lines {
		mark, style := "  ", st.Dim
		if l.Path == path && path != "" {
			mark, style = st.Line.Render(m.bar())+" ", st.Text
			if marked < 0 {
				marked = i
			}
		}
		out = append(out, mark+style.Render(string(terminal.Safe(l.Text, width-3))))
	}
	head := st.Dim.Render(string(terminal.Safe(m.startCall(), width)))
	return head + "\n" + strings.Join(kit.Window(out, max(0, marked), height-1), "\n")
}

// startCall names the call that starts a task, in short.
func (m *Model) startCall() string {
	method, path := m.draft.Project().Version.Call(agora.OpStart, "APP", "")
	between := "/…/"
	if m.draft.Project().Version.Named() {
		between = "/"
	}
	return "  " + method + " …/" + m.appIDShort() + between + path[strings.LastIndexByte(path, '/')+1:]
}

func (m *Model) bar() string {
	if m.look.ASCII {
		return "|"
	}
	return "▌"
}

// appIDShort returns the first and last digits of the App ID.
func (m *Model) appIDShort() string {
	short := m.conn.ShortAppID()
	if short == m.conn.AppID { // none is chosen yet, or it is none
		return "APP ID"
	}
	return short
}
