package start

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// View draws the steps, and what is known.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	lines := []string{""}
	lines = append(lines, s.steps(st)...)
	lines = append(lines, "")
	for i, text := range s.words() {
		if i > 0 && height >= 16 {
			lines = append(lines, "")
		}
		lines = append(lines, kit.Paragraph(st.Text, text, min(width-6, 78), 4)...)
	}
	if s.phase == waiting && s.settles && !tasks.Unreached(s.err) {
		if bar := st.TimeBar(s.attempt.SentAt(), s.world.CertainAt(), s.world.Now()); bar != "" {
			lines = append(lines, bar)
		}
	}
	if s.stopIt && s.phase != stuck {
		lines = append(lines, "", kit.Margin+st.Warning.Render("It will be stopped as soon as it is known."))
	}
	if s.details {
		lines = append(lines, "", kit.Facts{Rows: s.facts(), Names: 14, Width: width}.Draw(st))
	}
	return strings.Join(lines, "\n")
}

// steps draws what is done, how long it took, and what goes on.
func (s *Screen) steps(st *kit.Styles) []string {
	row := func(at phase, name, done string) string {
		switch {
		case s.phase > at:
			return stepRow(st, st.Marks.Done, st.Good, st.Text, name, done)
		case s.phase == at:
			going := strings.TrimLeft(words.Elapsed(s.world.Now().Sub(s.began))+" "+s.world.Sign(), " ")
			return stepRow(st, st.Marks.Here, st.Here, st.Here, name, going)
		}
		return stepRow(st, st.Marks.Idle, st.Dim, st.Dim, name, "")
	}
	out := []string{row(writing, "written down", s.lasted(s.wrote))}
	if !s.world.Version().Named() {
		out = append(out, row(acquiring, "builder token", s.lasted(s.acquired)))
	}
	lost, hidden := s.lost, max(0, len(s.lost)-maxLost)
	if hidden > 0 {
		lost = lost[hidden+1:]
		name := fmt.Sprintf("%d starts", hidden+1)
		out = append(out, stepRow(st, st.Marks.Warning, st.Warning, st.Warning, name, "without a clear answer"))
	}
	for i, told := range lost {
		name := "start"
		if i > 0 || hidden > 0 {
			name = "start again"
		}
		out = append(out, stepRow(st, st.Marks.Warning, st.Warning, st.Warning, name, told))
	}
	if s.phase == waiting || s.phase == stuck {
		return out
	}
	name := "start"
	if len(s.lost) > 0 {
		name = "start again"
	}
	return append(out, row(starting, name, ""))
}

// lasted says how long a step took, which only the details say of a moment.
func (s *Screen) lasted(d time.Duration) string {
	if d < time.Second && !s.details {
		return ""
	}
	return words.Took(d)
}

// stepRow draws a step: its mark, its name, and how far it is.
func stepRow(st *kit.Styles, mark string, look, nameLook lipgloss.Style, name, done string) string {
	const names, words = 16, 60
	return kit.Margin +
		kit.Row(kit.Text(mark, look, 2), kit.Text(name, nameLook, names), kit.Text(done, st.Dim, words))
}

// maxLost is how many starts without a clear answer are told one by one.
const maxLost = 4

// words says in sentences what is known and what comes.
func (s *Screen) words() []string {
	switch s.phase {
	case waiting:
		if !s.settles {
			told := "Agora takes no more calls for a moment."
			if explain.NothingStarted(s.attempt.State()) {
				told += " " + words.Sentence(explain.NotBegun)
			}
			return []string{fmt.Sprintf("%s The same call comes again in %s.", told, s.left())}
		}
		return append(s.doubt(), s.certainty())
	case stuck:
		return s.givenUp()
	case starting:
		if s.settles {
			return append([]string{s.known() + " Asking again " + explain.SameStart(s.world.Version()) + "; this can't start a second task."}, s.certainty())
		}
		if s.world.Now().Sub(s.began) > 5*time.Second {
			return []string{"Agora has not answered yet. It may be running already; nothing is lost, it is written down."}
		}
	}
	return nil
}

// known says what is known while the outcome is being settled.
func (s *Screen) known() string {
	if explain.RunsUnknown(s.attempt) {
		return words.Sentence(s.attempt.Meaning()) + s.cost()
	}
	return "It may be running." + s.cost()
}

// doubt says what is known while the outcome is being settled, and what comes next.
func (s *Screen) doubt() []string {
	known := s.known()
	switch s.next {
	case attempt.NextSend:
		const told = "%s Asking again %s in %s; this can't start a second task."
		return []string{fmt.Sprintf(told, known, explain.SameStart(s.world.Version()), s.left())}
	case attempt.NextProbe:
		return []string{fmt.Sprintf("%s Looking for its bots in the channel in %s.", known, s.left())}
	}
	return []string{known}
}

// left says how long it still takes until the next step.
func (s *Screen) left() string { return words.Left(s.again.Sub(s.world.Now())) }

// clock writes a time as "15:02:11", with its day where that is not today.
func (s *Screen) clock(at time.Time) string { return words.Clock(s.world.Now(), at) }

// certainty says until when the doubt lasts, and that nothing is lost.
func (s *Screen) certainty() string {
	const listed = "Whatever happens, it is listed under tasks."
	if tasks.Unreached(s.err) {
		told := "Agora can't be reached. Certain soon after it answers again"
		if dead := s.attempt.TokenDead(); s.world.Now().Before(dead) {
			told += ", " + s.clock(dead) + " or later"
		}
		return told + ". " + listed
	}
	if by := explain.Certain(s.world.CertainAt(), s.world.Now()); by != "" {
		return words.Sentence(by) + " " + listed
	}
	if dead := s.attempt.TokenDead(); s.world.Now().Before(dead) && !explain.RunsUnknown(s.attempt) {
		return "What was sent can start nothing any more after " + s.clock(dead) + ". " + listed
	}
	return listed
}

// givenUp says what a person has to decide when nothing more can be found out.
func (s *Screen) givenUp() []string {
	out := []string{"Nobody knows whether it runs: no clear answer came, and its bots can't be asked for." + s.cost()}
	if explain.RunsUnknown(s.attempt) {
		out = []string{words.Sentence(s.attempt.Meaning()) + " Stopping needs that id." + s.cost()}
	}
	if end := s.attempt.LatestEnd(); !end.IsZero() {
		out = append(out, explain.RunsUntil(s.attempt, s.world.Now().Location()))
	}
	return append(out, "t shows what can be done about it. It stays listed under tasks and on home.")
}

// facts are the details: where the attempt is written down, and what came last.
func (s *Screen) facts() [][2]string {
	var out [][2]string
	if a := s.attempt; a != nil {
		out = [][2]string{{"attempt", a.ID()}, {"journal", a.Where()}, {"state", a.Told().Meaning()}}
	}
	if s.err != nil {
		out = append(out, [2]string{"last answer", s.err.Error()})
	}
	return out
}
