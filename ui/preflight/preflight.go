// Package preflight is the screen that tells before an event whether everything is in
// place: a row for each check, as it becomes known, and what puts right what is not. It
// looks at nothing itself: it is told of rows, and tells which way was chosen.
package preflight

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/explain"
	"sttwizard/internal/preflight"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	// Now returns the time: what was in place is not known any more some time later.
	Now() time.Time
	// Version returns the version of the API that would be called.
	Version() agora.Version
	// Words puts a row into words.
	Words(r preflight.Row) explain.Checked
	// Asks reports whether there is a question about a path.
	Asks(path string) bool
	// BackTo names what one came from.
	BackTo() string
	// Sign returns what moves while something is waited for.
	Sign() string
}

// Outcome is what a person chose: a Way or an Edit.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here.
type Way int

const (
	Again      Way = iota // look at everything anew
	Connection            // take another one, or change it
	Remind                // at another time
	Tasks                 // those that run
	Back                  // to where one came from
	OtherText             // another text is shown
)

// Edit is the field that is to be changed, by its path.
type Edit struct{ Path string }

func (Way) outcome()  {}
func (Edit) outcome() {}

// Screen is the screen.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	checks []preflight.Check
	known  map[preflight.Check]preflight.Row
	at     int
	byHand bool // somebody has chosen the row
	alone  bool // all about the chosen row is shown, and nothing else
}

// New makes the screen, on which nothing is known yet. It calls chosen with what a
// person wants.
func New(world World, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen}
	s.Reset()
	return s
}

// Reset forgets what is known, as everything is looked at anew.
func (s *Screen) Reset() {
	s.checks, s.known = preflight.Checks(s.world.Version()), map[preflight.Check]preflight.Row{}
	s.at, s.alone = min(s.at, len(s.checks)-1), false
}

// Know takes a row. The first one that is wrong, else the first to be looked at, has the
// focus, unless somebody has chosen one.
func (s *Screen) Know(r preflight.Row) {
	s.known[r.Check] = r
	if s.byHand {
		return
	}
	for _, verdict := range []preflight.Verdict{preflight.Red, preflight.Amber, preflight.Grey} {
		for i, c := range s.checks {
			if r, ok := s.known[c]; ok && r.Verdict == verdict {
				s.at = i
				return
			}
		}
	}
}

// row returns the row of a check as it counts now; ok is false while nothing is known.
func (s *Screen) row(c preflight.Check) (r preflight.Row, ok bool) {
	r, ok = s.known[c]
	return r.AsOf(s.world.Now()), ok
}

// rows returns what is known, as it counts now.
func (s *Screen) rows() []preflight.Row {
	var out []preflight.Row
	for _, c := range s.checks {
		if r, ok := s.row(c); ok {
			out = append(out, r)
		}
	}
	return out
}

// Waits reports whether something is still looked at.
func (s *Screen) Waits() bool { return len(s.known) < len(s.checks) }

// Counts reports whether something is in place now that will not be known later.
func (s *Screen) Counts() bool {
	for _, r := range s.rows() {
		if r.Verdict == preflight.Green {
			return true
		}
	}
	return false
}

// Title names the screen.
func (s *Screen) Title() string { return "Before the event" }

// IsReading reports whether there is a text to be scrolled: all about one row.
func (s *Screen) IsReading() bool { return s.alone }

// show makes a key that shows all about the chosen row, or the rows again.
func (s *Screen) show(keys, what string, alone bool) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { s.alone = alone; return s.chosen(OtherText) })
}

// page is how many rows a page key moves.
const page = 10

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	way := func(keys, what string, w Way) kit.Binding {
		return kit.Key(keys, what, func() tea.Cmd { return s.chosen(w) })
	}
	if s.alone {
		return []kit.Binding{s.show("d esc", "back to the rows", false)}
	}
	var out []kit.Binding
	if mend, o := s.mend(); o != nil {
		out = append(out, kit.Key("enter", mend, func() tea.Cmd { return s.chosen(o) }))
	}
	out = append(out,
		way("f", "look again", Again), s.show("d", "details", true), way("esc", s.world.BackTo(), Back),
		way("c", "connection", Connection), way("e", "reminder", Remind).Rare(), way("t", "all tasks", Tasks).Rare(),
	)
	return append(out, kit.Moves(len(s.checks), page, s.move)...)
}

func (s *Screen) move(by int) {
	s.at, s.byHand = max(0, min(s.at+by, len(s.checks)-1)), true
}

// mend is what leads to putting the chosen row right; nil: nothing does, here.
func (s *Screen) mend() (what string, o Outcome) {
	r, ok := s.row(s.checks[s.at])
	if !ok || r.Verdict == preflight.Green {
		return "", nil
	}
	switch field := s.world.Words(r).Field; {
	case field != "" && s.world.Asks(field):
		return "go to the field", Edit{field}
	case r.Why == preflight.TooOld:
		return "look again", Again
	case r.Mend == preflight.MendConnection:
		return "the connection", Connection
	case r.Mend == preflight.MendReminder:
		return "the reminder", Remind
	case r.Mend == preflight.MendTasks:
		return "what runs", Tasks
	}
	return "", nil
}
