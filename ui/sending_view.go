package ui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

func (s *sending) view(m *Model, width, height int) string {
	lines := []string{""}
	lines = append(lines, s.steps(m)...)
	lines = append(lines, "")
	for i, text := range s.words(m) {
		if i > 0 && height >= 16 {
			lines = append(lines, "")
		}
		lines = append(lines, kit.Paragraph(m.styles.Text, text, min(width-6, 78), 4)...)
	}
	if s.phase == waiting && s.settler != nil {
		if bar := m.doubtBar(s.attempt, s.settler.CertainAt(), s.err); bar != "" {
			lines = append(lines, bar)
		}
	}
	if s.stopIt && s.phase != stuck {
		lines = append(lines, "", kit.Margin+m.styles.Warning.Render("It will be stopped as soon as it is known."))
	}
	if s.details {
		lines = append(lines, "", kit.Facts{Rows: s.facts(), Names: 14, Width: width}.Draw(&m.styles.Styles))
	}
	return strings.Join(lines, "\n")
}

// steps draws what is done, with durations, and what goes on.
func (s *sending) steps(m *Model) []string {
	st := m.styles
	row := func(at phase, name, done string) string {
		switch {
		case s.phase > at:
			return m.stepRow(st.Marks.Done, st.Good, st.Text, name, done)
		case s.phase == at:
			going := strings.TrimLeft(words.Elapsed(m.now().Sub(s.began))+" "+m.busy.Sign(), " ")
			return m.stepRow(st.Marks.Here, st.Here, st.Here, name, going)
		}
		return m.stepRow(st.Marks.Idle, st.Dim, st.Dim, name, "")
	}
	out := []string{row(writing, "written down", words.Took(s.wrote))}
	if !m.conn.Version.Named() {
		out = append(out, row(acquiring, "builder token", words.Took(s.acquired)))
	}
	lost, hidden := s.lost, max(0, len(s.lost)-maxLost)
	if hidden > 0 {
		lost = lost[hidden+1:]
		name := fmt.Sprintf("%d starts", hidden+1)
		out = append(out, m.stepRow(st.Marks.Warning, st.Warning, st.Warning, name, "without a clear answer"))
	}
	for i, told := range lost {
		name := "start"
		if i > 0 || hidden > 0 {
			name = "start again"
		}
		out = append(out, m.stepRow(st.Marks.Warning, st.Warning, st.Warning, name, told))
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

// stepRow draws a step: its mark, its name, and how far it is.
func (m *Model) stepRow(mark string, look, nameLook lipgloss.Style, name, done string) string {
	const names, words = 16, 60
	return kit.Margin +
		kit.Row(kit.Text(mark, look, 2), kit.Text(name, nameLook, names), kit.Text(done, m.styles.Dim, words))
}

// maxLost is how many starts without a clear answer are told one by one.
const maxLost = 4

// lostWords says in a word or two why a start brought no clear answer.
func lostWords(err error) string {
	if net, ok := errors.AsType[*agora.NetError](err); ok {
		switch net.Cause {
		case agora.CauseTimeout:
			return "no answer"
		case agora.CauseReset:
			return "connection cut"
		}
		if !net.Sent {
			return "no connection"
		}
	}
	switch agora.KindOf(err) {
	case agora.KindAlreadyStarted:
		return "runs, without an id"
	}
	return "no clear answer"
}

// words says in sentences what is known and what comes.
func (s *sending) words(m *Model) []string {
	switch s.phase {
	case waiting:
		if s.settler == nil {
			told := "Agora takes no more calls for a moment."
			if explain.NothingStarted(s.attempt.State()) {
				told += " " + words.Sentence(explain.NotBegun)
			}
			return []string{fmt.Sprintf("%s The same call comes again in %s.", told, words.Left(s.again.Sub(m.now())))}
		}
		return append(s.doubt(m), s.certainty(m))
	case stuck:
		return s.givenUp(m)
	case starting:
		if m.now().Sub(s.began) > 5*time.Second {
			return []string{"Agora has not answered yet. It may be running already; nothing is lost, it is written down."}
		}
	}
	return nil
}

// doubt says what is known while the outcome is being settled, and what comes next.
func (s *sending) doubt(m *Model) []string {
	known := "It may be running."
	if explain.RunsUnknown(s.attempt) {
		known = words.Sentence(s.attempt.Meaning())
	}
	switch s.next {
	case attempt.NextSend:
		return []string{fmt.Sprintf("%s Asking again %s in %s; this can't start a second task.", known, explain.SameStart(m.conn.Version), words.Left(s.again.Sub(m.now())))}
	case attempt.NextProbe:
		return []string{fmt.Sprintf("%s Looking for its bots in the channel in %s.", known, words.Left(s.again.Sub(m.now())))}
	}
	return []string{known}
}

// certainty says until when the doubt lasts, and that nothing is lost.
func (s *sending) certainty(m *Model) string {
	const listed = "Whatever happens, it is listed under tasks."
	if usecases.Unreached(s.err) {
		words := "Agora can't be reached. Certain soon after it answers again"
		if dead := s.attempt.TokenDead(); m.now().Before(dead) {
			words += ", " + dead.In(m.now().Location()).Format("15:04:05") + " or later"
		}
		return words + ". " + listed
	}
	if at := s.settler.CertainAt(); !at.IsZero() {
		return "Certain at the latest at " + at.In(m.now().Location()).Format("15:04:05") + ". " + listed
	}
	if dead := s.attempt.TokenDead(); m.now().Before(dead) && !explain.RunsUnknown(s.attempt) {
		return "Nothing new can start from it after " + dead.In(m.now().Location()).Format("15:04:05") + ". " + listed
	}
	return listed
}

// givenUp says what a person has to decide when nothing more can be found out.
func (s *sending) givenUp(m *Model) []string {
	out := []string{"Nobody knows whether it runs: no clear answer came, and its bots can't be asked for." + explain.Cost(s.attempt, m.conn.Sandbox)}
	if explain.RunsUnknown(s.attempt) {
		out = []string{words.Sentence(s.attempt.Meaning()) + " Stopping needs that id." + explain.Cost(s.attempt, m.conn.Sandbox)}
	}
	if end := s.attempt.LatestEnd(); !end.IsZero() {
		out = append(out, explain.RunsUntil(s.attempt, m.now().Location()))
	}
	return append(out, "t shows what can be done about it. It stays listed under tasks and on home.")
}

// facts are the details: where the attempt is written down, and what came last.
func (s *sending) facts() [][2]string {
	var out [][2]string
	if a := s.attempt; a != nil {
		out = [][2]string{{"attempt", a.ID()}, {"journal", a.Path()}, {"state", a.State().Meaning()}}
	}
	if s.err != nil {
		out = append(out, [2]string{"last answer", s.err.Error()})
	}
	return out
}

// doubtBar draws how much of the doubt about a start is over; empty: nobody knows
// when it ends.
func (m *Model) doubtBar(a *attempt.Attempt, certain time.Time, err error) string {
	if usecases.Unreached(err) {
		return ""
	}
	return m.styles.TimeBar(sentAt(a), certain, m.now())
}
