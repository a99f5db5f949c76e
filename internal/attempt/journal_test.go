package attempt

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/files"
)

func TestBeginningWritesAPrivateFileWithRoomToGrow(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	info, err := os.Stat(a.Where())
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() != reserve {
		t.Errorf("%d bytes, want %d", info.Size(), reserve)
	}
	if !strings.HasPrefix(a.ID(), at.Format("20060102T150405Z-")) || filepath.Base(a.Where()) != a.ID()+".jnl" {
		t.Errorf("id %s, path %s", a.ID(), a.Where())
	}
	if runtime.GOOS == "windows" {
		return
	}
	dir, err := os.Stat(filepath.Dir(a.Where()))
	if err != nil || info.Mode().Perm() != 0o600 || dir.Mode().Perm() != 0o700 {
		t.Errorf("modes %v and %v, error %v", info.Mode(), dir.Mode(), err)
	}
}

func TestAJournalGrowsWhenItsRoomIsUsedUp(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), started(1))
	for range 200 {
		if err := a.before(Record{Event: EventStopping}); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(a.Where())
	if err != nil {
		t.Fatal(err)
	}
	if h, err := parse(data); err != nil || h.damage != "" || len(h.records) != 203 || len(data)%reserve != 0 || len(data) <= reserve {
		t.Errorf("%d records, %d bytes, damage %q, error %v", len(h.records), len(data), h.damage, err)
	}
}

func TestAJournalThatCannotBeWrittenIsSaidWithItsPath(t *testing.T) {
	base := t.TempDir()
	inTheWay := filepath.Join(base, "attempts")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	j := Open(inTheWay, Options{})
	_, begin := j.Begin(*intent.Intent)
	for name, err := range map[string]error{"check": j.Check(agora.Place{}), "begin": begin} {
		e, ok := errors.AsType[*JournalError](err)
		if !ok || e.Phase != NothingSent || !strings.HasPrefix(e.Path, inTheWay) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, want := range []string{inTheWay, "nothing was sent", "STTWIZARD_HOME"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", name, err, want)
			}
		}
	}
}

