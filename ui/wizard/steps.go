package wizard

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// standing is how a step stands, by what is true of its answers now.
type standing struct {
	off            bool // its section is
	wrong, missing int  // how many answers break a rule, and are still to be given
}

// stands returns how the steps stand, given all that is wrong with the draft. What is being
// typed and waits to be told is not wrong yet, and still to be given.
func stands(d *form.Draft, problems []agora.FieldError, waits func(agora.FieldError) bool) [form.StepReview]standing {
	var out [form.StepReview]standing
	counted := map[string]bool{}
	for _, e := range problems {
		q, ok := form.QuestionFor(d, e.Path)
		switch {
		case !ok || counted[q.Key]:
		case !d.IsMissing(e) && !waits(e):
			out[q.Step].wrong++
		default:
			out[q.Step].missing++
		}
		counted[q.Key] = true
	}
	for _, of := range form.Steps() {
		out[of].off = isOff(d, of)
	}
	return out
}

// isDone reports whether nothing is left to do on the step.
func (how standing) isDone() bool { return how.off || how.wrong+how.missing == 0 }

// words say what the mark means: "2 missing".
func (how standing) words() string {
	var parts []string
	switch {
	case how.off:
		return "off"
	case how.wrong > 0:
		parts = append(parts, fmt.Sprintf("%d wrong", how.wrong))
	}
	if how.missing > 0 {
		parts = append(parts, fmt.Sprintf("%d missing", how.missing))
	}
	return strings.Join(parts, ", ")
}

// isOff reports whether a step's section is off.
func isOff(d *form.Draft, of form.Step) bool { return of.Section() != "" && !d.On(of.Section()) }

// next returns the step that enter leads to after the present one, past those that are
// off, and the steps that it passes.
func (s *Screen) next() (to form.Step, passed []form.Step) {
	for to = s.step + 1; to < form.StepReview; to++ {
		if !isOff(s.world.Draft(), to) {
			return to, passed
		}
		passed = append(passed, to)
	}
	return to, passed
}

// steps lists the steps with how they stand, by mark and word.
func (s *Screen) steps(st *kit.Styles, problems []agora.FieldError) string {
	var lines []string
	for of, how := range stands(s.world.Draft(), problems, s.page.IsUntold) {
		line := s.stepLine(st, form.Step(of), how)
		lines = append(lines, st.Spots.Key(line, jumpKey(form.Step(of))))
	}
	review := st.Text.Render(fmt.Sprintf("   %d %s", int(form.StepReview)+1, form.StepReview.Title()))
	return strings.Join(append(lines, st.Spots.Key(review, jumpKey(form.StepReview))), "\n")
}

// stepsGap is what a step's words leave free: the mark before its title, and at the right the
// room that keeps them apart from the marks of the questions.
const stepsGap = 5

// stepLine draws a step with its mark and the words that belong to it, below it where
// they have no room beside it.
func (s *Screen) stepLine(st *kit.Styles, of form.Step, how standing) string {
	mark, look := s.mark(st, how)
	name, said := st.Text, st.Dim
	switch {
	case of == s.step:
		if name = st.Here; !how.isDone() && how.wrong == 0 {
			mark, look = st.Marks.Here, st.Here
		}
	case how.off:
		name = st.Dim
	case !how.isDone() && s.seen[of]:
		said = st.Warning
	}
	title, words := fmt.Sprintf("%d %s", int(of)+1, of.Title()), how.words()
	if of == s.step && !how.off && how.wrong == 0 { // its questions are just being answered
		words = ""
	}
	line := " " + look.Render(mark) + " " + name.Render(title)
	switch room := stepsWidth - stepsGap - ansi.StringWidth(title) - len(words); {
	case words == "":
		return line
	case room < 1:
		return line + "\n     " + said.Render(words)
	default:
		return line + strings.Repeat(" ", room) + said.Render(words)
	}
}

// mark returns the mark of a step and its look.
func (s *Screen) mark(st *kit.Styles, how standing) (string, lipgloss.Style) {
	switch {
	case how.off:
		return st.Marks.Off, st.Dim
	case how.wrong > 0:
		return st.Marks.Error, st.Error
	case how.missing > 0:
		return st.Marks.Needed, st.Dim
	}
	return st.Marks.Done, st.Good
}

// leftBehind names, in so many columns, the steps that were left with something missing
// or wrong, where the list of steps has no room.
func (s *Screen) leftBehind(st *kit.Styles, width int) string {
	var long, short []string
	for of, how := range stands(s.world.Draft(), s.world.Draft().Problems(), s.page.IsUntold) {
		if step := form.Step(of); step != s.step && s.seen[step] && !how.isDone() {
			mark, _ := s.mark(st, how)
			short = append(short, fmt.Sprintf("%s %d", mark, of+1))
			long = append(long, fmt.Sprintf("%s %d %s: %s", mark, of+1, step.Title(), how.words()))
		}
	}
	for _, told := range [][]string{long, short} {
		if text := strings.Join(told, "  "); ansi.StringWidth(text) <= width {
			return st.Warning.Render(text)
		}
	}
	return ""
}

// The heights of a screen from which it says where enter leads to.
const (
	footFrom = 17
	ruleFrom = 28
)

// foot says where enter leads to after this step, and what it passes.
func (s *Screen) foot(st *kit.Styles, width, height int) []string {
	if height < footFrom || s.returns {
		return nil
	}
	to, passed := s.next()
	then := []string{to.Title()}
	if to < form.StepReview {
		then = append(then, form.StepReview.Title())
	}
	lines := []string{"  " + st.Dim.Render("then ") + st.Text.Render(strings.Join(then, ", "))}
	if len(passed) > 0 {
		titles := make([]string, len(passed))
		for i, p := range passed {
			titles[i] = strings.ToLower(p.Title())
		}
		is := "are"
		if len(passed) == 1 {
			is = "is"
		}
		text := words.Capital(words.And(titles...)) + " " + is + " off; tab goes there."
		lines = append(lines, kit.Marked(st.Dim, "", "  ", kit.Lines(text, width, 2))...)
	}
	if height >= ruleFrom {
		lines = append([]string{"  " + st.Rule.Render(strings.Repeat("─", max(1, width)))}, lines...)
	}
	return append(lines, "")
}
