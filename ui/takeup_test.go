package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/samples"
)

// elsewhere starts a task in the sandbox that this machine has no journal of.
func elsewhere(t *testing.T, d *desk, channel string) agora.Handle {
	t.Helper()
	c := client(t, d.session)
	token, err := c.Acquire(context.Background(), "sttw-elsewhere-"+channel)
	if err != nil {
		t.Fatal(err)
	}
	task, err := c.Start(context.Background(), token.Name, samples.LegalRequest(channel))
	if err != nil {
		t.Fatal(err)
	}
	return agora.Handle{TaskID: task.ID, BuilderToken: token.Name}
}

// fill types lines of an entry, the token as a paste that its terminal has wrapped.
func (d *desk) fill(h agora.Handle, rest ...string) {
	d.types(h.TaskID)
	d.press("enter")
	token := h.BuilderToken.Reveal()
	d.tell(tea.PasteMsg{Content: token[:3] + "\n  " + token[3:] + "\r\n"})
	for _, text := range rest {
		d.press("enter")
		d.types(text)
	}
}

func TestATaskOfAnotherMachineIsTakenUpWatchedAndStopped(t *testing.T) {
	t.Parallel()
	d := watched(t, rigOptions{})
	begun(t, d.session, d.m.conn, "unsent")
	h := elsewhere(t, d, "far-away")
	d.toTasks()
	d.press("p")
	d.must("Take up a task", "Task id", "Builder token", "Channel name", "Connection")
	d.fill(h, "far-away")
	if text := d.text(); strings.Contains(text, h.BuilderToken.Reveal()) || strings.Contains(text, h.BuilderToken.Reveal()[3:]) {
		t.Errorf("the token is seen:\n%s", text)
	}
	d.press("enter")
	d.must("Enter keeps it") // the connection in use
	d.press("enter")
	d.must("taken up: it is listed", "far-away", "❯")
	if row := d.rowOf("❯"); !shows(row, "far-away") {
		t.Errorf("chosen is %q", row)
	}
	a := d.attempt("far-away")
	if got, ok := a.Handle(); !ok || got != h || a.State() != attempt.Started {
		t.Errorf("the journal has %+v, %s", got, a.State())
	}
	if in := a.Intent(); in.Connection != "sandbox" || in.Request != nil {
		t.Errorf("the journal says %+v", in)
	}
	if left := a.PlannedEnd().Sub(a.Begun()); left.Round(time.Minute) != attempt.DefaultPlannedLife {
		t.Errorf("nobody is reminded of it: %s", a.PlannedEnd())
	}
	d.rings("● running far-away IN_PROGRESS")
	d.press("p")
	d.types(h.TaskID)
	d.press("enter")
	d.must("this task is in the list already, channel far-away")
	d.press("esc", "y", "x")
	d.calm()
	d.press("y")
	d.rings("1 task stopped")
}

func TestATaskThatIsNotThereIsNotTakenUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	h := elsewhere(t, d, "far-away")
	d.press("r")
	d.m.showTasks()
	d.press("p", "enter")
	d.must("type or paste the task's id")
	d.types("two words")
	d.press("enter")
	d.must("a task id has no spaces")
	d.press("ctrl+u")
	d.fill(agora.Handle{TaskID: "0123456789abcdef", BuilderToken: h.BuilderToken}, "far-away", "nonsense")
	d.press("enter")
	d.must("there is no such connection; there are sandbox")
	d.press("ctrl+u", "enter")
	d.must("Not taken up.", "Take up a task")
	if all, _, _ := d.session.Journal.List(); len(all) > 0 {
		t.Errorf("%d attempts were written down", len(all))
	}
	if e, ok := d.m.over.(*entry); !ok || e.Value(takeChannel) != "far-away" {
		t.Errorf("what was typed is lost:\n%s", d.text())
	}
	d.press("shift+tab", "shift+tab", "shift+tab", "ctrl+u")
	d.types(h.TaskID)
	d.press("tab", "tab", "tab", "enter")
	d.must("taken up")
}

func TestAnEndedTaskIsNotTakenUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	h := elsewhere(t, d, "far-away")
	if err := client(t, d.session).Stop(context.Background(), h); err != nil {
		t.Fatal(err)
	}
	d.clock.Pass(time.Minute)
	d.m.showTasks()
	d.press("p")
	d.fill(h, "far-away", "")
	d.press("enter")
	d.must("Not taken up.")
}

// TestATaskThatIsListedAsEndedIsFoundToRunWhenItIsTakenUp, and is not listed twice.
func TestATaskThatIsListedAsEndedIsFoundToRunWhenItIsTakenUp(t *testing.T) {
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "demo", same)
	h, _ := a.Handle()
	d.clock.Pass(time.Minute)
	if err := a.Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	by, err := d.session.Tasks.Caller(context.Background(), d.m.conn, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.toTasks()
	d.press("p")
	d.run(d.m.takeUpTask(by, "demo", h))
	d.must("Not taken up. This machine has that task already")
	if all, _, err := d.session.Journal.List(); err != nil || len(all) != 1 || all[0].State() != attempt.Started {
		t.Errorf("%v, %v", all, err)
	}
}

func TestTakingUpAsksForATypedSecret(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", url))
	d := newDesk(t, rigOptions{home: home})
	h := elsewhere(t, d, "far-away") // in the sandbox, not at acme's Agora
	d.m.showTasks()
	d.press("p")
	d.fill(h, "far-away", "acme")
	d.press("enter")
	d.must("Customer secret of acme")
	d.press("esc")
	d.must("Take up a task", "Connection")
	d.press("enter")
	d.must("Customer secret of acme")
	d.types("wrong")
	d.press("enter")
	d.must("Take up a task", "Not taken up.", "refused the credentials")
	d.press("enter")
	d.must("Customer secret of acme")
	d.types(sandbox.DefaultSecret.Reveal())
	d.press("enter")
	d.must("Take up a task", "Not taken up.")
	d.press("esc")
	d.must("Throw away what was typed?")
	d.press("y")
	d.must("No task of this machine is kept here.", "p takes up a task")
}
