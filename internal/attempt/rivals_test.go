package attempt

import "testing"

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
