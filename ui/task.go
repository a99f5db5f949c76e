package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

// seenStatus is a point of the task's time line.
type seenStatus struct {
	at    time.Time
	words string
}

// task watches a task, and stops it when told.
type task struct {
	attempt *attempt.Attempt
	client  *agora.Client               // nil until it is needed: a task of an earlier run
	conn    connections.Connection      // of the client
	then    func(*agora.Client) tea.Cmd // what waits for the connection of a task of an earlier run
	polls   attempt.Polls

	status   agora.Status
	line     []seenStatus
	asked    time.Time // the last answer
	next     time.Time // the next question; zero: none
	due      int       // the number of the question that was planned last
	asking   bool
	silent   time.Time // since when no answer came; zero: they come
	err      error     // why not
	stopping bool
	stopErr  error
	ended    bool
	unasked  bool // it ended without being told
	help     bool // "it runs but no captions"
	own      bool // the draft is this task's, so another like it can be made
	late     bool // the bell has rung for the reminder

	runs      agora.Request // what it runs with, as the journal says
	runsKnown bool
	unsure    []string // paths of changes that got no clear answer
	changing  *changing
	changeErr error

	settling
}

// newTask shows a task that was started just now, and asks for it.
func newTask(m *Model, a *attempt.Attempt, stopIt bool) tea.Cmd {
	m.nextOp()
	t := &task{attempt: a, client: m.client(), conn: m.conn, own: true, status: a.Task().Status}
	t.polls.Random = m.o.Random
	t.line = []seenStatus{{sentAt(a), "sent"}}
	if t.status != "" {
		t.saw(m, t.status)
	}
	t.asked = m.now()
	t.readRuns()
	m.show(t)
	if stopIt {
		return together(m.tick(), t.stop(m))
	}
	return together(m.tick(), t.plan(m, nil))
}

// watch shows a task of this machine's journal and asks for it.
func (m *Model) watch(a *attempt.Attempt) tea.Cmd {
	t, cmd := m.showTask(a)
	if _, known := a.Handle(); known && !t.ended {
		cmd = together(cmd, t.ask(m))
	}
	return cmd
}

// showTask shows a task of this machine's journal.
func (m *Model) showTask(a *attempt.Attempt) (*task, tea.Cmd) {
	m.nextOp()
	t := &task{attempt: a, status: a.Task().Status, ended: !a.Open()}
	t.polls.Random = m.o.Random
	t.line = storyOf(a)
	t.readRuns()
	m.show(t)
	if t.ended {
		return t, nil
	}
	return t, m.tick()
}

// sentAt gives the time at which the start was sent.
func sentAt(a *attempt.Attempt) time.Time {
	for _, r := range a.Records() {
		if r.Event == attempt.EventSending {
			return r.At
		}
	}
	return a.Begun()
}

func (t *task) isReading() bool { return true }

func (t *task) title(*Model) string { return t.attempt.Intent().Channel }

func (t *task) bindings(m *Model) []binding {
	var out []binding
	_, known := t.attempt.Handle()
	running := known && !t.ended && !t.stopping && t.settler == nil
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
		if t.ended {
			what = "start again"
		}
		out = append(out, key("n", what, func() tea.Cmd { return m.another() }))
		out = append(out, key("ctrl+s", "save as preset", m.askToSave))
	}
	if known && !t.ended {
		out = append(out, key("w", "no captions?", func() tea.Cmd { t.help = !t.help; return nil }))
	}
	if t.help {
		out = append(out, key("esc", "back to the task", func() tea.Cmd { t.help = false; return nil }), key("h", "home", m.goHome).rare())
	} else {
		out = append(out, key("esc h", "home", m.goHome))
	}
	if running {
		out = append(out, key("r", "ask now", func() tea.Cmd { return t.ask(m) }))
	}
	out = append(out, key("b", "support bundle", func() tea.Cmd { return m.writeBundle(t.attempt) }).rare())
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

// plan sets the time of the next question.
func (t *task) plan(m *Model, err error) tea.Cmd {
	t.due++ // a question planned before is not asked any more
	wait, more := t.polls.Next(m.now(), t.status, err)
	if !more || t.ended {
		t.next = time.Time{}
		return nil
	}
	t.next = m.now().Add(wait)
	return m.after(wait, pollDueMsg{m.op, t.due})
}

// ask asks Agora for the task now.
func (t *task) ask(m *Model) tea.Cmd {
	if t.asking || t.ended {
		return nil
	}
	return t.withClient(m, func(c *agora.Client) tea.Cmd {
		t.asking = true
		return m.queryTask(c, t.attempt)
	})
}

// withClient goes on with the client for the connection that the task was
// started by, which need not be the one in use.
func (t *task) withClient(m *Model, then func(*agora.Client) tea.Cmd) tea.Cmd {
	if t.client != nil {
		return then(t.client)
	}
	t.then = then
	return m.findConnection(t.attempt)
}

