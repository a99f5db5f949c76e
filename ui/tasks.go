package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
	"sttwizard/ui/kit"
)

// tasks is the table of every attempt of this machine, open ones first, with
// what Agora says of them while it is shown.
type tasks struct {
	rows []taskRow
	at   string          // the id of the chosen row: it survives every reading
	kept map[string]bool // those that could run when the screen came up stay in their place

	filter  kit.Filter
	details bool // of the chosen row, in place of the table

	stops   map[string]bool // those that were to be stopped from here, until it is told how that ended
	takesUp *takeUp         // a task being taken up; nil: none

	strangers strangersReadMsg // what Agora last told of tasks that no attempt knows
}

// taskRow is one row: an attempt, or a journal that can't be read.
type taskRow struct {
	attempt *attempt.Attempt
	broken  *attempt.Broken // nil: the attempt is there
}

func (r taskRow) id() string {
	if r.broken != nil {
		return r.broken.ID
	}
	return r.attempt.ID()
}

func (m *Model) showTasks() tea.Cmd {
	m.nextOp()
	t := &tasks{filter: kit.NewFilter(), kept: map[string]bool{}, stops: map[string]bool{}}
	t.take(m)
	m.show(t)
	return together(m.back.askSoon(m), m.readHome(), m.minute(), t.lookForStrangers(m))
}

// take makes rows of what home has read: what may be running first, then journals
// that can't be read, what was not sent, and the history; each part newest first.
// A row of the first part stays there when its task ends, so that nothing jumps
// under the cursor.
func (t *tasks) take(m *Model) {
	var running, unreadable, unsent, past []taskRow
	for _, a := range m.back.attempts {
		row := taskRow{attempt: a}
		if a.State().MayBill() {
			t.kept[a.ID()] = true
		}
		switch {
		case t.kept[a.ID()]:
			running = append(running, row)
		case a.Open():
			unsent = append(unsent, row)
		default:
			past = append(past, row)
		}
	}
	for i := range m.back.broken {
		unreadable = append(unreadable, taskRow{broken: &m.back.broken[i]})
	}
	slices.SortStableFunc(running, func(a, b taskRow) int { return usecases.ByAlarm(a.attempt, b.attempt) })
	t.rows = slices.Concat(running, unreadable, unsent, past)
	t.choose(m)
}

// choose keeps the choice on a row that is shown.
func (t *tasks) choose(m *Model) {
	shown := t.shown(m)
	if i := t.index(shown); i < 0 && len(shown) > 0 {
		t.at = shown[0].id()
	}
}

// shown returns the rows that the filter lets through.
func (t *tasks) shown(m *Model) []taskRow {
	if t.filter.Words() == "" {
		return t.rows
	}
	return slices.DeleteFunc(slices.Clone(t.rows), func(r taskRow) bool { return !t.filter.LetsThrough(t.words(m, r)) })
}

// words is what the filter looks into.
func (t *tasks) words(m *Model, r taskRow) string {
	if r.broken != nil {
		return strings.ToLower(r.broken.ID + " unreadable " + brokenChannel(r.broken))
	}
	a, in := r.attempt, r.attempt.Intent()
	mine := m.back.standing(a)
	return strings.ToLower(strings.Join([]string{in.Channel, in.Connection, a.Task().ID, mine.word, mine.narrow, mine.said, a.State().Meaning()}, " "))
}

func (t *tasks) index(shown []taskRow) int {
	return slices.IndexFunc(shown, func(r taskRow) bool { return r.id() == t.at })
}

// row returns the chosen row, and whether there is one.
func (t *tasks) row(m *Model) (taskRow, bool) {
	shown := t.shown(m)
	if i := t.index(shown); i >= 0 {
		return shown[i], true
	}
	return taskRow{}, false
}

func (t *tasks) move(m *Model, by int) tea.Cmd {
	shown := t.shown(m)
	if len(shown) > 0 {
		t.at = shown[max(0, min(t.index(shown)+by, len(shown)-1))].id()
	}
	return nil
}

func (t *tasks) title(*Model) string {
	if t.filter.IsOpen() {
		return "Tasks with: " + t.filter.Words()
	}
	return "Tasks of this machine"
}

func (t *tasks) isTyping() bool  { return t.filter.IsOpen() }
func (t *tasks) isEditing() bool { return t.filter.IsOpen() }

// isReading lets a long list of details be scrolled.
func (t *tasks) isReading() bool { return t.details }

func (t *tasks) typed(m *Model, msg tea.Msg) tea.Cmd {
	if t.filter.IsOpen() {
		t.filter.Typed(msg)
		t.choose(m)
	}
	return nil
}

// counts reports whether times that pass are shown: of a task that may be running.
func (t *tasks) counts(m *Model) bool { return len(m.back.open()) > 0 }

func (t *tasks) heard(m *Model, msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case homeReadMsg:
		t.take(m)
	case minutePassedMsg:
		cmd = together(m.readHome(), m.minute(), t.lookForStrangers(m))
	case strangersReadMsg:
		if msg.err == nil {
			t.strangers = msg
		}
	case takenUpMsg:
		cmd = t.tookUp(m, msg)
	}
	t.sayEnded(m)
	return cmd
}
