package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/form/page"
	"sttwizard/internal/words"
)

// wizard is the steps: one page of questions at a time.
type wizard struct {
	page *page.Page
	step form.Step
	seen map[form.Step]bool // the steps that were left once
	// returns: one question is edited and enter leads back to the review.
	returns bool
	// ask: the page has only the questions that a preset leaves open.
	ask []string
	why string // why they are asked
}

// showWizard shows a step of the draft.
func (m *Model) showWizard(step form.Step) tea.Cmd {
	m.tellDraftTheTime()
	m.nextOp()
	w := &wizard{seen: map[form.Step]bool{}}
	if m.preset != "" || m.draft.Sent() { // nothing is new: all steps count as seen
		for _, s := range form.Steps() {
			w.seen[s] = true
		}
	}
	w.enter(m, step)
	m.show(w)
	return nil
}

// editKey shows the question with a key or path on its step; enter leads back
// to the review.
func (m *Model) editKey(key string) tea.Cmd {
	q, ok := m.questionWith(key)
	if !ok {
		return nil
	}
	m.tellDraftTheTime()
	m.nextOp()
	w := &wizard{seen: map[form.Step]bool{}, returns: true}
	for _, s := range form.Steps() {
		w.seen[s] = true
	}
	w.enter(m, q.Step)
	w.page.ShowErrors()
	if !w.page.Focus(q.Key) {
		w.page.Focus(string(q.Step.Section())) // the question shows once its section is on
	}
	m.show(w)
	return nil
}

// useDraft stands on the review if nothing is open, else asks what is: the paths
// given and whatever is wrong or missing.
func (m *Model) useDraft(ask []string) tea.Cmd {
	m.tellDraftTheTime()
	paths := slices.Clone(ask)
	for _, e := range m.draft.Problems() {
		if !slices.Contains(paths, e.Field()) {
			paths = append(paths, e.Field())
		}
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return !m.asks(p) })
	if len(paths) == 0 {
		return m.showReview()
	}
	why := "What this preset leaves open"
	if len(m.missing) > 0 {
		why += "; " + words.Count(len(m.missing), "secret") + " not found in " + placesOf(m.missing)
		if m.stored.places.why != "" {
			why = "What this preset leaves open; no keyring works here"
		}
	}
	return m.askFor(paths, why)
}

// askFor shows a page with a few questions, and why they come.
func (m *Model) askFor(paths []string, why string) tea.Cmd {
	m.nextOp()
	w := &wizard{ask: paths, why: why}
	w.page = page.NewAsk(m.draft, paths, &m.styles.page)
	m.show(w)
	return nil
}

// asks reports whether the question about a path comes up with the present answers.
func (m *Model) asks(path string) bool {
	return slices.ContainsFunc(form.Questions(m.draft), func(q form.Question) bool { return q.Path == path })
}

func (w *wizard) enter(m *Model, step form.Step) {
	w.step = step
	w.page = page.New(m.draft, step, &m.styles.page)
	if w.seen[step] {
		w.page.ShowErrors()
	}
}

func (w *wizard) restyled(m *Model) { w.page.Restyle(&m.styles.page) }

func (w *wizard) title(m *Model) string {
	switch {
	case w.ask != nil && m.preset == "":
		return "Go on"
	case w.ask != nil:
		return "Preset " + m.preset
	case m.preset != "":
		return "Preset " + m.preset + ": " + w.step.Title()
	}
	return "New task"
}

func (w *wizard) isTyping() bool { return w.page.Typing() }

func (w *wizard) isEditing() bool { return w.page.Typing() }

func (w *wizard) bindings(m *Model) []binding {
	q := w.page.Focused()
	forward := "next"
	switch {
	case w.page.EnterChooses():
		forward = "choose this one"
	case w.returns:
		forward = "done"
	}
	out := w.fieldBindings(q)
	out = append(out, key("enter", forward, func() tea.Cmd { return w.onward(m) }))
	out = append(out, key("shift+tab", "back", func() tea.Cmd { return w.moved(m, w.page.Back()) }))
	if q.Kind == form.Secret {
		out = append(out, key("ctrl+t", "show or hide", func() tea.Cmd { w.page.Reveal(); return nil }))
	}
	if what, ok := q.CanMake(); ok {
		out = append(out, key("ctrl+g", "make "+what, func() tea.Cmd { m.say("", w.page.Make()); return nil }))
	}
	out = append(out,
		key("ctrl+r", "review", func() tea.Cmd { return w.review(m) }),
		key("ctrl+s", "save as preset", func() tea.Cmd { return m.askToSave() }),
		key("tab", "next, whatever is wrong here", func() tea.Cmd { return w.moved(m, w.page.Tab()) }).Rare(),
		key("esc", "empty the filter, else the step before", func() tea.Cmd { return w.escape(m) }).Rare(),
	)
	if w.ask == nil {
		out = append(out, w.jumps(m)...)
	}
	return out
}

