package task

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// AskToStop asks before the task is stopped.
func (s *Screen) AskToStop() tea.Cmd {
	t := s.at()
	in := t.Attempt.Intent()
	if s.world.Production() != "" && !t.unknown() {
		return s.chosen(StopIfSure)
	}
	q := kit.Question{Text: explain.StopOf(t.Attempt, s.world.Name())}
	if t.unknown() {
		q.Text = "Find out whether a task runs in " + s.world.Name() + ", and stop it?" + s.thisIsProduction()
		q.Bad = s.world.Production() != ""
		q.More = []string{explain.FindAndStop(in.Version)}
	}
	q.Answers = []kit.Binding{s.key("y x", "stop", Stop).Held(), kit.Key("n esc", "let it run", s.letRun)}
	return s.chosen(Ask{Name: "Stop?", Question: q})
}

// letRun says that the task was not stopped: one may have meant to.
func (s *Screen) letRun() tea.Cmd {
	left := explain.LeftToRun(s.world.Work().Attempt)
	return tea.Batch(s.chosen(Stay), s.chosen(Say{Words: left}))
}

// thisIsProduction says that real users are concerned, as a sentence with a space
// before it; empty: they are not.
func (s *Screen) thisIsProduction() string {
	mark := s.world.Production()
	if mark == "" {
		return ""
	}
	return " This is " + mark + ", connection " + s.By().Name + "."
}

// askToRemove asks before the last road is taken.
func (s *Screen) askToRemove() tea.Cmd {
	in, others := s.world.Work().Attempt.Intent(), "Nobody else is touched."
	if !in.UniqueUIDs {
		others = "Whoever else has such a uid there is removed too."
	}
	return s.chosen(Ask{Name: "Remove its bots?", Question: kit.Question{
		Bad: true,
		Text: "Keep " + explain.BotNames(in) + " out of the channel for a minute? Subtitles end. " + others +
			s.thisIsProduction(),
		More: []string{
			"This is the last road, for a task that can't be stopped. What it means for the bill is not documented " +
				"by Agora: without its bots a task should end when it finds nobody there.",
			"Afterwards it is asked twice whether they are gone.",
		},
		Answers: []kit.Binding{s.key("y", "remove them", Remove).Held(), s.key("n esc", "don't", Stay)},
	}})
}

// Leave returns what to ask before the program ends, and whether there is anything:
// the task may run on.
func (s *Screen) Leave() (Ask, bool) {
	t := s.at()
	if t.ended() || t.Ending { // what is being stopped is asked about everywhere
		return Ask{}, false
	}
	if t.known() {
		return t.leaveRunning(), true
	}
	if t.unknown() {
		return t.leaveUnknown(), true
	}
	return Ask{}, false
}

// leaveRunning asks whether the task is to go on.
func (t moment) leaveRunning() Ask {
	return Ask{Name: "Leave?", Hears: t.askAnew(), Question: kit.Question{
		Bad:  true,
		Text: t.goesOn() + t.cost(),
		More: t.andOthers("Left running, it stays listed on home; this stops it: sttwizard tasks stop " + t.Attempt.Task().ID),
		Answers: []kit.Binding{
			t.key("l", "leave it running", LeaveRunning).Held(),
			t.key("x", "stop it, then leave", StopThenLeave).Held(),
			t.key("esc n", "stay", Stay),
		},
	}}
}

// andOthers names behind a line what else is left running, if anything is.
func (t moment) andOthers(line string) []string {
	return append([]string{line}, Besides(t.world.Others())...)
}

// Besides names what else is left running, if anything is.
func Besides(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	return []string{"Left running besides: " + words.And(names...) + "."}
}

// leaveUnknown asks whether to leave while something may run unseen.
func (t moment) leaveUnknown() Ask {
	return Ask{Name: "Leave?", Hears: t.askAnew(), Question: kit.Question{
		Bad:     true,
		Text:    GoOn(nil, []string{t.world.Name()}) + t.cost(),
		More:    t.andOthers("It stays listed on home. This settles it and stops what runs: sttwizard tasks recover --stop --wait"),
		Answers: []kit.Binding{t.key("l", "leave", LeaveUnknown).Held(), t.key("esc n", "stay", Stay)},
	}}
}

// askAnew returns what asks again whether to leave as soon as what the question said
// is not true any more.
func (t moment) askAnew() func() tea.Cmd {
	state, ending := t.Attempt.State(), t.Ending
	return func() tea.Cmd {
		now := t.Screen.at()
		if now.Attempt.State() == state && now.Ending == ending {
			return nil
		}
		closed := t.chosen(Stay)
		if q, asks := t.Leave(); asks {
			return tea.Batch(closed, t.chosen(q))
		}
		if now.ended() {
			said := Say{Words: words.Capital(now.Attempt.Meaning()) + ": nothing is left to be stopped"}
			return tea.Batch(closed, t.chosen(said))
		}
		return closed
	}
}

// goesOn says what is left behind.
func (t moment) goesOn() string {
	channel := t.world.Name()
	if t.Ending || t.Attempt.State() == attempt.Stopping && t.Attempt.Untold() == attempt.NotUntold {
		return "The task in " + channel + " was told to stop and is not seen to have ended."
	}
	return GoOn([]string{channel}, nil)
}

// GoOn says of tasks that run, and of attempts of which that is not known, what becomes
// of them when the program ends.
func GoOn(runs, doubts []string) string {
	var out []string
	switch len(runs) {
	case 0:
	case 1:
		out = append(out, "The task in "+runs[0]+" goes on until it stops.")
	default:
		out = append(out, "The tasks in "+words.And(runs...)+" go on until they stop.")
	}
	if len(doubts) > 0 {
		out = append(out, "Whether a task runs in "+words.And(doubts...)+" is not settled.")
	}
	return strings.Join(out, " ")
}
