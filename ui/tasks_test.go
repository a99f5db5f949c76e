package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
	"sttwizard/ui/kit"
)

func splitLines(text string) []string { return strings.Split(text, "\n") }

func TestTheTableSaysHowEveryAttemptStands(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	s := d.session
	var late *attempt.Attempt
	d.clock.earlier(3*24*time.Hour, func() { late = started(t, s, "last-week", same) })
	if err := attempt.Stop(t.Context(), client(t, s), late); err != nil {
		t.Fatal(err)
	}
	d.clock.earlier(5*time.Hour, func() { started(t, s, "overdue", same) })
	d.clock.earlier(42*time.Minute, func() { started(t, s, "town-hall", same) })
	started(t, s, "lost", func(api attempt.API) attempt.API { return noAnswer{api} })
	started(t, s, "nameless", func(api attempt.API) attempt.API { return noID{api} })
	started(t, s, "turned-down", func(api attempt.API) attempt.API { return refusing{api} })
	begun(t, s, d.m.conn, "unsent")
	spoil(t, begun(t, s, d.m.conn, "spoiled"))
	d.tell(tea.WindowSizeMsg{Width: 116, Height: 40})
	d.toTasks()
	d.must("2 running, 3 may be running", "Agora says", "earlier, kept for 30 days")
	for _, want := range []string{
		"● running town-hall IN_PROGRESS 42 min reminder 17:1", "! overdue overdue IN_PROGRESS 5 h past its reminder",
		"✗ may be running lost asking its id < 1 min reminder 18:0", "✗ runs, no id nameless asking its id",
		"✗ unreadable", "– not sent unsent", "– refused turned-down", "– ended last-week",
	} {
		d.must(want)
	}
	lines := d.text()
	if strings.Index(lines, "unsent") > strings.Index(lines, "turned-down") || strings.Index(lines, "town-hall") > strings.Index(lines, "unreadable") {
		t.Errorf("the order is wrong:\n%s", lines)
	}
	d.tell(tea.WindowSizeMsg{Width: 42, Height: 14})
	d.must("overdue overdue")
	d.tell(tea.WindowSizeMsg{Width: 140, Height: 40})
	d.must("nothing is billed, v5", "finds and stops it; asks first", "Written down", "The start request") // of the chosen one
}

func TestAskedForIsOnlyWhatMayRun(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "one", same)
	d.toTasks()
	d.press("esc")
	before := d.wire.Calls("query")
	d.clock.Pass(time.Minute)
	d.press("t")
	d.must("● running one")
	if n := d.wire.Calls("query") - before; n != 1 {
		t.Errorf("asked %d times", n)
	}
	for d.Waiting() > 1 {
		d.ringOne()
		if d.wire.Calls("query") > before+20 {
			break
		}
	}
	if n := d.wire.Calls("query") - before; n < 2 {
		t.Errorf("asked %d times after a while", n)
	}
	d.press("esc") // home goes on with the same questions
	before = d.wire.Calls("query")
	for range 40 {
		d.ringOne()
	}
	if n := d.wire.Calls("query") - before; n < 2 {
		t.Errorf("asked %d times from home", n)
	}
}

func TestManyAreAskedForAtTenASecond(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	for i := range 35 {
		started(t, d.session, fmt.Sprintf("many-%02d", i), same)
	}
	before, at := d.wire.Calls("query"), d.clock.Now()
	d.toTasks()
	n, took := d.wire.Calls("query")-before, d.clock.Now().Sub(at)
	if n < 35 || took < time.Duration(n-1)*100*time.Millisecond {
		t.Errorf("%d requests in %s", n, took)
	}
}

