package ui

import (
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
)

// atOnce is how many attempts are asked for, or stopped, at the same time. How
// many requests that are in a second is bounded below, for all of the program.
const atOnce = 4

// live is what Agora says of the open attempts while the table is shown. Who has
// no client yet, and needs a typed secret for one, is not asked.
type live struct {
	of     map[string]*liveRow // by the attempt's id
	making map[connections.Connection]bool
	queue  []string
	flying int
}

// liveRow is what is known of one attempt besides its journal.
type liveRow struct {
	conn   *connections.Connection // nil: not looked for, or there is none
	lost   error                   // why there is no way to Agora by it
	locked bool                    // its connection's secret would have to be typed
	why    error                   // why, where it should have been found
	state  attempt.State           // when the disk was read last

	polls  attempt.Polls
	status agora.Status // what Agora said last
	at     time.Time    // when it answered last; zero: never
	err    error        // why it did not answer the last question
	asking bool
	queued bool
	due    int // the number of the question that was planned last
}

func newLive() live {
	return live{of: map[string]*liveRow{}, making: map[connections.Connection]bool{}}
}

// follow looks, after the journals were read, by which connections the open
// attempts can be asked.
func (t *tasks) follow(m *Model) tea.Cmd {
	var open []*attempt.Attempt
	for _, r := range t.rows {
		if r.attempt != nil && r.attempt.Open() {
			open = append(open, r.attempt)
		}
	}
	if len(open) == 0 {
		return nil
	}
	return m.findRows(open)
}

func (l *live) heard(t *tasks, m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case rowsFoundMsg:
		if msg.op == m.op {
			return together(l.found(t, m, msg), t.goOn(m))
		}
	case rowSeenMsg:
		if msg.op == m.op {
			return l.seen(t, m, msg)
		}
	case rowDueMsg:
		if row := l.of[msg.id]; msg.op == m.op && row != nil && row.due == msg.number {
			l.line(t, msg.id)
			return l.pump(t, m)
		}
	}
	return nil
}

// found takes the connections of attempts that have none yet, and opens the way
// to Agora for them.
func (l *live) found(t *tasks, m *Model, msg rowsFoundMsg) tea.Cmd {
	var fresh []connections.Connection
	for _, f := range msg.found {
		row := l.of[f.attempt.ID()]
		if row == nil {
			row = &liveRow{}
			row.polls.Random = m.o.Random
			l.of[f.attempt.ID()] = row
		}
		row.state = f.state
		if row.conn != nil {
			continue
		}
		if row.lost = f.err; f.err == nil {
			conn := f.conn
			row.conn = &conn
			if line := session.StandIn(f.attempt, conn); line != "" {
				m.say(line, nil)
			}
			if !slices.Contains(fresh, conn) {
				fresh = append(fresh, conn)
			}
		}
	}
	var cmds []tea.Cmd
	for _, c := range fresh {
		cmds = append(cmds, l.reach(t, m, c))
	}
	return together(cmds...)
}

// reach asks for all attempts of a connection, once there is a client for it; for
// one that needs a typed secret it waits for the person.
func (l *live) reach(t *tasks, m *Model, c connections.Connection) tea.Cmd {
	if m.clients.made[c] != nil {
		return l.reached(t, m, clientMadeMsg{conn: c})
	}
	locked := m.mustAsk(c)
	l.each(c, func(_ string, row *liveRow) { row.locked = locked })
	if locked || l.making[c] {
		return nil
	}
	l.making[c] = true
	return m.makeClient(c, m.clients.typed[c.Name])
}

// reached goes on when the client for a connection is there, or is not to be had.
func (l *live) reached(t *tasks, m *Model, msg clientMadeMsg) tea.Cmd {
	delete(l.making, msg.conn)
	if _, lost := session.LostSecret(msg.conn, msg.err); lost { // the person is asked when it is needed
		l.each(msg.conn, func(_ string, row *liveRow) { row.locked, row.why = true, msg.err })
		return nil
	}
	if msg.err != nil {
		l.each(msg.conn, func(id string, row *liveRow) {
			row.lost = msg.err
			t.ends.fail(id, msg.err)
		})
		return nil
	}
	for _, r := range t.rows { // in the order of the table
		if row := l.of[r.id()]; row != nil && row.conn != nil && *row.conn == msg.conn {
			row.locked, row.lost, row.err, row.why = false, nil, nil, nil
			l.line(t, r.id())
		}
	}
	return l.pump(t, m)
}

