package attempt

import "time"

// moment is a point in time by both clocks of a machine: the one on the wall,
// which people and time servers set, and the one that counts from the machine's
// start, its sleep included, which nobody sets.
type moment struct {
	at   time.Time
	boot string        // which start of the machine it was; empty: not known
	up   time.Duration // since that start
}

// since returns how long ago the other moment was, never less than nothing. Within
// one start of the machine a clock that was set makes no difference.
func (m moment) since(then moment) time.Duration {
	if m.boot != "" && m.boot == then.boot {
		return max(m.up-then.up, 0)
	}
	return max(m.at.Sub(then.at), 0)
}

// before reports whether the moment came before the other one.
func (m moment) before(other moment) bool {
	if m.boot != "" && m.boot == other.boot {
		return m.up < other.up
	}
	return m.at.Before(other.at)
}

// zero reports whether it is no moment at all.
func (m moment) zero() bool { return m.at.IsZero() }

// moment returns the time at which the record was made.
func (r Record) moment() moment { return moment{r.At, r.Boot, r.Up} }

// by returns the record, dated with a moment.
func (r Record) by(m moment) Record {
	r.At, r.Boot, r.Up = m.at, m.boot, m.up
	return r
}

// Uptime tells which start of the machine this is, by a short name, and how long
// ago it was, with the time that the machine slept. An empty name means that it
// can't be told.
type Uptime func() (boot string, up time.Duration)

// moment returns the present by the clock of the attempt's store.
func (a *Attempt) moment() moment { return a.journal.moment(a.in.up) }

// moment returns the present by the wall's clock and another one.
func (j *Journal) moment(up Uptime) moment {
	m := moment{at: j.o.Now().UTC().Round(0)} // without Go's own reading, which stands still while the machine sleeps
	if up != nil {
		m.boot, m.up = up()
	}
	return m
}
