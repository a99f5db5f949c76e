package tasks

import (
	"maps"
	"time"

	"sttwizard/internal/captions/arriving"
)

// What a look can't find out by itself is kept in the home for each task that is watched:
// so that a command that looks once says what a screen says that looked for long.

// sight is what was seen of the captions of a task, by this machine's clock.
type sight struct {
	At      time.Time      `json:"at"`               // the look that went well last
	There   time.Time      `json:"there,omitzero"`   // since when a host was found by each of them
	Habit   arriving.Habit `json:"habit,omitempty"`  // whether silence is stored
	Refused time.Time      `json:"refused,omitzero"` // when the storage was seen last to refuse to be written to
}

// sightLife is how long sights are kept: longer than a task lives.
const sightLife = 7 * 24 * time.Hour

// same reports whether two sights lead to the same judgement, whenever they were.
func (s sight) same(o sight) bool {
	return s.There.Equal(o.There) && s.Refused.Equal(o.Refused) && s.Habit == o.Habit
}

// over reports whether no task can live any more of which it was seen.
func (s sight) over(now time.Time) bool {
	return now.Sub(s.At) >= sightLife && now.Sub(s.Refused) >= sightLife
}

// passing reports whether the sight counts only as long as somebody goes on looking.
func (s sight) passing() bool { return !s.There.IsZero() || !s.Refused.IsZero() }

func (t *Tasks) sightsKept() keptMap[sight] {
	return keptMap[sight]{t, t.o.Home.Sights(), "caption sights", "what was seen of captions by runs that looked for longer"}
}

// recall takes what other runs have seen, where it is of now.
func (w *CaptionWatch) recall() {
	s, known := w.tasks.sightsKept().read()[w.attempt.ID()]
	w.sight = s
	if !known {
		return
	}
	if w.habit == arriving.HabitUnknown {
		w.habit = s.Habit
	}
	now, slice := w.tasks.o.Now(), w.Captions.Slice
	if w.there.IsZero() && !s.There.IsZero() && arriving.Unbroken(s.At, now, slice) {
		w.there = s.There.Add(-w.ahead())
	}
	if w.o.Keys.Own {
		return
	}
	w.writes.refused = time.Time{} // it is found out by those who have the keys
	if now.Sub(s.Refused) <= arriving.Fresh(slice) {
		w.writes.refused = s.Refused.Add(-w.ahead())
	}
}

// keep keeps what was seen by a look for other runs, where that is new to them.
func (w *CaptionWatch) keep() {
	ours := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		return t.Add(w.ahead()).UTC().Truncate(time.Second)
	}
	s := sight{At: ours(w.looked), There: ours(w.there), Habit: w.habit, Refused: ours(w.writes.refused)}
	if w.o.Host == nil || w.report.State == arriving.Over || s.same(w.sight) && !s.passing() {
		return
	}
	w.sight = s
	err := w.tasks.sightsKept().change(func(all map[string]sight) {
		all[w.attempt.ID()] = s
		maps.DeleteFunc(all, func(_ string, old sight) bool { return old.over(w.tasks.o.Now()) })
	})
	if err != nil {
		w.tasks.o.Log.Event("captions' sight not kept", "error", err.Error())
	}
}
