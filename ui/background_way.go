package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	usecases "sttwizard/internal/tasks"
	"sttwizard/ui/task"
)

// way is how an attempt is asked for: by a connection, whose client is made once for
// all attempts that it is the way for.
type way struct {
	finding bool                    // the connection is being looked for
	conn    *connections.Connection // nil: not looked for yet, or there is none
	lost    error                   // why there is no way to Agora by it
	locked  bool                    // its secret has to be typed first
	why     error                   // why, where it should have been found
}

// wish is what a person wants to be done about an attempt, as soon as there is a way.
type wish struct {
	stop  bool // to stop its task
	quiet bool // nobody is to be asked for a secret for it
	do    func(*usecases.Caller) tea.Cmd
}

// findAgain looks for the ways anew: the connections may have changed.
func (b *background) findAgain(m *Model) tea.Cmd {
	var find []*attempt.Attempt
	for _, a := range b.open(m.now()) {
		if w := b.of(a); !w.finding && !w.busy() && !m.beingSent(w) {
			w.finding = true
			find = append(find, a)
		}
	}
	return m.findWays(find)
}

// found takes the connections of attempts and opens the way to Agora.
func (b *background) found(m *Model, msg waysFoundMsg) tea.Cmd {
	var fresh []connections.Connection
	for _, f := range msg.found {
		w := b.of(f.attempt)
		w.finding = false
		if f.err != nil {
			w.conn, w.lost = nil, f.err
			continue
		}
		if w.conn != nil && *w.conn == f.conn && w.lost == nil && !w.locked {
			continue
		}
		conn := f.conn
		w.conn, w.lost = &conn, nil
		if line := usecases.StandIn(f.attempt, conn); line != "" && m.showsTasks() {
			m.say(line, nil)
		}
		if !slices.Contains(fresh, conn) {
			fresh = append(fresh, conn)
		}
	}
	var cmds []tea.Cmd
	for _, c := range fresh {
		cmds = append(cmds, b.reach(m, c))
	}
	return together(cmds...)
}

// showsTasks reports whether the screen is about tasks that run.
func (m *Model) showsTasks() bool {
	switch m.screen.(type) {
	case *homeScreen, *tasks, *taskScreen:
		return true
	}
	return false
}

// reach opens the way to Agora by a connection; where a secret has to be typed for
// it, that waits for a person.
func (b *background) reach(m *Model, c connections.Connection) tea.Cmd {
	if m.clients.made[c] != nil {
		return b.reached(m, clientMadeMsg{conn: c})
	}
	locked := m.mustAsk(c)
	b.each(c, func(w *work) { w.locked = locked })
	if locked || b.making[c] {
		return nil
	}
	b.making[c] = true
	return m.makeClient(c, m.clients.typed[c.Name])
}

// reached goes on when the client for a connection is there, or is not to be had.
func (b *background) reached(m *Model, msg clientMadeMsg) tea.Cmd {
	delete(b.making, msg.conn)
	if _, lost := connections.LostSecret(msg.conn, msg.err); lost { // a person is asked when it is needed
		b.each(msg.conn, func(w *work) { w.locked, w.why = true, msg.err })
		return nil
	}
	if msg.err != nil {
		b.each(msg.conn, func(w *work) { w.lost = msg.err })
		return nil
	}
	for _, a := range b.attempts { // in the order of the lists
		if w := b.of(a); w.conn != nil && *w.conn == msg.conn {
			again := w.locked || w.lost != nil || agora.KindOf(w.err) == agora.KindCredentials
			w.locked, w.lost, w.why = false, nil, nil
			if again {
				w.err = nil
			}
			if agora.KindOf(w.fault) == agora.KindCredentials { // what it kept from going on is gone
				w.fault, w.given = nil, false
			}
			if again || !w.tried {
				b.line(m, w)
			}
		}
	}
	return b.pump(m)
}

