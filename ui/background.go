package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// background is what goes on behind the screens. It is the one place that knows the
// attempts of this machine and what this run does about them: it asks for those that
// are open, brings on what an earlier run left, and goes on with what a person
// wanted, whatever screen is shown. Screens read it and tell it what is wanted. Its
// facts name an attempt, never a screen.
//
// Nothing is started by itself, and nothing is stopped that nobody told to stop.
type background struct {
	attempts []*attempt.Attempt // all, newest first; there is one for each id, which every screen shows
	broken   []attempt.Broken
	problem  error // the journal's directory can't be read

	works  map[string]*work                // by the attempt's id
	making map[connections.Connection]bool // clients that are being made
	queue  []string                        // who is to be asked for, or brought on, as soon as there is room

	readAt time.Time // when the journals are read again by themselves; zero: never
	readNo int       // the number of the wait for that
	ticks  bool      // a second is on its way, see tick
}

func newBackground() *background {
	return &background{works: map[string]*work{}, making: map[connections.Connection]bool{}}
}

// work is what this run does about one attempt, and what it has learned of it.
type work struct {
	attempt *attempt.Attempt
	request *agora.Request // what this run has sent, with its secrets; nil: another run did
	here    bool           // a screen of this run has it, whether or not the disk was read since
	over    bool           // it had ended when this run first saw it, or its end was told
	watched bool           // this run has seen its task run
	looked  bool           // it was over, and was asked for once more
	tried   bool           // it was asked for, or brought on, since there is a way to Agora
	wish    *wish          // what a person wants, until there is a way to Agora

	way
	asked
	settling
	arrivals  arrivals
	stopping  bool
	stopErr   error // why the last stop did not end the task
	changing  *changing
	changeErr error
}

// atOnce is how many attempts are asked for at the same time. How many requests that
// are in a second is bounded below, for all of the program. Stops don't wait for each
// other: what waits for its stop costs money.
const atOnce = 4

// The waits until the journals are read again while something is open: another
// sttwizard tells in them what it does.
const (
	readOften  = 5 * time.Second // somebody else works on an attempt
	readRarely = time.Minute
)

// inFlight reports whether a request about the attempt has no answer yet.
func (w *work) inFlight() bool {
	return w.asking || w.stepping || w.stopping || w.removing || w.changing != nil && w.changing.sent
}

// busy reports whether this run is at work on the attempt.
func (w *work) busy() bool { return w.inFlight() || w.settler != nil }

// ending reports whether a stop is under way, or waits its turn.
func (w *work) ending() bool {
	if !w.attempt.Open() {
		return false
	}
	wanted := w.goal == attempt.End || w.attempt.State() == attempt.Stopping
	return w.stopping || w.settler != nil && wanted || w.wish != nil && w.wish.stop
}

// doing is the work as far as it says how its attempt stands.
func (w *work) doing() explain.Doing {
	return explain.Doing{
		Status: w.status, Err: w.err, Barred: w.lost != nil, Awaits: w.locked,
		Ending: w.ending(), NotStopped: w.stopErr != nil, Captions: w.arrivals.words,
	}
}

// theirs reports whether another sttwizard brings the attempt on.
func (w *work) theirs() bool { return w.attempt.Elsewhere() }

// of returns the work for an attempt.
func (b *background) of(a *attempt.Attempt) *work {
	w := b.works[a.ID()]
	if w == nil {
		w = &work{attempt: a, over: !a.Open()}
		b.works[a.ID()] = w
	}
	return w
}

// know takes in an attempt that was begun or taken up by this run: every screen
// shows it from now on.
func (b *background) know(a *attempt.Attempt) *work {
	w := b.of(a)
	w.here = true
	if !slices.ContainsFunc(b.attempts, func(o *attempt.Attempt) bool { return o.ID() == a.ID() }) {
		b.attempts = slices.Insert(b.attempts, 0, w.attempt)
	}
	return w
}

// read takes what the journals say. An attempt that is known already stays the one
// that it is, unless the disk knows more of it than this run.
func (b *background) read(m *Model, msg homeReadMsg) {
	b.broken, b.problem = msg.broken, msg.journal
	if msg.journal != nil {
		return
	}
	before := b.attempts
	b.attempts = nil
	listed := map[string]bool{}
	for _, a := range msg.attempts {
		listed[a.ID()] = true
		b.attempts = append(b.attempts, b.newest(m, a))
	}
	for _, a := range slices.Backward(before) { // begun while the disk was read
		if w := b.works[a.ID()]; !listed[a.ID()] && w.here && a.Open() {
			b.attempts = slices.Insert(b.attempts, 0, a)
		}
	}
}

