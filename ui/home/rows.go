package home

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/presets"
)

// row is a line of the list: a task, something that a preset is for, or another way to
// begin.
type row struct {
	id      string           // by which the choice survives every reading
	attempt *attempt.Attempt // of a task; nil: it is none
	stands  standing         // of a task
	rank    tasks.Rank       // of a task among others

	stranger bool           // a task that this machine did not start
	preset   *presets.Entry // nil: it is none
	kept     *Kept          // answers of an earlier time; nil: it is none
	verb     string         // what enter does
	name     string
	words    string // beside the name
	what     string // the row in a sentence or two
	mark     string // of words.Marks; empty: none
	do       func() tea.Cmd
}

// isTask reports whether the row stands in the list's first part.
func (r row) isTask() bool { return r.attempt != nil || r.stranger || r.id == brokenID }

// The ids of rows that there is one of at most.
const (
	brokenID = "broken"
	unsentID = "unsent"
	newID    = "new"
	lastID   = "last"
)

// tasks returns the rows of the first part in the order of all lists of tasks; what has
// ended comes last.
func (s *Screen) tasks() []row {
	var out []row
	now := s.world.Now()
	for _, a := range s.world.Open() {
		out = append(out, s.task(a, now))
	}
	for _, t := range s.world.Strangers() {
		out = append(out, s.stranger(t, now))
	}
	slices.SortStableFunc(out, func(x, y row) int { return x.rank.Compare(y.rank) })
	if n := s.world.Broken(); n > 0 {
		out = slices.Insert(out, 0, s.unreadable(n))
	}
	ended := s.world.Ended()
	for _, a := range ended[:min(mostEnded, len(ended))] {
		out = append(out, s.task(a, now))
	}
	return out
}

// mostEnded is how many ends the screen tells of.
const mostEnded = 3

// task makes the row of an attempt.
func (s *Screen) task(a *attempt.Attempt, now time.Time) row {
	stands := standingOf(a, s.world.Work(a), now, s.world.ToldToStop(a))
	return row{
		id: "attempt " + a.ID(), attempt: a, verb: "open", name: s.nameOf(a),
		stands: stands, rank: tasks.RankOf(a, stands.Health, now),
		do: func() tea.Cmd { return s.chosen(Open{a}) },
	}
}

// nameOf returns what a task is listed by: the title of its preset, else its channel.
func (s *Screen) nameOf(a *attempt.Attempt) string {
	return cmp.Or(s.world.Title(a), a.Intent().Channel)
}

// starts returns the rows of the second part.
func (s *Screen) starts() []row {
	if s.filter.Words() != "" {
		return s.presetRows()
	}
	var out []row
	if kept := s.world.Unsent(); kept != nil {
		out = append(out, row{
			id: unsentID, kept: kept, verb: "go on", name: "Unsent answers", words: kept.Words(), mark: "›",
			what: "Answers that nothing was started with yet.",
			do:   func() tea.Cmd { return s.chosen(Resume{kept.Draft}) },
		})
	}
	if s.isEmpty() {
		return append(out, s.firstWays()...)
	}
	out = append(out, row{
		id: newID, verb: "new task", name: "New task", mark: "+", do: s.newTask,
		what: "A few questions, then the exact request to look at. Nothing is sent before that.",
	})
	if kept := s.world.Last(); kept != nil {
		out = append(out, row{
			id: lastID, kept: kept, verb: "use", name: "Last answers", words: kept.Words(), mark: "↺",
			what: "The answers that were sent last, to look at once more and start.",
			do:   func() tea.Cmd { return s.chosen(Resume{kept.Draft}) },
		})
	}
	return append(out, s.presetRows()...)
}

// presetRows returns the rows of the presets that the filter lets through.
func (s *Screen) presetRows() []row {
	var out []row
	for i := range s.entries {
		e := &s.entries[i]
		if s.filter.Words() != "" && !s.filter.LetsThrough(e.Name+" "+e.Preset.Title+" "+e.Preset.Note) {
			continue
		}
		out = append(out, row{
			id: "preset " + e.Name, preset: e, verb: "use", name: cmp.Or(e.Preset.Title, e.Name),
			do: func() tea.Cmd { return s.use(*e) },
		})
	}
	return out
}

// rows returns all rows, those of tasks first.
func (s *Screen) rows() []row {
	if !s.world.Loaded() {
		return nil
	}
	out := s.tasks()
	if s.filter.Words() != "" {
		out = slices.DeleteFunc(out, func(r row) bool { return !s.filter.LetsThrough(r.searched()) })
	}
	return append(out, s.starts()...)
}

// searched is what the filter looks into of a task.
func (r row) searched() string {
	if r.attempt == nil {
		return r.name
	}
	in := r.attempt.Intent()
	return strings.Join([]string{r.name, in.Channel, explain.Spoken(r.attempt), r.stands.InFull()}, " ")
}

// index returns the place of the chosen row. Until somebody has chosen one it is the
// task to be looked at first, else the preset that was used last.
func (s *Screen) index(rows []row) int {
	i := slices.IndexFunc(rows, func(r row) bool { return r.id == s.at })
	switch {
	case i >= 0 && (s.byHand || s.at != newID):
		return i
	case s.byHand: // it is gone: what is in its place now
		return max(0, min(s.place, len(rows)-1))
	}
	for _, first := range []func(row) bool{
		func(r row) bool { return r.attempt != nil && r.attempt.Open() },
		func(r row) bool { return r.preset != nil },
		func(r row) bool { return !r.isTask() && r.id != unsentID },
	} {
		if i := slices.IndexFunc(rows, first); i >= 0 {
			return i
		}
	}
	return 0
}

// selected returns the chosen one of the rows, and whether there is one.
func (s *Screen) selected(rows []row) (row, bool) {
	if len(rows) == 0 {
		return row{}, false
	}
	return rows[s.index(rows)], true
}

// choose stays on the row in some place.
func (s *Screen) choose(rows []row, place int) {
	if len(rows) > 0 {
		s.place = max(0, min(place, len(rows)-1))
		s.at = rows[s.place].id
	}
}

// move moves the choice by that many rows.
func (s *Screen) move(by int) {
	rows := s.rows()
	s.choose(rows, s.index(rows)+by)
	s.byHand = true
}

// Arrive is told when somebody comes to the screen: unless a row was chosen by hand,
// the one to be looked at first is chosen anew.
func (s *Screen) Arrive() {
	if !s.byHand {
		s.at = ""
	}
}

// Reload takes the presets again, and stays on the chosen row.
func (s *Screen) Reload() {
	s.entries = s.world.Presets()
	rows := s.rows()
	if s.world.Loaded() {
		s.choose(rows, s.index(rows))
	}
}

// aPage is how many rows a page is.
const aPage = 10
