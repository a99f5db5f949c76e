package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/form/page"
	"sttwizard/ui/wizard"
)

// wizardScreen is the steps: one page of questions at a time.
type wizardScreen struct{ hosted[*wizard.Screen] }

func (w *wizardScreen) isEditing() bool { return w.of.IsTyping() }
func (w *wizardScreen) restyled(*Model) { w.of.Restyle() }

// showSteps shows the screen of the steps.
func (m *Model) showSteps(of *wizard.Screen) { m.show(&wizardScreen{hosted[*wizard.Screen]{of}}) }

// showWizard shows a step of the draft.
func (m *Model) showWizard(step form.Step) tea.Cmd {
	m.briefDraft()
	m.nextOp()
	m.steps, m.stepsOf = wizard.New(wizardWorld{m}, step, m.afterWizard), m.draft
	m.showSteps(m.steps)
	return nil
}

// backToSteps shows the question from which the review was gone to, or the first one
// where the draft came there by another way.
func (m *Model) backToSteps() tea.Cmd {
	if m.stepsOf != m.draft {
		return m.showWizard(form.StepChannel)
	}
	m.briefDraft()
	m.nextOp()
	m.steps.Return()
	m.showSteps(m.steps)
	return nil
}

// followEdit lets the steps stand where a question, to which the review had led, leads back
// to it, since that is where one comes from then.
func (m *Model) followEdit() {
	edit, is := m.screen.(*wizardScreen)
	if !is || edit.of == m.steps || m.stepsOf == m.draft && m.steps.StandAs(edit.of) || !edit.of.HasWandered() {
		return
	}
	m.steps, m.stepsOf = wizard.NewAt(wizardWorld{m}, edit.of, m.afterWizard), m.draft
}

// editKey shows the question with a key or path on its step; enter leads back
// to the review.
func (m *Model) editKey(key string) tea.Cmd {
	q, ok := m.questionWith(key)
	if !ok {
		return nil
	}
	if m.draft.Locked(q.Path) {
		return m.askToUnlock([]string{q.Path}, func() tea.Cmd { return m.editKey(key) })
	}
	m.briefDraft()
	m.nextOp()
	m.showSteps(wizard.Edit(wizardWorld{m}, q, m.afterWizard))
	return nil
}

// useDraft stands on the review if nothing is open, else asks what is: the paths
// given and whatever is wrong or missing.
func (m *Model) useDraft(ask []string) tea.Cmd {
	m.briefDraft()
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
	if told := m.secretsToType(paths); told != "" {
		why += "; " + told
	}
	return m.askFor(paths, why)
}

// secretsToType says how many secrets of some paths have to be typed, and why.
func (m *Model) secretsToType(paths []string) string {
	if len(m.missing) > 0 && m.stored.places.why != "" {
		return form.SecretsToType(len(m.missing), "no keyring works here")
	}
	return m.draft.ToType(paths)
}

// askFor shows a page with a few questions, and why they come.
func (m *Model) askFor(paths []string, why string) tea.Cmd {
	m.nextOp()
	m.steps, m.stepsOf = wizard.Ask(wizardWorld{m}, paths, why, m.afterWizard), m.draft
	m.showSteps(m.steps)
	return nil
}

// asks reports whether the question about a path comes up with the present answers.
func (m *Model) asks(path string) bool {
	return slices.ContainsFunc(form.Questions(m.draft), func(q form.Question) bool { return q.Path == path })
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

// wizardWorld is what package wizard asks for.
type wizardWorld struct{ m *Model }

func (w wizardWorld) Draft() *form.Draft  { return w.m.draft }
func (w wizardWorld) Preset() string      { return w.m.preset }
func (w wizardWorld) From() string        { return w.m.cameFrom() }
func (w wizardWorld) Saves() bool         { return w.m.editsPreset() }
func (w wizardWorld) Call() string        { return w.m.startCall() }
func (w wizardWorld) Looks() *page.Styles { return &w.m.styles.page }

// startCall names the call that starts a task, in short.
func (m *Model) startCall() string {
	method, path := m.draft.Project().Version.Call(agora.OpStart, "APP", "")
	between := "/…/"
	if m.draft.Project().Version.Named() {
		between = "/"
	}
	return "  " + method + " …/" + m.appIDShort() + between + path[strings.LastIndexByte(path, '/')+1:]
}

// appIDShort returns the first and last digits of the App ID.
func (m *Model) appIDShort() string {
	short := m.conn.ShortAppID()
	if short == m.conn.AppID { // none is chosen yet, or it is none
		return "APP ID"
	}
	return short
}