// newest returns the attempt of an id that all screens show: the one read just now,
// where the journal has more than the one that is known and nobody here is at work on
// it.
func (b *background) newest(m *Model, a *attempt.Attempt) *attempt.Attempt {
	w := b.of(a)
	if w.attempt == a || w.busy() || m.beingSent(w) {
		return w.attempt
	}
	is, was := a.Length(), w.attempt.Length()
	if moved := a.Where() != w.attempt.Where(); moved || is > was || is == was && a.Holder() != w.attempt.Holder() {
		w.attempt = a
	}
	return w.attempt
}

// beingSent reports whether the screen that sends is at work on an attempt.
func (m *Model) beingSent(w *work) bool {
	s, ok := m.screen.(*sending)
	return ok && s.worksOn(w.attempt.ID())
}

// open returns the attempts of which something may still run and cost money.
// They have the order of all lists.
func (b *background) open(now time.Time) []*attempt.Attempt {
	open := usecases.MayBill(b.attempts)
	usecases.Sort(open, now, func(a *attempt.Attempt) (*attempt.Attempt, words.Health) {
		return a, explain.StandingOf(a, b.of(a).doing(), now).Health
	})
	return open
}

// endings returns the work for attempts whose tasks are being stopped.
func (b *background) endings() []*work {
	var out []*work
	for _, a := range b.attempts {
		if w := b.of(a); w.ending() {
			out = append(out, w)
		}
	}
	return out
}

// inDoubt reports whether an attempt of this run has an outcome that nobody knows.
func (b *background) inDoubt() bool {
	return slices.ContainsFunc(b.attempts, func(a *attempt.Attempt) bool {
		return b.of(a).request != nil && a.State().InDoubt()
	})
}

// bringOn goes on with every open attempt that nobody is at work on: the way to
// Agora is looked for first, and nobody is asked for a secret.
func (b *background) bringOn(m *Model) tea.Cmd {
	var find []*attempt.Attempt
	for _, a := range b.open(m.now()) {
		w := b.of(a)
		switch {
		case m.beingSent(w), w.finding:
		case w.conn == nil, w.lost != nil:
			w.finding = true
			find = append(find, a)
		case !w.tried:
			b.line(m, w)
		}
	}
	return together(m.findWays(find), b.pump(m), b.readAgain(m), b.lookForCaptions(m))
}

// readAgain waits until the journals are to be read again.
func (b *background) readAgain(m *Model) tea.Cmd {
	open := b.open(m.now())
	if len(open) == 0 {
		b.readAt = time.Time{}
		return nil
	}
	gap := readRarely
	if slices.ContainsFunc(open, func(a *attempt.Attempt) bool { return a.Elsewhere() || b.of(a).owned() }) {
		gap = readOften
	}
	at := m.now().Add(gap)
	if !b.readAt.IsZero() && !at.Before(b.readAt) {
		return nil
	}
	b.readAt = at
	b.readNo++
	return m.after(gap, journalsDueMsg{b.readNo})
}

// line puts an attempt at the end of those that are to be asked for or brought on, if
// there is a way to Agora and nobody is at it.
func (b *background) line(m *Model, w *work) {
	free := !w.queued && !w.inFlight() && w.wish == nil && w.attempt.State().MayBill()
	if !free || w.conn == nil || m.clients.made[*w.conn] == nil || w.theirs() || m.beingSent(w) {
		return
	}
	w.queued, w.tried = true, true
	b.queue = append(b.queue, w.attempt.ID())
}

// pump goes on with those whose turn it is.
func (b *background) pump(m *Model) tea.Cmd {
	var cmds []tea.Cmd
	flying := 0
	for _, w := range b.works {
		if w.asking || w.stepping {
			flying++
		}
	}
	for flying < atOnce && len(b.queue) > 0 {
		w := b.works[b.queue[0]]
		b.queue = b.queue[1:]
		w.queued = false
		if w.conn == nil || m.clients.made[*w.conn] == nil {
			w.tried = false // it is asked for when there is a way again
		} else if !w.inFlight() && w.attempt.State().MayBill() {
			flying++
			cmds = append(cmds, b.turn(m, w, m.clients.made[*w.conn]))
		}
	}
	return together(cmds...)
}

