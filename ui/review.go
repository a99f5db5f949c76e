package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/presets"
	"sttwizard/ui/review"
)

// reviewScreen shows what would be sent, and sends it.
type reviewScreen struct {
	hosted[*review.Screen]
	ctx    context.Context // until another screen is shown
	cancel context.CancelFunc
	by     connections.Connection // the one in use
}

// showReview shows the review of the draft, and makes ready for sending: the
// journal is tried and the connection opened while the person reads.
func (m *Model) showReview() tea.Cmd {
	m.nextOp()
	m.draft.Renew()
	m.briefDraft()
	if m.openedOf != m.draft {
		m.opened, m.openedOf = map[string]bool{}, m.draft
	}
	r := &reviewScreen{by: m.conn}
	r.ctx, r.cancel = context.WithCancel(m.ctx)
	r.of = review.New(reviewWorld{m}, m.edited, func(o review.Outcome) tea.Cmd { return m.afterReview(r, o) })
	m.edited = ""
	m.show(r)
	if m.mustAsk(m.conn) {
		return nil // the secret is asked for when it is needed
	}
	return m.withClient(m.makeReady)
}

// backToReview shows the review again, on the line on which it was left.
func (m *Model) backToReview(left *reviewScreen) tea.Cmd {
	cmd := m.showReview()
	if now, ok := m.screen.(*reviewScreen); ok {
		now.of.StandAs(left.of)
		if now.by == left.by {
			now.of.KnowAs(left.of)
		}
	}
	return cmd
}

// refreshReview draws up the lines of the review again, if that is shown.
func (m *Model) refreshReview() {
	if r, ok := m.screen.(*reviewScreen); ok {
		r.of.Reload()
	}
}

// begin goes on to the attempt with what the person agreed to, step by step: the
// client, the attempts that are open for the channel, the attempt itself.
func (r *reviewScreen) begin(m *Model) tea.Cmd {
	return m.withCertificate(func() tea.Cmd {
		return m.withClient(func(client *usecases.Caller) tea.Cmd {
			r.of.SetSending(true)
			return m.beginIfClear(client)
		})
	})
}

func (r *reviewScreen) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case readyCheckedMsg:
		words, team := "", false
		if r.of.HasTrouble() {
			m.note = "" // which told of it
		}
		if msg.err != nil {
			words, team = sentenceOf(msg.err, agora.OpStart), isTeamAway(msg.err)
			m.say("", errText(words))
		}
		r.of.SetTrouble(words, team)
		if msg.err == nil {
			return m.lookAhead(r)
		}
	case lookedMsg:
		if msg.of == r {
			return r.looked(m, msg)
		}
	case lookDueMsg:
		if msg.of == r {
			return m.lookAhead(r)
		}
	case attemptBegunMsg:
		if r.of.Waits() {
			r.of.SetSending(false)
			if isLocked(msg.err) {
				return m.unlockThen(func() tea.Cmd { return r.begin(m) })
			}
			return m.startWith(msg)
		}
	case conflictsReadMsg:
		if r.of.Waits() {
			r.of.SetSending(false)
			return m.conflictsRead(msg)
		}
	}
	return nil
}

func (r *reviewScreen) failed(*Model, error) tea.Cmd {
	r.of.SetSending(false)
	return nil
}

// reviewWorld is what package review asks for.
type reviewWorld struct{ m *Model }

func (w reviewWorld) Draft() *form.Draft       { return w.m.draft }
func (w reviewWorld) Request() []string        { return w.m.requestLines() }
func (w reviewWorld) Reminder(room int) string { return w.m.reminderLine(room) }
func (w reviewWorld) Version() agora.Version   { return w.m.draft.Project().Version }

// Base returns what the draft began with, or the last task that was started: of its preset,
// where it has one.
func (w reviewWorld) Base(with review.Against) *form.Base {
	m := w.m
	if with == review.AsBegan {
		return m.draft.Began()
	}
	run, ok := usecases.LastStarted(m.back.attempts, m.preset)
	if with != review.LastRun || !ok {
		return nil
	}
	project := m.draft.Project()
	name := explain.LastRun(m.now(), run.At, run.Version, project.Version)
	project.Version = run.Version
	return form.BaseOfRequest(name, project, run.Request, run.Secrets)
}

// Against returns what this draft was compared with last.
func (w reviewWorld) Against() (review.Against, bool) { return w.m.against, w.m.againstOf == w.m.draft }

func (w reviewWorld) Saves() bool { return w.m.editsPreset() }

// BackTo names the question where the draft was answered, else what it was made from.
func (w reviewWorld) BackTo() string {
	if w.m.stepsOf == w.m.draft {
		return "back"
	}
	return w.m.cameFrom()
}

func (w reviewWorld) Sign() string           { return w.m.busy.Sign() }
func (w reviewWorld) Opened(key string) bool { return w.m.opened[key] }

func (w reviewWorld) Costs() string {
	if w.m.conn.Sandbox {
		return ""
	}
	return explain.Hourly(w.m.stored.prices, w.m.draft.Request(), w.m.conn.Version)
}

// reminderLine says when somebody is reminded of the task, and that this is all.
func (m *Model) reminderLine(room int) string {
	words := m.plannedWords(m.plannedEnd())
	if m.plannedEnd().IsZero() {
		return words
	}
	for _, more := range []string{"; " + explain.ReminderStops, "; " + explain.ReminderShort} {
		if ansi.StringWidth(words+more) <= room {
			return words + more
		}
	}
	return words
}

// requestLines returns the calls and the body as text.
func (m *Model) requestLines() []string {
	base := m.conn.Address()
	if m.conn.Sandbox {
		base = "(sandbox)"
	}
	var out []string
	for _, op := range []string{agora.OpAcquire, agora.OpStart} {
		if method, path := m.conn.Version.Call(op, m.conn.AppID, ""); method != "" {
			out = append(out, fmt.Sprintf("%d  %s %s%s", len(out)+1, method, base, path))
		}
	}
	if len(out) > 1 {
		out[1] += "?builderToken=(the one from 1)"
	}
	out = append(out, "")
	for _, l := range m.draft.Shown().Lines(m.draft.Project(), m.draft.Show) {
		out = append(out, l.Text)
	}
	return out
}

// presetOf makes a preset of the draft.
func (m *Model) presetOf(name, title, note string) presets.Preset {
	connection := m.conn.Name
	if m.conn.Sandbox {
		connection = ""
	}
	p := presets.FromAnswers(m.draft.Answered(), name, connection, m.conn.Version)
	p.Title, p.Note = title, note
	p.Keep(m.draft.Refs())
	return p
}
