package ui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

func (t *task) view(m *Model, width, height int) string {
	s := m.styles
	lines := []string{"", t.headline(m, width), ""}
	for _, text := range t.words(m) {
		lines = append(lines, kit.Paragraph(s.Text, text, min(width-6, 90), 8)...)
	}
	if t.unknown() {
		if bar := m.doubtBar(t.attempt, t.attempt.CertainAt(), t.fault); bar != "" {
			lines = append(lines, bar)
		}
	}
	if t.help {
		lines = append(lines, "", "   "+s.Title.Render("It runs, but no captions come? Look at:"))
		for _, c := range checks(m.ownDraft(t)) {
			lines = append(lines, kit.Marked(s.Text, s.Marks.Idle, kit.Margin, kit.Lines(c, min(width-8, 88), 3))...)
		}
		return strings.Join(lines, "\n")
	}
	lines = append(lines, "")
	return strings.Join(append(lines, t.table(m, width, height-len(lines))), "\n")
}

// ownDraft returns the draft if it is the task's.
func (m *Model) ownDraft(t *task) *form.Draft {
	if t.own {
		return m.draft
	}
	return nil
}

// headline draws status, time and when Agora was asked.
func (t *task) headline(m *Model, width int) string {
	s := m.styles
	style, mark := s.Here, s.Marks.Here
	word := string(t.status)
	switch {
	case t.ending():
		style, word = s.Warning, "STOPPING"
	case t.neverRan():
		style, mark, word = s.Dim, s.Marks.Idle, "NOTHING RUNS"
	case t.ended():
		style, mark, word = s.Dim, s.Marks.Done, "ENDED"
	case t.status == agora.StatusFailureStop:
		style, mark = s.Error, s.Marks.Error
	case t.attempt.Transcribes(t.status):
		style, mark = s.Good, s.Marks.Done
	case explain.RunsUnknown(t.attempt):
		style, mark, word = s.Warning, s.Marks.Warning, "RUNS, ID NOT KNOWN"
	case word == "" && t.attempt.State() == attempt.Stopping:
		style, mark, word = s.Warning, s.Marks.Warning, "TOLD TO STOP"
	case word == "" && t.attempt.State() != attempt.Started:
		style, mark, word = s.Warning, s.Marks.Warning, "NOT KNOWN"
	case word == "":
		word = "NOT ASKED YET"
	}
	if t.waits(m) {
		word += " " + m.busy.Sign()
	}
	left := kit.Margin + style.Bold(true).Render(mark+" "+string(terminal.Safe(word, 26)))
	if run := t.running(m); run != "" {
		left += "    " + s.Text.Render(run)
	}
	right, room := t.freshness(m), width-lipgloss.Width(left)-2
	if ansi.StringWidth(right)+2 >= room {
		return left
	}
	return left + lipgloss.PlaceHorizontal(room, lipgloss.Right, s.Dim.Render(right))
}

// neverRan reports whether it is certain that nothing of the attempt was started.
func (t *task) neverRan() bool { return explain.NothingStarted(t.attempt.State()) }

func (t *task) running(m *Model) string {
	if t.neverRan() || t.ending() {
		return ""
	}
	lasted := m.now().Sub(sentAt(t.attempt))
	switch {
	case t.ended():
		lasted = t.attempt.Since().Sub(sentAt(t.attempt))
		if lasted < time.Second {
			return ""
		}
		return "after " + words.Elapsed(lasted)
	case lasted < time.Second:
		return ""
	case t.attempt.Transcribes(t.status):
		return "running for " + words.Elapsed(lasted)
	}
	return "since " + words.Elapsed(lasted)
}

// freshness says how old the status is, and when Agora is asked next.
func (t *task) freshness(m *Model) string {
	if t.ended() {
		return ""
	}
	now, parts := m.now(), []string{}
	switch {
	case !t.silent.IsZero():
		parts = append(parts, "no answer since "+cmp.Or(words.Elapsed(now.Sub(t.silent)), "0 s"))
	case t.answered.IsZero():
	default:
		parts = append(parts, "asked "+cmp.Or(words.Elapsed(now.Sub(t.answered)), "0 s")+" ago")
	}
	if t.asking {
		parts = append(parts, "asking")
	} else if !t.next.IsZero() {
		parts = append(parts, "next in "+words.Left(t.next.Sub(m.now())))
	}
	return strings.Join(parts, ", ")
}

