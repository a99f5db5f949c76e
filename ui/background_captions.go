package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
	"sttwizard/ui/task"
)

// arrivals is what is seen of the captions of an attempt's task, where they are stored.
type arrivals struct {
	watch   *usecases.CaptionWatch // nil: not begun, or there is nothing to look with
	looking bool                   // a look is under way
	tried   bool                   // a look was begun in this run
	seen    time.Time              // when the last report came; zero: none did
	words   explain.CaptionWords   // of the report, as of then: lists draw them again and again
	report  arriving.Report
	blind   error // why the last look did not go well
	said    []usecases.Said
	plain   string // the language of the plain copy, as of the report
	due     int    // the number of the look that was planned last
	rang    bool
}

// captionsSeenMsg: a look at a task's captions is over, or there can't be one.
type captionsSeenMsg struct {
	id     string
	watch  *usecases.CaptionWatch
	report arriving.Report
	err    error
	said   []usecases.Said
	plain  string
}

// captionsDueMsg: it is time to look at a task's captions.
type captionsDueMsg struct {
	id     string
	number int
}

const (
	// lookLimit is how long a look may take, the search for the keys included.
	lookLimit = 20 * time.Second
	// mostSaid is how many sentences of each language are shown.
	mostSaid = 2
)

// lookForCaptions begins to look at the captions of the tasks that run and store some, a
// few at a time.
func (b *background) lookForCaptions(m *Model) tea.Cmd {
	var cmds []tea.Cmd
	looking := 0
	for _, w := range b.works {
		if w.arrivals.looking {
			looking++
		}
	}
	for _, a := range b.attempts {
		w := b.of(a)
		if looking < atOnce && a.State() == attempt.Started && w.storesUnseen() && w.reachable(m) {
			looking++
			cmds = append(cmds, m.lookAtCaptions(w, nil))
		}
	}
	return together(cmds...)
}

// storesUnseen reports whether there are captions that nobody here has looked at yet.
func (w *work) storesUnseen() bool { return !w.arrivals.tried && w.attempt.Intent().Captions != "" }

// reachable reports whether it is known by whom Agora is asked about the attempt, or that
// nobody can be.
func (w *work) reachable(m *Model) bool {
	return w.lost != nil || w.locked || w.conn != nil && m.clients.made[*w.conn] != nil
}

// lookAtCaptions looks once; the first time it finds the keys and opens the storage. With
// ask the keys are asked for, and what they were before is forgotten.
func (m *Model) lookAtCaptions(w *work, ask usecases.Ask) tea.Cmd {
	w.arrivals.tried, w.arrivals.looking = true, true
	w.arrivals.due++
	ctx, s, a, id, watch := m.ctx, m.s, w.attempt, w.attempt.ID(), w.arrivals.watch
	if ask != nil {
		watch = nil // it is closed with the program: a look may be under way
	}
	var by *usecases.Caller
	if w.conn != nil {
		by = m.clients.made[*w.conn]
	}
	return func() tea.Msg {
		limited, cancel := context.WithTimeout(ctx, lookLimit)
		defer cancel()
		msg := captionsSeenMsg{id: id, watch: watch}
		if msg.watch == nil {
			keys, err := s.Tasks.StorageKeys(limited, a, usecases.KeyOptions{Ask: ask, Anew: ask != nil})
			if err == nil {
				msg.watch, err = s.Tasks.WatchCaptions(limited, a, usecases.CaptionOptions{Keys: keys, Host: hostIn(by, a)})
			}
			if err != nil {
				msg.report, msg.err = arriving.Report{State: arriving.CantTell}, err
				return msg
			}
			context.AfterFunc(ctx, msg.watch.Close) // with the program
		}
		msg.report, msg.err = msg.watch.Next(limited)
		msg.said, msg.plain = msg.watch.LastSaid(mostSaid), msg.watch.Captions.Plain()
		return msg
	}
}

// hostIn asks by a caller whether a host is in an attempt's channel; nil: nobody can ask.
func hostIn(by *usecases.Caller, a *attempt.Attempt) func(context.Context) arriving.Host {
	if by == nil {
		return nil
	}
	return func(ctx context.Context) arriving.Host { return by.Paced().HostIn(ctx, a) }
}

// captionsSeen takes a report, and plans the next look. The bell rings once for captions
// that are proved to have stopped.
func (b *background) captionsSeen(m *Model, msg captionsSeenMsg) tea.Cmd {
	w := b.works[msg.id]
	c := &w.arrivals
	c.looking, c.seen = false, m.now()
	c.watch, c.report, c.blind, c.said, c.plain = msg.watch, msg.report, msg.err, msg.said, msg.plain
	c.words = w.captionWords(m.now())
	var cmds []tea.Cmd
	if c.watch != nil {
		if next := c.watch.NextLook(); !next.IsZero() {
			cmds = append(cmds, m.after(max(next.Sub(m.now()), 0), captionsDueMsg{msg.id, c.due}))
		}
	}
	if alarm := c.words.Health == words.Alarm; alarm && !c.rang {
		cmds = append(cmds, tea.Raw("\a"))
		if t, ok := m.screen.(*taskScreen); !ok || t.work != w {
			m.say(m.nameOf(w.attempt)+": "+c.words.Line, nil)
			m.noteBad = true
		}
		c.rang = true
	} else if !alarm {
		c.rang = false
	}
	return together(cmds...)
}

// captionsDue looks again.
func (b *background) captionsDue(m *Model, msg captionsDueMsg) tea.Cmd {
	w := b.works[msg.id]
	if w == nil || w.arrivals.looking || w.arrivals.watch == nil || msg.number != w.arrivals.due {
		return nil
	}
	return m.lookAtCaptions(w, nil)
}

// captionWords say how the captions stand; empty: there are none to be seen, or nobody
// looked yet.
func (w *work) captionWords(now time.Time) explain.CaptionWords {
	if w.arrivals.seen.IsZero() {
		return explain.CaptionWords{}
	}
	r := w.arrivals.report
	if !w.attempt.State().MayBill() { // the last look may have been before that
		r = r.Ended()
	}
	return explain.Captions(r, w.arrivals.blind, now, explain.Context{Label: w.labels()})
}

// labels returns how those who read call fields.
func (w *work) labels() func(path string) string {
	return func(path string) string { // asked for where a look went wrong, and seldom
		return form.NewDraft(agora.Project{Version: w.attempt.Intent().Version}).NameOf(path)
	}
}

// lacksKeys reports whether captions can't be seen for want of keys that can be typed: there
// are none, or those that were found may not look.
func (w *work) lacksKeys() bool {
	c := &w.arrivals
	return lackKeys(c.blind) && (c.watch == nil || c.report.Why == arriving.NoLook)
}

// seenCaptions is what the screen of a task says of its captions.
func (w *work) seenCaptions(now time.Time) task.Captions {
	c := w.arrivals
	out := task.Captions{CaptionWords: w.captionWords(now), Lacks: w.lacksKeys(), Looking: c.looking && c.seen.IsZero()}
	if c.seen.IsZero() {
		return out
	}
	out.Languages = explain.CaptionLanguages(c.report, c.blind, c.plain, now)
	out.Host = explain.HostWords(c.report.Host)
	for _, s := range c.said {
		out.Said = append(out.Said, task.Said{Language: s.Language, Speaker: string(s.Speaker), Text: string(s.Text)})
	}
	return out
}

// whyUnseen says why the keys for captions are asked for; nothing where that is not known.
func (w *work) whyUnseen() string {
	if err := w.arrivals.blind; err != nil {
		return whyKeys(err)
	}
	return ""
}
