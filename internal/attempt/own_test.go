package attempt

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/store"
)

// other opens the same journal as another sttwizard on this machine would.
func other(j *Journal) *Journal { return Open(j.local.Where(""), j.o) }

func TestBeginningOwnsUntilItStartsOrEnds(t *testing.T) {
	tests := []struct {
		name    string
		records []Record
		alive   bool
	}{
		{"written down", nil, true},
		{"sent", []Record{sending(1)}, true},
		{"lost", []Record{sending(1), lost(1)}, true},
		{"runs without id", []Record{sending(1), noID(1)}, true},
		{"started", []Record{sending(1), started(1)}, false},
		{"stopping", []Record{sending(1), started(1), stopping(1)}, false},
		{"refused", []Record{sending(1), rejected(1)}, false},
		{"cancelled", []Record{abandoned}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, _ := opened(t)
			a := told(t, j, test.records...)
			theirs, err := other(j).Find(a.ID())
			if err != nil {
				t.Fatal(err)
			}
			if a.Alive() || a.mine() != test.alive || theirs.Alive() != test.alive || theirs.Elsewhere() != test.alive {
				t.Errorf("for its owner alive %v, mine %v; for another alive %v", a.Alive(), a.mine(), theirs.Alive())
			}
			a.Release()
			if theirs.Alive() || !theirs.Elsewhere() != !test.alive {
				t.Error("it is alive after its release, or was looked at again")
			}
		})
	}
}

func TestWhatAnotherOwnsIsLeftAlone(t *testing.T) {
	j, c := opened(t)
	in := botted()
	a, err := j.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := other(j).Find(a.ID())
	if err != nil {
		t.Fatal(err)
	}
	api := &fakeAPI{t: t}
	var owned *OwnedError
	for name, err := range map[string]error{
		"settling":      NewSettler(theirs, api, SettleOptions{}).Run(t.Context(), nil),
		"setting aside": theirs.Acknowledge(in.Channel),
		"removing":      RemoveBots(t.Context(), api, theirs),
		"owning":        theirs.Own(),
	} {
		if !errors.As(err, &owned) || !strings.Contains(owned.Error(), a.ID()) {
			t.Errorf("%s: %v", name, err)
		}
	}
	run := NewRunner(theirs, api, agora.Request{})
	run.token = "token-canary"
	if _, err := run.Send(t.Context()); !errors.As(err, &owned) {
		t.Errorf("sending: %v", err)
	}
	c.Pass(48 * time.Hour)
	if _, err := other(j).Prune(c.Now()); err != nil || onDisk(t, a).state != Intended {
		t.Errorf("pruning: %v, %s", err, onDisk(t, a).state)
	}
	if err := a.before(sending(1)); err != nil {
		t.Fatal(err)
	}
	if err := theirs.Refresh(); err != nil {
		t.Fatal(err)
	}
	if _, err := Check(t.Context(), api, theirs); !errors.As(err, &owned) || onDisk(t, a).state != Sending {
		t.Errorf("checking: %v", err)
	}
	if got := theirs.Actions(); len(got) != 0 {
		t.Errorf("actions %v", got)
	}
	if need := theirs.Needs(c.Now()); need != NeedTime {
		t.Errorf("needs %q", need)
	}
	j.Close()
	if err := theirs.Own(); err != nil || theirs.Own() != nil || !theirs.mine() {
		t.Errorf("after its end: %v", err)
	}
}

func TestWhoOnlyLooksDoesNotKeepOthersFromOwning(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), lost(1))
	a.Release()
	stop := make(chan struct{})
	looked := make(chan struct{})
	go func() {
		defer close(looked)
		theirs, err := other(j).Find(a.ID())
		for err == nil {
			select {
			case <-stop:
				return
			default:
				theirs.Alive()
			}
		}
	}()
	for range 50 {
		if err := a.Own(); err != nil {
			t.Error(err)
		}
		a.Release()
	}
	close(stop)
	<-looked
}

func TestWhereNobodyCanLookItCountsAsAlive(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), lost(1))
	j.Close()
	if runtime.GOOS != "windows" { // there the lock is another file
		unblock := block(t, a)
		if _, named := errors.AsType[*JournalError](a.Own()); !named || a.mine() {
			t.Error("owned although it can't be opened")
		}
		unblock()
		// A file in the place of the directory is trouble, and not the attempt's absence.
		aside := j.local.Where("") + ".aside"
		if err := errors.Join(os.Rename(j.local.Where(""), aside), os.WriteFile(j.local.Where(""), nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		if !a.Alive() {
			t.Error("where it can't be found out, nobody is taken to work on it")
		}
		if err := errors.Join(os.Remove(j.local.Where("")), os.Rename(aside, j.local.Where(""))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(a.Where()); err != nil {
		t.Fatal(err)
	}
	if a.Alive() {
		t.Error("one that is not there is alive")
	}
}

func TestPruningLeavesNoTraceOfWhatTwoSawAtOnce(t *testing.T) {
	j, c := opened(t)
	a := told(t, j, sending(1), started(1), stopped)
	c.Pass(Keep + time.Hour)
	if n, err := j.Prune(c.Now()); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if n, err := other(j).Prune(c.Now()); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
	if _, err := j.local.Load(t.Context(), a.ID()); !errors.Is(err, store.ErrNone) {
		t.Error("it is still there")
	}
}

// A list is read while a settler of the same process begins and ends its work.
func TestTheOwnWorkIsNeverTakenForAnothers(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), lost(1))
	a.Release()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 2000 {
			if err := a.Own(); err != nil {
				t.Errorf("it can't be owned: %v", err)
				return
			}
			a.Release()
		}
	}()
	for looked := 0; ; looked++ {
		select {
		case <-done:
			if looked == 0 {
				t.Error("nobody looked meanwhile")
			}
			return
		default:
			if a.Alive() {
				t.Error("this process counts as another sttwizard")
				<-done
				return
			}
		}
	}
}
