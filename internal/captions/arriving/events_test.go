package arriving

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// world is what an event is played in: how Agora stores, which is not known, and what
// goes wrong.
type world struct {
	onlyWords bool          // nothing is stored while nobody speaks
	coupled   bool          // only words, but then all copies: one may have none of its own
	dies      time.Duration // when the task writes no more; 0: never
	languages bool          // only the translation dies then
	lost      float64       // share of files that never come
	steady    bool          // somebody speaks all the time
	earlier   bool          // silence was seen to be stored on an earlier day
}

// outcome is what a person saw of an event.
type outcome struct {
	red, bare, doubt bool          // falsely stopped; so by the bare rule of four slices; in doubt
	told             time.Duration // from the death until it was told; 0: never
}

// file is a slice that is stored.
type file struct {
	Seen
	translated bool
}

type span struct{ from, to time.Duration }

func (s span) has(a, b time.Duration) bool { return a >= s.from && b <= s.to }

const eventLong = 30 * minute

// event is half an hour that is played.
type event struct {
	world
	r       *rand.Rand
	slice   time.Duration
	pauses  []span // nobody speaks
	empty   []span // nobody is there either, and nothing is stored
	files   []file
	knows   bool // whether a host is there can be asked
	habit   Habit
	begin   time.Time
	looked  time.Time
	there   time.Time // since when a host was found there at each look
	blind   bool
	copies  []Copy
	outcome outcome
}

func newEvent(r *rand.Rand, w world) *event {
	e := &event{world: w, r: r, begin: begin(), slice: []time.Duration{5, 15, 30, 60, 60, 60, 120}[r.IntN(7)] * time.Second, knows: r.IntN(3) > 0}
	if !w.steady {
		e.pauses = append(e.pauses, span{0, time.Duration(r.Int64N(int64(8 * minute)))})
		for range r.IntN(4) {
			at := time.Duration(r.Int64N(int64(eventLong)))
			pause := span{at, at + time.Duration(r.Int64N(int64(12*minute)))}
			e.pauses = append(e.pauses, pause)
			if r.IntN(4) == 0 {
				e.empty = append(e.empty, pause)
			}
		}
	}
	e.write()
	return e
}

func within(spans []span, a, b time.Duration) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.has(a, b) })
}

// write makes the files of the whole event, each late by a slice at most.
func (e *event) write() {
	for from := time.Duration(0); from < eventLong; from += e.slice {
		dead := e.dies > 0 && from+e.slice > e.dies
		cues := 1 + e.r.IntN(9)
		if within(e.pauses, from, from+e.slice) {
			cues = 0
		}
		if dead && !e.languages || within(e.empty, from, from+e.slice) || cues == 0 && (e.onlyWords || e.coupled) {
			continue
		}
		lacks := -1
		if e.coupled {
			lacks = e.r.IntN(5) // the copy that has nothing of what is said
		}
		for _, translated := range []bool{false, true} {
			if e.r.Float64() < e.lost || dead && translated {
				continue
			}
			said := cues
			if lacks == 0 && !translated || lacks == 1 && translated {
				said = 0
			}
			at := e.begin.Add(from + e.slice + time.Duration(e.r.Int64N(int64(e.slice)))).Truncate(time.Second)
			e.files = append(e.files, file{Seen{at, e.begin.Add(from), said}, translated})
		}
	}
}

// look sees what is stored by then; 3 % of the looks fail, and 2 % of the slices can't
// be read.
func (e *event) look(d time.Duration, now time.Time) {
	if e.blind = e.r.Float64() < 0.03; e.blind {
		return
	}
	e.looked = now
	source := []string{""}
	if e.coupled {
		source = nil // then the words of one need not be in the other
	}
	if e.copies == nil {
		e.copies = []Copy{{}, {Language: "de-DE", From: source}}
	}
	kept := [2][]Seen{e.copies[0].Slices[:0], e.copies[1].Slices[:0]}
	newest := e.begin.Add(d)
	from, _ := slices.BinarySearchFunc(e.files, newest.Add(-25*max(e.slice, 30*time.Second)), func(f file, t time.Time) int { return f.Start.Compare(t) })
	for _, f := range e.files[from:] {
		if f.At.After(newest) {
			continue
		}
		if e.r.Float64() < 0.02 {
			f.Cues = Unread
		}
		i := 0
		if f.translated {
			i = 1
		}
		kept[i] = append(kept[i], f.Seen)
	}
	for i := range e.copies {
		e.copies[i].Slices = kept[i][max(0, len(kept[i])-20):]
	}
}

// host is what Agora says of the channel then.
func (e *event) host(d time.Duration) Host {
	switch {
	case !e.knows:
		return HostUnknown
	case within(e.empty, d, d):
		return HostAbsent
	}
	return HostThere
}

