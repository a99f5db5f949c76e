package ui

import (
	"reflect"
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
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