func TestATypedSecretIsAskedForOnlyByR(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Pace: time.Millisecond})
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", url))
	d := newDesk(t, rigOptions{home: home})
	for _, channel := range []string{"one", "two"} {
		startedAt(t, d.session, "acme", url, channel)
	}
	d.toTasks()
	d.must("! not asked one acme", "! not asked two acme")
	d.tell(tea.WindowSizeMsg{Width: 60, Height: 20})
	d.must("not asked one")
	d.tell(tea.WindowSizeMsg{Width: 80, Height: 24})
	if n := d.wire.Calls("query"); n != 0 {
		t.Errorf("asked %d times", n)
	}
	d.press("d")
	d.must("the customer secret of acme has to be typed for it; r asks for it")
	d.press("esc", "r")
	d.must("Customer secret of acme")
	d.tell(tea.PasteMsg{Content: "wrong"})
	d.press("enter")
	d.must("✗ asking refused one", "✗ asking refused two")
	if n := d.wire.Calls("query"); n > 2 {
		t.Errorf("a refused secret was used %d times", n)
	}
	d.press("r")
	d.must("Customer secret of acme")
	d.tell(tea.PasteMsg{Content: sandbox.DefaultSecret.Reveal()})
	d.press("enter")
	d.rings("● running one", "● running two")
}

func TestAnAnswerReachesAScreenThatCameUpAfterTheQuestion(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	started(t, r.session, "one", same)
	r.pass(time.Minute)
	release := r.wire.Hold("query")
	defer release()
	r.keys("r", "▸ one not asked yet")
	r.keys("t", "not asked yet", "asking")
	r.wait("the question", func() bool { return r.wire.Calls("query") == 1 })
	r.keys(term.Esc, "Home")
	r.keys("t", "asking")
	r.keys(term.Enter, "▸ Not asked yet", "asking")
	release()
	r.see("IN_PROGRESS")
	if n := r.wire.Calls("query"); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

// A fact with an older number changes nothing, nor one of another operation.
func TestFactsWithOldNumbersAreDropped(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "one", same)
	d.toTasks()
	d.rings("IN_PROGRESS")
	w := d.m.back.of(a)
	before, asked, timers := d.text(), d.wire.Calls("query"), d.Waiting()
	for _, msg := range []tea.Msg{
		askDueMsg{a.ID(), w.due - 1}, stepDueMsg{a.ID(), w.turn - 1}, stepDueMsg{a.ID(), w.turn}, journalsDueMsg{d.m.back.readNo - 1},
		askDueMsg{"nobody", 1}, stepDueMsg{"nobody", 1}, changeDueMsg{a.ID()},
		minutePassedMsg{d.m.op - 1}, takenUpMsg{op: d.m.op - 1, err: errText("late")},
	} {
		d.tell(msg)
		if after := d.text(); after != before {
			t.Errorf("%T changed the screen to\n%s", msg, after)
		}
	}
	if d.wire.Calls("query") != asked || d.Waiting() != timers {
		t.Errorf("%d more questions, %d more timers", d.wire.Calls("query")-asked, d.Waiting()-timers)
	}
}

func TestAnIdleTableWaitsForAnswersAndTheMinuteOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "one", same)
	d.clock.Pass(time.Minute)
	d.toTasks()
	d.must("1 min")
	if n := d.Waiting(); n > 4 { // the answer, the second, the minute, the journals
		t.Errorf("%d timers", n)
	}
	before := d.text()
	d.clock.Pass(59 * time.Second)
	if after := d.text(); after != before {
		t.Errorf("the screen became\n%s", after)
	}
	d.clock.Pass(time.Second)
	d.rings("2 min")
}

func TestATaskOfAnotherSttwizardAppearsWithTheMinute(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "one", same)
	d.toTasks()
	started(t, d.session, "of-another", same)
	d.rings("of-another")
}

func TestTheFilterLooksIntoWhatIsShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	id := started(t, d.session, "town-hall", same).Task().ID
	started(t, d.session, "board", func(api attempt.API) attempt.API { return noAnswer{api} })
	d.wire.Answer("start", 504, "", "")
	x := d.m.conn
	x.Name = "rehearsal"
	begun(t, d.session, x, "training")
	spoil(t, begun(t, d.session, d.m.conn, "spoiled"))
	d.tell(tea.WindowSizeMsg{Width: 110, Height: 30})
	d.clock.Pass(time.Minute)
	d.toTasks()
	for typed, want := range map[string]string{
		"HALL": "town-hall", id[:8]: "town-hall", "may b": "board", "rehear": "training", "unread": "unreadable", "in_pro": "town-hall",
	} {
		d.clock.Pass(time.Minute)
		d.press("r", "/")
		d.types(typed)
		d.press("enter")
		d.must("1 of 4", "❯")
		if row := d.rowOf("❯"); !strings.Contains(row, want) {
			t.Errorf("%q leads to %q", typed, row)
		}
		d.press("esc")
		d.must("may be running")
	}
	d.press("/")
	d.types("nonsensex")
	d.press("enter")
	d.must("0 of 4", "none has that; esc shows all")
	d.press("down", "up", "x", "y", "d", "enter", "end")
	d.press("/", "backspace", "esc")
	d.must("town-hall", "may be running")
}

