package ui

import tea "charm.land/bubbletea/v2"

// numbered is a fact of an operation: what was asked for by the screen that was
// shown then. Once a newer operation has begun, nobody waits for it any more.
type numbered interface{ operation() int }

func (msg readyCheckedMsg) operation() int  { return msg.op }
func (msg conflictsReadMsg) operation() int { return msg.op }
func (msg preflightMsg) operation() int     { return msg.op }
func (msg attemptBegunMsg) operation() int  { return msg.op }
func (msg acquiredMsg) operation() int      { return msg.op }
func (msg sentMsg) operation() int          { return msg.op }
func (msg settledMsg) operation() int       { return msg.op }
func (msg againDueMsg) operation() int      { return msg.op }
func (msg minutePassedMsg) operation() int  { return msg.op }
func (msg takenUpMsg) operation() int       { return msg.op }
func (msg strangersReadMsg) operation() int { return msg.op }
func (msg secretsFoundMsg) operation() int  { return msg.op }

// nextOp begins a new operation; answers to older ones are dropped from now on.
func (m *Model) nextOp() int {
	m.op++
	return m.op
}

// isNewest reports whether no operation has begun since that one.
func (m *Model) isNewest(op int) bool { return op == m.op }

// fact hands a fact to the model itself, to what goes on behind the screens, and to
// the screens. One of an operation that is over goes nowhere.
func (m *Model) fact(msg tea.Msg) tea.Cmd {
	if n, ok := msg.(numbered); ok && !m.isNewest(n.operation()) {
		return m.late(msg)
	}
	cmds := []tea.Cmd{m.heard(msg), m.heardOfTasks(msg), m.back.heard(m, msg)}
	if m.over != nil {
		cmds = append(cmds, m.over.heard(m, msg))
	}
	cmds = append(cmds, m.screen.heard(m, msg))
	m.sayDamage()
	return together(cmds...)
}

// sayDamage tells of the files that were found damaged and are done without.
func (m *Model) sayDamage() {
	for _, e := range m.s.Damage() {
		m.sayBesides(sentence(e), true)
	}
}

// late does what is left to do about a fact that no screen waits for: an attempt
// that was begun meanwhile is dropped, and what the journals have more is read.
func (m *Model) late(msg tea.Msg) tea.Cmd {
	if begun, ok := msg.(attemptBegunMsg); ok {
		return dropAttempt(begun.attempt())
	}
	return m.heardOfTasks(msg)
}