// play looks at the event as often as one may, by a clock that is up to 1 s wrong.
func (e *event) play() outcome {
	pause, end := Pause(e.slice), eventLong
	if e.dies > 0 && !e.languages {
		end += 20 * minute
	}
	for d := time.Duration(e.r.Int64N(int64(pause))); d < end; d += pause + time.Duration(e.r.Int64N(int64(2*time.Second))) {
		now := e.begin.Add(d + time.Duration(e.r.Int64N(int64(2*time.Second))) - time.Second)
		e.look(d, now)
		host := e.host(d)
		if host != HostThere {
			e.there = time.Time{}
		} else if e.there.IsZero() {
			e.there = now
		}
		in := Input{Now: now, Looked: e.looked, Blind: e.blind, Stored: true, Running: true, Since: e.begin, Slice: e.slice, Copies: e.copies, Host: host, There: e.there, Habit: e.habit, Earlier: e.earlier}
		report := Judge(in)
		e.habit = report.Habit
		e.note(in, report, e.dies > 0 && d > e.dies, d)
	}
	return e.outcome
}

func (e *event) note(in Input, report Report, dead bool, d time.Duration) {
	switch o := &e.outcome; {
	case !dead:
		o.red = o.red || report.State == Stopped
		o.doubt = o.doubt || report.Doubt
		o.bare = o.bare || !e.blind && in.Looked.Sub(later(report.Last, in.Since)) > 4*in.Slice+slack
	case report.State == Stopped && o.told == 0:
		o.told = d - e.dies
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func plays(r *rand.Rand, w func() world, times int) (out []outcome) {
	for range times {
		out = append(out, newEvent(r, w()).play())
	}
	return out
}

func count(all []outcome, is func(outcome) bool) (n int) {
	for _, o := range all {
		if is(o) {
			n++
		}
	}
	return n
}

func always(w world) func() world { return func() world { return w } }

func TestNoEventThatGoesWellIsCalledStopped(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]world{
		"silence is stored": {}, "silence is stored, as it was": {earlier: true}, "only words are stored": {onlyWords: true}, "only words, of any language": {coupled: true}, "nobody pauses": {steady: true},
	} {
		if red := told(t, name, plays(rand.New(rand.NewPCG(1, 2)), always(w), 1000)); red != 0 {
			t.Errorf("%s: %d of 1,000 events were called stopped", name, red)
		}
	}
}

func TestFilesThatAreLostAreSeldomCalledADeath(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]world{"silence is stored, 1 % lost": {lost: 0.01}, "only words, 1 % lost": {onlyWords: true, lost: 0.01}} {
		if red := told(t, name, plays(rand.New(rand.NewPCG(5, 6)), always(w), 300)); red > 3 {
			t.Errorf("%s: %d of 300 events were called stopped", name, red)
		}
	}
}

// told logs what was said of events that go well, and counts those that were called stopped.
func told(t *testing.T, name string, all []outcome) int {
	red := count(all, func(o outcome) bool { return o.red })
	t.Logf("%s: falsely stopped %d of %d (by a bare rule of four slices %d), in doubt %d", name, red, len(all),
		count(all, func(o outcome) bool { return o.bare }), count(all, func(o outcome) bool { return o.doubt }))
	return red
}

func TestADeathIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		w     world
		least int // of 300
	}{
		"silence is stored": {world{}, 150}, "silence is stored, as it was": {world{earlier: true}, 160}, "one language dies": {world{languages: true, steady: true}, 290}, "one language dies, only words": {world{languages: true, onlyWords: true}, 120},
		"only words are stored": {world{onlyWords: true}, 0},
	} {
		r := rand.New(rand.NewPCG(3, 4))
		all := plays(r, func() world {
			w := c.w
			w.dies = 10*minute + time.Duration(r.Int64N(int64(12*minute)))
			return w
		}, 300)
		var after []time.Duration
		for _, o := range all {
			if o.told > 0 {
				after = append(after, o.told)
			}
		}
		slices.Sort(after)
		if len(after) < c.least {
			t.Errorf("%s: told in %d of 300", name, len(after))
		}
		if len(after) > 0 {
			t.Logf("%s: told in %d of 300, after %v (median), %v (95 %%); the others are a doubt", name, len(after),
				after[len(after)/2].Round(time.Second), after[len(after)*95/100].Round(time.Second))
		} else {
			t.Logf("%s: never told, a doubt only", name)
		}
	}
}

// TestWhatWasSeenOnAnEarlierDayTellsOfEarlyDeaths: before anybody paused nothing else does.
func TestWhatWasSeenOnAnEarlierDayTellsOfEarlyDeaths(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		w           world
		least, most int // of 300
	}{
		"nobody paused": {world{steady: true}, 0, 0}, "nobody paused, but earlier": {world{steady: true, earlier: true}, 180, 300},
		"with pauses": {world{}, 100, 180}, "with pauses, and earlier": {world{earlier: true}, 180, 300},
	} {
		r := rand.New(rand.NewPCG(3, 4))
		all := plays(r, func() world {
			w := c.w
			w.dies = time.Duration(1 + r.Int64N(int64(5*minute)))
			return w
		}, 300)
		if n := count(all, func(o outcome) bool { return o.told > 0 }); n < c.least || n > c.most {
			t.Errorf("%s: told in %d of 300", name, n)
		}
	}
}
