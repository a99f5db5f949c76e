package home

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/presets"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	// Now returns the time.
	Now() time.Time
	// Loaded reports whether the presets were read.
	Loaded() bool
	// Presets returns those of this machine.
	Presets() []presets.Entry
	// Answers returns the draft that a preset makes.
	Answers(p presets.Preset) *form.Draft
	// HasEditor reports whether a preset's file can be opened in an editor.
	HasEditor() bool
	// Secrets says how the secrets of answers stand, with those that this run still has.
	Secrets(*form.Draft) string
	// Problems are the reasons why something can't be listed.
	Problems() []error
	// Unsent returns the answers that nothing was started with; nil: there are none.
	Unsent() *Kept
	// Last returns the answers of the last task; nil: there are none.
	Last() *Kept
	// Connected reports whether a connection is in use.
	Connected() bool
	// InSandbox reports whether new tasks go to the pretend Agora.
	InSandbox() bool
	// HasOwn reports whether somebody has made a connection on this machine.
	HasOwn() bool
	Tasks
}

// Kept are answers of an earlier time.
type Kept struct {
	Draft *form.Draft
	At    time.Time
}

// Outcome is what a person chose: a Way, or something to do with a preset or a task.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here.
type Way int

const (
	NewTask Way = iota // with an empty draft
	ListTasks
	StopAll // of those that may run, which is asked first
	Sandbox // is taken: everything can be tried with the pretend Agora
	TryOut  // the sandbox, with an empty draft
	Connect // with the form for a new connection
	Connections
	Paste     // a request
	ReadAgain // what is listed
	Alone     // with this machine's journal, as the team's can't be reached
	Quit
	Nothing // of what was asked
)

// Resume goes on with answers of an earlier time.
type Resume struct{ Draft *form.Draft }

// Use begins with a preset: what it leaves open is asked, then it stands on the review.
type Use struct{ Preset presets.Preset }

// Check looks whether everything is in place for a preset's task.
type Check struct{ Preset presets.Preset }

// Edit opens all steps with a preset's values.
type Edit struct{ Preset presets.Preset }

// EditFile opens a preset's file in the person's editor, also one that can't be used.
type EditFile struct{ Name string }

// Change is what becomes of a preset's file, as somebody agreed to.
type Change struct {
	What Deed
	Name string // of the preset; to import: the path of a file
	To   string // the other name
}

// Deed is a kind of it.
type Deed int

const (
	Delete    Deed = iota
	Rename         // to the other name
	Duplicate      // under the other name
	Import         // from elsewhere; under the file's own name if there is no other
)

// Stop is a task to be stopped, which is asked first.
type Stop struct{ Attempt *attempt.Attempt }

// TakeUp is a task that another machine started, to be watched and stopped from here.
type TakeUp struct{ ID string }

// Open is a task to be looked at.
type Open struct{ Attempt *attempt.Attempt }

// Ask is a question that is to be answered first; its answers tell what is chosen.
type Ask struct {
	Name string
	kit.Question
}

// Fill is what is to be filled in first.
type Fill struct{ Form }

// Pasted is what may be a request, or its beginning, which somebody has pasted.
type Pasted struct {
	Text  string
	Whole bool // else the rest is being typed, by a terminal that does not mark its pastes
}

// Refuse says why something can't be done.
type Refuse struct {
	Words string
	Held  *attempt.Attempt // which somebody else has, who is what it says; nil: of anything else
}

func (Way) outcome()    {}
func (Resume) outcome() {}
func (Use) outcome()    {}
func (Check) outcome()  {}
func (Edit) outcome()   {}
func (Change) outcome() {}

func (EditFile) outcome() {}
func (Stop) outcome()     {}
func (Open) outcome()     {}
func (TakeUp) outcome()   {}
func (Ask) outcome()      {}
func (Fill) outcome()     {}
func (Refuse) outcome()   {}
func (Pasted) outcome()   {}

// Screen is the screen.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	entries []presets.Entry
	filter  kit.Filter
	at      string // the id of the chosen row; empty: none was chosen yet
	place   int    // where it was, for when it is gone
	byHand  bool   // somebody has chosen it
}

// New makes the screen. It calls chosen with what a person wants.
func New(world World, chosen func(Outcome) tea.Cmd) *Screen {
	return &Screen{world: world, chosen: chosen, filter: kit.NewFilter()}
}

// Title says what the rows have in common.
func (s *Screen) Title() string {
	if s.filter.IsOpen() {
		return s.filter.Title("Home")
	}
	return "Home"
}

// IsTyping reports whether letters go into the filter.
func (s *Screen) IsTyping() bool { return s.filter.IsOpen() }

// Typed takes what the filter is to have.
func (s *Screen) Typed(msg tea.Msg) tea.Cmd {
	if s.filter.IsOpen() {
		s.filter.Typed(msg)
		s.keepChoice()
		return nil
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if !strings.ContainsAny(msg.Content, "{[(") && !strings.Contains(msg.Content, "curl") {
			return s.chosen(Refuse{Words: "what was pasted is no request as JSON, curl or a program, so it was left out"})
		}
		return s.chosen(Pasted{Text: msg.Content, Whole: true})
	case tea.KeyPressMsg:
		if msg.Text == "{" || msg.Text == "$" { // a terminal that does not mark its pastes types them
			return s.chosen(Pasted{Text: msg.Text})
		}
	}
	return nil
}