func (b *background) each(c connections.Connection, do func(*work)) {
	for _, a := range b.attempts {
		if w := b.of(a); w.conn != nil && *w.conn == c {
			do(w)
		}
	}
}

// refused drops a connection's secret if an error is that Agora does not take it. The
// other attempts of the connection need not be asked for either, until a person gives
// another.
func (b *background) refused(m *Model, w *work, err error) bool {
	if w.conn == nil || !m.forgetSecret(*w.conn, err) {
		return false
	}
	b.each(*w.conn, func(w *work) {
		w.err = err
		w.due++
		if w.queued {
			w.queued = false
			b.queue = slices.DeleteFunc(b.queue, func(id string) bool { return id == w.attempt.ID() })
		}
	})
	return true
}

// want notes what a person wants of an attempt, and does it as soon as it can be
// done.
func (b *background) want(m *Model, w *work, want wish) tea.Cmd {
	w.wish = &want
	if w.conn == nil && !w.finding || w.lost != nil {
		w.conn, w.lost, w.finding = nil, nil, true
		return m.findWays([]*attempt.Attempt{w.attempt})
	}
	return b.goOn(m)
}

// goOn does what is wanted and can be done by now. A secret that has to be typed for
// it is asked for, one connection after the other.
func (b *background) goOn(m *Model) tea.Cmd {
	var cmds []tea.Cmd
	for _, a := range b.attempts {
		w := b.of(a)
		switch {
		case w.wish == nil:
		case !w.worthAsking(m), w.wish.stop && !a.Open(): // nothing is left to be done
			w.wish = nil
		case w.lost != nil && w.wish.quiet:
			w.wish = nil
		case w.lost != nil:
			b.fail(m, w, w.lost)
		case w.conn == nil, w.stepping: // on its way
		case m.clients.made[*w.conn] != nil:
			do := w.wish.do
			w.wish = nil
			cmds = append(cmds, do(m.clients.made[*w.conn]))
		case !w.locked && !m.mustAsk(*w.conn):
			cmds = append(cmds, b.reach(m, *w.conn))
		case w.wish.quiet:
			w.wish = nil
		case m.over == nil:
			cmds = append(cmds, b.unlock(m, *w.conn, w.why))
		}
	}
	return together(cmds...)
}

// fail gives up what is wanted of an attempt.
func (b *background) fail(m *Model, w *work, err error) {
	if w.wish.stop {
		b.notStopped(m, w, err)
	} else {
		w.err = err
	}
	w.wish = nil
}

// unlock asks for a connection's secret, or for the passphrase of the file that has
// it; without it what is wanted of its attempts is not done.
func (b *background) unlock(m *Model, c connections.Connection, why error) tea.Cmd {
	words, lost := connections.LostSecret(c, why)
	fail := func() tea.Cmd {
		b.each(c, func(w *work) {
			if w.wish != nil {
				b.fail(m, w, &task.SecretError{Connection: c.Name, Why: words})
			}
		})
		given := func() tea.Msg { return noSecretMsg{} }
		return together(b.after(m), given)
	}
	nothing := waiter{m.op, m.screen, func(*usecases.Caller) tea.Cmd { return nil }}
	instead := func(words string) tea.Cmd {
		cmd := m.typeInstead(c, words, nothing)
		m.onCancel(fail)
		return cmd
	}
	switch {
	case isLocked(why):
		cmd := m.unlockThen(func() tea.Cmd {
			b.each(c, func(w *work) { w.locked, w.why = false, nil })
			return b.reach(m, c)
		})
		m.onCancel(func() tea.Cmd { return instead("the file of secrets stays locked") })
		return cmd
	case lost:
		return instead(words)
	}
	cmd := m.withClientFor(c, nothing.then)
	m.onCancel(fail)
	return cmd
}

// onCancel does something more when the entry that is open now is cancelled.
func (m *Model) onCancel(then func() tea.Cmd) {
	if e, ok := m.over.(*entry); ok {
		before := e.cancel
		e.cancel = func() tea.Cmd { return together(before(), then()) }
	}
}