func TestTheChoiceSurvivesWhatIsReadAnew(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	for _, channel := range []string{"one", "two", "three"} {
		started(t, d.session, channel, same)
		d.clock.Pass(time.Second)
	}
	d.toTasks()
	d.press("down")
	d.must("❯ ▸ starting two")
	started(t, d.session, "four", same)
	d.press("r")
	d.must("❯ ▸ starting two", "four")
	if err := attempt.Stop(t.Context(), client(t, d.session), d.attempt("two")); err != nil {
		t.Fatal(err)
	}
	d.press("r")
	d.must("❯ – ended two") // and it stays where it was
	lines := d.text()
	if one, two, three := strings.Index(lines, " one "), strings.Index(lines, " two "), strings.Index(lines, " three "); two < one || three < two {
		t.Errorf("the ended one jumped:\n%s", lines)
	}
}

func TestALongTableSaysWhatIsOutOfSight(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	for i := range 40 {
		begun(t, d.session, d.m.conn, fmt.Sprintf("task-%02d", 40-i))
		d.clock.Pass(time.Second)
	}
	d.toTasks()
	d.must("❯ – not sent task-01", "… 25 more below: ↓")
	d.press("end")
	d.must("❯ – not sent task-40", "… 25 more above: ↑")
	d.press("pgup", "k")
	d.must("more above: ↑", "more below: ↓", "❯")
	d.press("home")
	d.must("❯ – not sent task-01")
	d.tell(tea.WindowSizeMsg{Width: 40, Height: 10})
	for range 39 {
		d.must("❯")
		d.press("j")
	}
	d.must("❯ – not sent task-40")
}

func TestDetailsStandAloneWhereThereIsNoRoomBeside(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "town-hall", same)
	d.clock.Pass(time.Minute)
	d.tell(tea.WindowSizeMsg{Width: 60, Height: 14})
	d.toTasks()
	d.press("d")
	d.must("town-hall", "Agora IN_PROGRESS, asked at", "more lines below: ↓")
	for range 30 {
		d.press("down")
	}
	d.must("Starting", a.ID())
	d.mustNotShow("Started")
	d.press("d")
	d.must("❯ ● running town-hall")
	d.press("d", "esc")
	d.must("❯ ● running town-hall")
	d.press("x")
	d.calm()
	d.press("y")
	d.rings("– ended town-hall")
	d.tell(tea.WindowSizeMsg{Width: 60, Height: 24})
	d.press("enter") // there is nothing to watch
	d.must("Ended.", "Written down")
	d.press("enter")
	d.must("❯ – ended town-hall")
}

func TestAnUnreadableJournalSaysWhatToDo(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "spoiled", same)
	spoil(t, a)
	d.tell(tea.WindowSizeMsg{Width: 160, Height: 40})
	d.toTasks()
	d.must("1 may be running", "❯ ✗ unreadable", "its checksum is wrong", "A task of it may be running", "Look into the channel", "never removes it")
	d.press("d")
	if text := strings.Join(strings.Fields(d.text()), ""); !strings.Contains(text, a.Where()) {
		t.Errorf("the file is not named:\n%s", d.text())
	}
	d.press("y")
	if len(d.copied) != 1 || d.copied[0] != a.Where() {
		t.Errorf("copied %q", d.copied)
	}
	d.press("esc", "enter", "enter", "r", "x", "X", "f", "D")
	d.must("❯ ✗ unreadable")
	if _, err := os.Stat(a.Where()); err != nil {
		t.Error(err)
	}
}

