package task

import (
	"cmp"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// Columns, widths and heights of the screen.
const (
	indent     = "     " // of texts; the mark stands two columns before it
	timeColumn = 10      // of names and times, with the gap behind them
	leastStory = 30      // columns of it beside the details
	// Of the details there.
	detailColumn = 9
	detailsWidth = 45
	gap          = 2
	besideFrom   = 76 // the width from which it stands there
	airyFrom     = 30 // the height from which its parts have heads
	readable     = 84 // columns of sentences
)

// View draws how the task stands, what is to be known of it, its story and its
// details; beside them what it runs with, where there is room for that.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	t := s.at()
	pane, lines := kit.PaneWidth(width), t.document()
	if pane == 0 || len(lines) == 0 {
		return t.page(st, width, height)
	}
	left := kit.Column{Text: t.page(st, width-pane-2, height), Width: width - pane}
	head := "What it runs with"
	if len(t.unsure) > 0 {
		head = "As before the change without an answer"
	}
	right := kit.Pane{Head: head, Note: t.leftOut, Lines: lines, StandsIn: agora.IsPlaceholder}
	return kit.Beside(height, left, kit.Column{Text: right.Draw(st, pane, height)})
}

// document is what the task runs with as formatted JSON, with dots where it has secrets,
// which the journal does not keep; nothing where that is not known.
func (t moment) document() []string {
	if !t.runsKnown {
		return nil
	}
	var out []string
	dots := map[string]string{}
	for _, path := range t.Attempt.Intent().Lacks {
		dots[path] = "••••"
	}
	for _, l := range t.runs.LinesWith(agora.Project{Version: t.Attempt.Intent().Version}, agora.Masked, dots) {
		out = append(out, l.Text)
	}
	return out
}

// secretsOf names the secrets that a task was started with: they are shown nowhere.
func secretsOf(in attempt.Intent, runs agora.Request) []string {
	d := form.NewDraft(agora.Project{Version: in.Version})
	if vendor, _ := runs.Get(agora.PathVendor); vendor != "" { // each calls its keys otherwise
		_ = d.Set(agora.PathVendor, vendor, form.Typed)
	}
	var names []string
	for _, path := range in.Lacks {
		if in.Version.Has(path) {
			names = append(names, d.NameOf(path))
		}
	}
	return names
}

// page draws all but what it runs with.
func (t moment) page(st *kit.Styles, width, height int) string {
	lines := []string{"", t.headline(st, width)}
	for _, text := range t.words() {
		lines = append(lines, kit.Marked(st.Text, "", indent, kit.Lines(text, min(width-len(indent)-1, readable), 8))...)
	}
	if t.unknown() && !tasks.Unreached(t.Fault) {
		if bar := st.TimeBar(t.Attempt.SentAt(), t.Attempt.CertainAt(), t.now); bar != "" {
			lines = append(lines, "", "  "+bar)
		}
	}
	if t.help {
		return strings.Join(append(lines, t.checklist(st, width)...), "\n")
	}
	facts := kit.Facts{Rows: t.settings(), Names: timeColumn, Width: width, Margin: len(indent), Wrap: true}
	if drawn := facts.Draw(st); drawn != "" {
		lines = append(append(lines, ""), strings.Split(drawn, "\n")...)
	}
	lines = append(lines, "")
	return strings.Join(append(lines, t.below(st, width, height-len(lines))), "\n")
}

// checklist draws what to look at when a task runs and no subtitles come.
func (t moment) checklist(st *kit.Styles, width int) []string {
	const title = "It runs, but no subtitles come? Look at:"
	out := append([]string{""}, kit.Marked(st.Title, "", indent, kit.Lines(title, min(width-len(indent)-1, readable), 2))...)
	out = append(out, "")
	r, known, _ := t.Attempt.Runs()
	for _, c := range append(t.seenChecks(), checks(r, known)...) {
		out = append(out, kit.Marked(st.Text, st.Marks.Off, indent, kit.Lines(c, min(width-len(indent)-3, readable), 3))...)
	}
	return out
}