// way makes a key that leads somewhere.
func (s *Screen) way(keys, what string, w Way) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { return s.chosen(w) })
}

// resume makes a key that goes on with kept answers.
func (s *Screen) resume(keys, what string, kept *Kept) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { return s.chosen(Resume{kept.Draft}) })
}

// keepChoice stays on the chosen row, or on one that is there.
func (s *Screen) keepChoice() {
	rows := s.rows()
	if s.place = 0; len(rows) > 0 {
		s.choose(rows, s.index(rows))
	}
}

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	if s.filter.IsOpen() {
		return append(s.filter.Bindings("all rows", s.keepChoice), kit.Steps("down", "up", aPage, s.move)...)
	}
	var out []kit.Binding
	rows := s.rows()
	r, chosen := s.selected(rows)
	if chosen {
		out = append(out, kit.Key("enter", r.verb, r.do))
	}
	out = append(out, s.stopKeys(r)...)
	if r.id != newID {
		out = append(out, kit.Key("n", "new task", s.newTask))
	} else {
		out = append(out, kit.Key("n", "new task", s.newTask).Rare())
	}
	if s.world.TeamIsAway() {
		out = append(out, s.way("L", "own journal", Alone))
	}
	out = append(out, s.presetAndLeadKeys(r)...)
	return append(append(out, kit.Moves(len(rows), aPage, s.move)...),
		s.way("p", "paste a request", Paste).Rare(),
		kit.Key("i", "import a preset's file", s.importFile).Rare(),
		s.way("r", "read again", ReadAgain).Rare(),
	)
}

// presetAndLeadKeys are the keys for the chosen preset, if it is one, then those that lead
// away; a machine without a connection needs one before a preset needs another name.
func (s *Screen) presetAndLeadKeys(r row) []kit.Binding {
	var own []kit.Binding
	if r.preset != nil {
		own = s.presetKeys(*r.preset)
	}
	now := len(own)
	if !s.world.HasOwn() {
		now = min(1, now)
	}
	return slices.Concat(own[:now], s.leadKeys(), own[now:])
}

// leadKeys are the keys that lead away from the list.
func (s *Screen) leadKeys() []kit.Binding {
	var out []kit.Binding
	if len(s.entries) > 0 {
		out = append(out, kit.Key("/", "filter", func() tea.Cmd { s.filter.Open(); return nil }))
	}
	if s.filter.Words() != "" {
		out = append(out, kit.Key("esc", "all rows", func() tea.Cmd { s.filter.Clear(); s.keepChoice(); return nil }))
	}
	if kept := s.world.Unsent(); kept != nil {
		out = append(out, s.resume("g", "go on", kept).Rare())
	}
	if kept := s.world.Last(); kept != nil {
		out = append(out, s.resume("l", "last answers", kept).Rare())
	}
	if s.world.HasTasks() {
		out = append(out, s.way("t", "all tasks", ListTasks))
	}
	if !s.world.Connected() {
		out = append(out, s.way("s", "sandbox", Sandbox))
	}
	if !s.world.HasOwn() {
		out = append(out, s.way("a", "connect to Agora", Connect))
	}
	return append(out, s.way("c", "connections", Connections), s.way("q ctrl+c", "quit", Quit))
}

// presetKeys are the keys for the chosen preset.
func (s *Screen) presetKeys(e presets.Entry) []kit.Binding {
	out := []kit.Binding{kit.Key("e", "edit", func() tea.Cmd { return s.edit(e) })}
	if e.Err == nil {
		out = append(out, kit.Key("f", "check", func() tea.Cmd { return s.chosen(Check{e.Preset}) }))
	}
	out = append(out,
		kit.Key("m", "rename", func() tea.Cmd { return s.rename(e.Name) }),
		kit.Key("d", "delete", func() tea.Cmd { return s.askToDelete(e.Name) }),
		kit.Key("y", "duplicate", func() tea.Cmd { return s.duplicate(e.Name) }).Rare(),
	)
	if s.world.HasEditor() && presets.CheckName(e.Name) == nil {
		out = append(out, kit.Key("E", "edit as text", func() tea.Cmd { return s.chosen(EditFile{e.Name}) }).Rare())
	}
	return out
}

// use asks what the preset leaves open and stands on the review then.
func (s *Screen) use(e presets.Entry) tea.Cmd {
	if e.Err != nil {
		return s.chosen(Refuse{Words: "can't be used: " + reason(e.Err)})
	}
	return s.chosen(Use{e.Preset})
}

// edit opens all steps with the preset's values.
func (s *Screen) edit(e presets.Entry) tea.Cmd {
	if e.Err != nil {
		return s.chosen(Refuse{Words: "can't be edited here: " + reason(e.Err)})
	}
	return s.chosen(Edit{e.Preset})
}

// newTask begins with an empty draft.
func (s *Screen) newTask() tea.Cmd { return s.chosen(NewTask) }
