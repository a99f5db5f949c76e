// Package connections is the screen that lists where and as whom Agora can be called.
// It changes nothing itself: it tells what is to be done with which connection, and is
// told what came of it.
package connections

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	// Choices returns the connections that can be chosen.
	Choices() []connections.Connection
	// Trouble says why the connections can't be read; empty: they could.
	Trouble() string
	// InUse returns the name of the connection that is in use; empty: none.
	InUse() string
	// Now returns the time.
	Now() time.Time
	// Sign returns what moves while something is waited for.
	Sign() string
}

// Outcome is what a person chose: a Way, or something to do with a connection.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here.
type Way int

const (
	Add       Way = iota // a connection, with its form
	Back                 // to where the person came from
	GoHome               // from a list that home led to
	LeaveHome            // from a list that something else led to
	NoDefault            // no connection goes without saying any more
)

// Action is what is to be done with one connection.
type Action int

const (
	Use            Action = iota // call by it, which has no errors
	Edit                         // ask for its lines again
	Test                         // ask Agora by it, which has no errors
	MakeDefault                  // it goes without saying
	MarkProduction               // or take the mark away
	MoveSecret                   // to another place
	Remove
)

// Do is what is to be done, and with which connection.
type Do struct {
	Action Action
	With   connections.Connection
}

// Speak is the version that the sandbox speaks from now on.
type Speak struct{ Version agora.Version }

// Refuse says why something can't be done.
type Refuse struct{ Words string }

func (Way) outcome()    {}
func (Do) outcome()     {}
func (Speak) outcome()  {}
func (Refuse) outcome() {}

// Screen is the screen.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd
	leads  bool // esc leads back, not home

	at        int
	byDefault string // the connection that goes without saying, by its name
	wanted    string // the row to stand on once it is there
	trials
}

// New makes the screen, which stands on the connection in use. It calls chosen with
// what a person wants; leadsBack says whether esc leads back instead of home.
func New(world World, leadsBack bool, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen, leads: leadsBack}
	s.at = max(0, s.find(world.InUse())) // the sandbox stands last: a real one comes first
	return s
}

// find returns the row of a connection, -1 where there is none.
func (s *Screen) find(name string) int {
	return slices.IndexFunc(s.world.Choices(), func(c connections.Connection) bool { return c.Name == name })
}

// SetDefault says which connection goes without saying.
func (s *Screen) SetDefault(name string) { s.byDefault = name }

// Want says on which connection to stand once it is in the list.
func (s *Screen) Want(name string) { s.wanted = name }

// Reload follows the list, which was read again.
func (s *Screen) Reload() {
	if i := s.find(s.wanted); i >= 0 {
		s.at, s.wanted = i, ""
	}
	s.move(0)
}

func (s *Screen) move(by int) { s.at = max(0, min(s.at+by, len(s.world.Choices())-1)) }

// Selected returns the connection that the person stands on; nil: there is none.
func (s *Screen) Selected() *connections.Connection {
	all := s.world.Choices()
	if s.at >= len(all) {
		return nil
	}
	return &all[s.at]
}

// Title stands in the top line.
func (s *Screen) Title() string { return "Connections" }

// way makes a key that leads somewhere.
func (s *Screen) way(keys, what string, w Way) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { return s.chosen(w) })
}

// do makes a key that does something with a connection.
func (s *Screen) do(keys, what string, a Action, with connections.Connection) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { return s.chosen(Do{a, with}) })
}

// pageRows is how many rows a page key moves.
const pageRows = 8

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	var out []kit.Binding
	here := s.Selected()
	if here != nil {
		out = append(out, kit.Key("enter", "use", func() tea.Cmd { return s.legal(Use, "used") }))
	}
	out = append(out, s.way("a", "add", Add))
	if here != nil {
		if here.IsOwn() {
			out = append(out, s.do("e", "edit", Edit, *here))
		}
		if !here.Sandbox {
			out = append(out, kit.Key("t", "test", func() tea.Cmd { return s.legal(Test, "tested") }))
		}
		out = append(out, s.changes(*here)...)
	}
	if s.leads {
		out = append(out, s.way("esc", "back", Back))
	}
	out = append(out, kit.Moves(len(s.world.Choices()), pageRows, s.move)...)
	if s.leads {
		return append(out, s.way("h", "home", LeaveHome).Rare())
	}
	return append(out, s.way("esc h", "home", GoHome))
}

// changes are the keys that change one thing of a connection.
func (s *Screen) changes(of connections.Connection) []kit.Binding {
	var out []kit.Binding
	if s.byDefault == of.Name {
		out = append(out, s.way("d", "no default", NoDefault))
	} else {
		out = append(out, s.do("d", "default", MakeDefault, of))
	}
	if of.Sandbox {
		next := nextVersion(of.Version)
		return append(out, kit.Key("v", "as "+string(next), func() tea.Cmd { return s.chosen(Speak{next}) }))
	}
	if !of.IsOwn() {
		return out
	}
	what := "production"
	if of.Production {
		what = "not production"
	}
	out = append(out, s.do("p", what, MarkProduction, of))
	if len(movable(of)) > 0 {
		out = append(out, s.do("m", "move secret", MoveSecret, of))
	}
	return append(out, s.do("x", "remove", Remove, of))
}

// nextVersion returns the version after one, round the end.
func nextVersion(v agora.Version) agora.Version {
	all := agora.Versions()
	return all[(slices.Index(all, v)+1)%len(all)]
}

// legal asks for something that only a connection without errors can do.
func (s *Screen) legal(a Action, done string) tea.Cmd {
	with := *s.Selected()
	if wrong := with.Validate(); len(wrong) > 0 {
		return s.chosen(Refuse{with.Name + " can't be " + done + ": " + wrong[0].Error() + "; e edits it"})
	}
	return s.chosen(Do{a, with})
}