// words says in sentences how the task is, worst first.
func (t *task) words(m *Model) []string {
	in := t.attempt.Intent()
	var out []string
	switch {
	case t.stopErr != nil && t.attempt.State().MayBill():
		e := t.explained(m, t.stopErr, agora.OpStop)
		out = append(out, "Not stopped: it may still run."+explain.Cost(t.attempt, t.by().Sandbox)+" x stops it again.", e.What+" "+words.Capital(e.Do)+".")
	case usecases.EndedByItself(t.attempt) && (t.attempt.How() == attempt.HowStopped || t.attempt.How() == attempt.HowGone):
		out = append(out, "The task ended without being told to. "+t.why())
	case t.attempt.State() == attempt.Abandoned, t.attempt.State() == attempt.Rejected, t.attempt.State() == attempt.Acknowledged, t.attempt.State() == attempt.Intended:
		out = append(out, words.Capital(t.attempt.Meaning())+".")
	case t.unknown():
		return append(out, t.doubts(m)...)
	case t.ended() && t.attempt.How() != attempt.HowStopped && t.attempt.How() != attempt.HowGone:
		out = append(out, words.Capital(t.attempt.Meaning())+".")
	case t.ended():
		out = append(out, words.Sentence(explain.Billing(t.attempt)))
	case t.ending():
		out = append(out, t.endingWords(m))
	case t.attempt.Contradiction() != attempt.NoContradiction:
		out = append(out, words.Sentence(t.attempt.Meaning())+explain.Cost(t.attempt, t.by().Sandbox))
	case t.attempt.State() == attempt.Stopping && t.status == "" && t.err == nil:
		out = append(out, "It was told to stop at "+m.clockTime(toldAt(t.attempt))+", and was not seen to end yet.")
	case t.err != nil:
		e := t.explained(m, t.err, agora.OpQuery)
		out = append(out, e.What+" "+words.Capital(e.Do)+". The task itself goes on.")
	case t.status != "":
		out = append(out, words.Capital(t.attempt.StatusMeaning(t.status))+".")
	default:
		out = append(out, words.Capital(t.attempt.Meaning())+".")
	}
	out = append(out, t.changeSentences(m)...)
	if t.attempt.Overdue(m.now()) && !t.ending() {
		out = append([]string{"It is " + explain.ReminderPassed + "; " + explain.ReminderStops + ": x stops it, e sets another."}, out...)
	}
	if _, known := t.attempt.Handle(); known && !t.ended() && !t.ending() {
		out = append(out, t.ends(in))
	}
	return out
}

// endingWords says how far a stop has come.
func (t *task) endingWords(m *Model) string {
	told := toldAt(t.attempt)
	switch {
	case t.wish != nil, told.IsZero():
		return "Telling Agora to stop, then watching until the task is gone."
	}
	return "Told to stop at " + m.clockTime(told) + "; watching until the task is gone. That goes on if you leave this screen."
}

// why returns the likely reason of an end that nobody asked for.
func (t *task) why() string {
	if t.attempt.Task().ID == "" {
		return ""
	}
	return fmt.Sprintf("Most often no host was in the channel for %s (idle time); somebody else may also have stopped it. n starts it again.", idleWords(t.attempt.Intent()))
}

func idleWords(in attempt.Intent) string {
	seconds := int64(in.MaxIdleTime)
	if seconds == 0 {
		seconds = in.Version.Limits().MaxIdleTime.Default
	}
	return words.Lasts(time.Duration(seconds) * time.Second)
}

func (t *task) ends(in attempt.Intent) string {
	return words.Capital(explain.EndsByItself(in, "")) + "." + explain.Cost(t.attempt, t.by().Sandbox)
}

// timeColumn is how wide the times of a time line stand.
const timeColumn = 10

// table draws the time line on the left and the facts on the right, or one
// below the other where it is narrow.
func (t *task) table(m *Model, width, height int) string {
	const left = 31 // of the time line; the facts have a margin
	facts := kit.Facts{Rows: t.facts(m), Names: timeColumn, Width: width}
	if width < 76 {
		return facts.Draw(&m.styles.Styles) + "\n\n" + t.timeline(m, left, max(1, height-len(facts.Rows)-1))
	}
	facts.Width -= left
	lines := max(len(facts.Rows), height)
	line := kit.Column{Text: t.timeline(m, left, lines), Width: left}
	return kit.Beside(lines, line, kit.Column{Text: facts.Draw(&m.styles.Styles)})
}

// timeline draws what was seen last, as much as there is room for.
func (t *task) timeline(m *Model, width, height int) string {
	line := t.story()
	line = line[max(0, len(line)-max(1, height)):]
	rows := make([][2]string, len(line))
	for i, p := range line {
		rows[i] = [2]string{m.clockTime(p.at), p.words}
	}
	return kit.Facts{Rows: rows, Names: timeColumn, Width: width + 1}.Draw(&m.styles.Styles)
}

// facts are what one may need to know or read to somebody.
func (t *task) facts(m *Model) [][2]string {
	in, known := t.attempt.Intent(), t.attempt.Task()
	out := [][2]string{{"task", cmp.Or(known.ID, "–")}, {"channel", in.Channel}, {"bots", cmp.Or(explain.Bots(in), "–")}}
	out = append(out, t.runsWith()...)
	if in.Captions != "" {
		out = append(out, [2]string{"captions", in.Captions})
	}
	if t.attempt.State().MayBill() {
		out = append(out, [2]string{"reminder", m.plannedWords(t.attempt.PlannedEnd())})
	}
	if created := known.CreatedAt; !created.IsZero() {
		local := created.In(m.now().Location())
		out = append(out, [2]string{"created", local.Format("2006-01-02 15:04:05") + " (" + created.UTC().Format("15:04:05") + " UTC)"})
	}
	via := explain.Via(in)
	if m.onProduction(t.attempt) {
		via += ", " + productionMark
	}
	return append(out, [2]string{"via", via})
}
