// Package tasklist is the screen that lists every attempt of this machine, open ones
// first, with what Agora says of them and the details of one. It does nothing about
// them itself: it tells what a person chose.
package tasklist

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	Now() time.Time
	// Team reports whether the journal is a team's.
	Team() bool
	// Attempts returns those of this machine, or its team, newest first.
	Attempts() []*attempt.Attempt
	// Broken returns the journals that can't be read.
	Broken() []attempt.Broken
	// Loaded reports whether the journals were read.
	Loaded() bool
	// Problem says why the journals' directory can't be read; nil: it can.
	Problem() error
	// Work returns what this run does about an attempt and has learned of it.
	Work(*attempt.Attempt) Work
	// Elsewhere reports whether an attempt was started where new tasks don't go.
	Elsewhere(*attempt.Attempt) bool
	// Production returns the mark of tasks for real users; empty: it is none.
	Production(*attempt.Attempt) string
	// Aside returns the keys by which one is rid of an attempt without a task.
	Aside(*attempt.Attempt) []kit.Binding
	// Version returns the version of the API that is in use.
	Version() agora.Version
	// Height returns the height of the window.
	Height() int
	// Prices returns what a minute costs.
	Prices() agora.Prices
	// BackTo names what one came from.
	BackTo() string
	// Sign returns what moves while something is waited for.
	Sign() string
}

// Screen is the screen.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	rows  []row
	at    string                // the id of the chosen row: it survives every reading
	kept  map[string]bool       // those that could run when the screen came up stay in their place
	ranks map[string]tasks.Rank // those of the first part, while they ran

	filter  kit.Filter
	before  string // the row that was chosen when the filter was opened
	details bool   // of the chosen row, in place of the table
	mine    bool   // only what this person started here is shown

	stops map[string]*attempt.Attempt // those that were to be stopped from here, until it is told how that ended

	strangers Strangers
}

// Strangers are tasks that no attempt of this machine knows, as Agora last told.
type Strangers struct {
	Count  int
	On     string // the connection that was asked by
	Unsure bool   // one of them may be of an attempt whose outcome is not known
}

// row is one row: an attempt, or a journal that can't be read.
type row struct {
	attempt *attempt.Attempt
	broken  *attempt.Broken // nil: the attempt is there
}

func (r row) id() string {
	if r.broken != nil {
		return r.broken.ID
	}
	return r.attempt.ID()
}

// mayRun reports whether a task of the row may be running, as far as its journal is
// read.
func (r row) mayRun() bool { return r.attempt != nil && r.attempt.State().MayBill() }

// New makes the screen. It calls chosen with what a person wants.
func New(world World, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{
		world: world, chosen: chosen, filter: kit.NewFilter(),
		kept: map[string]bool{}, ranks: map[string]tasks.Rank{}, stops: map[string]*attempt.Attempt{},
	}
	s.Reload()
	return s
}

// Reload makes rows of what was read: what may be running first, then journals that
// can't be read, what was not sent, and the history; each part newest first, but the first
// one in the order of all lists of tasks. A row of the first part stays
// there when its task ends, so that nothing jumps under the cursor.
func (s *Screen) Reload() {
	var running, unreadable, unsent, past []row
	now := s.world.Now()
	for _, a := range s.world.Attempts() {
		r := row{attempt: a}
		if r.mayRun() {
			s.kept[a.ID()] = true
			s.ranks[a.ID()] = tasks.RankOf(a, s.standing(a, now).Health, now)
		}
		switch {
		case s.kept[a.ID()]:
			running = append(running, r)
		case a.Open():
			unsent = append(unsent, r)
		default:
			past = append(past, r)
		}
	}
	broken := s.world.Broken()
	for i := range broken {
		unreadable = append(unreadable, row{broken: &broken[i]})
	}
	slices.SortStableFunc(running, func(a, b row) int { return s.ranks[a.id()].Compare(s.ranks[b.id()]) })
	s.rows = slices.Concat(running, unreadable, unsent, past)
	s.choose()
}

