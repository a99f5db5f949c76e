package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// task shows a task, and stops it when told. What goes on about it goes on without
// this screen, see background.
type task struct {
	*work

	help bool // "it runs but no captions"
	own  bool // the draft is this task's, so another like it can be made
	late bool // the bell has rung for the reminder

	runs      agora.Request // what it runs with, as the journal says
	runsKnown bool
	unsure    []string // paths of changes that got no clear answer
}

// newTask shows a task that was started just now, and asks for it.
func newTask(m *Model, a *attempt.Attempt, stopIt bool) tea.Cmd {
	t := m.showTask(a)
	t.own, t.answered = true, m.now()
	if status := a.Task().Status; status != "" {
		t.saw(m, status)
	}
	if stopIt {
		return m.back.stop(m, t.work, false)
	}
	return m.back.plan(m, t.work, nil)
}

// watch shows a task of this machine's journal and asks for it.
func (m *Model) watch(a *attempt.Attempt) tea.Cmd {
	t := m.showTask(a)
	if _, known := a.Handle(); known && !t.ended() && !t.busy() {
		return m.back.askNow(m, t.work)
	}
	return nil
}

// showTask shows a task of this machine's journal.
func (m *Model) showTask(a *attempt.Attempt) *task {
	m.nextOp()
	t := &task{work: m.back.know(a)}
	t.readRuns()
	m.show(t)
	return t
}

// ended reports whether nothing of the attempt runs any more.
func (t *task) ended() bool { return !t.attempt.Open() }

// counts reports whether times that pass are shown.
func (t *task) counts(*Model) bool { return !t.ended() }

// waits reports whether the end may come any moment.
func (t *task) waits(*Model) bool { return t.ending() && t.inFlight() }

// sentAt returns the time at which the start was sent.
func sentAt(a *attempt.Attempt) time.Time { return a.SentAt() }

func (t *task) isReading() bool { return true }

func (t *task) title(*Model) string { return t.attempt.Intent().Channel }

func (t *task) bindings(m *Model) []binding {
	var out []binding
	_, known := t.attempt.Handle()
	running := known && !t.ended() && !t.ending() && t.settler == nil
	if running {
		out = append(out, key("x", "stop", func() tea.Cmd { return t.askToStop(m) }))
		if t.changing == nil {
			out = append(out, key("u", "change", func() tea.Cmd { return t.askToChange(m) }))
		}
	}
	out = append(out, t.settleBindings(m)...)
	out = append(out, asideBindings(m, t.attempt)...)
	if t.attempt.State().MayBill() {
		out = append(out, key("e", "reminder", func() tea.Cmd { return m.askPlannedEnd(t.attempt) }))
	}
	out = append(out, key("q ctrl+c", "leave", func() tea.Cmd { return m.quitTask(t) }))
	if t.own {
		what := "another like this"
		if t.ended() {
			what = "start again"
		}
		out = append(out, key("n", what, func() tea.Cmd { return m.another() }))
		out = append(out, key("ctrl+s", "save as preset", m.askToSave))
	}
	if known && !t.ended() {
		out = append(out, key("w", "no captions?", func() tea.Cmd { t.help = !t.help; return nil }))
	}
	if t.help {
		out = append(out, key("esc", "back to the task", func() tea.Cmd { t.help = false; return nil }), key("h", "home", m.goHome).Rare())
	} else {
		out = append(out, key("esc h", "home", m.goHome))
	}
	if running {
		out = append(out, key("r", "ask now", func() tea.Cmd { return m.back.askNow(m, t.work) }))
	}
	out = append(out, key("b", "support bundle", func() tea.Cmd { return m.writeBundle(t.attempt) }).Rare())
	if known {
		out = append(out, key("y", "copy task id", func() tea.Cmd { return m.copy("task id", t.attempt.Task().ID) }))
	}
	return out
}

// another begins with the same answers, on the review. Bot uids and the channel
// stay: the person sees them there.
func (m *Model) another() tea.Cmd {
	m.draft.Begin(m.preset)
	return m.showReview()
}

// by returns the connection of the task, as far as the top line shows one.
func (t *task) by() connections.Connection {
	in := t.attempt.Intent()
	c := connections.Connection{Name: in.Connection, Version: in.Version, Sandbox: in.Connection == connections.SandboxName}
	if in.BaseURL != agora.DefaultBaseURL {
		c.BaseURL = in.BaseURL
	}
	return c
}

func (t *task) typed(*Model, tea.Msg) tea.Cmd { return nil }

func (t *task) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tickedMsg:
		return t.overdue(m)
	case plannedMsg:
		t.late = false
	case taskChangedMsg:
		if msg.id == t.attempt.ID() {
			t.readRuns()
		}
	}
	return nil
}

// explained puts what went wrong with asking or stopping into words.
func (t *task) explained(m *Model, err error, op string) explain.Explanation {
	in := t.attempt.Intent()
	e := explain.Failure(err, explain.Context{Op: op, Connection: in.Connection, Project: agora.Project{Version: in.Version}}.Of(t.attempt))
	if _, typed := errors.AsType[*noSecretError](err); typed {
		e.What, e.Do = words.Capital(err.Error())+".", "give it after x or r"
	}
	return e
}

// checks is what to look at when a task runs and no captions come.
func checks(d *form.Draft) []string {
	out := []string{
		"Somebody must speak: a host with an open microphone, not muted.",
		"The channel's name must be the app's own, letter by letter, and so must the App ID.",
		"The bots' uids must belong to nobody else in the channel.",
		"With App Certificate on, both bots need tokens for this channel and their own uid, not expired.",
		"The app must decode what was chosen: Protobuf, or JSON with gzip.",
	}
	if d == nil {
		return append(out, "If the channel is encrypted, mode, secret and salt must be the channel's own; with wrong ones nothing comes, and no error either.")
	}
	r := d.Request()
	if d.On(form.Encryption) {
		out = append([]string{"Encryption is on: mode, secret and salt must be the channel's own; with wrong ones nothing comes, and no error either."}, out...)
	} else {
		out = append(out, "Encryption is off here: if the app encrypts the channel, the bot hears nothing.")
	}
	if len(r.RTC.SubscribeAudioUIDs) > 0 {
		out = append([]string{"Only some users are transcribed here: the one who speaks must be among them."}, out...)
	}
	return out
}
