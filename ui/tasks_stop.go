package ui

import (
	"fmt"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

// ending is a task on the way to its end: stopped if it is known, found first if not.
type ending struct {
	attempt *attempt.Attempt
	settler *attempt.Settler // nil: its turn has not come
	next    string           // what comes, as the settler says it
	flying  bool
	done    bool
	told    bool
	err     error // why it is not stopped
}

// endings are those that a person asked for on this screen, by the attempt's id.
type endings map[string]*ending

// going tells whether an attempt's task is on the way to its end.
//
//go:noinline // for size: it has many callers
func (e endings) going(id string) bool { return e[id] != nil && !e[id].done }

// count gives how many are on the way, and how many of them have a request out.
func (e endings) count() (going, flying int) {
	for id, one := range e {
		if e.going(id) {
			going++
		}
		if one.flying {
			flying++
		}
	}
	return going, flying
}

// fail ends one that could not even be tried.
func (e endings) fail(id string, err error) {
	if e.going(id) && e[id].settler == nil {
		e[id].done, e[id].err = true, err
	}
}

// mayRun gives the attempts in sight of which a task may be running, those that
// are being stopped aside.
func (t *tasks) mayRun() []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, r := range t.shown() {
		if r.attempt != nil && r.attempt.State().MayBill() && !t.ends.going(r.id()) {
			out = append(out, r.attempt)
		}
	}
	return out
}

// askToStop asks before a task is stopped. One that is not known has first to be
// found: the task's own screen does that.
func (t *tasks) askToStop(m *Model, a *attempt.Attempt) tea.Cmd {
	if _, known := a.Handle(); !known {
		return t.leaveFor(m, func() tea.Cmd { return m.watchAndStop(a) })
	}
	stop := func() tea.Cmd { return t.end(m, []*attempt.Attempt{a}) }
	if m.onProduction(a) {
		return m.askOfProduction("stop", a.Intent().Channel, a.Intent().Connection, stop)
	}
	return m.ask(&question{
		name: "Stop?", text: "Stop the task in " + a.Intent().Channel + "? Captions end at once.",
		answers: []binding{
			key("y x", "stop", func() tea.Cmd { m.close(); return stop() }).held(),
			key("n esc", "let it run", m.close),
		},
	})
}

// askToStopAll asks before everything that may be running is stopped, and names it.
func (t *tasks) askToStopAll(m *Model) tea.Cmd {
	list := t.mayRun()
	var names, lost, production []string
	for _, a := range list {
		if m.onProduction(a) {
			production = append(production, a.Intent().Channel+" by "+a.Intent().Connection)
		}
		if _, known := a.Handle(); known {
			names = append(names, a.Intent().Channel)
		} else {
			lost = append(lost, a.Intent().Channel)
		}
	}
	text := fmt.Sprintf("Stop %s? Captions end at once.", count(len(list), "task"))
	var more []string
	if len(production) > 0 {
		more = append(more, productionMark+": "+strings.Join(production, ", "))
	}
	if len(names) > 0 {
		more = append(more, "Running: "+strings.Join(names, ", "))
	}
	if len(lost) > 0 {
		more = append(more, "Not known whether it runs: "+strings.Join(lost, ", ")+". The same start is sent again to find it; that can take minutes, and what runs is stopped.")
	}
	if hidden := t.hidden(); hidden > 0 {
		more = append(more, fmt.Sprintf("The filter hides %d more, which go on.", hidden))
	}
	if n := len(m.home.broken); n > 0 {
		more = append(more, count(n, "journal")+" can't be read: what it stands for is not stopped.")
	}
	return m.ask(&question{
		name: "Stop all?", text: text, more: more, bad: true,
		answers: []binding{
			key("y", "stop "+all(len(list)), func() tea.Cmd { m.close(); return t.end(m, list) }).held(),
			key("n esc", "let "+them(len(list))+" run", m.close),
		},
	})
}

