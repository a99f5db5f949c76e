package home

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// Tasks is what the screen asks for about tasks.
type Tasks interface {
	// HasTasks reports whether the list of tasks has a row.
	HasTasks() bool
	// Open returns the attempts of which something may still run, the worst first.
	Open() []*attempt.Attempt
	// Ended returns those whose end this run has seen, the newest first.
	Ended() []*attempt.Attempt
	// Broken returns how many journals can't be read.
	Broken() int
	// Work says what this run does about an attempt.
	Work(a *attempt.Attempt) Work
	// Place says where a task of an attempt runs.
	Place(a *attempt.Attempt) Place
	// ToldToStop returns when a task was last told to stop; zero: never.
	ToldToStop(a *attempt.Attempt) time.Time
}

// Work is what this run does about an attempt, and what it has learned of it.
type Work struct {
	Doing      explain.Doing
	Ending     bool   // its stop is under way, or waits its turn
	NotStopped bool   // the last stop did not end it
	Settles    bool   // what became of it is being found out
	Unsettled  bool   // that was given up
	Needs      string // what a person has to do before it can be asked for; empty: nothing
}

// Place is where a task runs.
type Place struct {
	Other      string // its name, if the top line says another place; else empty
	Production bool   // it is one for real users
}

// mostEnded is how many ends the screen tells of.
const mostEnded = 2

// only returns the attempt that can be stopped, where there is just one.
func (s *Screen) only() *attempt.Attempt {
	var found []*attempt.Attempt
	for _, a := range s.world.Open() {
		if a.Can(attempt.ActStop) && !s.world.Work(a).Ending {
			found = append(found, a)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// news is what somebody should know at once, line by line.
type news struct {
	st    *kit.Styles
	width int
	lines []string
}

// add tells something in a line, with the keys for it on the right.
func (n *news) add(style lipgloss.Style, mark, text, keys string) {
	text = string(terminal.Safe(text, n.width-6-max(10, ansi.StringWidth(keys))))
	line := " " + style.Render(mark+" "+text)
	if keys != "" {
		gap := max(2, n.width-ansi.StringWidth(text)-4-ansi.StringWidth(keys)-2)
		line += strings.Repeat(" ", gap) + n.st.Dim.Render(keys)
	}
	n.lines = append(n.lines, line)
}

// long tells something in several lines, at most so many.
func (n *news) long(style lipgloss.Style, mark, text string, most int) {
	n.lines = append(n.lines, kit.Marked(style, mark, " ", kit.FirstLines(text, n.width-6, most))...)
}

// news is what runs, what can't be listed, and what was left.
func (s *Screen) news(st *kit.Styles, width int) []string {
	n := &news{st: st, width: width}
	s.tellOpen(n)
	if count, why := s.unasked(); count > 0 {
		told := "not asked for: " + words.Count(count, "task") + ", as " + strings.Join(why, "; and ")
		n.long(st.Dim, st.Marks.Idle, told, 2)
	}
	ended := s.world.Ended()
	for _, a := range ended[:min(mostEnded, len(ended))] {
		n.add(st.Dim, st.Marks.Done, s.endedWords(a), "")
	}
	if broken := s.world.Broken(); broken > 0 {
		told := words.Count(broken, "journal") + " can't be read; a task of it may be running"
		n.add(st.Error, st.Marks.Error, told, "t  tasks")
	}
	for _, err := range s.world.Problems() {
		n.long(st.Error, st.Marks.Error, explain.Sentence(err, ""), 3)
	}
	if kept := s.world.Unsent(); kept != nil {
		n.add(st.Text, st.Marks.Idle, "unsent: "+kept.words()+", "+words.Ago(s.world.Now(), kept.At), "g  go on")
	}
	return n.lines
}

// words says of which channel the answers are.
func (k *Kept) words() string {
	if channel := k.Draft.Request().RTC.ChannelName; channel != "" {
		return channel
	}
	return "a draft without a channel"
}

// tellOpen tells of the open attempts, of many only a few.
func (s *Screen) tellOpen(n *news) {
	open, only := s.world.Open(), s.only()
	for i, a := range open {
		if i == 2 && len(open) > 3 {
			n.add(n.st.Warning, n.st.Marks.Warning, fmt.Sprintf("and %d more", len(open)-2), "t  tasks")
			break
		}
		keys := "t  tasks"
		if a == only {
			keys = "x  stop   " + keys
		}
		mark, style := n.st.Stands(explain.StandingOf(a, s.world.Work(a).Doing, s.world.Now()).Health)
		n.add(style, mark, s.openWords(a), keys)
	}
}

// openStates are the states of open attempts in the words of home.
var openStates = map[attempt.State]string{
	attempt.Sending:     "may be running",
	attempt.Unknown:     "may be running",
	attempt.RunningNoID: "is running, its id is not known",
	attempt.Started:     "is running",
	attempt.Stopping:    "was told to stop and not seen to end",
}

// openWords says of an open attempt what it is, and since when.
func (s *Screen) openWords(a *attempt.Attempt) string {
	w, at, now := s.world.Work(a), s.world.Place(a), s.world.Now()
	told := openState(a, w, at)
	since := a.SentAt()
	if stop := s.world.ToldToStop(a); a.State() == attempt.Stopping && !stop.IsZero() {
		since = stop
	}
	if a.Overdue(now) {
		told += ", " + explain.ReminderPassed
	}
	told += ", " + words.Lasts(now.Sub(since)) + goingOn(a, w, now)
	place := tasks.PlaceOf(a)
	switch {
	case at.Production:
		place = connections.ProductionMark + ", " + place
	case at.Other != "":
		return told
	}
	return told + " (" + place + ")"
}

// openState says of an open attempt what it is.
func openState(a *attempt.Attempt, w Work, at Place) string {
	name := a.Intent().Channel
	if at.Other != "" { // first, as the end of the line may be cut
		name += " (" + at.Other + ")"
	}
	state := a.State()
	if a.Unseen() {
		state = attempt.Unknown
	}
	switch told := name + " " + openStates[state]; {
	case a.Contradiction() != attempt.NoContradiction:
		return name + ": " + a.Meaning()
	case w.Ending && a.State().InDoubt():
		return told + ", and is stopped as soon as it is found"
	case w.Ending:
		return name + " is being stopped"
	default:
		return told
	}
}

// goingOn says in a few words what goes on about an attempt that is not settled;
// empty: nothing that one has to know.
func goingOn(a *attempt.Attempt, w Work, now time.Time) string {
	switch at := a.CertainAt(); {
	case w.NotStopped && !w.Ending:
		return ", not stopped"
	case a.Elsewhere():
		return ", another sttwizard works on it"
	case !a.State().InDoubt():
		return ""
	case w.Unsettled:
		return ", not settled"
	case at.After(now):
		return ", certain at " + words.Clock(now, at)
	case w.Settles:
		return ", asking Agora"
	}
	return ""
}

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

// endedWords says how an attempt ended, and when.
func (s *Screen) endedWords(a *attempt.Attempt) string {
	channel, at := a.Intent().Channel, words.Clock(s.world.Now(), a.Since())
	if a.State() == attempt.Stopped {
		return channel + " ended " + at + ", after " + words.Lasts(a.Since().Sub(a.SentAt()))
	}
	return channel + ": " + a.Meaning() + ", " + at
}
