package attempt

import (
	"time"

	"sttwizard/internal/tempo"
)

const (
	// kickLasts is how long a kicking rule keeps the bots out: as short as Agora
	// takes well, since nobody may want it to last.
	kickLasts = 60 * time.Second
	// kickTravels is how long the rules of both bots may take to be in force: each
	// call has 20 s.
	kickTravels = 40 * time.Second
)

// kept is how long the bots must have been away before that is more than the
// rule's own work. It counts from the first probe that saw nobody, not from the
// rule's record: a machine may have slept between the record and the call.
var kept = tempo.Of(kickLasts + kickTravels)

// probeGap lies between two probes that prove an absence: a bot that changes its
// server is not there for a moment.
var probeGap = tempo.Of(10 * time.Second)

// proof is what probes have shown of an attempt's bots. Two that saw none, with
// a gap between them, prove that no task of the attempt runs, if they were asked
// for when no task could come up any more (see folded.left).
type proof struct {
	begun   moment        // of the attempt
	damaged moment        // when its journal was last seen to be damaged
	rule    moment        // of the last kicking rule
	lasts   time.Duration // how long the bots are kept out by it
	saw     sight         // what the last probe saw
	seen    bool          // a bot with a uid of its own was there
	first   moment        // the first probe that saw nobody when nothing new could start
	sure    moment        // the first such one that is not the work of a rule
	last    moment        // the last one
}

// sight is what a probe saw.
type sight int

const (
	notAsked sight = iota
	nobody
	somebody
	itself // v7's list of the channel has the attempt's own task
)

// take follows a record.
func (p *proof) take(f *folded, r Record) {
	switch r.Event {
	case EventIntent:
		p.begun = r.moment()
	case EventSending:
		p.forget()
	case EventUnknown:
		if r.N == 0 {
			p.damaged = r.moment()
			p.forget()
		}
	case EventKicking:
		p.rule, p.lasts = r.moment(), r.Until.Sub(r.At)
		p.forget()
	case EventProbe:
		p.probed(f, r)
	}
}

// forget makes the probes so far count for nothing.
func (p *proof) forget() { p.first, p.sure, p.last = moment{}, moment{}, moment{} }

func (p *proof) probed(f *folded, r Record) {
	m := r.moment()
	p.saw = nobody
	switch {
	case r.Present:
		p.saw = somebody
		if r.Listed && f.task.ID != "" {
			p.saw = itself
		}
		p.seen = p.seen || f.intent.UniqueUIDs && !r.Listed
		p.forget()
		if m.since(p.rule) >= p.lasts { // the rule is over, and it has ended nothing
			p.rule, p.lasts = moment{}, 0
		}
	case f.left(m) == 0 && !m.before(f.sent): // else it is too early to prove anything
		p.away(m)
	}
}

// away takes in a probe that counts and saw nobody.
func (p *proof) away(m moment) {
	if p.first.zero() {
		p.first = m
	}
	if p.sure.zero() && m.since(p.first) >= p.lasts {
		p.sure = m
	}
	p.last = m
}

// next returns how long it is until the next probe that can complete the proof.
func (p *proof) next(m moment) time.Duration {
	switch {
	case p.first.zero():
		return probeGap
	case p.sure.zero():
		return p.lasts - m.since(p.first)
	}
	return probeGap - m.since(p.sure)
}

// learns reports whether a probe would change anything. Only then it is written
// down: a journal that is asked about for weeks must not fill up.
func (f folded) learns(r Record) bool {
	was := f.proof
	f.proof.probed(&f, r)
	is := f.proof
	return is.saw != was.saw || is.seen != was.seen || is.first != was.first || is.sure != was.sure || is.rule != was.rule || is.holds() != was.holds()
}

// holds reports whether the absence is proved.
func (p *proof) holds() bool { return !p.sure.zero() && p.last.since(p.sure) >= probeGap }

// removed reports whether a kicking rule was made that may have ended what ran.
func (p *proof) removed() bool { return !p.rule.zero() }

// hurdle is something that must be past before an absence proves anything.
type hurdle struct {
	from  moment
	lasts time.Duration
}

// hurdles returns what must be past for nothing new to start any more. A task that is known to run has used its token up; what other
// sends may have started besides then only needs the time to join.
func (f *folded) hurdles() []hurdle {
	p := &f.proof
	known := f.task.ID != "" || p.removed() && (p.seen || f.has(running))
	late := f.unsafe()
	if known {
		late = settling
	}
	var out []hurdle
	switch {
	case known && len(f.sends) > 0:
		out = append(out, hurdle{f.sent, settling})
	case known:
	case f.token != "":
		out = append(out, hurdle{f.mayStart(), late})
	default: // as long as no token is known, the latest that there can be
		out = append(out, hurdle{p.begun, longestAcquire + late})
	}
	if f.doubt {
		out = append(out, hurdle{p.damaged, late})
	}
	return out
}

// mayStart returns the moment from which on it counts for how long something may
// still be started: a builder token dies of its own age. A send under a name can
// leave for as long as its sender has not given it up, as when the machine sleeps
// meanwhile, and counts until no server can be at it any more.
func (f *folded) mayStart() moment {
	if f.intent.Version.Named() {
		return f.spoke
	}
	return f.got
}

// unsafe returns how long after mayStart a task may still be started.
func (f *folded) unsafe() time.Duration { return tokenLife(f.intent) + tokenMargin }

// left returns how long it is from a moment until an absence proves something.
func (f *folded) left(m moment) time.Duration {
	left := time.Duration(0)
	for _, h := range f.hurdles() {
		left = max(left, h.lasts-m.since(h.from))
	}
	return left
}

// from returns the time, by the clock on the wall, from which on an absence proves
// something.
func (f *folded) from() time.Time {
	var from time.Time
	for _, h := range f.hurdles() {
		if end := h.from.at.Add(h.lasts); end.After(from) {
			from = end
		}
	}
	return from
}