//go:noinline // for size: it has many callers
func (l *live) each(c connections.Connection, do func(id string, row *liveRow)) {
	for id, row := range l.of {
		if row.conn != nil && *row.conn == c {
			do(id, row)
		}
	}
}

// line puts an attempt at the end of those that are to be asked for.
func (l *live) line(t *tasks, id string) {
	row, a := l.of[id], t.attemptOf(id)
	if row == nil || row.asking || row.queued || a == nil || !a.State().MayBill() || t.ends.going(id) {
		return
	}
	row.queued = true
	l.queue = append(l.queue, id)
}

// pump asks for those whose turn it is.
func (l *live) pump(t *tasks, m *Model) tea.Cmd {
	var cmds []tea.Cmd
	for l.flying < atOnce && len(l.queue) > 0 {
		id := l.queue[0]
		l.queue = l.queue[1:]
		row, a := l.of[id], t.attemptOf(id)
		row.queued = false
		client := m.clients.made[*row.conn]
		if a == nil || client == nil || t.ends.going(id) {
			continue
		}
		row.asking = true
		l.flying++
		cmds = append(cmds, m.checkAttempt(client, a))
	}
	return together(cmds...)
}

// seen takes an answer, or its failure, and plans the next question.
func (l *live) seen(t *tasks, m *Model, msg rowSeenMsg) tea.Cmd {
	id := msg.attempt.ID()
	row := l.of[id]
	l.flying--
	row.asking = false
	var cmds []tea.Cmd
	if row.state != msg.attempt.State() {
		cmds = append(cmds, m.readHome())
	}
	if row.err = msg.err; msg.err == nil {
		row.status, row.at = msg.task.Status, m.now()
	}
	if m.forgetSecret(*row.conn, msg.err) {
		l.refused(*row.conn, msg.err)
	} else {
		cmds = append(cmds, l.plan(m, row, msg))
	}
	return together(append(cmds, l.pump(t, m))...)
}

// plan sets the time of the next question about an attempt.
func (l *live) plan(m *Model, row *liveRow, msg rowSeenMsg) tea.Cmd {
	status := row.status
	if _, known := msg.attempt.Handle(); !known {
		status = agora.StatusInProgress // bots are asked for rarely: each answer is written down
	}
	wait, more := row.polls.Next(m.now(), status, msg.err)
	if !more || !msg.attempt.State().MayBill() || errors.Is(msg.err, attempt.ErrNoProbe) {
		return nil
	}
	row.due++ // a question planned before is not asked any more
	return m.after(wait, rowDueMsg{m.op, msg.attempt.ID(), row.due})
}

// refused: Agora does not take the credentials, so the other attempts of the
// connection need not be asked for either.
func (l *live) refused(c connections.Connection, err error) {
	l.each(c, func(id string, row *liveRow) {
		row.err, row.queued = err, false
		row.due++
		l.queue = slices.DeleteFunc(l.queue, func(other string) bool { return other == id })
	})
}

// check asks for the chosen attempt now; where the secret of its connection has
// to be typed for it, that is asked for, and all of that connection are checked.
func (t *tasks) check(m *Model, r taskRow) tea.Cmd {
	read := m.readHome()
	if r.broken != nil || !r.attempt.State().MayBill() {
		return read
	}
	row := t.live.of[r.id()]
	if row == nil || row.conn == nil { // the reading looks for it again
		return read
	}
	if m.clients.made[*row.conn] == nil {
		return together(read, m.withClientFor(*row.conn, func(*agora.Client) tea.Cmd { return nil }))
	}
	t.live.line(t, r.id())
	return together(read, t.live.pump(t, m))
}
