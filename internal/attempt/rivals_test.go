package attempt

import (
	"errors"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestOfTwoThatBeginAtOnceEachSeesTheOther(t *testing.T) {
	j, _ := opened(t)
	other := Open(j.local.Where(""), j.o) // as another sttwizard has it
	mine := begun(t, j)
	theirs := begun(t, other)
	for _, pair := range [][2]*Attempt{{mine, theirs}, {theirs, mine}} {
		rivals, err := pair[0].Rivals(nil)
		if err != nil || len(rivals) != 1 || rivals[0].ID != pair[1].ID() {
			t.Errorf("%v, %v; want %s", rivals, err, pair[1].ID())
		}
	}
	if rivals, err := mine.Rivals([]string{theirs.ID()}); err != nil || len(rivals) != 0 {
		t.Errorf("one that the person said yes to is a rival: %v, %v", rivals, err)
	}
	elsewhere := *intent.Intent
	elsewhere.Channel = "elsewhere"
	far, err := other.Begin(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	if rivals, err := far.Rivals(nil); err != nil || len(rivals) != 0 {
		t.Errorf("another channel's: %v, %v", rivals, err)
	}
	theirs.Release() // as the end of its sttwizard does
	if rivals, err := mine.Rivals(nil); err != nil || len(rivals) != 0 {
		t.Errorf("one that was never sent and whose sttwizard has ended: %v, %v", rivals, err)
	}
}

func TestAnUnreadableJournalIsARival(t *testing.T) {
	j, _ := opened(t)
	block(t, begun(t, j))
	a := begun(t, j)
	rivals, err := a.Rivals(nil)
	if err != nil || len(rivals) != 1 || rivals[0].Err == nil {
		t.Errorf("%v, %v", rivals, err)
	}
}

// The line to a team's journal can be cut while an attempt waits to be sent. Its proof of
// life is gone until the line is made anew, and it is sent then.
func TestAnAttemptWhoseLineWasCutIsARivalUntilItCantBeSentAnyMore(t *testing.T) {
	dana, maria, _, c := shared(t)
	theirs := tell(t, maria, real())
	theirs.Release() // as the end of the line does
	mine := tell(t, dana, real())
	rivals, err := mine.Rivals(nil)
	if err != nil || len(rivals) != 1 || rivals[0].ID != theirs.ID() {
		t.Errorf("%v, %v; want %s", rivals, err, theirs.ID())
	}
	c.now = c.now.Add(longestAcquire - time.Second)
	if rivals, err = mine.Rivals(nil); err != nil || len(rivals) != 1 {
		t.Errorf("while it may be sent: %v, %v", rivals, err)
	}
	c.now = c.now.Add(time.Second)
	if rivals, err = mine.Rivals(nil); err != nil || len(rivals) != 0 {
		t.Errorf("when it can't be sent any more: %v, %v", rivals, err)
	}
}

// Where the line was away for minutes a colleague may have begun a start meanwhile: who
// comes back looks again before the request leaves.
func TestAStartThatStoodTooLongLooksForRivalsBeforeItIsSent(t *testing.T) {
	for name, c := range map[string]struct {
		waits   time.Duration
		rival   bool
		knows   bool
		beside  bool
		outcome agora.Outcome
	}{
		"another one meanwhile":              {longestAcquire, true, false, false, agora.OutcomeNotSent},
		"by a clock that is behind":          {longestAcquire / 2, true, false, false, agora.OutcomeNotSent},
		"nobody else":                        {longestAcquire, false, false, false, agora.OutcomeStarted},
		"one that the person said yes to":    {longestAcquire, true, true, false, agora.OutcomeStarted},
		"beside whatever runs":               {longestAcquire, true, false, true, agora.OutcomeStarted},
		"sent before anybody could think so": {time.Second, true, false, false, agora.OutcomeStarted},
	} {
		t.Run(name, func(t *testing.T) {
			dana, maria, _, clock := shared(t)
			in := real()
			in.Version = agora.V7 // it needs no builder token that grows old
			a := tell(t, dana, in)
			clock.now = clock.now.Add(c.waits)
			var known []string
			if c.rival {
				other := tell(t, maria, in)
				if c.knows {
					known = append(known, other.ID())
				}
			}
			sent := false
			api := &fakeAPI{t: t, place: in.Place(), start: func(agora.Secret, agora.Request) (agora.Task, error) {
				sent = true
				return agora.Task{ID: "task", Status: agora.StatusRunning}, nil
			}}
			r := NewRunner(a, api, agora.Request{})
			r.token, r.got = "t", a.moment()
			r.Knowing(known, c.beside)
			outcome, err := r.Send(t.Context())
			_, overtaken := errors.AsType[*OvertakenError](err)
			if wanted := c.outcome != agora.OutcomeNotSent; outcome != c.outcome || overtaken == wanted || sent != wanted {
				t.Errorf("%s, %v; sent: %v", outcome, err, sent)
			}
			if !sent && (a.State() != Intended || r.Cancel() != nil || a.State() != Abandoned) {
				t.Errorf("it is %s afterwards", a.State())
			}
		})
	}
}