// standing says how the task stands.
func (t moment) standing() explain.Standing {
	return explain.StandingOf(t.Attempt, t.Doing, t.now)
}

// headline draws how the task stands, since when, what Agora calls that, and when it
// was asked.
func (t moment) headline(st *kit.Styles, width int) string {
	stands := t.standing()
	mark, look := st.Stands(stands.Health)
	word := words.Capital(stands.Word)
	if stands.Seen { // the time beside it is that of the task
		word = words.Capital(stands.Full)
	}
	if t.Ending {
		word += "…"
	}
	if t.Ending && t.InFlight {
		mark = t.world.Sign()
	}
	left := kit.Margin + look.Render(mark) + " " + look.Bold(true).Render(word)
	if since := t.since(); since != "" {
		left += strings.Repeat(" ", max(gap, timeColumn+len(indent)-lipgloss.Width(left))) + st.Strong.Render(since)
	}
	room := width - lipgloss.Width(left) - 1
	for _, right := range []string{t.agoras(), t.freshness()} {
		if right = string(terminal.Safe(right, 200)); right != "" && ansi.StringWidth(right)+2 <= room {
			return left + lipgloss.PlaceHorizontal(room, lipgloss.Right, st.Dim.Render(right))
		}
	}
	return left
}

// agoras is Agora's own word for how the task stands, and how old it is.
func (t moment) agoras() string {
	if t.ended() {
		return ""
	}
	said, _ := explain.EndSaid(t.Err)
	return explain.Listed(cmp.Or(said, string(t.Status)), t.freshness())
}

// neverRan reports whether it is certain that nothing of the attempt was started.
func (w *Work) neverRan() bool { return explain.NothingStarted(w.Attempt.State()) }

