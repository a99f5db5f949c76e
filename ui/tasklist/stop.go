package tasklist

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// canStop reports whether a task of a row may be running and is not being stopped.
func (s *Screen) canStop(r row) bool { return r.mayRun() && !s.world.Work(r.attempt).Ending }

// mayRun returns the attempts in sight that can be stopped.
func (s *Screen) mayRun() []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, r := range s.shown() {
		if s.canStop(r) {
			out = append(out, r.attempt)
		}
	}
	return out
}

// among names those that may run, and those that did when the screen came up.
func (s *Screen) among() *explain.Among {
	out := &explain.Among{Now: s.world.Now()}
	for _, r := range s.rows {
		if r.attempt != nil && (s.kept[r.id()] || r.mayRun()) {
			out.All = append(out.All, r.attempt)
		}
	}
	return out
}

// nameOf names a task so that it can't be taken for another one.
func (s *Screen) nameOf(a *attempt.Attempt) string { return s.among().NameOf(a) }

// askToStop asks before a task is stopped. One that is not known has first to be
// found: the task's own screen does that.
func (s *Screen) askToStop(a *attempt.Attempt) tea.Cmd {
	if _, known := a.Handle(); !known {
		return s.chosen(Do{Find, a})
	}
	if s.world.Production(a) != "" {
		return s.chosen(Do{StopProduction, a})
	}
	return s.chosen(Ask{"Stop?", kit.Question{
		Text: explain.StopOf(a, s.nameOf(a)),
		Answers: []kit.Binding{
			kit.Key("y x", "stop", func() tea.Cmd { return s.Stop(a) }).Held(),
			kit.Key("n esc", "let it run", s.letRun(a)),
		},
	}})
}

// AskToStopAll asks before everything that may be running is stopped, and names it.
func (s *Screen) AskToStopAll() tea.Cmd {
	list := s.mayRun()
	return s.chosen(Ask{"Stop all?", kit.Question{
		Text: fmt.Sprintf("Stop %s? %sSubtitles end at once.", words.Count(len(list), "task"), s.realOnes(list)),
		More: s.concerned(list), Bad: true,
		Answers: []kit.Binding{
			kit.Key("y", "stop "+all(len(list)), func() tea.Cmd { return s.Stop(list...) }).Held(),
			kit.Key("n esc", "let "+them(len(list))+" run", s.letRun(list...)),
		},
	}})
}

// letRun returns what says that nothing was stopped: one may have meant to.
func (s *Screen) letRun(list ...*attempt.Attempt) func() tea.Cmd {
	return func() tea.Cmd {
		return tea.Batch(s.chosen(LetRun), s.chosen(Say{Words: explain.LeftToRun(list...)}))
	}
}

// realOnes says which of several are for real users; empty: none.
func (s *Screen) realOnes(list []*attempt.Attempt) string {
	var named []string
	mark := ""
	among := s.among()
	for _, a := range list {
		if is := s.world.Production(a); is != "" {
			mark = is
			named = append(named, among.NameOf(a)+" by "+a.Intent().Connection)
		}
	}
	switch len(named) {
	case 0:
		return ""
	case 1:
		return "On " + mark + " is " + named[0] + ". "
	}
	return fmt.Sprintf("On %s are %d: %s. ", mark, len(named), strings.Join(named, ", "))
}

// concerned says what a stop of several concerns, and what not.
func (s *Screen) concerned(list []*attempt.Attempt) []string {
	var names, lost, more []string
	among := s.among()
	for _, a := range list {
		if _, known := a.Handle(); known {
			names = append(names, among.NameOf(a))
		} else {
			lost = append(lost, among.NameOf(a))
		}
	}
	if len(names) > 0 {
		more = append(more, "Running: "+strings.Join(names, ", "))
	}
	if len(lost) > 0 {
		more = append(more, "Not known whether it runs: "+strings.Join(lost, ", ")+
			". The same start is sent again to find it; that can take minutes, and what runs is stopped.")
	}
	var others []string
	for _, a := range list {
		if !a.Mine() {
			others = append(others, among.NameOf(a)+" ("+whose(a)+")")
		}
	}
	if len(others) > 0 {
		more = append(more, "Others started: "+strings.Join(others, ", "))
	}
	if hidden := s.hidden(); hidden > 0 {
		more = append(more, fmt.Sprintf("The filter hides %d more, which go on.", hidden))
	}
	if n := len(s.world.Broken()); n > 0 {
		more = append(more, words.Count(n, "journal")+" can't be read: what it stands for is not stopped.")
	}
	return more
}

func all(n int) string {
	if n == 1 {
		return "it"
	}
	return fmt.Sprintf("all %d", n)
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// hidden returns how many that can be stopped the filter does not let through.
func (s *Screen) hidden() int {
	n := -len(s.mayRun())
	for _, r := range s.rows {
		if s.canStop(r) {
			n++
		}
	}
	return n
}

// Stop tells that tasks are to be stopped, and from then on how many of them are.
func (s *Screen) Stop(list ...*attempt.Attempt) tea.Cmd {
	for _, a := range list {
		s.stops[a.ID()] = a
	}
	return s.chosen(Stop{list})
}

// TellEnded tells, once all have ended or failed that were to be stopped from here,
// how many did.
func (s *Screen) TellEnded() tea.Cmd {
	stopped, failed := 0, 0
	for _, a := range s.stops {
		switch w := s.world.Work(a); {
		case w.Ending:
			return nil
		case w.Attempt.State().MayBill():
			failed++
		default:
			stopped++
		}
	}
	clear(s.stops)
	switch {
	case failed > 0:
		return s.chosen(Say{fmt.Sprintf("%d stopped, %d not: what is not %s", stopped, failed, explain.MayCost), true})
	case stopped > 0:
		return s.chosen(Say{Words: words.Count(stopped, "task") + " stopped"})
	}
	return nil
}
