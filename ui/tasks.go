package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
)

// tasks is the table of every attempt of this machine, open ones first, with
// what Agora says of them while it is shown.
type tasks struct {
	rows []taskRow
	at   string          // the id of the chosen row: it survives every reading
	kept map[string]bool // those that could run when the screen came up stay in their place

	filter    string
	filtering bool
	details   bool // of the chosen row, in place of the table

	live    live
	ends    endings
	takesUp *takeUp // a task being taken up; nil: none

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
	t := &tasks{kept: map[string]bool{}, live: newLive(), ends: endings{}}
	t.take(m)
	m.show(t)
	return together(t.follow(m), m.readHome(), m.minute(), t.lookForStrangers(m))
}

// take makes rows of what home has read: what may be running first, then journals
// that can't be read, what was not sent, and the history; each part newest first.
// A row of the first part stays there when its task ends, so that nothing jumps
// under the cursor.
func (t *tasks) take(m *Model) {
	var running, unreadable, unsent, past []taskRow
	for _, a := range m.home.attempts {
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
	for i := range m.home.broken {
		unreadable = append(unreadable, taskRow{broken: &m.home.broken[i]})
	}
	t.rows = slices.Concat(running, unreadable, unsent, past)
	t.choose()
}

// choose keeps the choice on a row that is shown.
func (t *tasks) choose() {
	shown := t.shown()
	if i := t.index(shown); i < 0 && len(shown) > 0 {
		t.at = shown[0].id()
	}
}

// shown gives the rows that the filter lets through.
func (t *tasks) shown() []taskRow {
	if t.filter == "" {
		return t.rows
	}
	needle := strings.ToLower(t.filter)
	return slices.DeleteFunc(slices.Clone(t.rows), func(r taskRow) bool { return !strings.Contains(t.words(r), needle) })
}

// words is what the filter looks into.
func (t *tasks) words(r taskRow) string {
	if r.broken != nil {
		return strings.ToLower(r.broken.ID + " unreadable " + brokenChannel(r.broken))
	}
	a, in := r.attempt, r.attempt.Intent()
	mine := t.standing(a)
	return strings.ToLower(strings.Join([]string{in.Channel, in.Connection, a.Task().ID, mine.word, mine.narrow, mine.said, a.State().Meaning()}, " "))
}

func (t *tasks) index(shown []taskRow) int {
	return slices.IndexFunc(shown, func(r taskRow) bool { return r.id() == t.at })
}

// row gives the chosen row, and whether there is one.
func (t *tasks) row() (taskRow, bool) {
	shown := t.shown()
	if i := t.index(shown); i >= 0 {
		return shown[i], true
	}
	return taskRow{}, false
}

// attemptOf gives the attempt with that id as it was last read.
func (t *tasks) attemptOf(id string) *attempt.Attempt {
	for _, r := range t.rows {
		if r.attempt != nil && r.attempt.ID() == id {
			return r.attempt
		}
	}
	return nil
}

func (t *tasks) move(by int) tea.Cmd {
	shown := t.shown()
	if len(shown) > 0 {
		t.at = shown[max(0, min(t.index(shown)+by, len(shown)-1))].id()
	}
	return nil
}

func (t *tasks) title(*Model) string {
	if t.filtering {
		return "Tasks with: " + t.filter
	}
	return "Tasks of this machine"
}

func (t *tasks) isTyping() bool { return t.filtering }

// isReading lets a long list of details be scrolled.
func (t *tasks) isReading() bool { return t.details }

func (t *tasks) typed(_ *Model, msg tea.Msg) tea.Cmd {
	if !t.filtering {
		return nil
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		t.filter += msg.Text
	case tea.PasteMsg:
		t.filter += strings.TrimSpace(msg.Content)
	}
	t.choose()
	return nil
}

func (t *tasks) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case homeReadMsg:
		t.take(m)
		return t.follow(m)
	case minutePassedMsg:
		if msg.op == m.op {
			return together(m.readHome(), m.minute(), t.lookForStrangers(m))
		}
	case strangersReadMsg:
		if msg.op == m.op && msg.err == nil {
			t.strangers = msg
		}
	case setAsideMsg:
		m.say(msg.words, msg.err)
		return m.readHome()
	case takenUpMsg:
		if msg.op == m.op {
			return t.tookUp(m, msg)
		}
	case clientMadeMsg:
		return together(t.live.reached(t, m, msg), t.goOn(m))
	case endStepMsg:
		if msg.op == m.op {
			return t.stepped(m, msg)
		}
	case endDueMsg:
		if msg.op == m.op {
			return t.step(m, msg.id)
		}
	}
	return t.live.heard(t, m, msg)
}
