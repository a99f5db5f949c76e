package wizard

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// standing is how a step stands, by what is true of its answers now.
type standing int

const (
	complete standing = iota // nothing is missing or wrong
	needed                   // something is still to be answered
	wrong                    // an answer breaks a rule
	off                      // its section is
)

// stands returns how the steps stand, given all that is wrong with the draft.
func stands(d *form.Draft, problems []agora.FieldError) [form.StepReview]standing {
	var out [form.StepReview]standing
	for _, e := range problems {
		q, ok := form.QuestionFor(d, e.Path)
		switch {
		case !ok:
		case d.Text(e.Field()) != "":
			out[q.Step] = wrong
		case out[q.Step] != wrong:
			out[q.Step] = needed
		}
	}
	for _, of := range form.Steps() {
		if isOff(d, of) {
			out[of] = off
		}
	}
	return out
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
	for of, how := range stands(s.world.Draft(), problems) {
		line := s.stepLine(st, form.Step(of), how)
		lines = append(lines, st.Spots.Key(line, jumpKey(form.Step(of))))
	}
	review := st.Text.Render(fmt.Sprintf("   %d %s", int(form.StepReview)+1, form.StepReview.Title()))
	return strings.Join(append(lines, st.Spots.Key(review, jumpKey(form.StepReview))), "\n")
}

func (s *Screen) stepLine(st *kit.Styles, of form.Step, how standing) string {
	mark, look, name, word := st.Marks.Done, st.Good, st.Text, ""
	switch how {
	case needed:
		mark, look = st.Marks.Needed, st.Dim
	case wrong:
		mark, look, word = st.Marks.Error, st.Error, "wrong"
	case off:
		mark, look, name, word = st.Marks.Off, st.Dim, st.Dim, "off"
	}
	if of == s.step {
		if name = st.Here; how == needed {
			mark, look = st.Marks.Here, st.Here
		}
	}
	title := fmt.Sprintf("%d %s", int(of)+1, of.Title())
	room := stepsWidth - 4 - ansi.StringWidth(title) - len(word)
	line := " " + look.Render(mark) + " " + name.Render(title)
	if word == "" || room < 1 {
		return line
	}
	return line + strings.Repeat(" ", room) + st.Dim.Render(word)
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