// found goes on once the task's connection is known.
func (t *task) found(m *Model, msg connectionFoundMsg) tea.Cmd {
	then := t.then
	t.then = nil
	if msg.err != nil {
		t.err = msg.err
		return nil
	}
	if then == nil {
		return nil
	}
	if line := session.StandIn(t.attempt, msg.conn); line != "" {
		m.say(line, nil)
	}
	return m.withClientFor(msg.conn, func(client *agora.Client) tea.Cmd {
		t.client, t.conn = client, msg.conn
		return then(client)
	})
}

// by gives the connection of the task, as far as the top line shows one.
func (t *task) by() connections.Connection {
	in := t.attempt.Intent()
	c := connections.Connection{Name: in.Connection, Version: in.Version, Sandbox: in.Connection == connections.SandboxName}
	if in.BaseURL != agora.DefaultBaseURL {
		c.BaseURL = in.BaseURL
	}
	return c
}

// failed: the client for the task could not be made.
func (t *task) failed(_ *Model, err error) tea.Cmd {
	t.err = err
	return nil
}

func (t *task) typed(*Model, tea.Msg) tea.Cmd { return nil }

func (t *task) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case secondPassedMsg:
		if msg.op == m.op && !t.ended {
			return together(m.tick(), t.overdue(m))
		}
	case againDueMsg:
		if msg.op == m.op && t.settler != nil && !t.stepping {
			return t.step(m)
		}
	case settledMsg:
		if msg.op == m.op {
			return t.stepped(m, msg)
		}
	case botsRemovedMsg:
		if msg.op == m.op {
			return t.removed(m, msg)
		}
	case changeDueMsg:
		if msg.op == m.op && !t.ended && !t.stopping {
			return t.changeNow(m)
		}
	case taskChangedMsg:
		if msg.op == m.op {
			return t.changed(m, msg.err)
		}
	case plannedMsg:
		m.say(msg.words, msg.err)
		t.late = false
	case pollDueMsg:
		switch {
		case msg.op != m.op || msg.number != t.due || t.stopping:
		case t.client == nil && m.over != nil: // the way may need a person, who is answering something else
			return t.plan(m, nil)
		default:
			return t.ask(m)
		}
	case connectionFoundMsg:
		if msg.op == m.op {
			return t.found(m, msg)
		}
	case setAsideMsg:
		m.say(msg.words, msg.err)
		t.ended = t.ended || msg.err == nil
		return m.readHome()
	case taskSeenMsg:
		if msg.op == m.op {
			return t.seen(m, msg)
		}
	case taskStoppedMsg:
		if msg.op == m.op {
			return t.stopped(m, msg)
		}
	}
	return nil
}

// seen follows an answer, or its failure.
func (t *task) seen(m *Model, msg taskSeenMsg) tea.Cmd {
	t.asking = false
	if t.stopping {
		return nil // the stop tells
	}
	if msg.err != nil && !t.over() {
		if t.refused(m, msg.err) {
			t.silent = time.Time{}
		} else if t.silent.IsZero() {
			t.silent = m.now()
		}
		t.err = msg.err
		return t.plan(m, msg.err)
	}
	t.silent, t.err, t.asked = time.Time{}, nil, m.now()
	if msg.task.Status != "" {
		t.saw(m, msg.task.Status)
	}
	if t.over() {
		return t.endedUnasked(m)
	}
	return t.plan(m, nil)
}

// refused tells whether Agora refused the credentials. The next question or stop
// then begins with asking for the secret again.
//
//go:noinline // for size: it has many callers
func (t *task) refused(m *Model, err error) bool {
	if !m.forgetSecret(t.conn, err) {
		return false
	}
	t.client = nil
	return true
}

// over tells whether the journal knows that the task has ended.
func (t *task) over() bool { return t.attempt.State() == attempt.Stopped }

// saw adds a status to the time line if it is new.
func (t *task) saw(m *Model, s agora.Status) {
	if t.status != s || len(t.line) == 1 {
		t.line = append(t.line, seenStatus{m.now(), string(s)})
	}
	t.status = s
}

// endedUnasked: the task ended by itself. The bell rings: somebody should look.
func (t *task) endedUnasked(m *Model) tea.Cmd {
	t.ended, t.unasked, t.next = true, true, time.Time{}
	t.line = append(t.line, seenStatus{m.now(), "ended"})
	return together(tea.Raw("\a"), m.rememberUse("ended", m.now().Sub(sentAt(t.attempt))))
}

// explained puts what went wrong with asking or stopping into words.
func (t *task) explained(m *Model, err error, op string) explain.Explanation {
	in := t.attempt.Intent()
	return explain.Failure(err, explain.Context{Op: op, Connection: in.Connection}.Of(t.attempt))
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
