package captions

import (
	"slices"
	"time"
)

// Clock is what the times in a task's slices count from. Agora states only that its
// captions use "the system time stamp", so it is found out from the slices: by the
// right clock, each begins within its own time.
type Clock string

// The clocks.
const (
	PerTask  Clock = "task"  // from the task's beginning
	PerSlice Clock = "slice" // from each slice's beginning
	OfDay    Clock = "day"   // the time of day, in some time zone
	Epoch    Clock = "1970"  // since 1970
	Mapped   Clock = "map"   // as X-TIMESTAMP-MAP says
)

const (
	day = 24 * time.Hour
	// zones are apart by that much, or by a multiple of it.
	zones = 15 * time.Minute
	// astray is the most that a slice counts against a clock: one bad slice must not
	// outweigh all others.
	astray = time.Hour
)

// placed is a slice and where it stands among the others.
type placed struct {
	entry Entry
	slice Slice
	start time.Duration // since the first slice's beginning
	long  time.Duration
}

// reading is a clock, and by how much it is ahead of what it is taken for: a time of
// day by its zone, and times from the task's beginning by the slices before the first
// one that is there.
type reading struct {
	clock Clock
	ahead time.Duration
}

// at returns when a time of a slice is by the reading, since the beginning of the first
// slice, whose wall clock is base. False: it needs one that is not known.
func (r reading) at(t time.Duration, p placed, base time.Time) (time.Duration, bool) {
	t -= r.ahead
	switch r.clock {
	case PerSlice:
		return t + p.start, true
	case OfDay:
		return nearestDay(t, p.start, base), !base.IsZero()
	case Epoch:
		return time.Unix(0, 0).Add(t).Sub(base), !base.IsZero()
	case Mapped:
		if t += p.slice.Shift; t > 10*365*day && !base.IsZero() { // its writer put a clock there
			t = time.Unix(0, 0).Add(t).Sub(base)
		}
	}
	return t, true
}

// nearestDay takes a time of day for the one that is nearest to a slice's beginning.
func nearestDay(t, start time.Duration, base time.Time) time.Duration {
	since := base.Truncate(day).Add(t).Sub(base)
	return since + (start - since).Round(day)
}

// readingOf finds the clock by which the slices begin within their own time. Known is
// false where they do so by none; then their order alone is right. What is taken for
// nothing comes first where several fit alike.
func readingOf(all []placed, base time.Time) (found reading, known bool) {
	all = slices.DeleteFunc(slices.Clone(all), func(p placed) bool { return len(p.slice.Cues) == 0 })
	if len(all) == 0 {
		return reading{clock: PerTask}, true
	}
	least := time.Duration(-1)
	for _, r := range readings(all, base) {
		if off := r.off(all, base); least < 0 || off < least {
			found, least = r, off
		}
	}
	return found, least < time.Duration(len(all))*astray/2
}

// readings are those that can be, the likelier first.
func readings(all []placed, base time.Time) []reading {
	missed := func(c Clock) reading { // the first slices are not there
		return reading{c, ahead(reading{clock: c}, all, base, all[0].long)}
	}
	if !slices.ContainsFunc(all, func(p placed) bool { return !p.slice.Mapped }) {
		return []reading{{clock: Mapped}, missed(Mapped)}
	}
	out := []reading{{clock: PerTask}, {clock: PerSlice}, {clock: Epoch}, {clock: OfDay}}
	if all[0].long < zones {
		out = append(out, reading{OfDay, ahead(reading{clock: OfDay}, all, base, zones)})
	}
	return append(out, missed(PerTask))
}

// off returns by how much the slices' first words are outside of them.
func (r reading) off(all []placed, base time.Time) (off time.Duration) {
	for _, p := range all {
		at, ok := r.at(p.slice.Cues[0].Start, p, base)
		if !ok {
			off += astray
			continue
		}
		off += min(astray, max(0, p.start-at, at-p.start-p.long))
	}
	return off
}

// ahead returns by which multiple of a unit a clock is ahead, such that the slices
// begin within their own time; 0 where no such multiple does.
func ahead(r reading, all []placed, base time.Time, unit time.Duration) time.Duration {
	var least, most time.Duration
	for i, p := range all {
		at, _ := r.at(p.slice.Cues[0].Start, p, base)
		early, late := at-p.start-p.long, at-p.start
		if i == 0 {
			least, most = early, late
		}
		least, most = max(least, early), min(most, late)
	}
	if unit <= 0 || least > most {
		return 0
	}
	n := most / unit
	if most < 0 && n*unit != most {
		n--
	}
	if n*unit < least {
		return 0
	}
	return n * unit
}
