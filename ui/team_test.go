package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
	"sttwizard/internal/session"
	"sttwizard/internal/store"
	"sttwizard/internal/store/filestore"

	tea "charm.land/bubbletea/v2"
)

// teamAt opens what plays the team's journal, for which files stand in; an empty
// directory: there is none.
func teamAt(dir string) store.Store {
	if dir == "" {
		return nil
	}
	return filestore.Open(filepath.Join(dir, "attempts"), filepath.Join(dir, "locks"))
}

// unwatched is a store that tells of no changes: a desk runs each command to its end.
type unwatched struct{ store.Store }

func (unwatched) Watch(context.Context) (<-chan store.Change, error) {
	none := make(chan store.Change)
	close(none)
	return none, nil
}

// deskTeam is teamAt for a desk.
func deskTeam(dir string) store.Store {
	if dir == "" {
		return nil
	}
	return unwatched{teamAt(dir)}
}

// teamEnv is the environment of somebody with the connection of it.
func teamEnv(who string) map[string]string {
	return map[string]string{
		"AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey, "AGORA_API_VERSION": "v5",
		"AGORA_CUSTOMER_SECRET": sandbox.DefaultSecret.Reveal(), "USER": who,
	}
}

// colleague is a session of somebody else of the team, on the same clock.
func colleague(t *testing.T, c *testClock, team, who string) *session.Session {
	t.Helper()
	vars := teamEnv(who)
	vars["STTWIZARD_HOME"] = t.TempDir()
	s, err := session.New(session.Options{
		Getenv: func(name string) string { return vars[name] }, Now: c.Now, Sleep: c.Sleep, Team: teamAt(team),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// team is Maria's wizard, and what it shares with Dana.
type team struct {
	*rig
	dana *session.Session
	url  string
}

func newTeam(t *testing.T, o rigOptions) team {
	t.Helper()
	c := newClock()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Now: c.Now, Pace: testPace})
	o.real, o.url, o.clock, o.env = true, url, c, teamEnv("maria")
	if o.team == "" {
		o.team = t.TempDir()
	}
	if o.screen.Width == 0 {
		o.screen = term.Options{Width: 120, Height: 40}
	}
	dana := colleague(t, c, o.team, "dana")
	return team{start(t, o), dana, url}
}

// starts starts a task of Dana's.
func (x team) starts(channel string) *attempt.Attempt {
	x.t.Helper()
	return startedAt(x.t, x.dana, "environment", x.url, channel)
}

func TestHomeShowsWhatAColleagueStartsWithoutAKey(t *testing.T) {
	t.Parallel()
	x := newTeam(t, rigOptions{})
	x.see("environment · API v5", "new task")
	x.mustNot("town-hall")
	theirs := x.starts("town-hall")
	x.see("town-hall", "dana")
	if err := theirs.Ended(attempt.HowStopped); err != nil {
		t.Fatal(err)
	}
	x.wait("its end", func() bool { return x.endedThere(theirs.ID()) })
}

// endedThere reports whether the wizard knows that an attempt ended.
func (x team) endedThere(id string) (over bool) {
	x.ask(func(m *Model) {
		for _, a := range m.back.attempts {
			over = over || a.ID() == id && !a.Open()
		}
	})
	return over
}

func TestTheTableSaysWhoOfTheTeamStartedWhat(t *testing.T) {
	t.Parallel()
	x := newTeam(t, rigOptions{screen: term.Options{Width: 180, Height: 40}})
	x.see("new task")
	x.starts("town-hall")
	startedAt(t, x.session, "environment", x.url, "board")
	x.see("town-hall")
	x.keys("t", "Tasks of the team", "who", "dana", "town-hall", "board", "m my tasks")
	x.keys("m", "My tasks", "board", "m the team's")
	x.mustNot("town-hall")
	x.keys("m", "Tasks of the team", "town-hall")
	x.keys("/dana", "Tasks with: dana", "town-hall")
	x.mustNot("board")
	x.keys(term.Enter+"d", "by dana on ")
	x.keys(term.Esc, "esc all tasks")
	x.keys(term.Esc, "board")
	x.calm()
	x.keys("X", "dana", "town-hall", "board")
}

func TestASecondTaskInAColleaguesChannelAsksWithTheirName(t *testing.T) {
	t.Parallel()
	d, ask := given(t, readyFor("town-hall"))
	x := newTeam(t, rigOptions{ui: Options{Draft: d, Ask: ask}})
	x.see("choose where the task is to run")
	x.keys(term.Enter, "ready to send")
	x.starts("town-hall")
	x.calm()
	x.keys("s", "started by dana on ", "by the connection environment")
	x.mustNot("started here")
	if n := x.wire.Calls("start"); n != 0 {
		t.Errorf("%d starts were sent", n)
	}
}

func TestWhereTheTeamsJournalIsAwayTheReviewGoesOnAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "attempts"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d, ask := given(t, readyFor("town-hall"))
	x := newTeam(t, rigOptions{team: dir, ui: Options{Draft: d, Ask: ask}})
	x.see("choose where the task is to run")
	x.keys(term.Enter, "The team's journal can't be written", "L own journal")
	x.calm()
	x.Send("s")
	x.settled()
	if n := x.wire.Calls("start") + x.wire.Calls("acquire"); n != 0 {
		t.Errorf("%d calls were made before anything was written down", n)
	}
	x.keys("L", "this machine's journal, not the team's", "ready to send")
	x.sent()
	x.mustState(attempt.Started)
	x.must("this machine's journal, not the team's")
	x.keys("h", "this machine's journal, not the team's", "does not see it", "store push")
	for key, title := range map[string]string{"t": "Tasks of this machine", "c": "Connections"} {
		x.keys(key, title, "this machine's journal, not the team's")
		x.keys(term.Esc, "Home")
	}
}

func TestWhereTheTeamsJournalIsAwayHomeSaysSo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "attempts"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	x := newTeam(t, rigOptions{team: dir})
	x.see("team's journal can't be read", "L own journal")
	x.mustNot("not the team's")
	x.keys("L", "this machine's journal, not the team's")
	x.settled()
	x.mustNot("can't be read", "L own journal")
}

// Who and where others are they say themselves.
func TestWhoOthersSayTheyAreReachesNoTerminal(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			c, dir := newClock(), t.TempDir()
			url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Now: c.Now})
			s := colleague(t, c, dir, "dana")
			evil := attempt.Open(t.TempDir(), attempt.Options{Team: teamAt(dir), Who: payload, Host: payload, Now: c.Now})
			s.Journal = evil
			a := startedAt(t, s, "environment", url, "hall")
			if who, host := a.Starter(); who != payload || host != payload {
				t.Fatalf("%q on %q", who, host)
			}
			draft, ask := given(t, readyFor("hall"))
			d := watched(t, rigOptions{real: true, url: url, env: teamEnv("maria"), team: dir, ui: Options{Draft: draft, Ask: ask}})
			d.everywhere()
			d.press("enter")
			d.must("ready to send")
			d.calm()
			d.press("s") // asks, with who started the other one
			d.everywhere()
			d.press("esc", "esc", "esc")
			d.run(d.m.goHome())
			d.press("r")
			d.must("hall")
			d.everywhere()
			d.press("t")
			d.must("Tasks of the team", "hall")
			d.everywhere()
			d.press("d")
			d.everywhere()
			d.press("esc", "X")
			d.everywhere()
			d.press("esc", "x")
			d.everywhere()
			d.press("esc", "m", "m", "/")
			d.tell(tea.PasteMsg{Content: payload})
			d.everywhere()
			d.press("enter", "enter")
			d.everywhere()
		})
	}
}
