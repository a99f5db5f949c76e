package tasks

import (
	"context"
	"fmt"
	"maps"
	"time"

	"sttwizard/internal/captions/arriving"
)

// Where Agora was seen to store silence is kept in the home: so captions that stop before
// anybody was silent, or that never come, are known to have stopped at the next event too.
// The opposite is not kept: that no file came proves little.

const habitLife = 30 * 24 * time.Hour // Agora may change its ways

// silences says when silence was last seen to be stored, by Agora and place.
type silences map[string]time.Time

// habitKey is for what a habit counts: a version of an Agora for a project and a bucket.
// Folders are often those of one event.
func (w *CaptionWatch) habitKey() string {
	in, place := w.attempt.Intent(), w.Captions.Place
	place.Prefix = nil
	return fmt.Sprintf("%s %s %s %s", in.Version, in.BaseURL, in.AppID, place)
}

// learn keeps what the last judgement learnt: for the run, and where it is that silence is
// stored by a real Agora, in the home.
func (w *CaptionWatch) learn(ctx context.Context) {
	if w.report.Habit == w.habit {
		return
	}
	w.habit = w.report.Habit
	w.tasks.habit.Store(w.habitKey(), w.habit)
	if w.tasks.o.Pretends(ctx, w.attempt.Intent().BaseURL, w.attempt.Task().ID) {
		return
	}
	now := w.tasks.o.Now()
	err := w.tasks.changeSilences(func(s silences) {
		delete(s, w.habitKey())
		if w.habit == arriving.Always {
			s[w.habitKey()] = now.UTC().Truncate(time.Second)
		}
	})
	if err != nil {
		w.tasks.o.Log.Event("habit not kept", "error", err.Error())
	}
}

// storedSilence reports whether silence was lately seen to be stored on an earlier day.
func (t *Tasks) storedSilence(key string) bool {
	seen, ok := t.silencesKept().read()[key]
	return ok && t.o.Now().Sub(seen) < habitLife
}

// silencesKept is where they are.
func (t *Tasks) silencesKept() keptMap[time.Time] {
	return keptMap[time.Time]{t, t.o.Home.Habits(), "caption habits", "where Agora was seen to store captions while nobody spoke"}
}

// changeSilences changes the file. What is too old is dropped.
func (t *Tasks) changeSilences(change func(silences)) error {
	return t.silencesKept().change(func(known map[string]time.Time) {
		change(known)
		maps.DeleteFunc(known, func(_ string, seen time.Time) bool { return t.o.Now().Sub(seen) >= habitLife })
	})
}