func all(n int) string {
	if n == 1 {
		return "it"
	}
	return fmt.Sprintf("all %d", n)
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// hidden gives how many that may be running the filter does not let through.
func (t *tasks) hidden() int {
	n := -len(t.mayRun())
	for _, r := range t.rows {
		if r.attempt != nil && r.attempt.State().MayBill() && !t.ends.going(r.id()) {
			n++
		}
	}
	return n
}

// end brings the tasks of attempts to their end, a few at the same time.
func (t *tasks) end(m *Model, list []*attempt.Attempt) tea.Cmd {
	maps.DeleteFunc(t.ends, func(_ string, e *ending) bool { return e.done })
	for _, a := range list {
		t.ends[a.ID()] = &ending{attempt: a}
	}
	return t.goOn(m)
}

// goOn begins with those whose turn it is. Where the secret of a connection has to
// be typed, it is asked for, one connection after the other.
func (t *tasks) goOn(m *Model) tea.Cmd {
	var cmds []tea.Cmd
	for _, r := range t.rows {
		id := r.id()
		row := t.live.of[id]
		if !t.ends.going(id) || t.ends[id].settler != nil || row == nil {
			continue
		}
		_, flying := t.ends.count()
		switch {
		case row.lost != nil:
			t.ends.fail(id, row.lost)
		case m.clients.made[*row.conn] == nil && (row.locked || m.mustAsk(*row.conn)):
			if m.over == nil {
				cmds = append(cmds, t.unlock(m, *row.conn, row.why))
			}
		case m.clients.made[*row.conn] == nil:
			cmds = append(cmds, t.live.reach(t, m, *row.conn))
		case flying < atOnce:
			api := m.s.Paced(m.clients.made[*row.conn])
			t.ends[id].settler = attempt.NewSettler(t.ends[id].attempt, api, attempt.SettleOptions{Goal: attempt.End})
			cmds = append(cmds, t.step(m, id))
		}
	}
	t.sayEnded(m)
	return together(cmds...)
}

// unlock asks for a connection's secret, or for the passphrase of the file that has
// it; without it its tasks are not stopped.
func (t *tasks) unlock(m *Model, c connections.Connection, why error) tea.Cmd {
	fail := func() tea.Cmd {
		what := "the " + string(session.Needs(c)) + " of " + c.Name + " was not given"
		t.live.each(c, func(id string, _ *liveRow) { t.ends.fail(id, errText(what)) })
		return t.goOn(m)
	}
	w := waiter{m.op, m.screen, func(*agora.Client) tea.Cmd { return nil }}
	words, lost := session.LostSecret(c, why)
	instead := func(words string) tea.Cmd {
		cmd := m.typeInstead(c, words, w)
		m.onCancel(fail)
		return cmd
	}
	switch {
	case isLocked(why):
		cmd := m.unlockThen(func() tea.Cmd { return t.live.reach(t, m, c) })
		m.onCancel(func() tea.Cmd { return instead("the file of secrets stays locked") })
		return cmd
	case lost:
		return instead(words)
	}
	cmd := m.withClientFor(c, w.then)
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

func (t *tasks) step(m *Model, id string) tea.Cmd {
	if !t.ends.going(id) || t.ends[id].flying {
		return nil
	}
	t.ends[id].flying = true
	return m.stepToEnd(t.ends[id].settler, id)
}

// stepped follows a step: the end, a further step, or why it is not stopped.
func (t *tasks) stepped(m *Model, msg endStepMsg) tea.Cmd {
	e := t.ends[msg.id]
	if e == nil {
		return nil
	}
	e.flying, e.next = false, msg.pause.Next
	cmds := []tea.Cmd{m.readHome()}
	if row := t.live.of[msg.id]; m.forgetSecret(*row.conn, msg.err) {
		t.live.refused(*row.conn, msg.err)
	}
	if msg.pause.Done {
		e.done, e.err = true, notEnded(e.attempt, msg.err)
		t.live.line(t, msg.id) // what is not stopped is asked for again
		cmds = append(cmds, t.live.pump(t, m))
	} else {
		cmds = append(cmds, m.after(msg.pause.Wait, endDueMsg{m.op, msg.id}))
	}
	return together(append(cmds, t.goOn(m))...)
}

// notEnded says why a task is not stopped after the last step; nil: it is, or
// never ran.
func notEnded(a *attempt.Attempt, err error) error {
	if err != nil || !a.State().MayBill() {
		return err
	}
	return errText("it runs, but its id is not known, which stopping needs; enter shows what can be done")
}

// sayEnded tells, once all are done, how many were stopped and how many not.
func (t *tasks) sayEnded(m *Model) {
	if going, _ := t.ends.count(); going > 0 {
		return
	}
	stopped, failed, fresh := 0, 0, false
	for _, e := range t.ends {
		if e.err != nil {
			failed++
		} else {
			stopped++
		}
		fresh = fresh || !e.told
		e.told = true
	}
	switch {
	case !fresh:
	case failed > 0:
		m.say("", errText(fmt.Sprintf("%d stopped, %d not: what is not %s", stopped, failed, explain.MayCost)))
	default:
		m.say(count(stopped, "task")+" stopped", nil)
		t.ends = endings{}
	}
}

// ending gives the attempts whose tasks are on the way to their end.
func (t *tasks) ending() []*attempt.Attempt {
	var out []*attempt.Attempt
	for id, e := range t.ends {
		if t.ends.going(id) {
			out = append(out, e.attempt)
		}
	}
	return out
}

// leaveFor goes elsewhere, after a question while tasks are being stopped.
func (t *tasks) leaveFor(m *Model, then func() tea.Cmd) tea.Cmd {
	going, _ := t.ends.count()
	if going == 0 {
		return then()
	}
	return m.ask(&question{
		name: "Leave?", bad: true,
		text: count(going, "task") + " not stopped yet. Whoever leaves now lets it run. " + explain.WhileItRuns,
		more: []string{"What is under way goes on for a moment; the rest is not begun. It all stays listed here."},
		answers: []binding{
			key("l", "leave", func() tea.Cmd { m.close(); return together(release(t.ending()), then()) }).held(),
			key("esc s", "stay", m.close),
		},
	})
}

// leave asks before the program ends while tasks are being stopped.
func (t *tasks) leave(m *Model) (tea.Cmd, bool) {
	if going, _ := t.ends.count(); going == 0 {
		return nil, false
	}
	return t.leaveFor(m, func() tea.Cmd { return m.end(exitInterrupted) }), true
}
