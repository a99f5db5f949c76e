package ui

import (
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
	"sttwizard/presets"
	"sttwizard/ui/home"
)

// homeScreen lists what runs and what can be started, and leads everywhere.
type homeScreen struct{ hosted[*home.Screen] }

func newHome(m *Model) *homeScreen {
	h := &homeScreen{}
	h.of = home.New(homeWorld{m}, m.afterHome)
	return h
}

func (h *homeScreen) isEditing() bool { return h.of.IsTyping() }

// counts reports whether a task is shown that may be running: since when is said.
func (h *homeScreen) counts(m *Model) bool {
	return len(m.back.open(m.now()))+len(m.unknownTasks()) > 0
}

func (h *homeScreen) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case presetChangedMsg:
		if m.saysWhy(msg) {
			return nil
		}
		return m.sayAfter(m.readHome(), msg.words, msg.err)
	case presetUsedMsg:
		return m.readHome()
	case tickedMsg:
		if len(m.unknownTasks()) > 0 { // nobody here is told when they end
			return m.lookForStrangersAtHome()
		}
	case connectionChangedMsg:
		return m.connectionChanged(msg)
	case connectionKeptMsg:
		return m.keptBehind(msg)
	case choicesReadMsg:
		m.followConnection(msg)
	}
	return nil
}

// goHome shows the home screen and reads anew what it lists, after the draft
// that is left is kept.
func (m *Model) goHome() tea.Cmd { return m.leaveDraft(m.showHome) }

func (m *Model) showHome() tea.Cmd {
	m.nextOp()
	keep := m.keepDraft()
	m.draft, m.preset = nil, ""
	m.show(m.home)
	m.home.of.Arrive()
	look, read := m.lookForStrangersAtHome(), m.readHome()
	if keep == nil {
		return together(read, look)
	}
	return together(look, func() tea.Msg {
		kept, listed := keep(), read()
		if failed, ok := kept.(draftKeptMsg); ok && failed.err != nil {
			return tea.BatchMsg{func() tea.Msg { return listed }, func() tea.Msg { return failed }}
		}
		return listed
	})
}

// takeSandbox tries everything with the pretend Agora.
func (m *Model) takeSandbox() tea.Cmd {
	c, err := m.s.Choose(connections.SandboxName)
	if err != nil {
		m.say("", err)
		return nil
	}
	m.useConnection(c)
	m.say("the sandbox: nothing is real, "+explain.SandboxBills, nil)
	return nil
}

// homeWorld is what package home asks for.
type homeWorld struct{ m *Model }

func (w homeWorld) Now() time.Time           { return w.m.now() }
func (w homeWorld) Prices() agora.Prices     { return w.m.stored.prices }
func (w homeWorld) HasEditor() bool          { return w.m.o.Editor != nil }
func (w homeWorld) Loaded() bool             { return w.m.stored.loaded }
func (w homeWorld) Presets() []presets.Entry { return w.m.stored.presets }
func (w homeWorld) Answers(p presets.Preset) *form.Draft {
	return draftOf(w.m.filled(p), w.m.project())
}
func (w homeWorld) Secrets(d *form.Draft) string { return w.m.withSecrets(d).SecretsWords() }
func (w homeWorld) Connected() bool              { return w.m.hasConn }
func (w homeWorld) InSandbox() bool              { return w.m.hasConn && w.m.conn.Sandbox }
func (w homeWorld) HasOwn() bool                 { return w.m.stored.hasOwn() }
func (w homeWorld) HasTasks() bool               { return len(w.m.back.attempts)+len(w.m.back.broken) > 0 }
func (w homeWorld) Open() []*attempt.Attempt     { return w.m.back.open(w.m.now()) }
func (w homeWorld) Ended() []*attempt.Attempt    { return w.m.back.endedHere() }
func (w homeWorld) Broken() int                  { return len(w.m.back.broken) }
func (w homeWorld) Strangers() []agora.Task      { return w.m.unknownTasks() }

func (w homeWorld) Problems() []error {
	all := []error{w.m.back.problem, w.m.stored.problem, w.m.stored.choosing}
	return slices.DeleteFunc(all, func(err error) bool { return err == nil })
}

func (w homeWorld) TeamIsAway() bool {
	return isTeamAway(w.m.back.problem)
}

func (w homeWorld) Unsent() *home.Kept { return w.m.stored.unsent.shown() }
func (w homeWorld) Last() *home.Kept   { return w.m.stored.last.shown() }

// shown are the answers as home tells of them; nil: there are none.
func (k *keptDraft) shown() *home.Kept {
	if k == nil {
		return nil
	}
	return &home.Kept{Draft: k.draft, At: k.at}
}

func (w homeWorld) Work(a *attempt.Attempt) home.Work {
	of := w.m.back.of(a)
	return home.Work{
		Doing: of.doing(), Answered: of.answered,
		Settles: of.settler != nil, Unsettled: of.given, Needs: of.needsPerson(),
	}
}

// Title returns the title of the preset that an attempt came from; empty: none.
func (w homeWorld) Title(a *attempt.Attempt) string {
	if e := w.m.stored.preset(a.Intent().Preset); e != nil {
		return e.Preset.Title
	}
	return ""
}

func (w homeWorld) Place(a *attempt.Attempt) home.Place {
	return home.Place{Other: w.m.otherPlace(a), Production: w.m.onProduction(a)}
}

func (w homeWorld) ToldToStop(a *attempt.Attempt) time.Time { return toldAt(a) }

// needsPerson says why an attempt can't be asked for until somebody does something;
// empty: it can, or is not yet known.
func (w *work) needsPerson() string {
	_, gone := errors.AsType[*connections.NotFoundError](w.lost)
	switch {
	case w.lost != nil && !w.attempt.Mine() && !w.attempt.State().InDoubt():
		return "" // who started it asks for it
	case gone:
		return "the connection " + w.attempt.Intent().Connection + " is gone; c adds one"
	case w.lost != nil:
		return "the connection " + w.attempt.Intent().Connection + " can't be used"
	case w.conn == nil:
		return ""
	case agora.KindOf(w.err) == agora.KindCredentials, agora.KindOf(w.fault) == agora.KindCredentials:
		return "Agora refuses the secret of " + w.conn.Name + "; enter asks for it"
	case !w.locked:
		return ""
	}
	if why, lost := connections.LostSecret(*w.conn, w.why); lost {
		return why + "; enter asks for it"
	}
	return "a secret has to be typed; enter asks for it"
}

// endedHere returns the attempts whose end this run has seen, the newest first.
func (b *background) endedHere() []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, a := range b.attempts {
		if !b.of(a).endedHere.IsZero() && a.Sends() > 0 && a.State() != attempt.Acknowledged {
			out = append(out, b.of(a).attempt)
		}
	}
	slices.SortStableFunc(out, func(x, y *attempt.Attempt) int { return b.of(y).endedHere.Compare(b.of(x).endedHere) })
	return out
}

// clockTime returns a time in the zone of now, with its day where that is not today.
func (m *Model) clockTime(at time.Time) string { return words.Clock(m.now(), at) }
