package wizard

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/ui/kit"
)

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	q := s.page.Focused()
	onward := kit.Key("enter", s.onwardWords(), s.onward)
	if s.page.FindsNothing() { // it would only say so
		onward = onward.Rare()
	}
	out := []kit.Binding{onward}
	out = append(out, s.fieldKeys(q)...)
	if q.Kind == form.Secret && !s.page.IsLocked() {
		out = append(out, kit.Key("ctrl+t", "show or hide", func() tea.Cmd { s.page.Reveal(); return nil }))
	}
	if what, ok := q.CanMake(); ok && !s.page.IsLocked() {
		out = append(out, kit.Key("ctrl+g", "make "+what, s.make))
	}
	if locked := s.page.Locked(); len(locked) > 0 {
		out = append(out, kit.Key("ctrl+l", "unlock", func() tea.Cmd { return s.chosen(Unlock{locked}) }))
	}
	review, save := kit.Key("ctrl+r", reviewWords, s.review), kit.Key("ctrl+s", s.saveWords(), s.save)
	if onward.What() == reviewWords { // which says the same
		review = review.Rare()
	}
	if s.world.Saves() {
		review, save = save, review
	}
	out = append(out, review, save, s.tabKey(),
		kit.Key("shift+tab", s.beforeWords(), func() tea.Cmd { return s.moved(s.page.Back()) }).Rare(),
		kit.Key("esc", s.backWords(), s.escape),
	)
	if s.ask == nil {
		out = append(out, s.jumps()...)
	}
	return out
}

func (s *Screen) save() tea.Cmd { s.page.Tidy(); return s.chosen(Save) }

// saveWords say what becomes of the answers that are saved.
func (s *Screen) saveWords() string {
	if s.world.Saves() {
		return "save preset"
	}
	return "save as preset"
}

// fieldKeys names the keys that the focused field takes itself.
func (s *Screen) fieldKeys(q form.Question) []kit.Binding {
	if s.page.IsLocked() {
		return []kit.Binding{kit.Label("↑ ↓", "question before, next").Rare()}
	}
	switch q.Kind {
	case form.Pick, form.Choices:
		arrows := kit.Label("↑ ↓", "move in the list").Rare()
		choose := kit.Label("space", "take and stay")
		if s.page.SpaceTakesBack() {
			choose = kit.Label("space", "take back")
		}
		if s.page.FindsNothing() {
			return []kit.Binding{kit.Label("backspace", "widen the search")}
		}
		if s.page.Filtering() {
			arrows = kit.Label("↑ ↓", "then space takes")
			choose = kit.Label("backspace", "widen the search").Rare()
		}
		out := []kit.Binding{arrows, choose, kit.Label("letters", "search; enter takes the row").Rare()}
		if q.Kind == form.Choices {
			out = append(out, kit.Label("comma", "take the row, and search the next").Rare())
		}
		return append(out,
			kit.Label("page up  page down", "move in pages").Rare(),
			kit.Label("home  end", "to the first, the last").Rare(),
		)
	case form.Choice:
		return []kit.Binding{kit.Label("↑ ↓", "choose"), kit.Label("k j", "choose").Rare(), kit.Label("letters", "choose by its first letters").Rare()}
	case form.Toggle:
		if s.page.EnterOpens() {
			return []kit.Binding{kit.Label("space →", "open").Rare(), kit.Label("↑ ↓", "question before, next").Rare()}
		}
		if q.Path == "" {
			return []kit.Binding{kit.Label("space ←", "fold"), kit.Label("↑ ↓", "question before, next").Rare()}
		}
		return []kit.Binding{
			kit.Label("space", "on or off"), kit.Label("y n", "on, off").Rare(), kit.Label("← →", "on or off").Rare(),
			kit.Label("↑ ↓", "question before, next").Rare(),
		}
	}
	if s.page.FoldsFollow() {
		return []kit.Binding{kit.Label("↓", "more settings"), kit.Label("↑", "question before").Rare()}
	}
	return []kit.Binding{kit.Label("↑ ↓", "question before, next").Rare()}
}

// reviewWords are the words of keys that lead to the review.
const reviewWords = "review"

// onwardWords say what enter does now.
func (s *Screen) onwardWords() string {
	to, _ := s.next()
	switch {
	case s.page.EnterOpens():
		return "open"
	case s.page.EnterChooses():
		return "take and go on"
	case s.page.EnterPasses():
		return "go on with none"
	case s.returns && s.endsEdit():
		return "done"
	case !s.returns && s.page.EndsByEnter() && (s.ask != nil || to == form.StepReview):
		return reviewWords
	}
	return "next"
}

// endsEdit reports whether a legal answer to the question that is edited leads back to the
// review, as it raises no other one and nothing else is wrong.
func (s *Screen) endsEdit() bool {
	_, raised := s.raised()
	return s.page.Focused().Path != "" && !raised && !s.page.IsWrongElsewhere()
}

// tabKey is tab, which goes through all steps.
func (s *Screen) tabKey() kit.Binding {
	if s.page.IsLast() && (s.ask != nil || s.step == form.StepTranslation) {
		return kit.Key("tab", reviewWords, s.tab).Rare()
	}
	return kit.Key("tab", "next question", s.tab)
}

// beforeWords say what shift+tab does now.
func (s *Screen) beforeWords() string {
	switch {
	case !s.page.IsFirst():
	case s.returns:
		return reviewWords
	case s.ask != nil || s.step == form.StepChannel:
		return s.world.From()
	}
	return "question before"
}

// backWords says what esc does now.
func (s *Screen) backWords() string {
	switch {
	case s.page.IsFiltered():
		return "empty the filter"
	case s.ask != nil || !s.returns && len(s.trail) == 0:
		return s.world.From()
	}
	return "back"
}

// jumps leads to any step at once.
func (s *Screen) jumps() []kit.Binding {
	var out []kit.Binding
	for _, step := range form.Steps() {
		jump := func() tea.Cmd { return s.leave(func() { s.goOn(step) }) }
		out = append(out, kit.Key(jumpKey(step), "step "+step.Title(), jump).Rare())
	}
	return append(out, kit.Key(jumpKey(form.StepReview), "step Review", s.review).Rare())
}

// jumpKey is the key that leads to a step.
func jumpKey(to form.Step) string { return fmt.Sprintf("alt+%d", to+1) }
