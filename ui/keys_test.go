package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	term "sttwizard/internal/screen"
	"sttwizard/ui/kit"
)

// claimedTwice says which keys of a table two bindings claim. Every step of every test
// of screens asks for it: a clash may be there in one state only. A line feed is enter.
func claimedTwice(table []binding) []string {
	var out []string
	taken := map[string]string{"ctrl+j": "enter"}
	for _, b := range table {
		for _, k := range b.Keys() {
			if before, ok := taken[k]; ok {
				out = append(out, fmt.Sprintf("%s does %q and %q", k, before, b.What()))
			}
			taken[k] = b.What()
		}
	}
	return out
}

func TestAKeyThatTwoBindingsClaimIsNamed(t *testing.T) {
	t.Parallel()
	nothing := func() tea.Cmd { return nil }
	table := []binding{key("n", "new task", nothing), key("enter n", "use", nothing)}
	if got := claimedTwice(table); len(got) != 1 || got[0] != `n does "new task" and "use"` {
		t.Errorf("%q", got)
	}
	if got := claimedTwice([]binding{key("ctrl+j", "join", nothing)}); len(got) != 1 || got[0] != `ctrl+j does "enter" and "join"` {
		t.Errorf("of a line feed: %q", got)
	}
}

// tellsItsKeys looks at the table of keys of the screen that a rig ended on.
func (r *rig) tellsItsKeys(t *testing.T) {
	m := r.model
	m.o.Suspension.Suspend = func() error { return nil } // as under a shell
	m.Update(tea.WindowSizeMsg{Width: 200, Height: 100})
	table := m.bindings()
	if b, ok := kit.Find(table, "ctrl+z"); !ok || b.What() != "suspend" || !b.IsRare() || b.IsHeld() {
		t.Errorf("ctrl+z is %+v", b)
	}
	for _, twice := range claimedTwice(table) {
		t.Error(twice)
	}
	for _, b := range table {
		if b.Show() == "" || b.What() == "" {
			t.Errorf("%v is %q in the help and does %q", b.Keys(), b.Show(), b.What())
		}
		for _, k := range b.Keys() {
			if b.Do == nil {
				t.Errorf("%s does nothing", k)
			}
		}
	}
	if _, ok := m.over.(*helpScreen); ok {
		return
	}
	m.Update(tea.KeyPressMsg{Code: tea.KeyF1})
	help, ok := m.over.(*helpScreen)
	if !ok {
		t.Fatalf("F1 does not open the help but %T", m.over)
	}
	lines, err := drawn(m)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(lines, "\n")
	if !shows(text, "ctrl+z suspend: back to the shell; fg comes back here") {
		t.Errorf("the help does not tell of ctrl+z:\n%s", text)
	}
	for _, b := range help.of.bindings(m) {
		if len(b.Keys()) > 0 && !shows(text, b.What()) {
			t.Errorf("the help does not tell of %s: %s\n%s", b.Show(), b.What(), text)
		}
	}
	m.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	if _, still := m.over.(*helpScreen); still {
		t.Error("esc does not close the help")
	}
	if typing, ok := m.top().(typing); !ok || !typing.isTyping() {
		m.Update(tea.KeyPressMsg{Code: '?', Text: "?"})
		if _, open := m.over.(*helpScreen); !open {
			t.Error("? does not open the help")
		}
	}
}

func TestAQuestionMarkIsALetterInATextField(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.keys("nwhat?q", "Channel name")
	r.mustText("rtcConfig.channelName", "what?q")
	r.keys(term.F1, "Keys")
	r.keys("?", "Channel name")
	r.mustText("rtcConfig.channelName", "what?q")
}

func TestTheFooterTellsWhatWorksNow(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 120, Height: 30}})
	r.see("enter new task", "c connections", "q quit", "? keys")
	r.mustNot("enter use", "d delete") // there is no preset
	r.keys("n", "enter next", "esc home", "ctrl+r review", "F1 keys")
	r.keys(term.Enter, "○ Channel name")
	r.keys(toBots, "ctrl+g make")
	r.keys(term.CtrlG, "Subscribing bot's uid")
	r.settled()
	if uid := r.text("rtcConfig.subBotUid"); len(uid) != 9 {
		t.Errorf("the uid that was made is %q", uid)
	}
}

func TestLeavingTellsHow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, keys string
		see        string
		exit       int
	}{
		{"q on home", "q", "", exitDone},
		{"ctrl+c on home", term.CtrlC, "", exitDone},
		{"ctrl+c in the wizard", term.CtrlC, "n", exitInterrupted},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := start(t, rigOptions{})
			r.see("new task")
			if c.see != "" {
				r.keys(c.see, "Channel name")
				r.keys("town")
			}
			r.Settle(t) // nothing may come behind the key that quits
			r.Send(c.keys)
			if err := r.Wait(); err != nil {
				t.Fatal(err)
			}
			if r.exit() != c.exit {
				t.Errorf("the exit code is %d, want %d", r.exit(), c.exit)
			}
			data, _, err := r.session.LoadDraft()
			if kept := strings.Contains(string(data), `"town"`); err != nil || kept != (c.see != "") {
				t.Errorf("the draft that is kept is %s, %v", data, err)
			}
		})
	}
}
