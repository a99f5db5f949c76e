package task

import (
	"cmp"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// View draws how the task stands, and its time line beside the facts.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	t := s.at()
	lines := []string{"", t.headline(st, width), ""}
	for _, text := range t.words() {
		lines = append(lines, kit.Paragraph(st.Text, text, min(width-6, 90), 8)...)
	}
	if t.unknown() && !tasks.Unreached(t.Fault) {
		if bar := st.TimeBar(t.Attempt.SentAt(), t.Attempt.CertainAt(), t.now); bar != "" {
			lines = append(lines, bar)
		}
	}
	if s.help {
		lines = append(lines, "", "   "+st.Title.Render("It runs, but no captions come? Look at:"))
		for _, c := range checks(t.answers()) {
			text := kit.Lines(c, min(width-8, 88), 3)
			lines = append(lines, kit.Marked(st.Text, st.Marks.Idle, kit.Margin, text)...)
		}
		return strings.Join(lines, "\n")
	}
	lines = append(lines, "")
	return strings.Join(append(lines, t.table(st, width, height-len(lines))), "\n")
}

// headline draws status, time and when Agora was asked.
func (t moment) headline(st *kit.Styles, width int) string {
	style, mark, word := t.standing(st)
	if t.Ending && t.InFlight {
		word += " " + t.world.Sign()
	}
	left := kit.Margin + style.Bold(true).Render(mark+" "+string(terminal.Safe(word, 26)))
	if run := t.running(); run != "" {
		left += "    " + st.Text.Render(run)
	}
	right, room := t.freshness(), width-lipgloss.Width(left)-2
	if ansi.StringWidth(right)+2 >= room {
		return left
	}
	return left + lipgloss.PlaceHorizontal(room, lipgloss.Right, st.Dim.Render(right))
}

// standing returns how the task stands in a word, and the look and mark of it.
func (t moment) standing(st *kit.Styles) (look lipgloss.Style, mark, word string) {
	switch word = string(t.Status); {
	case t.Ending:
		return st.Warning, st.Marks.Here, "STOPPING"
	case t.neverRan():
		return st.Dim, st.Marks.Idle, "NOTHING RUNS"
	case t.ended():
		return st.Dim, st.Marks.Done, "ENDED"
	case t.Status == agora.StatusFailureStop:
		return st.Error, st.Marks.Error, word
	case t.Attempt.Transcribes(t.Status):
		return st.Good, st.Marks.Done, word
	case explain.RunsUnknown(t.Attempt):
		return st.Warning, st.Marks.Warning, "RUNS, ID NOT KNOWN"
	case word == "" && t.Attempt.State() == attempt.Stopping:
		return st.Warning, st.Marks.Warning, "TOLD TO STOP"
	case word == "" && t.Attempt.State() != attempt.Started:
		return st.Warning, st.Marks.Warning, "NOT KNOWN"
	}
	return st.Here, st.Marks.Here, cmp.Or(word, "NOT ASKED YET")
}

// neverRan reports whether it is certain that nothing of the attempt was started.
func (w *Work) neverRan() bool { return explain.NothingStarted(w.Attempt.State()) }

// running says for how long the task runs, or ran.
func (t moment) running() string {
	if t.neverRan() || t.Ending {
		return ""
	}
	lasted := t.now.Sub(t.Attempt.SentAt())
	switch {
	case t.ended():
		lasted = t.Attempt.Since().Sub(t.Attempt.SentAt())
		if lasted < time.Second {
			return ""
		}
		return "after " + words.Elapsed(lasted)
	case lasted < time.Second:
		return ""
	case t.Attempt.Transcribes(t.Status):
		return "running for " + words.Elapsed(lasted)
	}
	return "since " + words.Elapsed(lasted)
}

// freshness says how old the status is, and when Agora is asked next.
func (t moment) freshness() string {
	if t.ended() {
		return ""
	}
	var parts []string
	switch {
	case !t.Silent.IsZero():
		parts = append(parts, "no answer since "+cmp.Or(words.Elapsed(t.now.Sub(t.Silent)), "0 s"))
	case t.Answered.IsZero():
	default:
		parts = append(parts, "asked "+cmp.Or(words.Elapsed(t.now.Sub(t.Answered)), "0 s")+" ago")
	}
	if t.Asking {
		parts = append(parts, "asking")
	} else if !t.Next.IsZero() {
		parts = append(parts, "next in "+t.until(t.Next))
	}
	return strings.Join(parts, ", ")
}

// until says how long something still takes to come.
func (t moment) until(at time.Time) string { return words.Left(at.Sub(t.now)) }

// clock writes a time of day as "15:02:11".
func (t moment) clock(at time.Time) string { return at.In(t.now.Location()).Format("15:04:05") }

// timeColumn is how wide the times of a time line stand.
const timeColumn = 10

// table draws the time line on the left and the facts on the right, or one
// below the other where it is narrow.
func (t moment) table(st *kit.Styles, width, height int) string {
	const left = 31 // of the time line; the facts have a margin
	facts := kit.Facts{Rows: t.facts(), Names: timeColumn, Width: width}
	if width < 76 {
		return facts.Draw(st) + "\n\n" + t.timeline(st, left, max(1, height-len(facts.Rows)-1))
	}
	facts.Width -= left
	lines := max(len(facts.Rows), height)
	line := kit.Column{Text: t.timeline(st, left, lines), Width: left}
	return kit.Beside(lines, line, kit.Column{Text: facts.Draw(st)})
}

// timeline draws what was seen last, as much as there is room for.
func (t moment) timeline(st *kit.Styles, width, height int) string {
	line := t.story()
	line = line[max(0, len(line)-max(1, height)):]
	rows := make([][2]string, len(line))
	for i, p := range line {
		rows[i] = [2]string{t.clock(p.At), p.Words}
	}
	return kit.Facts{Rows: rows, Names: timeColumn, Width: width + 1}.Draw(st)
}

// facts are what one may need to know or read to somebody.
func (t moment) facts() [][2]string {
	in, known := t.Attempt.Intent(), t.Attempt.Task()
	out := [][2]string{
		{"task", cmp.Or(known.ID, "–")}, {"channel", in.Channel}, {"bots", cmp.Or(explain.Bots(in), "–")},
	}
	out = append(out, t.runsWith()...)
	if in.Captions != "" {
		out = append(out, [2]string{"captions", in.Captions})
	}
	if t.Attempt.State().MayBill() {
		out = append(out, [2]string{"reminder", t.world.Reminder()})
	}
	if created := known.CreatedAt; !created.IsZero() {
		local := created.In(t.now.Location())
		told := local.Format("2006-01-02 15:04:05") + " (" + created.UTC().Format("15:04:05") + " UTC)"
		out = append(out, [2]string{"created", told})
	}
	via := explain.Via(in)
	if mark := t.world.Production(); mark != "" {
		via += ", " + mark
	}
	return append(out, [2]string{"via", via})
}
