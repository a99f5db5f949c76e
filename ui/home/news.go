package home

import (
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// Tasks is what the screen asks for about tasks.
type Tasks interface {
	// HasTasks reports whether the list of tasks has a row.
	HasTasks() bool
	// Open returns the attempts of which something may still run, the worst first.
	Open() []*attempt.Attempt
	// Ended returns those whose end this run has seen, the newest first.
	Ended() []*attempt.Attempt
	// TeamIsAway reports whether the team's journal can't be read.
	TeamIsAway() bool
	// Broken returns how many journals can't be read.
	Broken() int
	// Work says what this run does about an attempt.
	Work(a *attempt.Attempt) Work
	// Place says where a task of an attempt runs.
	Place(a *attempt.Attempt) Place
	// Prices returns what a minute costs.
	Prices() agora.Prices
	// ToldToStop returns when a task was last told to stop; zero: never.
	ToldToStop(a *attempt.Attempt) time.Time
	// Strangers returns the tasks that run and that this machine did not start.
	Strangers() []agora.Task
	// Title returns the title of the preset that an attempt came from; empty: none.
	Title(a *attempt.Attempt) string
}

// Work is what this run does about an attempt, and what it has learned of it.
type Work struct {
	explain.Doing

	Settles   bool      // what became of it is being found out
	Unsettled bool      // that was given up
	Needs     string    // what a person has to do before it can be asked for; empty: nothing
	Answered  time.Time // when Agora answered last; zero: never
}

// Place is where a task runs.
type Place struct {
	Other      string // its name, if the top line says another place; else empty
	Production bool   // it is one for real users
}

// news is what cannot be listed and why, and which tasks wait for a person.
func (s *Screen) news(st *kit.Styles, width int) []string {
	var out []string
	for _, err := range s.world.Problems() {
		lines := kit.FirstLines(explain.Sentence(err, ""), width-6, 3)
		out = append(out, kit.Marked(st.Error, st.Marks.Error, " ", lines)...)
	}
	if n := s.unshared(); n > 0 {
		told := words.Count(n, "task") + " of this machine's own journal: the team does not see it; sttwizard store push brings it there"
		out = append(out, kit.Marked(st.Warning, st.Marks.Warning, " ", kit.FirstLines(told, width-6, 2))...)
	}
	if count, why := s.unasked(); count > 0 {
		told := "not asked for: " + words.Count(count, "task") + ", as " + strings.Join(why, "; and ")
		out = append(out, kit.Marked(st.Warning, st.Marks.Warning, " ", kit.FirstLines(told, width-6, 2))...)
	}
	return out
}

// unshared returns how many open tasks the team does not see, although it has a journal.
func (s *Screen) unshared() int { return len(tasks.Unshared(s.world.Open())) }

// unasked returns how many open attempts can't be asked for without a person, and for
// which reasons.
func (s *Screen) unasked() (n int, why []string) {
	for _, a := range s.world.Open() {
		needs := s.world.Work(a).Needs
		if needs == "" {
			continue
		}
		n++
		if !slices.Contains(why, needs) {
			why = append(why, needs)
		}
	}
	return n, why
}

// asked says how long ago Agora last told of a task that is open; empty: it did not yet.
func (s *Screen) asked() string {
	var last time.Time
	for _, a := range s.world.Open() {
		if at := s.world.Work(a).Answered; at.After(last) {
			last = at
		}
	}
	return s.askedAt(last)
}

// askedAt says how long ago Agora told something; empty: it never did.
func (s *Screen) askedAt(at time.Time) string {
	switch d := s.world.Now().Sub(at); {
	case at.IsZero():
		return ""
	case d >= time.Second:
		return "asked " + words.Lasts(d) + " ago"
	}
	return "asked just now"
}

// stranger is the row of a task that this machine did not start.
func (s *Screen) stranger(t agora.Task, now time.Time) row {
	r := row{
		id: "stranger " + t.ID, stranger: true, verb: "take up", name: t.ID,
		what:   "A task that runs and that this machine did not start. Taken up, it is watched and stopped from here.",
		stands: standing{Standing: explain.Standing{Health: words.Look, Word: "of elsewhere", Full: "not started on this machine"}},
		do:     func() tea.Cmd { return s.chosen(TakeUp{t.ID}) },
	}
	r.rank = tasks.Rank{Health: r.stands.Health}
	if !t.CreatedAt.IsZero() {
		r.stands.since = words.Lasts(now.Sub(t.CreatedAt))
	}
	return r
}

// unreadable is the row of journals that can't be read.
func (s *Screen) unreadable(n int) row {
	return row{
		id: brokenID, verb: "all tasks", name: words.Count(n, "journal") + " can't be read",
		what:   "A task of it may be running and cost money: the list of all tasks has what is known of it.",
		stands: standing{Standing: explain.Standing{Health: words.Alarm, Word: "may be running", Full: "a task of it may be running"}},
		do:     func() tea.Cmd { return s.chosen(ListTasks) },
	}
}

// Words says of which channel the answers are, and in which languages.
func (k *Kept) Words() string {
	r := k.Draft.Request()
	out := []string{r.RTC.ChannelName}
	if r.RTC.ChannelName == "" {
		out[0] = "no channel yet"
	}
	if languages := strings.Join(primaryTags(r.Languages), " "); languages != "" {
		out = append(out, languages)
	}
	return strings.Join(out, ", ")
}