// SetStrangers says which tasks run that this machine did not start.
func (s *Screen) SetStrangers(of Strangers) { s.strangers = of }

// TakenUp chooses an attempt that was taken up just now, in the first row.
func (s *Screen) TakenUp(a *attempt.Attempt) {
	s.at = a.ID()
	s.filter.Clear()
	s.rows = slices.Insert(s.rows, 0, row{attempt: a})
	s.kept[s.at] = true
}

// Open returns the open attempt that is listed with a task's id; nil: there is none.
func (s *Screen) Open(task string) *attempt.Attempt {
	for _, r := range s.rows {
		if r.attempt != nil && r.attempt.Open() && r.attempt.Task().ID == task {
			return r.attempt
		}
	}
	return nil
}

// choose keeps the choice on a row that is shown.
func (s *Screen) choose() {
	shown := s.shown()
	if i := s.index(shown); i < 0 && len(shown) > 0 {
		s.at = shown[0].id()
	}
}

// GoTo chooses the row of an attempt.
func (s *Screen) GoTo(id string) {
	s.at = id
	s.choose()
}

// comeBack chooses the row that was chosen before the filter, which was given up.
func (s *Screen) comeBack() {
	s.at = s.before
	s.choose()
}

// shown returns the rows that the filter lets through.
func (s *Screen) shown() []row {
	if s.filter.Words() == "" && !s.mine {
		return s.rows
	}
	return slices.DeleteFunc(slices.Clone(s.rows), func(r row) bool {
		return s.mine && r.attempt != nil && !r.attempt.Mine() || !s.filter.LetsThrough(s.words(r))
	})
}

// words is what the filter looks into.
func (s *Screen) words(r row) string {
	if r.broken != nil {
		return strings.ToLower(r.broken.ID + " unreadable " + brokenChannel(r.broken))
	}
	a, in := r.attempt, r.attempt.Intent()
	mine := standingOf(a, s.world.Work(a), s.world.Now())
	return strings.ToLower(strings.Join([]string{
		in.Channel, in.Connection, a.Task().ID, whose(a), mine.Word, mine.narrow, mine.said, a.Told().Meaning(),
	}, " "))
}

func (s *Screen) index(shown []row) int {
	return slices.IndexFunc(shown, func(r row) bool { return r.id() == s.at })
}

// row returns the chosen row, and whether there is one.
func (s *Screen) row() (row, bool) {
	shown := s.shown()
	if i := s.index(shown); i >= 0 {
		return shown[i], true
	}
	return row{}, false
}

func (s *Screen) move(by int) {
	shown := s.shown()
	if len(shown) > 0 {
		s.at = shown[max(0, min(s.index(shown)+by, len(shown)-1))].id()
	}
}

// Title says what the rows have in common.
func (s *Screen) Title() string {
	if s.filter.IsOpen() {
		return s.filter.Title("Tasks")
	}
	switch {
	case s.mine:
		return "My tasks"
	case s.world.Team():
		return "Tasks of the team"
	}
	return "Tasks of this machine"
}

// team reports whether others of a team started some of the tasks.
func (s *Screen) team() bool {
	return slices.ContainsFunc(s.rows, func(r row) bool { return r.attempt != nil && !r.attempt.Mine() })
}

// Waits reports whether a task in sight is being stopped.
func (s *Screen) Waits() bool {
	return slices.ContainsFunc(s.shown(), func(r row) bool { return r.mayRun() && s.world.Work(r.attempt).Ending })
}

// IsTyping reports whether letters go into the filter.
func (s *Screen) IsTyping() bool { return s.filter.IsOpen() }

// IsReading lets a long list of details be scrolled.
func (s *Screen) IsReading() bool { return s.details }

// Typed takes what the filter is to have.
func (s *Screen) Typed(msg tea.Msg) tea.Cmd {
	if s.filter.IsOpen() {
		s.filter.Typed(msg)
		s.choose()
	}
	return nil
}
