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
	r.keys("x", "Stop the task in demo?")
	r.calm()
	r.keys("y")
	r.comesTo(attempt.Stopped)
	r.wait("the title after its end", func() bool { return title() == "demo · ended" })
}
