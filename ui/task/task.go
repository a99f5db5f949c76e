package task

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	Now() time.Time
	// Name names the task so that it can't be taken for another one of its channel.
	Name() string
	// Others names the other tasks that may run.
	Others() []string
	// Work returns what this run does about the attempt and has learned of it.
	Work() Work
	// Production returns the mark of tasks for real users; empty: it is none.
	Production() string
	// Aside returns the keys by which one is rid of the attempt if it has no task.
	Aside() []kit.Binding
	// Reminder says when somebody is reminded of the task.
	Reminder() string
	// BackTo names what one came from.
	BackTo() string
	// Prices returns what a minute costs.
	Prices() agora.Prices
	// Sign returns what moves while something is waited for.
	Sign() string
}

// Screen is the screen.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	help  bool // "it runs but no subtitles"
	reads bool // what was said last is shown
	own   bool // the answers that the program holds are this task's
	late  bool // the bell has rung for the reminder

	runs      agora.Request // what it runs with, as the journal says
	runsKnown bool
	unsure    []string // paths of changes that got no clear answer
	leftOut   string   // says which secrets it runs with
}

// New makes the screen. It calls chosen with what a person wants.
func New(world World, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen}
	s.Changed()
	return s
}

// SetOwn says that the answers which the program holds are this task's.
func (s *Screen) SetOwn() { s.own = true }

// IsOwn reports whether they are.
func (s *Screen) IsOwn() bool { return s.own }

// Changed reads what the task runs with, as the journal has it now.
func (s *Screen) Changed() {
	a := s.world.Work().Attempt
	s.runs, s.runsKnown, s.unsure = a.Runs()
	s.leftOut = explain.LeftOut(secretsOf(a.Intent(), s.runs))
}

// Planned notes that there is another reminder.
func (s *Screen) Planned() { s.late = false }

// LookAtReminder tells once that the reminder has passed.
func (s *Screen) LookAtReminder() tea.Cmd {
	t := s.at()
	if s.late || t.ended() || !t.Attempt.Overdue(t.now) {
		return nil
	}
	s.late = true
	return s.chosen(Ring)
}

// moment is the screen and what is known of its task at one time.
type moment struct {
	*Screen
	*Work
	now time.Time
}

// at returns this moment.
func (s *Screen) at() moment {
	w := s.world.Work()
	return moment{s, &w, s.world.Now()}
}

// Title is the task's channel.
func (s *Screen) Title() string { return s.world.Work().Attempt.Intent().Channel }

// IsReading lets what a small window can't show be scrolled.
func (s *Screen) IsReading() bool { return true }

// Counts reports whether times that pass are shown.
func (s *Screen) Counts() bool { return s.world.Work().Attempt.Open() }

// Waits reports whether the end may come any moment.
func (s *Screen) Waits() bool {
	w := s.world.Work()
	return w.Ending && w.InFlight
}

// By returns the connection of the task, as far as the top line shows one.
func (s *Screen) By() connections.Connection { return by(s.world.Work().Attempt.Intent()) }

func by(in attempt.Intent) connections.Connection {
	c := connections.Connection{
		Name: in.Connection, Version: in.Version, Sandbox: in.Connection == connections.SandboxName,
	}
	if in.BaseURL != agora.DefaultBaseURL {
		c.BaseURL = in.BaseURL
	}
	return c
}

// Trouble returns what went wrong with asking for the task or stopping it; nil:
// nothing.
func (s *Screen) Trouble() *explain.Explanation {
	t := s.at()
	err := t.Err
	if t.StopErr != nil {
		err = t.StopErr
	}
	if err == nil {
		return nil
	}
	e := t.explained(err, "")
	return &e
}

// cost says that the task may cost money; empty where all is pretended.
func (t moment) cost() string { return explain.Cost(t.Attempt, by(t.Attempt.Intent()).Sandbox) }

// explained puts what went wrong with asking or stopping into words.
func (t moment) explained(err error, op string) explain.Explanation {
	in := t.Attempt.Intent()
	e := explain.Failure(err, explain.Context{
		Op: op, Connection: in.Connection, Project: agora.Project{Version: in.Version},
	}.Of(t.Attempt))
	if _, typed := errors.AsType[*SecretError](err); typed {
		e.What, e.Do = words.Capital(err.Error())+".", "give it after x or r"
	}
	return e
}

// failure is explained as sentences.
func (t moment) failure(err error, op string) string {
	e := t.explained(err, op)
	return e.What + " " + words.Capital(e.Do) + "."
}