func TestOtherKeysOfTheTable(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	id := started(t, d.session, "town-hall", same).Task().ID
	d.clock.Pass(time.Second)
	started(t, d.session, "lost", func(api attempt.API) attempt.API { return noAnswer{api} })
	d.clock.Pass(time.Second)
	begun(t, d.session, d.m.conn, "unsent")
	d.toTasks()
	d.press("down", "y")
	if len(d.copied) != 1 || d.copied[0] != id {
		t.Errorf("copied %q, want %q", d.copied, id)
	}
	d.press("enter")
	if shown, ok := d.m.screen.(*taskScreen); !ok || shown.work.attempt.Task().ID != id {
		t.Errorf("enter leads to %T", d.m.screen)
	}
	d.press("esc")
	d.press("t", "end")
	d.must("❯ – not sent unsent")
	d.calm()
	d.press("D")
	d.must("dropped: nothing of it was ever sent", "not started unsent")
	d.press("home", "f")
	d.must("Forget an attempt", "Forgetting it stops nothing")
	d.types("lots")
	d.press("enter")
	d.must("not the name of the attempt's channel")
	d.press("ctrl+u")
	d.types("lost")
	d.press("enter")
	d.must("forgotten; it stays in the history", "– forgotten lost")
	d.press("h")
	d.must("Home")
}

func TestWhatAnotherSttwizardIsAtWorkOnIsSaid(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	other := anotherSession(t, d)
	a := started(t, other, "lost", func(api attempt.API) attempt.API { return noAnswer{api} })
	if err := a.Own(); err != nil {
		t.Fatal(err)
	}
	sending := begun(t, other, d.m.conn, "sending")
	if err := sending.Own(); err != nil {
		t.Fatal(err)
	}
	d.tell(tea.WindowSizeMsg{Width: 140, Height: 40})
	d.toTasks()
	d.must("▸ starting sending", "Another sttwizard", "work on it; wait until it is done, or end")
	for _, k := range []string{"x", "f"} {
		if _, has := kit.Find(d.m.bindings(), k); has {
			t.Errorf("%s is offered for what another sttwizard is at work on", k)
		}
	}
	d.press("X")
	d.calm()
	d.press("y")
	d.rings("0 stopped, 1 not")
	d.must("Not stopped: Another sttwizard is at work")
	a.Release()
	d.press("r")
	if text := d.text(); strings.Contains(text, "Another sttwizard on") {
		t.Errorf("it is still said:\n%s", text)
	}
}

func TestAMissingSecretIsSaidAndNothingIsAsked(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "env:ACME", url))
	d := newDesk(t, rigOptions{home: home})
	startedAt(t, d.session, "acme", url, "one")
	startedAt(t, d.session, "removed", url, "two")
	d.tell(tea.WindowSizeMsg{Width: 140, Height: 40})
	d.toTasks()
	d.must("! not asked one acme", "! not asked two rem")
	for range 2 {
		d.must("Not asked: the customer secret of acme", "environment variable ACME is not set")
		if shows(d.rowOf("❯"), "two") {
			d.press("d")
			d.must("The connection removed is gone", "acme, of the same App ID, is taken for two")
			d.press("d")
		}
		d.press("down")
	}
	d.press("X")
	d.calm()
	d.press("y")
	d.must("The environment variable ACME is not set or empty; type the customer secret of acme to go on")
	d.press("esc")
	d.must("0 stopped, 2 not", "was not given")
	if n := d.wire.Calls("query") + d.wire.Calls("stop"); n != 0 {
		t.Errorf("%d calls", n)
	}
}

// What a person asks for of an attempt without a way to Agora looks for its connection
// anew, and the list is drawn meanwhile.
func TestALockedAttemptIsListedWhileItsConnectionIsLookedForAnew(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "one", same)
	d.toTasks()
	w := d.m.back.of(a)
	w.locked, w.conn, w.status, w.err = true, nil, "", nil
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 30})
	d.must("! not asked one", "Not asked: the secret of its connection")
}
