package ui

import (
	"testing"

	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

func TestTheWindowsTitleTellsChannelAndState(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	title := func() (is string) {
		r.ask(func(m *Model) { is = m.View().WindowTitle })
		return is
	}
	r.see("ready")
	if got := title(); got != "sttwizard" {
		t.Errorf("at first it is %q", got)
	}
	r.use()
	r.running()
	if got := title(); got != "demo · running" {
		t.Errorf("while a task runs it is %q", got)
	}
	r.keys(term.Esc, "Home")
	if got := title(); got != "demo · running" {
		t.Errorf("at home it is %q", got)
	}
	for _, state := range []attempt.State{
		attempt.Intended, attempt.Sending, attempt.Unknown, attempt.RunningNoID, attempt.Started, attempt.Stopping,
		attempt.Stopped, attempt.Rejected, attempt.Abandoned, attempt.Acknowledged,
	} {
		if titleStates[state] == "" {
			t.Errorf("nothing says %s", state)
		}
	}
}
