package ui

import (
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	term "sttwizard/internal/screen"
)

// works counts the commands of a program that have been given and whose facts have not
// come back, so that a test's time can stand still while one of them is at work. Who
// waits for the time itself is subtracted by who asks.
type works struct{ n atomic.Int64 }

// workedMsg brings a fact of a command that was counted.
type workedMsg struct{ msg tea.Msg }

// counted counts a command from now until its fact came back, and those in a batch or
// a sequence that it gives.
func (w *works) counted(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	w.n.Add(1)
	return func() tea.Msg {
		msg := cmd()
		if list := reflect.ValueOf(msg); msg != nil && list.Kind() == reflect.Slice {
			for i := range list.Len() {
				if inner, ok := list.Index(i).Interface().(tea.Cmd); ok {
					list.Index(i).Set(reflect.ValueOf(w.counted(inner)))
				}
			}
		}
		if msg == nil || !strings.HasPrefix(reflect.TypeOf(msg).PkgPath(), "sttwizard/") {
			w.n.Add(-1) // Bubble Tea's own: the model may never see it
			return msg
		}
		return workedMsg{msg}
	}
}

// came takes a message as the model is to have it.
func (w *works) came(msg tea.Msg) tea.Msg {
	if worked, ok := msg.(workedMsg); ok {
		w.n.Add(-1)
		return worked.msg
	}
	return msg
}

// atWork reports whether a command does something else than wait for the time or for a
// call that the test holds back.
func (r *rig) atWork() bool {
	return r.wire.Busy() || int(r.works.n.Load()) > r.clock.Waiting()+r.wire.Held()
}

// idle waits until nothing is at work: what waits for the time has begun to wait.
func (r *rig) idle() {
	r.t.Helper()
	r.wait("nothing at work", func() bool { r.turn(); return !r.atWork() })
}

// pass lets time go by for everything that waits for it. A clock that is moved before
// a wait has begun is missed by that wait.
func (r *rig) pass(d time.Duration) {
	r.t.Helper()
	r.idle()
	r.clock.Pass(d)
}

// askMsg has the program answer a question about its model: a test that reads it while
// the program runs would race with it.
type askMsg struct {
	ask  func(*Model)
	come chan struct{}
}

// ask answers a question about the model.
func (r *rig) ask(question func(*Model)) {
	r.t.Helper()
	if r.Final() != nil {
		question(r.model)
		return
	}
	msg := askMsg{question, make(chan struct{})}
	r.Tell(msg)
	select {
	case <-msg.come:
	case <-time.After(term.Patience):
		r.t.Fatal("the program does not answer")
	}
}

// draft returns a copy of the answers as they are now.
func (r *rig) draft() (d *form.Draft) {
	r.t.Helper()
	r.ask(func(m *Model) { d = m.draft.Clone() })
	return d
}

// exit returns the exit code with which the program would end now.
func (r *rig) exit() (code int) {
	r.t.Helper()
	r.ask(func(m *Model) { code = m.exit })
	return code
}
