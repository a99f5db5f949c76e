package attempt

import (
	"time"

	"sttwizard/internal/tempo"
)

const (
	// kickLasts is how long a kicking rule keeps the bots out: as short as Agora
	// takes well, since nobody may want it to last.
	kickLasts = 60 * time.Second
	// kickTravels is how long such a rule may take to be in force.
	kickTravels = 20 * time.Second
)

// kept is how long after its making the rule counts as being at work.
var kept = tempo.Of(kickLasts + kickTravels)

// probeGap lies between two probes that prove an absence: a bot that changes its
// server is not there for a moment.
var probeGap = tempo.Of(10 * time.Second)

// proof is what probes have shown of an attempt's bots. Two that saw none, with
// a gap between them, prove that no task of the attempt runs, if they were made
// when no task could come up any more.
type proof struct {
	dead  time.Time // from when on nothing new can start
	kept  time.Time // until when a kicking rule keeps the bots out
	seen  bool      // a bot with a uid of its own was there
	first time.Time // the first probe that counts and saw nobody
	last  time.Time // the last one
}

// take follows a record.
func (p *proof) take(f *folded, r Record) {
	switch r.Event {
	case EventIntent: // as long as no token is known, the latest that there can be
		p.dead = r.At.Add(longestAcquire + tokenLife(*r.Intent) + tokenMargin)
	case EventSending:
		if !r.Acquired.IsZero() {
			p.dead = r.Acquired.Add(tokenLife(f.intent) + tokenMargin)
		}
		p.first, p.last = time.Time{}, time.Time{}
	case EventKicking:
		p.kept = r.Until
		p.first, p.last = time.Time{}, time.Time{}
	case EventProbe:
		p.probed(f, r)
	}
}

func (p *proof) probed(f *folded, r Record) {
	switch {
	case r.Present:
		p.seen = p.seen || f.intent.UniqueUIDs
		p.first, p.last = time.Time{}, time.Time{}
	case r.At.Before(p.from(f)):
		// too early to prove anything
	case p.first.IsZero():
		p.first, p.last = r.At, r.At
	default:
		p.last = r.At
	}
}

// from gives the time from which on a probe counts: nothing new can start any
// more, and no kicking rule is at work. A task that is known to run has used its
// token up.
func (p *proof) from(f *folded) time.Time {
	if p.kept.After(p.dead) || p.removed() && (p.seen || f.has(running)) {
		return p.kept
	}
	return p.dead
}

// holds tells whether the absence is proved.
func (p *proof) holds() bool { return !p.first.IsZero() && p.last.Sub(p.first) >= probeGap }

// removed tells whether a kicking rule was made.
func (p *proof) removed() bool { return !p.kept.IsZero() }
