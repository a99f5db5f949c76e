package attempt

import (
	"testing"
	"time"
)

// TestAHolderThatDoesNothingIsToldFromOneThatWorks by the longest time that one that works
// goes without writing anything.
func TestAHolderThatDoesNothingIsToldFromOneThatWorks(t *testing.T) {
	lostFor := tokenLife(botted()) + tokenMargin + probeGap + stepLasts
	for name, test := range map[string]struct {
		records []Record
		lasts   time.Duration // 0: it is never said, as nothing of it runs
	}{
		"not sent":        {nil, 0},
		"sent":            {[]Record{sending(1)}, stepLasts},
		"lost":            {[]Record{sending(1), lost(1)}, lostFor},
		"runs without id": {[]Record{sending(1), noID(1)}, lostFor},
		"its bots are being removed": {[]Record{sending(1), noID(1), {Event: EventProbe, Present: true},
			{Event: EventKicking, Until: at.Add(kept)}}, settling + kept + probeGap + stepLasts},
	} {
		t.Run(name, func(t *testing.T) {
			j, c := opened(t)
			a, err := j.Begin(botted())
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range test.records {
				if err := a.before(r); err != nil {
					t.Fatal(err)
				}
			}
			theirs, err := other(j).Find(a.ID())
			if err != nil {
				t.Fatal(err)
			}
			c.Pass(test.lasts)
			if theirs.Unmoving() || theirs.Needs(c.Now()) != NeedTime {
				t.Errorf("as long as one that works may take it needs %q", theirs.Needs(c.Now()))
			}
			c.Pass(time.Second)
			unmoving := test.lasts > 0
			if theirs.Unmoving() != unmoving || (theirs.Needs(c.Now()) == NeedPerson) != unmoving || unmoving && !theirs.CertainAt().IsZero() {
				t.Errorf("after it: unmoving %v, needs %q, certain at %s", theirs.Unmoving(), theirs.Needs(c.Now()), theirs.CertainAt())
			}
			a.Release()
			if err := theirs.Refresh(); err != nil || theirs.Unmoving() || theirs.Holder() != (Holder{}) {
				t.Errorf("free: %v, %v", err, theirs.Holder())
			}
		})
	}
}