// since says for how long the task runs, when it was told to stop, or when it ended
// and after how long.
func (t moment) since() string {
	lasted := words.Elapsed(t.now.Sub(t.Attempt.SentAt()))
	switch {
	case t.ended() && (t.neverRan() || t.Attempt.State() == attempt.Acknowledged):
		return ""
	case t.ended():
		lasted = words.Elapsed(t.Attempt.Since().Sub(t.Attempt.SentAt()))
		if lasted != "" {
			lasted = ", after " + lasted
		}
		return t.clock(t.Attempt.Since()) + lasted
	case t.Ending && (t.Wished || t.Told.IsZero() || t.Attempt.State() != attempt.Stopping):
		return "being told"
	case t.Attempt.State() == attempt.Stopping && !t.Told.IsZero() && t.Attempt.Untold() == attempt.NotUntold:
		return "told at " + t.clock(t.Told)
	case t.neverRan():
		return ""
	}
	return lasted
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

// clock writes a time as "15:02:11", with its day where that is not today.
func (t moment) clock(at time.Time) string { return words.Clock(t.now, at) }

// settings are what a person may want to know first of a task that may run.
func (t moment) settings() [][2]string {
	var out [][2]string
	in := t.Attempt.Intent()
	if t.ended() {
		return t.captionRows()
	}
	if in.Captions != "" {
		out = append(out, [2]string{"Storage", in.Captions})
	}
	out = append(out, t.captionRows()...)
	if t.known() && !t.Ending {
		out = append(out, [2]string{"Ends", strings.TrimPrefix(explain.EndsByItself(in, ""), "ends ")})
	}
	if t.Attempt.State().MayBill() && !t.Ending {
		out = append(out, [2]string{"Reminder", t.world.Reminder()})
	}
	if spent := explain.Spent(t.world.Prices(), t.Attempt, t.now); spent != "" && !t.Ending {
		out = append(out, [2]string{"So far", spent})
	}
	return out
}

// captionRows say how the captions stand and, if somebody wants to read them, what was
// said last.
func (t moment) captionRows() [][2]string {
	c := t.Captions
	if c.Line == "" {
		if c.Looking {
			return [][2]string{{"Captions", "looking"}}
		}
		return nil
	}
	out := [][2]string{{"Captions", c.Headed().Line}}
	if len(c.Languages) > 1 && !t.ended() {
		for _, l := range c.Languages {
			out = append(out, [2]string{"", l})
		}
	}
	if !t.reads {
		return out
	}
	for _, s := range c.Said {
		out = append(out, [2]string{s.Language, strings.TrimPrefix(s.Speaker+": "+s.Text, ": ")})
	}
	return out
}

// below draws the story and the details: one below the other where there is room for
// both, or it is narrow, else beside each other.
func (t moment) below(st *kit.Styles, width, height int) string {
	story, details := t.rows(), t.facts(width-len(indent)-detailColumn)
	stacked := len(story)+len(details)+3 <= height && (height >= airyFrom-12 || width < besideFrom)
	switch {
	case stacked:
		return kit.Margin + st.Title.Render("So far") + "\n" + t.part(st, story, storyColumn(story), width) + "\n\n" +
			kit.Margin + st.Title.Render("Details") + "\n" + t.part(st, details, timeColumn, width)
	case width >= besideFrom:
		story = story[max(0, len(story)-max(1, height)):]
		own, times := leastStory, storyColumn(story)
		for _, row := range story {
			own = max(own, len(indent)+times+gap+ansi.StringWidth(row[1]))
		}
		own = min(own, width-detailsWidth) // the id of a task is seen in one piece
		left := kit.Column{Text: t.part(st, story, times, own), Width: own}
		facts := kit.Facts{Names: detailColumn, Width: width - own, Margin: gap, Wrap: true}
		facts.Rows = t.facts(facts.Width - gap - detailColumn)
		return kit.Beside(max(height, 1), left, kit.Column{Text: facts.Draw(st)})
	}
	story = story[max(0, min(len(story)-1, len(story)-(height-len(details)-1))):]
	return t.part(st, details, timeColumn, width) + "\n\n" + t.part(st, story, storyColumn(story), width)
}

// storyColumn returns how wide the times of a story stand: those of another day have it before
// them.
func storyColumn(rows [][2]string) int {
	column := timeColumn
	for _, row := range rows {
		column = max(column, ansi.StringWidth(row[0])+gap)
	}
	return column
}

// part draws facts below the texts.
func (t moment) part(st *kit.Styles, rows [][2]string, names, width int) string {
	return kit.Facts{Rows: rows, Names: names, Width: width, Margin: len(indent), Wrap: true}.Draw(st)
}

// rows are the points of the story with their times.
func (t moment) rows() [][2]string {
	line := t.story()
	rows := make([][2]string, len(line))
	for i, p := range line {
		rows[i] = [2]string{t.clock(p.At), p.Words}
	}
	return rows
}

// mostNamed is how many of a long list, such as keywords, are named.
const mostNamed = 12

// facts are what one may need to know or read to somebody, with values in so many
// columns.
func (t moment) facts(room int) [][2]string {
	in, known := t.Attempt.Intent(), t.Attempt.Task()
	out := [][2]string{{"channel", in.Channel}}
	if id := known.ID; id != "" {
		if copies := "   y copies it"; ansi.StringWidth(id+copies) < room {
			id += copies
		}
		out = append(out, [2]string{"task", id})
	}
	if bots := explain.Bots(in); bots != "" {
		out = append(out, [2]string{"bots", bots})
	}
	for _, fact := range explain.RunsWith(t.Attempt, mostNamed) {
		out = append(out, [2]string{fact[0], string(terminal.Safe(fact[1], 0))})
	}
	if in.Preset != "" {
		out = append(out, [2]string{"preset", in.Preset})
	}
	if created := known.CreatedAt; !created.IsZero() {
		local := created.In(t.now.Location())
		told := local.Format("2006-01-02 15:04:05")
		if utc := created.UTC().Format("15:04:05"); !strings.HasSuffix(told, utc) {
			told += " (" + utc + " UTC)"
		}
		out = append(out, [2]string{"created", told})
	}
	via := explain.Via(in)
	if mark := t.world.Production(); mark != "" {
		via += ", " + mark
	}
	return append(out, [2]string{"via", via})
}
