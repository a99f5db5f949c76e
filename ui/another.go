package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
)

// another begins with the same answers: on the review, or with what they leave open.
// Bot uids and the channel stay: the person sees them there.
func (m *Model) another(t *taskScreen) tea.Cmd {
	return m.withAnswersOf(t, func() tea.Cmd {
		m.draft.Begin(m.preset)
		m.standsElsewhere()
		m.like, m.likeOf = t.work.attempt, m.draft
		return m.goOn()
	})
}

// saveLike saves the answers of a task as a preset.
func (m *Model) saveLike(t *taskScreen) tea.Cmd { return m.withAnswersOf(t, m.askToSave) }

// withAnswersOf goes on with the answers of a task. Where this program does not hold
// them, they are what its journal says that it runs with.
func (m *Model) withAnswersOf(t *taskScreen, then func() tea.Cmd) tea.Cmd {
	if t.of.IsOwn() {
		m.takeInChanges(t)
		return then()
	}
	return m.leaveDraft(func() tea.Cmd { return m.lendAnswersOf(t, then) })
}

// takeInChanges puts what changed of a task since its start into a copy of the answers
// that it was started with.
func (m *Model) takeInChanges(t *taskScreen) {
	a := t.work.attempt
	begun, _, _ := agora.DecodeRequest(a.Intent().Request)
	runs := a.Settings()
	d, same := m.draft.Clone(), true
	for _, f := range agora.Fields() {
		old, _ := begun.Get(f.Path)
		if now, _ := runs.Get(f.Path); now != old {
			_ = d.Set(f.Path, now, fromTask)
			same = false
		}
	}
	if !markDoubts(d, runs) && same {
		return
	}
	if runs.Translate == nil && begun.Translate != nil {
		_ = d.Set(string(form.Translation), "off", fromTask)
	}
	d.Begin(d.Origin())
	m.draft, t.lent = d, true
}

// lendAnswersOf makes the draft of what a task's journal says, and goes on.
func (m *Model) lendAnswersOf(t *taskScreen, then func() tea.Cmd) tea.Cmd {
	a := t.work.attempt
	m.takeConnection(a.Intent().Connection, "the task's")
	return m.withConnection(func() tea.Cmd {
		m.draft, m.preset, t.lent = m.draftLike(a), "", true
		t.of.SetOwn()
		if p := m.stored.preset(a.Intent().Preset); p != nil && p.Err == nil {
			m.preset = p.Name
			for path, ref := range p.Preset.Secrets {
				if slices.Contains(a.Intent().Lacks, path) {
					m.draft.SetSecret(path, "", ref, form.FromPreset(p.Name, ""))
				}
			}
		}
		return m.lookUpSecrets(then)
	})
}

// isLikeATask reports whether the draft was made like a task, from whose screen one came.
func (m *Model) isLikeATask() bool { return m.draft != nil && m.likeOf == m.draft }

// cameFrom names the screen that the draft was made on.
func (m *Model) cameFrom() string {
	if m.isLikeATask() {
		return "the task"
	}
	return "home"
}

// backToOrigin goes back there. The answers are kept.
func (m *Model) backToOrigin() tea.Cmd {
	if !m.isLikeATask() {
		return m.goHome()
	}
	return m.leaveDraft(func() tea.Cmd {
		keep := m.keepDraft()
		m.draft, m.preset = nil, ""
		return together(keep, m.watch(m.like))
	})
}

// fromTask is where answers come from that are a task's.
const fromTask form.Source = "the task"

// notSure is where those come from of which a change without an answer may have made others.
const notSure form.Source = "the task, not for sure"

// markDoubts says so of the answers of a draft, and whether there are any.
func markDoubts(d *form.Draft, runs attempt.Settings) (some bool) {
	for _, path := range runs.Unsure {
		texts := runs.Texts(path)
		if len(texts) == 1 || texts[0] == "" {
			continue
		}
		_ = d.Set(path, "", notSure) // else the answer keeps its source
		_ = d.Set(path, texts[0], notSure)
		some = true
	}
	return some
}

// draftLike makes a draft of what is known of a task. Uids that were drawn for it are
// drawn anew.
func (m *Model) draftLike(a *attempt.Attempt) *form.Draft {
	in := a.Intent()
	runs := a.Settings()
	r := runs.Request
	if !runs.Known {
		r.RTC.SubBotUID, r.RTC.PubBotUID, r.RTC.ChannelName = in.SubBotUID, in.PubBotUID, in.Channel
	}
	if r.Name = ""; in.UniqueUIDs {
		r.RTC.SubBotUID, r.RTC.PubBotUID = "", ""
	}
	d := form.NewDraft(m.project())
	d.Load(r, fromTask)
	markDoubts(d, runs)
	d.Begin("")
	return d
}