func TestCheckLeavesNothingBehind(t *testing.T) {
	j, _ := opened(t)
	if err := j.Check(agora.Place{}); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(j.local.Where(""))
	if err != nil || len(entries) != 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestTheSecretsOfARequestAreNotInTheJournal(t *testing.T) {
	j, _ := opened(t)
	var r agora.Request
	for _, f := range agora.Fields() {
		if f.Secret {
			if err := r.Set(f.Path, "canary-of-"+f.Path); err != nil {
				t.Fatal(err)
			}
		}
	}
	a := begun(t, j)
	run := NewRunner(a, &fakeAPI{t: t, acquire: givesToken, start: func(agora.Secret, agora.Request) (agora.Task, error) {
		return agora.Task{}, &agora.APIError{Status: 400, Kind: agora.KindInvalid, Message: "canary-of-message"}
	}}, r)
	if err := run.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := run.Send(t.Context()); err == nil {
		t.Fatal("no error")
	}
	data, err := os.ReadFile(a.Where())
	if err != nil || bytes.Contains(data, []byte("canary-of-")) {
		t.Errorf("a secret or a text from the network is in the journal: %v", err)
	}
	if !bytes.Contains(data, []byte("token-canary")) {
		t.Error("the builder token is not in the journal")
	}
}

func TestListGivesTheNewestFirstAndBrokenOnesWithTheirReason(t *testing.T) {
	j, c := opened(t)
	if all, broken, err := j.List(); len(all)+len(broken) != 0 || err != nil {
		t.Fatalf("a directory that does not exist lists %v, %v, %v", all, broken, err)
	}
	first := begun(t, j)
	c.Pass(time.Hour)
	second := told(t, j, sending(1), started(1), stopping(1))
	c.Pass(time.Hour)
	third := begun(t, j)
	data, err := os.ReadFile(second.Where())
	if err != nil {
		t.Fatal(err)
	}
	data[bytes.Index(data, []byte(`"started"`))] ^= 1
	if err := os.WriteFile(second.Where(), data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"notes.txt", ".hidden.jnl", "." + first.ID() + ".jnl.new"} {
		if err := os.WriteFile(filepath.Join(j.local.Where(""), foreign), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, broken, err := j.List()
	if err != nil || len(all) != 2 || all[0].ID() != third.ID() || all[1].ID() != first.ID() {
		t.Fatalf("%v, %v", all, err)
	}
	if len(broken) != 1 || broken[0].ID != second.ID() || broken[0].Path != second.Where() ||
		!strings.Contains(broken[0].Err.Error(), "line 3") || broken[0].Known == nil || broken[0].Known.Channel != "town-hall" {
		t.Errorf("broken %+v", broken)
	}
}

func TestFindTakesIdsAndTheirBeginnings(t *testing.T) {
	j, c := opened(t)
	a := told(t, j, sending(1), started(1))
	c.Pass(time.Second)
	b := begun(t, j)
	_, random, _ := strings.Cut(a.ID(), "-")
	for _, query := range []string{a.ID(), strings.ToLower(a.ID()), "task-1", "TASK-1", "task", "Task", strings.ToUpper(random), random, random[:4], at.Format("20060102T150405")} {
		if found, err := j.Find(query); err != nil || found.ID() != a.ID() {
			t.Errorf("%q: %v", query, err)
		}
	}
	var ambiguous *AmbiguousError
	if _, err := j.Find(at.Format("2006")); !errors.As(err, &ambiguous) || !slices.Contains(ambiguous.IDs, b.ID()) || len(ambiguous.IDs) != 2 {
		t.Errorf("the year: %v", err)
	}
	var missing *NotFoundError
	for _, query := range []string{"", "tas", "nothing-like-it"} {
		if _, err := j.Find(query); !errors.As(err, &missing) {
			t.Errorf("%q: %v", query, err)
		}
	}
	if err := os.WriteFile(b.Where(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Find(b.ID()); err == nil || !strings.Contains(err.Error(), b.Where()) {
		t.Errorf("a broken one: %v", err)
	}
}

func TestAnOpenAttemptForTheChannelIsAConflict(t *testing.T) {
	other := *intent.Intent
	other.Channel = "elsewhere"
	tests := []struct {
		name    string
		records []Record
		age     time.Duration
		want    State // empty: no conflict
	}{
		{"one that is about to be sent", nil, time.Minute, Intended},
		{"one whose sttwizard ended before it sent", []Record{}, time.Minute, ""},
		{"one on its way", []Record{sending(1)}, time.Hour, Sending},
		{"one with a lost answer", []Record{sending(1), lost(1)}, 100 * time.Hour, Unknown},
		{"one that runs without id", []Record{sending(1), noID(1)}, time.Hour, RunningNoID},
		{"a started one", []Record{sending(1), started(1)}, time.Hour, Started},
		{"a stopping one", []Record{sending(1), started(1), stopping(1)}, time.Hour, Stopping},
		{"a stopped one", []Record{sending(1), started(1), stopped}, 0, ""},
		{"a refused one", []Record{sending(1), rejected(1)}, 0, ""},
		{"a cancelled one", []Record{abandoned}, 0, ""},
		{"one set aside", []Record{sending(1), lost(1), acked}, 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, c := opened(t)
			if _, err := j.Begin(other); err != nil {
				t.Fatal(err)
			}
			a := told(t, j, test.records...)
			if test.records != nil {
				a.Release() // as the end of its sttwizard does
			}
			c.Pass(test.age)
			conflicts, err := j.OpenFor("APP", "town-hall")
			if err != nil {
				t.Fatal(err)
			}
			if test.want == "" {
				if len(conflicts) != 0 {
					t.Errorf("%+v", conflicts)
				}
				return
			}
			if len(conflicts) != 1 {
				t.Fatalf("%+v", conflicts)
			}
			got := conflicts[0]
			if got.ID != a.ID() || got.State != test.want || !got.Since.Equal(at) || got.Channel != "town-hall" || got.TaskID != a.Task().ID {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestAnUnreadableJournalIsAConflictToo(t *testing.T) {
	j, _ := opened(t)
	a := begun(t, j)
	if err := os.WriteFile(a.Where(), []byte("garbage\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	conflicts, err := j.OpenFor("any", "any")
	if err != nil || len(conflicts) != 1 || conflicts[0].Attempt != nil || conflicts[0].Err == nil || conflicts[0].ID != a.ID() {
		t.Errorf("%+v, %v", conflicts, err)
	}
}

func TestPruningRemovesOnlyWhatIsOverForLong(t *testing.T) {
	j, c := opened(t)
	old := told(t, j, sending(1), started(1), stopped)
	running := told(t, j, sending(1), started(1))
	unsent := begun(t, j)
	broken := begun(t, j)
	if err := os.WriteFile(broken.Where(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(j.local.Where(""), ".x.jnl.new")
	if err := errors.Join(os.WriteFile(half, nil, 0o600), os.Chtimes(half, at, at)); err != nil {
		t.Fatal(err)
	}
	c.Pass(30*24*time.Hour - time.Minute)
	young := told(t, j, abandoned)
	c.Pass(2 * time.Minute)
	n, err := j.Prune(c.Now())
	if err != nil || n != 1 {
		t.Fatalf("%d removed, %v", n, err)
	}
	for path, want := range map[string]bool{
		old.Where(): false, half: false, running.Where(): true, unsent.Where(): true, broken.Where(): true, young.Where(): true,
	} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	if f := onDisk(t, unsent); f.state != Abandoned || f.why != WhySenderEnded {
		t.Errorf("the unsent one is %s (%s)", f.state, f.why)
	}
	if err := unsent.before(sending(1)); err == nil {
		t.Error("one that was given up could still be sent")
	}
}

func TestADamagedEndIsRepairedAndRemembered(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), started(1))
	data, err := os.ReadFile(a.Where())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(a.Where(), int64(len(bytes.TrimRight(data, " "))-10)); err != nil {
		t.Fatal(err)
	}
	if err := a.Refresh(); err != nil || a.State() != Sending || a.Damage() == "" {
		t.Fatalf("state %s, damage %q, %v", a.State(), a.Damage(), err)
	}
	if err := a.presumeLost(); err != nil || a.State() != Unknown || a.Damage() != "" {
		t.Fatalf("state %s, damage %q, %v", a.State(), a.Damage(), err)
	}
	f := onDisk(t, a)
	if !f.doubt || f.state != Unknown || len(a.Records()) != 4 || a.Records()[2].Note == "" {
		t.Errorf("on disk %+v, records %+v", f, a.Records())
	}
	if err := a.Acknowledge("Town-Hall"); err == nil {
		t.Error("another name was taken")
	}
	if err := a.Acknowledge("town-hall"); err != nil || onDisk(t, a).state != Acknowledged {
		t.Errorf("%v", err)
	}
}

func TestTwoHandlesOfOneAttemptSeeEachOther(t *testing.T) {
	j, _ := opened(t)
	mine := told(t, j, sending(1), started(1))
	theirs, err := j.Find(mine.ID())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(theirs.before(Record{Event: EventStopping}), theirs.Ended(HowStopped)); err != nil {
		t.Fatal(err)
	}
	if mine.State() != Started {
		t.Error("the other's record came without reading")
	}
	if err := mine.Ended(HowGone); err != nil || mine.State() != Stopped || mine.How() != HowStopped {
		t.Errorf("%v: %s, %s", err, mine.State(), mine.How())
	}
	var refused *StateError
	if err := mine.before(Record{Event: EventStopping}); !errors.As(err, &refused) || refused.State != Stopped {
		t.Errorf("a stop after the end: %v", err)
	}
}

func TestWhatHappenedIsKeptInMemoryUntilItCanBeWritten(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1))
	unblock := block(t, a)
	err := a.after(started(1))
	e, ok := errors.AsType[*JournalError](err)
	if !ok || e.Phase != NotRecorded || a.State() != Started {
		t.Fatalf("%v, state %s", err, a.State())
	}
	if _, ok := errors.AsType[*files.NotFileError](err); !ok {
		t.Errorf("the cause is lost: %v", err)
	}
	unblock()
	if onDisk(t, a).state != Sending {
		t.Fatal("it was written after all")
	}
	if err := a.Refresh(); err != nil || a.State() != Started {
		t.Fatalf("reading again forgot it: %v, %s", err, a.State())
	}
	if err := a.after(Record{Event: EventStopping}); err != nil {
		t.Fatal(err)
	}
	if f := onDisk(t, a); f.state != Stopping || f.task.ID != "task-1" {
		t.Errorf("on disk %+v", f)
	}
}
