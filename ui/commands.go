package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	usecases "sttwizard/internal/tasks"
	"sttwizard/presets"
)

// All commands: each captures what it needs, does one effect within a time
// limit, and answers with a fact.

const (
	diskLimit = 10 * time.Second
	// stopLimit is how long stopping may take, its own repetitions included.
	stopLimit = 90 * time.Second
	// perStop is how much longer it may take for each task that is stopped at the same
	// time: a stop and twelve questions, of which ten go out in a second.
	perStop = 1300 * time.Millisecond
)

// together returns one command for several; nil ones are left out.
func together(cmds ...tea.Cmd) tea.Cmd { return tea.Batch(cmds...) }

// readHome reads presets, attempts and the kept draft.
func (m *Model) readHome() tea.Cmd {
	s, project, keeper := m.s, m.project(), m.keeper
	m.stored.asked++
	n := m.stored.asked
	return func() tea.Msg {
		msg := homeReadMsg{number: n}
		msg.entries, msg.problem = s.Presets.List()
		msg.attempts, msg.broken, msg.journal = s.Tasks.All()
		msg.keptAll = keeper.isDone()
		var err error
		if msg.unsent, err = readKept(s, s.LoadDraft, project); err != nil {
			msg.draftBad = err
		}
		if msg.last, err = readKept(s, s.LoadSent, project); err != nil {
			msg.draftBad = err
		}
		msg.unsent, msg.last = sentLater(msg.unsent, msg.last)
		return msg
	}
}

// readChoices reads the connections to choose from.
func (m *Model) readChoices() tea.Cmd {
	s := m.s
	return func() tea.Msg {
		choices, err := s.Choices()
		msg := choicesReadMsg{choices: choices, prices: s.Prices(), err: err}
		if c, none := s.Choose(""); none == nil && err == nil {
			msg.obvious = &c
		}
		return msg
	}
}

// makeClient makes the client for the connection, with the customer secret that was
// typed for it, if one was.
func (m *Model) makeClient(c connections.Connection, typed agora.Secret) tea.Cmd {
	s, ctx := m.s, m.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, secretLimit)
		defer cancel()
		if typed != "" {
			s.Remember(c, typed)
		}
		client, err := s.Tasks.Caller(ctx, c, nil)
		return clientMadeMsg{c, client, err}
	}
}

// makeReady checks that an attempt could be written down, and opens the
// connection while the review is read, unless Agora is asked ahead.
func (m *Model) makeReady(client *usecases.Caller) tea.Cmd {
	ctx, op := m.ctx, m.op
	r, is := m.screen.(*reviewScreen)
	asks := is && m.looksAhead(r)
	return func() tea.Msg {
		if err := client.Writable(); err != nil {
			return readyCheckedMsg{op, err}
		}
		if !asks {
			client.Warm(ctx) // whether it worked shows when it is needed
		}
		return readyCheckedMsg{op, nil}
	}
}

// beginIfClear looks for open tasks of the channel, asks Agora whether they are
// still there, and writes the attempt down if there is none.
func (m *Model) beginIfClear(client *usecases.Caller) tea.Cmd {
	ctx, op, channel := m.ctx, m.op, m.draft.Request().RTC.ChannelName
	begin := m.beginAttempt(client, nil)
	return func() tea.Msg {
		found, err := client.Conflicts(ctx, channel)
		if len(found) > 0 || err != nil {
			return conflictsReadMsg{op, found, err}
		}
		return begin()
	}
}

// beginAttempt writes the attempt down, unless another one for the channel is open
// that the person does not know of: known are the ids of those that are known.
func (m *Model) beginAttempt(client *usecases.Caller, known []string) tea.Cmd {
	op, now, ctx := m.op, m.s.Now, m.ctx
	o := usecases.BeginOptions{Request: m.draft.ForAttempt(), Ask: m.clients.certificateOf(m.conn), Known: known, Ahead: m.aheadOf(client)}
	o.Preset, o.PlannedEnd, o.UniqueUIDs = m.preset, m.plannedEnd(), m.draft.UniqueUIDs()
	return func() tea.Msg {
		began := now()
		start, err := client.Begin(ctx, o)
		if conflict, ok := errors.AsType[*usecases.ConflictError](err); ok {
			return conflictsReadMsg{op, conflict.Open, nil}
		}
		return attemptBegunMsg{op, start, now().Sub(began), err}
	}
}

// dropAttempt gives up an attempt that was cancelled; nil: it was not even begun.
func dropAttempt(a *attempt.Attempt) tea.Cmd {
	if a == nil {
		return nil
	}
	return func() tea.Msg {
		_ = usecases.Drop(a) // its record only keeps the list tidy
		return nil
	}
}

func (m *Model) acquire(ctx context.Context, s *usecases.Start) tea.Cmd {
	op, now := m.op, m.s.Now
	return func() tea.Msg {
		began := now()
		err := s.Acquire(ctx)
		return acquiredMsg{op, now().Sub(began), err}
	}
}

func (m *Model) send(ctx context.Context, s *usecases.Start) tea.Cmd {
	op, now := m.op, m.s.Now
	return func() tea.Msg {
		began := now()
		outcome, err := s.Send(ctx)
		return sentMsg{op, outcome, now().Sub(began), err}
	}
}

// stepSending does the next step of settling the start that was sent; with stop,
// what is found to run is stopped.
func (m *Model) stepSending(settler *usecases.Settling, stop bool) tea.Cmd {
	settler.Aim(attempt.Find)
	if stop {
		settler.Aim(attempt.End)
	}
	ctx, op, now := m.ctx, m.op, m.s.Now
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, stopLimit)
		defer cancel()
		began := now()
		pause, err := settler.Step(ctx)
		return settledMsg{op, pause, now().Sub(began), err}
	}
}

// after returns a fact when a time has passed, or nothing when the program ends.
func (m *Model) after(d time.Duration, fact tea.Msg) tea.Cmd { return m.afterIn(m.ctx, d, fact) }

// changePreset does one change to the presets' files and says it in words.
func (m *Model) changePreset(words string, change func(*presets.Store) error) tea.Cmd {
	s := m.s
	return func() tea.Msg { return presetChangedMsg{words, change(s.Presets)} }
}

// rememberUse notes when the draft's preset was used, and how that ended.
func (m *Model) rememberUse(result usecases.Result) tea.Cmd {
	return m.rememberUseOf(m.preset, result, 0)
}

// rememberUseOf notes it for a preset by its name; empty: there is none.
func (m *Model) rememberUseOf(preset string, result usecases.Result, lasted time.Duration) tea.Cmd {
	if preset == "" {
		return nil
	}
	s := m.s
	return func() tea.Msg {
		s.Tasks.RememberUse(preset, result, lasted)
		return presetUsedMsg{}
	}
}
