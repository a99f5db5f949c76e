package ui

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// takeUp is a task that was started elsewhere and is about to be listed here: it
// is asked for before it is written down.
type takeUp struct {
	entry *entry
	busy  bool
}

// takenUpMsg: a task that was started elsewhere was found and written down, or not.
type takenUpMsg struct {
	op      int
	attempt *attempt.Attempt
	conn    connections.Connection
	err     error
}

// The lines of the entry.
const (
	takeWhich = iota // of those that are known
	takeID
	takeToken
	takeChannel
	takeConnection
)

// askToTakeUp asks for what a task is reached by, whose id may be known: what Agora has
// told of is chosen, not typed.
func (t *tasks) askToTakeUp(m *Model, id string) tea.Cmd {
	kept := ""
	if m.hasConn {
		kept = m.conn.Name
	}
	var e *entry
	unknown := m.unknownTasks()
	chosen, typed := id, ""
	switch listed := slices.ContainsFunc(unknown, func(t agora.Task) bool { return t.ID == id }); {
	case id == "" && len(unknown) > 0:
		chosen = unknown[0].ID
	case !listed:
		chosen, typed = "", id
	}
	known := func() bool { return len(unknown) > 0 }
	e = newEntry(m, "Take up a task", "take it up", []*entryField{
		{Label: "Task", Text: chosen, Choices: func() []choice { return m.strangerChoices(unknown) }, When: known},
		{Label: "Task id", Kept: typed, When: func() bool { return !known() || e.Values()[takeWhich] == "" },
			Help: "As the machine that started it shows it."},
		{Label: "Builder token", Help: "With it the task was started; without it nobody can ask for it or stop it.", Secret: true, Wraps: true,
			When: func() bool { return !takesNoToken(m, e.Values()) }},
		{Label: "Channel name", Help: "For this list, and to find its subtitles."},
		{Label: "Connection", Help: "Of the same App ID. " + strings.Join(m.stored.names(), ", "), Kept: kept},
	}, nil, func(i int, v []string) error { return t.checkTakeUp(m, i, v) })
	e.intro = "A task that another machine started, to watch and stop it from here. It is asked for first; nothing is started."
	if !known() {
		e.focus(takeID)
	}
	t.takesUp = &takeUp{entry: e}
	e.done = func(v []string) tea.Cmd { return t.takeUpNow(m, v) }
	return m.ask(e)
}

// strangerChoices are the tasks that Agora has told of and no attempt knows, and any other.
func (m *Model) strangerChoices(unknown []agora.Task) []choice {
	var out []choice
	for _, t := range unknown {
		help := "Agora runs it on " + m.strangersBy.Name
		if !t.CreatedAt.IsZero() {
			help += ", since " + words.Clock(m.now(), t.CreatedAt)
		}
		out = append(out, option(t.ID, t.ID, help+"; this machine did not start it."))
	}
	return append(out, option("", "another", "Its id is typed below."))
}

// takenID returns the id that is chosen or typed.
func takenID(v []string) string { return cmp.Or(v[takeWhich], v[takeID]) }

// checkTakeUp says what is wrong with a line.
func (t *tasks) checkTakeUp(m *Model, i int, v []string) error {
	switch {
	case i == takeID && v[i] == "":
		return errText("type or paste the task's id")
	case i == takeID && strings.ContainsAny(v[i], " /?#"):
		return errText("a task id has no spaces and no slashes: copy the id alone")
	case i == takeID, i == takeWhich:
		if a := t.of.Open(takenID(v)); a != nil { // of one that is over Agora is asked once more
			return errText("this task is in the list already, channel " + a.Intent().Channel)
		}
	case i == takeToken && v[i] == "" && !takesNoToken(m, v):
		return errText("paste the builder token")
	case i == takeChannel && v[i] == "":
		return errText("type the channel's name")
	case i == takeConnection && m.stored.choice(v[i]) == nil:
		return errText("there is no such connection; there are " + strings.Join(m.stored.names(), ", "))
	case i == takeConnection:
		if wrong := m.stored.choice(v[i]).Validate(); len(wrong) > 0 {
			return errText(v[i] + " can't be used: " + wrong[0].Error())
		}
	}
	return nil
}

// takesNoToken reports whether the chosen connection's version has no builder tokens.
func takesNoToken(m *Model, v []string) bool {
	c := m.stored.choice(v[takeConnection])
	return c != nil && c.Version.Named()
}

// takeUpNow asks for the task, after the connection's secret where it is typed.
func (t *tasks) takeUpNow(m *Model, v []string) tea.Cmd {
	up := t.takesUp
	if up.busy {
		return nil
	}
	c := *m.stored.choice(v[takeConnection])
	h := agora.Handle{TaskID: takenID(v)}
	if !c.Version.Named() {
		h.BuilderToken = agora.Secret(strings.Join(strings.Fields(v[takeToken]), ""))
	}
	cmd := m.withClientFor(c, func(client *usecases.Caller) tea.Cmd {
		up.busy = true
		m.say("asking Agora for it", nil)
		return together(m.ask(up.entry), m.takeUpTask(client, v[takeChannel], h))
	})
	if m.over != up.entry { // the secret is asked for first; whoever does not give it comes back
		m.onCancel(func() tea.Cmd { return m.ask(up.entry) })
	}
	return cmd
}

// takeUpTask asks Agora for a task that was started elsewhere and writes it down, with
// the usual reminder, if it is there and not in this machine's journal already.
func (m *Model) takeUpTask(client *usecases.Caller, channel string, h agora.Handle) tea.Cmd {
	s, ctx, op, c := m.s, m.ctx, m.op, client.Connection()
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askLimit)
		defer cancel()
		if err := s.Tasks.Known(ctx, "", h.TaskID); err != nil {
			return takenUpMsg{op: op, conn: c, err: err}
		}
		reminder, _ := usecases.Reminder("", s.Now()) // the usual one is always legal
		a, _, err := client.Paced().TakeUp(ctx, usecases.TakeUpOptions{Handle: h, Channel: channel, Reminder: reminder})
		return takenUpMsg{op, a, c, err}
	}
}

// tookUp shows the task in the list, or what is wrong beside the line it is in.
func (t *tasks) tookUp(m *Model, msg takenUpMsg) tea.Cmd {
	up := t.takesUp
	up.busy = false
	if msg.err == nil {
		t.takesUp = nil
		if m.over == up.entry {
			m.close()
		}
		t.of.TakenUp(msg.attempt)
		m.say("taken up: it is listed, watched and stopped from here now", nil)
		return nil
	}
	m.note = ""
	m.forgetSecret(msg.conn, msg.err)
	_, known := errors.AsType[*usecases.KnownTaskError](msg.err)
	over, ended := errors.AsType[*usecases.OverTaskError](msg.err)
	line, kind := takeConnection, agora.KindOf(msg.err)
	switch {
	case known, ended:
		if line = takeID; up.entry.Values()[takeWhich] != "" {
			line = takeWhich
		}
	case kind == agora.KindTokenMismatch, kind == agora.KindTokenExpired:
		line = takeToken
	}
	if ended && !over.Gone {
		msg.err = errText("this task has ended already: there is nothing to watch or stop")
	}
	up.entry.focus(line)
	up.entry.wrong = errText("Not taken up. " + words.Capital(sentence(msg.err)))
	if known { // a task that was taken for ended may be open again
		return m.readHome()
	}
	return nil
}
