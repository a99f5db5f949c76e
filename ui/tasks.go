package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/terminal"
)

// tasks lists every attempt of this machine, open ones first.
type tasks struct {
	list []*attempt.Attempt
	at   int
}

func (m *Model) showTasks() tea.Cmd {
	m.nextOp()
	t := &tasks{}
	t.take(m)
	m.show(t)
	return m.readHome()
}

// take sorts what home has read: open ones first, each part newest first.
func (t *tasks) take(m *Model) {
	t.list = m.home.open()
	for _, a := range m.home.attempts {
		if !slices.Contains(t.list, a) {
			t.list = append(t.list, a)
		}
	}
	t.at = max(0, min(t.at, len(t.list)-1))
}

func (t *tasks) title(*Model) string { return "Tasks of this machine" }

func (t *tasks) bindings(m *Model) []binding {
	var out []binding
	if t.at < len(t.list) {
		a := t.list[t.at]
		out = append(out, key("enter", "watch", func() tea.Cmd { return m.watch(a) }))
		if _, known := a.Handle(); known && a.Open() {
			out = append(out, key("x", "stop", func() tea.Cmd { return t.stop(m, a) }))
		}
		out = append(out, asideBindings(m, a)...)
		if a.Task().ID != "" {
			out = append(out, key("y", "copy task id", func() tea.Cmd { return m.copy("task id", a.Task().ID) }).rare())
		}
	}
	return append(out,
		key("down j", "next", func() tea.Cmd { t.at = max(0, min(t.at+1, len(t.list)-1)); return nil }).as("↓").rare(),
		key("up k", "before", func() tea.Cmd { t.at = max(0, t.at-1); return nil }).as("↑").rare(),
		key("r", "read again", func() tea.Cmd { return m.readHome() }).rare(),
		key("esc h", "home", m.goHome),
	)
}

// stop goes to the task's screen, with the question open.
func (t *tasks) stop(m *Model, a *attempt.Attempt) tea.Cmd {
	cmd := m.watch(a)
	if shown, ok := m.screen.(*task); ok {
		return tea.Batch(cmd, shown.askToStop(m))
	}
	return cmd
}

func (t *tasks) typed(*Model, tea.Msg) tea.Cmd { return nil }

func (t *tasks) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case homeReadMsg:
		t.take(m)
	case setAsideMsg:
		m.say(msg.words, msg.err)
		return m.readHome()
	}
	return nil
}

func (t *tasks) view(m *Model, width, height int) string {
	s := m.styles
	if len(t.list) == 0 && len(m.home.broken) == 0 {
		return "\n   " + s.Dim.Render("Nothing was started from this machine yet.")
	}
	var lines []string
	for i, a := range t.list {
		lines = append(lines, t.row(m, a, i == t.at, width))
	}
	for _, b := range m.home.broken {
		lines = append(lines, " "+s.Error.Render(s.Marks.Error+" "+string(terminal.Safe(b.ID+": "+sentence(b.Err), width-4))))
	}
	lines = window(lines, t.at, height-1)
	return "\n" + strings.Join(lines, "\n")
}

func (t *tasks) row(m *Model, a *attempt.Attempt, here bool, width int) string {
	s, in := m.styles, a.Intent()
	cursor, style := "  ", s.Dim
	if a.Open() {
		style = s.Text
	}
	if here {
		cursor, style = s.Here.Render(s.Marks.Cursor)+" ", s.Here
	}
	mark := s.Dim.Render(s.Marks.Idle)
	switch {
	case a.State() == attempt.Started:
		mark = s.good.Render(s.Marks.Done)
	case a.State().MayBill():
		mark = s.Warning.Render(s.Marks.Warning)
	}
	channelWidth := max(12, min(32, width-52))
	channel := string(terminal.Safe(in.Channel, channelWidth))
	state := stateWord(a)
	when := ""
	if width >= 48 {
		when = ago(m.now(), a.Begun())
	}
	line := fmt.Sprintf("%s%s%s%s%s", channel, pad(channel, channelWidth+2), state, pad(state, 13), when)
	out := " " + cursor + mark + " " + style.Render(line)
	if rest := width - 6 - channelWidth - 2 - 13 - 14; rest > 12 {
		out += pad(when, 14) + s.Dim.Render(string(terminal.Safe(in.Connection+"  "+a.Task().ID, rest)))
	}
	return out
}

// ago says how long something is past, coarsely: "today 08:55", "3 days ago".
func ago(now, then time.Time) string {
	then = then.In(now.Location())
	days := int(midnight(now).Sub(midnight(then)).Hours()+12) / 24
	switch {
	case then.IsZero() || days < 0:
		return "–"
	case days == 0:
		return "today " + then.Format("15:04")
	case days == 1:
		return "yesterday"
	case days < 14:
		return fmt.Sprintf("%d days ago", days)
	case days < 60:
		return fmt.Sprintf("%d weeks ago", days/7)
	case days < 730:
		return fmt.Sprintf("%d months ago", days/30)
	}
	return fmt.Sprintf("%d years ago", days/365)
}

func midnight(t time.Time) time.Time {
	y, mo, d := t.Date()
	return time.Date(y, mo, d, 0, 0, 0, 0, t.Location())
}
