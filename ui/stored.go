package ui

import (
	"slices"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/presets"
)

// stored is what was read of this machine's files, which several screens show. The
// attempts are with what is done about them, see background.
type stored struct {
	asked   int // readings so far
	heardOf int // the newest that brought something
	loaded  bool

	presets []presets.Entry
	problem error // why the presets can't be read
	unsent  *keptDraft
	last    *keptDraft
	// keptSince is how many readings there were when a draft was kept: what they have
	// of it is older.
	keptSince int

	hasChoices bool // the connections were read
	choices    []connections.Connection
	prices     agora.Prices // what a minute costs, as that file says or Agora publishes it
	choosing   error        // why the connections' file can't be read
	places     secretPlaces
}

// ready reports whether all was read that home and the connections list.
func (s *stored) ready() bool { return s.loaded && s.hasChoices }

// preset returns the preset with that name; nil: there is none.
func (s *stored) preset(name string) *presets.Entry {
	i := slices.IndexFunc(s.presets, func(e presets.Entry) bool { return e.Name == name && name != "" })
	if i < 0 {
		return nil
	}
	return &s.presets[i]
}

// keep takes in a preset that was saved just now, until all are read again.
func (s *stored) keep(p presets.Preset) {
	if e := s.preset(p.Name); e != nil {
		e.Preset, e.Err = p, nil
		return
	}
	s.presets = append(slices.Clip(s.presets), presets.Entry{Name: p.Name, Preset: p})
}

// choice returns the connection with that name; nil: there is none.
func (s *stored) choice(name string) *connections.Connection {
	i := slices.IndexFunc(s.choices, func(c connections.Connection) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &s.choices[i]
}

// names returns the names of the connections that can be chosen.
func (s *stored) names() []string {
	out := make([]string, len(s.choices))
	for i, c := range s.choices {
		out[i] = c.Name
	}
	return out
}

// hasOwn reports whether somebody has made a connection on this machine.
func (s *stored) hasOwn() bool { return slices.ContainsFunc(s.choices, connections.Connection.IsOwn) }

// homeRead takes what was read from the disk, unless something newer was.
func (m *Model) homeRead(msg homeReadMsg) {
	s := &m.stored
	if msg.number < s.heardOf {
		return
	}
	s.heardOf, s.loaded = msg.number, true
	s.presets, s.problem = msg.entries, msg.problem
	m.back.read(m, msg)
	if msg.keptAll && msg.number > s.keptSince {
		s.unsent, s.last = msg.unsent, msg.last
	}
	if s.unsent != nil && m.wasSent(s.unsent) {
		s.unsent, s.last = nil, s.unsent
	}
	if msg.draftBad != nil && m.screen == m.home {
		m.say("", msg.draftBad)
	}
	m.home.of.Reload()
	m.dropHeld()
}

// wasSent reports whether answers that are kept as unsent were sent by a run that
// ended before it could say so.
func (m *Model) wasSent(kept *keptDraft) bool {
	channel, since := kept.draft.Request().RTC.ChannelName, kept.at.Truncate(time.Second)
	return slices.ContainsFunc(m.back.attempts, func(a *attempt.Attempt) bool {
		// The cheap question comes first: few of thousands are so young.
		return !a.Begun().Before(since) && a.State() != attempt.Rejected && a.Sends() > 0 && a.Intent().Channel == channel
	})
}

// choicesRead takes the connections; where only one way is open it is taken.
func (m *Model) choicesRead(msg choicesReadMsg) {
	m.stored.choices, m.stored.choosing, m.stored.hasChoices = msg.choices, msg.err, true
	m.stored.prices = msg.prices
	if !m.hasConn && msg.obvious != nil {
		m.useConnection(*msg.obvious)
	}
}
