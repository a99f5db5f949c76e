package ui

import (
	"sttwizard/internal/attempt"
	"sttwizard/internal/terminal"
)

// titleStates are the states of an attempt in the window's title.
var titleStates = map[attempt.State]string{
	attempt.Intended: "starting", attempt.Sending: "starting", attempt.Unknown: "may be running", attempt.RunningNoID: "may be running",
	attempt.Started: "running", attempt.Stopping: "stopping", attempt.Stopped: "ended", attempt.Rejected: "not started",
	attempt.Abandoned: "not started", attempt.Acknowledged: "set aside",
}

// windowTitle names the channel and the state of the task that is shown, else of the one
// that is to be looked at first, so that its tab can be found among others.
func (m *Model) windowTitle() string {
	const name, channelRoom = "sttwizard", 40
	a := m.titled()
	if a == nil {
		return name
	}
	state := a.State()
	if a.Unseen() {
		state = attempt.Unknown
	}
	return string(terminal.Safe(a.Intent().Channel, channelRoom)) + " · " + titleStates[state]
}

// titled returns the attempt that the window's title is about; nil: none.
func (m *Model) titled() *attempt.Attempt {
	if t, ok := m.screen.(*taskScreen); ok {
		return t.work.attempt
	}
	if open := m.back.open(); len(open) > 0 {
		return open[0]
	}
	return nil
}