// turn does what is next about an attempt: a step of what settles it, or a question.
// What was told to stop before this run, and not seen to end, is told once more.
func (b *background) turn(m *Model, w *work, c *usecases.Caller) tea.Cmd {
	unsettled := w.attempt.State().InDoubt() || w.attempt.State() == attempt.Stopping
	switch {
	case w.settler != nil:
		return m.step(w)
	case unsettled && !w.given:
		return m.settle(w, c.Paced(), settling{goal: attempt.Find, auto: true})
	}
	return m.askAbout(w, c.Paced())
}

// heard takes the facts that are not about a screen.
func (b *background) heard(m *Model, msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case homeReadMsg:
		cmd = together(b.bringOn(m), b.lookAgain(m))
	case choicesReadMsg:
		cmd = b.findAgain(m)
	case journalsDueMsg:
		if msg.number != b.readNo {
			return nil
		}
		b.readAt = time.Time{}
		return m.readHome()
	case waysFoundMsg:
		cmd = b.found(m, msg)
	case clientMadeMsg:
		cmd = b.reached(m, msg)
	case attemptSeenMsg:
		cmd = b.seen(m, msg)
	case askDueMsg:
		if w := b.works[msg.id]; w != nil && msg.number == w.due {
			w.next = time.Time{}
			b.line(m, w)
			w.tried = w.queued // else it is asked for as soon as it can be
		}
	default:
		if cmd = b.heardOfWork(m, msg); cmd == nil {
			return nil
		}
	}
	return together(cmd, b.after(m))
}

// heardOfWork takes the facts of what a person wanted, or what settles an attempt.
func (b *background) heardOfWork(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case stepDueMsg:
		if w := b.works[msg.id]; w != nil && msg.number == w.turn && w.settler != nil {
			return b.stepDue(m, w)
		}
	case steppedMsg:
		return together(b.stepped(m, msg), b.after(m))
	case taskStoppedMsg:
		return together(b.stopped(m, msg), b.after(m))
	case botsRemovedMsg:
		return together(b.removed(m, msg), b.after(m))
	case changeDueMsg:
		if w := b.works[msg.id]; w != nil {
			return b.changeNow(m, w)
		}
	case taskChangedMsg:
		return b.changed(m, msg)
	case captionsSeenMsg:
		return b.captionsSeen(m, msg)
	case captionsDueMsg:
		return b.captionsDue(m, msg)
	}
	return nil
}

// after is done after every fact: what waits goes on, and ends are told.
func (b *background) after(m *Model) tea.Cmd {
	cmds := []tea.Cmd{b.goOn(m), b.pump(m), b.readAgain(m), b.lookForCaptions(m)}
	for _, a := range b.attempts {
		switch w := b.of(a); {
		case !w.over && !a.Open():
			cmds = append(cmds, b.ended(m, w))
		case w.over && a.Open(): // an end that was not true: it is brought on again
			w.over, w.tried, w.given, w.endedHere = false, false, false, time.Time{}
		}
	}
	if m.exit == exitUnknown && !m.ends && !b.inDoubt() {
		m.exit = exitDone
	}
	return together(cmds...)
}

// ended tells of an end that nobody has told of. The bell rings for a task that
// nobody told to stop: somebody should look.
func (b *background) ended(m *Model, w *work) tea.Cmd {
	w.over, w.next, w.err = true, time.Time{}, nil
	w.endedHere = m.now()
	if w.attempt.State() != attempt.Stopped {
		return nil
	}
	result := usecases.ResultOf(w.attempt)
	var cmds []tea.Cmd
	if result == usecases.ResultEnded && w.watched {
		cmds = append(cmds, tea.Raw("\a"))
		if t, ok := m.screen.(*taskScreen); !ok || t.work != w {
			m.say("the task in "+m.nameOf(w.attempt)+" has ended without being told to", nil)
		}
	}
	if w.request != nil {
		cmds = append(cmds, m.rememberUseOf(w.attempt.Intent().Preset, result, m.now().Sub(w.attempt.SentAt())))
	}
	return together(cmds...)
}

// toldAt returns the time at which a task was last told to stop; zero: never.
func toldAt(a *attempt.Attempt) time.Time {
	if a.Untold() != attempt.NotUntold {
		return time.Time{}
	}
	for _, r := range slices.Backward(a.Records()) {
		if r.Event == attempt.EventStopping {
			return r.At
		}
	}
	return time.Time{}
}