// fieldBindings names the keys that the focused field takes itself.
func (w *wizard) fieldBindings(q form.Question) []binding {
	switch q.Kind {
	case form.Pick, form.Choices:
		arrows := label("↑ ↓", "move in the list").Rare()
		choose := label("space", "choose")
		if w.page.Filtering() {
			arrows = label("↑ ↓", "then space chooses")
			choose = label("backspace", "widen the search").Rare()
		}
		return []binding{
			arrows,
			choose,
			label("letters", "search; enter takes the row").Rare(),
			label("page up  page down", "move in pages").Rare(),
			label("home  end", "to the first, the last").Rare(),
		}
	case form.Choice:
		return []binding{label("↑ ↓", "choose"), label("k j", "choose").Rare()}
	case form.Toggle:
		return []binding{label("space", "on or off"), label("y n", "on, off").Rare(), label("← →", "on or off").Rare(), label("↑ ↓", "question before, next").Rare()}
	}
	return []binding{label("↑ ↓", "question before, next").Rare()}
}

// jumps leads to any step at once.
func (w *wizard) jumps(m *Model) []binding {
	var out []binding
	for _, s := range form.Steps() {
		b := key(fmt.Sprintf("alt+%d", s+1), "step "+s.Title(), func() tea.Cmd { return w.leave(m, func() { w.enter(m, s) }) })
		out = append(out, b.Rare())
	}
	return append(out, key("alt+6", "step Review", func() tea.Cmd { return w.review(m) }).Rare())
}

// leave goes from the present step; the draft is kept on the disk.
func (w *wizard) leave(m *Model, then func()) tea.Cmd {
	if w.seen != nil {
		w.seen[w.step] = true
	}
	keep := m.keepDraft()
	then()
	return keep
}

// onward is enter. On a single question that is edited, a legal answer leads back
// to the review; a switch may raise new questions, which come first.
func (w *wizard) onward(m *Model) tea.Cmd {
	before := w.page.Focused()
	move := w.page.Enter()
	accepted := move == page.NextStep || w.page.Focused().Key != before.Key
	if w.returns && accepted && before.Kind != form.Toggle {
		if w.page.FocusWrong() { // more to be mended on this step
			return nil
		}
		return w.review(m)
	}
	return w.moved(m, move)
}

// moved follows what the page decided.
func (w *wizard) moved(m *Model, move page.Move) tea.Cmd {
	switch {
	case move == page.NextStep && w.ask != nil:
		return w.review(m)
	case move == page.NextStep && w.step == form.StepTranslation:
		return w.review(m)
	case move == page.NextStep:
		return w.leave(m, func() { w.enter(m, w.step+1) })
	case move == page.PrevStep:
		return w.back(m)
	}
	return nil
}

func (w *wizard) back(m *Model) tea.Cmd {
	switch {
	case w.returns:
		return w.review(m)
	case w.ask != nil || w.step == form.StepChannel:
		return m.goHome()
	}
	return w.leave(m, func() {
		w.enter(m, w.step-1)
		w.page.FocusLast()
	})
}

func (w *wizard) escape(m *Model) tea.Cmd {
	if w.page.Escape() {
		return nil
	}
	if w.returns || w.ask != nil || w.step == form.StepChannel {
		return w.back(m)
	}
	return w.leave(m, func() { w.enter(m, w.step-1) })
}

func (w *wizard) review(m *Model) tea.Cmd {
	return together(w.leave(m, func() {}), m.offerToKeep(m.showReview))
}

func (w *wizard) typed(m *Model, msg tea.Msg) tea.Cmd {
	w.page.Update(msg)
	return nil
}

func (w *wizard) heard(m *Model, msg tea.Msg) tea.Cmd { return nil }

// focusedPath returns the path whose lines the live request marks.
func (w *wizard) focusedPath() string {
	q := w.page.Focused()
	if q.Path == string(form.Encryption) {
		return agora.PathCryptionMode
	}
	return q.Path
}

// questionWith returns the question with that key, or the one about that path.
func (m *Model) questionWith(key string) (form.Question, bool) {
	for _, q := range form.Questions(m.draft) {
		if q.Key == key {
			return q, true
		}
	}
	return form.QuestionFor(m.draft, key)
}
