package attempt

import (
	"testing"
	"time"
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
