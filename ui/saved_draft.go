package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/session"
	"sttwizard/internal/words"
)

// The answers outlive the screen they were given on: unsent ones and those of
// the last task are kept in files, without secrets, and for as long as the
// program runs also in memory, with them.

// keptDraft is a draft of an earlier time.
type keptDraft struct {
	draft *form.Draft
	at    session.KeptAt
}

// holds reports whether a kept draft has just these answers; nil has none.
func (k *keptDraft) holds(data []byte) bool {
	if k == nil {
		return false
	}
	kept, err := k.draft.MarshalJSON()
	return err == nil && bytes.Equal(kept, data)
}

// readKept reads a kept draft; nil where there is none.
func readKept(s *session.Session, load func() ([]byte, session.KeptAt, error), p agora.Project) (*keptDraft, error) {
	data, at, err := load()
	if err != nil || data == nil {
		return nil, err
	}
	d, err := form.ReadDraft(data, p)
	if err != nil {
		return nil, err
	}
	return &keptDraft{draft: d, at: at}, nil
}

// keepDraft writes the draft, without secrets, to go on with it another time: as
// the last answers if a task was started with them, else as unsent, unless those are of
// another start.
func (m *Model) keepDraft() tea.Cmd {
	its := m.isUnsent()
	if !m.worthKeeping() || !its && !m.draft.Sent() {
		return nil
	}
	s, d, keeper, known := m.s, m.draft.Clone(), m.keeper, m.stored.loaded || m.unsentOf == m.draft
	m.remembered = d
	data, err := d.MarshalJSON()
	if err != nil {
		return func() tea.Msg { return draftKeptMsg{err} }
	}
	if d.Sent() && m.stored.unsent == nil && m.stored.last.holds(data) {
		return nil // the time that stands there is when they were sent
	}
	m.keptAs(d, data)
	n := keeper.next()
	return func() tea.Msg {
		return draftKeptMsg{keeper.keep(n, func() error {
			switch {
			case d.Sent() && its && known:
				return errors.Join(s.SaveSent(data), s.DropDraft())
			case d.Sent():
				return s.SaveSent(data)
			case !known && s.HasDraft():
				return nil // left before it was known that there are others
			}
			return s.SaveDraft(data)
		})}
	}
}

// keepOnItsWay notes that the answers are being sent. Where they are kept as unsent, that is
// written with them: they are no unsent answers for another window, or after a crash.
func (m *Model) keepOnItsWay() tea.Cmd {
	m.draft.MarkSent()
	if m.stored.unsent == nil || m.unsentOf != m.draft {
		return nil
	}
	s, keeper, n := m.s, m.keeper, m.keeper.next()
	data, err := m.draft.MarshalJSON()
	return func() tea.Msg {
		return draftKeptMsg{keeper.keep(n, func() error {
			if err != nil {
				return err
			}
			return s.SaveDraft(data)
		})}
	}
}

// keepUnsent notes that nothing was started with the answers, which were on their way.
func (m *Model) keepUnsent() tea.Cmd {
	if !m.draft.Sent() {
		return nil
	}
	m.draft.MarkUnsent()
	return m.keepDraft()
}

// sentLater returns the kept drafts as they are told: what was on its way when it was kept
// is no unsent draft, and is the last one where it is newer.
func sentLater(unsent, last *keptDraft) (*keptDraft, *keptDraft) {
	if unsent == nil || !unsent.draft.Sent() {
		return unsent, last
	}
	if last == nil || unsent.at.After(last.at) {
		last = unsent
	}
	return nil, last
}

// withSecrets returns a kept draft with its secrets, where this run still has them.
func (m *Model) withSecrets(kept *form.Draft) *form.Draft {
	if m.remembered == nil {
		return kept.Clone()
	}
	a, errA := json.Marshal(m.remembered)
	b, errB := json.Marshal(kept)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		return kept.Clone()
	}
	return m.remembered.Clone()
}

// keeper keeps an older draft from being written over a newer one: commands run
// beside each other.
type keeper struct {
	mu             sync.Mutex
	given, written int
}

func (k *keeper) next() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.given++
	return k.given
}

// isDone reports whether all that was given is written.
func (k *keeper) isDone() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.written == k.given
}

func (k *keeper) keep(n int, write func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n < k.written {
		return nil
	}
	k.written = n
	return write()
}

// beginNew begins with an empty draft; where no connection is chosen, with that.
func (m *Model) beginNew() tea.Cmd {
	return m.orUnsent(func() tea.Cmd {
		return m.withConnection(func() tea.Cmd {
			m.nextOp()
			m.draft, m.preset = m.emptyDraft(), ""
			m.draft.Begin("")
			m.unsentOf = m.draft
			return m.showWizard(form.StepChannel)
		})
	})
}

// resume goes on with a kept draft: where it is wrong, else with the secrets
// that it has lost, else on its review.
func (m *Model) resume(kept *form.Draft) tea.Cmd {
	return m.withConnection(func() tea.Cmd {
		m.nextOp()
		m.draft = m.withSecrets(kept)
		m.draft.SetProject(m.project())
		m.sayVersion(kept.KeptFor())
		m.preset = m.draft.Origin()
		if m.draft.Sent() {
			m.draft.Reuse(form.LastUsed)
			m.draft.Begin(m.preset)
			m.standsElsewhere()
		} else {
			m.unsentOf = m.draft
		}
		return m.lookUpSecrets(m.goOn)
	})
}

func (m *Model) goOn() tea.Cmd {
	m.briefDraft()
	lost := slices.DeleteFunc(m.draft.Lost(), func(path string) bool { return !m.asks(path) })
	for _, e := range m.draft.Problems() {
		if slices.Contains(lost, e.Field()) {
			continue
		}
		q, ok := form.QuestionFor(m.draft, e.Path)
		if !ok {
			continue
		}
		cmd := m.showWizard(q.Step)
		if w, shown := m.screen.(*wizardScreen); shown {
			w.of.Focus(q.Key)
		}
		if len(lost) > 0 {
			m.say(m.draft.ToType(lost), nil)
		}
		return cmd
	}
	if len(lost) > 0 {
		return m.askFor(lost, words.Capital(m.draft.ToType(lost))+"; leave empty what is not needed")
	}
	return m.showReview()
}

// emptyDraft returns a draft without answers.
func (m *Model) emptyDraft() *form.Draft {
	d := form.NewDraft(m.project())
	if m.o.Dice != nil {
		d.DrawWith(m.o.Dice)
	}
	return d
}
